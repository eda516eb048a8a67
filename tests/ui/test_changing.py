"""What a key changes is shown at once, and never what did not come true."""

from collections.abc import Callable

import pytest

from factory import parsed_entry
from newsreader.domain.events import StateChanged
from newsreader.domain.view import View
from newsreader.domain.wording import GONE
from newsreader.services.library import Library
from newsreader.store.entries import delete_entries
from newsreader.store.headlines import load_spine
from reader import reading


@pytest.mark.parametrize("key", ["s", "m", "enter"])
async def test_an_article_that_was_cleared_away_says_so(
    library: Library, feed_with: Callable[..., int], key: str
) -> None:
    feed_with("paper", parsed_entry("One"))
    async with reading(library) as reader:
        ids = library.database.read(load_spine, View()).result()
        library.database.write(delete_entries, ids, library.clock()).result()
        await reader.press(key)
        await reader.until(lambda: reader.said == GONE)

        def has_marks() -> bool:
            shown = reader.screen.headlines.current
            return shown is None or shown.is_read or shown.is_starred

        await reader.until(lambda: not has_marks())
        await reader.press("escape", "u")
        await reader.until(lambda: reader.said == "There is nothing to undo.")


async def test_what_was_cleared_away_leaves_the_list_but_not_under_the_reader(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("paper", *(parsed_entry(name, name) for name in ("One", "Two", "Three", "Four")))
    async with reading(library) as reader:
        first, second, third, _ = reader.titles
        await reader.press("j")
        ids = library.database.read(load_spine, View()).result()
        library.database.write(delete_entries, ids[1:3], library.clock()).result()
        library.bus.publish(StateChanged(None))
        await reader.until(lambda: third not in reader.titles)
        assert reader.titles[:2] == [first, second]
        headline = reader.screen.headlines.current
        assert headline is not None
        assert headline.title == second
