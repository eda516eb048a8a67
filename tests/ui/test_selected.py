"""Words selected with the mouse are copied by the key that copies, and by Ctrl-C."""

from collections.abc import Callable

import pytest

from factory import parsed_entry
from newsreader.services.library import Library
from reader import Reader, reading


async def select_words(reader: Reader) -> None:
    """Open the first article and select the first words of its text."""
    await reader.press("enter")
    await reader.until(lambda: any("All houses stand" in line for line in reader.lines))
    row = next(n for n, line in enumerate(reader.lines) if "All houses stand" in line)
    column = reader.lines[row].index("All")
    await reader.drag((column, row), (column + 9, row))


@pytest.fixture(autouse=True)
def paper(feed_with: Callable[..., int]) -> int:
    html = "<p>All houses stand.</p>"
    return feed_with(
        "paper", *(parsed_entry(t, t, html=html, url="https://e.org/") for t in ("a", "b"))
    )


@pytest.mark.parametrize("key", ["y", "ctrl+c"])
async def test_selected_words_are_copied_and_then_the_address(library: Library, key: str) -> None:
    async with reading(library) as reader:
        await select_words(reader)
        assert reader.said == 'y copies the words, " keeps them as a quote.'
        await reader.press(key)
        assert reader.app.clipboard == "All houses"
        assert reader.said == "Copied: All houses"
        await reader.press("y")
        assert reader.app.clipboard == "https://e.org/"


async def test_what_was_selected_in_one_article_is_not_in_the_next(library: Library) -> None:
    async with reading(library) as reader:
        await select_words(reader)
        await reader.press("J")
        await reader.until(lambda: reader.article == "b")
        await reader.press("y")
        assert reader.app.clipboard == "https://e.org/"
