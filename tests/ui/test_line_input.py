"""What comes in one piece, as over a slow line, is done in the order it was typed."""

from textual import events
from textual.widgets import Input

from newsreader.services.library import Library
from newsreader.ui.widgets.line_input import LineInput
from reader import reading


async def test_keys_that_come_at_once_keep_their_order(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("a")
        line = reader.app.screen.query_one("#address", Input)
        for key in ("a", "b", "left", "X", "home", "Y", "end", "c", "d", "backspace", "Z"):
            reader.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await reader.until(lambda: line.value.endswith("Z"))
        assert line.value == "YaXbcZ"


async def test_lines_that_are_pasted_become_one(library: Library) -> None:
    async with reading(library) as reader:
        await reader.press("I")
        line = reader.app.screen.query_one(LineInput)
        line.post_message(events.Paste("two \r\nlines\n\n  and more\n"))
        await reader.until(lambda: line.value == "two lines and more")
        line.post_message(events.Paste(""))
        line.post_message(events.Paste("\n"))
        await reader.settle()
        assert line.value == "two lines and more"


async def test_of_several_addresses_that_are_pasted_the_first_is_taken_and_that_is_said(
    library: Library,
) -> None:
    async with reading(library) as reader:
        await reader.press("a")
        line = reader.app.screen.query_one("#address", Input)
        line.post_message(events.Paste("\nhttps://a.example/feed\nhttps://b.example/feed\n"))
        await reader.until(lambda: line.value == "https://a.example/feed")
        assert any("first of 2 lines" in shown for shown in reader.lines)
        line.post_message(events.Paste("?all"))
        await reader.until(lambda: line.value == "https://a.example/feed?all")
        assert not any("first of 2 lines" in shown for shown in reader.lines)
