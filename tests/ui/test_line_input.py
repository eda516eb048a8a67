"""What comes in one piece, as over a slow line, is done in the order it was typed."""

from textual import events
from textual.widgets import Input

from newsreader.services.library import Library
from reader import reading


async def test_keys_that_come_at_once_keep_their_order(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("a")
        line = reader.app.screen.query_one("#address", Input)
        for key in ("a", "b", "left", "X", "home", "Y", "end", "c", "d", "backspace", "Z"):
            reader.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await reader.until(lambda: line.value.endswith("Z"))
        assert line.value == "YaXbcZ"
