"""The hints at the bottom are about the keys that the reader has now."""

from collections.abc import Callable

import pytest

from factory import parsed_entry
from newsreader.services.library import Library
from reader import reading


@pytest.fixture(autouse=True)
def paper(feed_with: Callable[..., int]) -> int:
    """A feed with an article."""
    return feed_with("paper", parsed_entry("a"))


@pytest.mark.parametrize(
    ("keys", "hints"),
    [
        ("/", "Enter find   Esc cancel"),
        ("bt", "Enter done   Esc cancel"),
        ("3/", "Enter done   Esc cancel"),
        ("3|", "Enter done   Esc cancel"),
    ],
)
async def test_while_a_line_is_written_the_hints_are_about_it(
    library: Library, keys: str, hints: str
) -> None:
    async with reading(library) as reader:
        before = reader.lines[-1].split("   ")[-1]
        await reader.press("enter", "q", *keys)
        await reader.until(lambda: reader.lines[-1].endswith(hints))
        await reader.press("escape", "2")
        await reader.until(lambda: reader.lines[-1].endswith(before))


async def test_the_palette_hides_the_hints_of_what_is_below(library: Library) -> None:
    async with reading(library) as reader:
        before = reader.lines[-1]
        await reader.press("ctrl+p")
        await reader.until(lambda: "help" not in reader.lines[-1])
        await reader.press("escape")
        await reader.until(lambda: reader.lines[-1] == before)
