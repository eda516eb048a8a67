"""Keys that come in one write with the key that opens a line or a dialog belong to that."""

from collections.abc import Callable

import pytest
from textual import events
from textual.keys import _character_to_key
from textual.widgets import Input

from factory import parsed_entry
from fakes.refresher import StubRefresher
from newsreader.services.library import Library
from newsreader.store.headlines import unread_counts
from newsreader.ui.screens.feed_settings import FeedSettingsScreen
from reader import Reader, reading


@pytest.fixture(autouse=True)
def _articles(feed_with: Callable[..., int]) -> None:
    feed_with("paper", parsed_entry("a"), parsed_entry("b"), parsed_entry("c"))


def burst(reader: Reader, *keys: str) -> None:
    """Press keys faster than they can be answered."""
    for key in keys:
        character = key if len(key) == 1 else None
        name = _character_to_key(key) if character else key
        reader.app.post_message(events.Key(name, character))


def line(reader: Reader) -> str:
    """What stands in the line that has the keys."""
    return reader.app.focused.value if isinstance(reader.app.focused, Input) else ""


@pytest.mark.parametrize("opens", ["/", ":", "t", "a", "x", "I"])
async def test_all_that_is_typed_behind_it_goes_into_the_line(library: Library, opens: str) -> None:
    async with reading(library, (80, 24), StubRefresher(library)) as reader:
        if opens == "x":  # the line after a list has been searched once is there already
            await reader.press("/", "escape")
            opens = "/"
        burst(reader, opens, *"A X xq.rs")
        await reader.until(lambda: line(reader) == "A X xq.rs")
        assert library.database.read(unread_counts).result() == {1: 3}


async def test_keys_behind_the_one_that_opens_the_feed_settings_are_for_them(
    library: Library,
) -> None:
    async with reading(library, (80, 24)) as reader:
        burst(reader, "ctrl+e", "A", "X", "j")
        await reader.until(lambda: isinstance(reader.app.screen, FeedSettingsScreen))
        await reader.settle()
        assert library.database.read(unread_counts).result() == {1: 3}
