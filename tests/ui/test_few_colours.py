"""Where backgrounds are no help the cursor is seen all the same."""

from collections.abc import Callable

import pytest

from factory import parsed_entry
from newsreader.config.model import ScreenSettings
from newsreader.services.library import Library
from newsreader.ui.app import NewsreaderApp
from newsreader.ui.terminal import Colours, Terminal
from newsreader.ui.widgets.line_list import LineList
from reader import STILL, reading_with


def looks(of: LineList, y: int) -> set[tuple[bool, bool]]:
    """Whether the parts of a line are reversed, and whether underlined."""
    styles = [segment.style for segment in of.render_line(y) if segment.style]
    return {(bool(style.reverse), bool(style.underline)) for style in styles}


@pytest.mark.parametrize("switched", [0, 1, 2])
@pytest.mark.parametrize("colours", [Colours.NONE, Colours.SIXTEEN])
async def test_the_cursor_is_seen_without_colours_and_where_it_rests(
    library: Library,
    feed_with: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch,
    colours: Colours,
    switched: int,
) -> None:
    feed_with("paper", parsed_entry("a"), parsed_entry("b"))
    is_without = colours is Colours.NONE
    if is_without:
        monkeypatch.setenv("NO_COLOR", "1")
    app = NewsreaderApp(library, STILL, terminal=Terminal(colours=colours))
    async with reading_with(app, (80, 24)) as reader:
        await reader.press(*"T" * switched)
        headlines = reader.screen.headlines

        assert looks(headlines, 0) == {(is_without, False)}
        assert looks(headlines, 1) == {(False, False)}
        assert looks(reader.screen.feeds, 0) == {(False, True)}
        await reader.press("1")
        assert looks(headlines, 0) == {(False, True)}


async def test_a_theme_that_needs_more_colours_is_refused(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("paper", parsed_entry("a"))
    app = NewsreaderApp(library, STILL, terminal=Terminal(colours=Colours.SIXTEEN))
    async with reading_with(app, (80, 24)) as reader:
        await reader.press(":", *"set theme=newsreader-light", "enter")
        await reader.until(lambda: "its own are used" in reader.said)
        assert app.theme == "ansi-dark"


async def test_switching_twice_comes_back_to_the_theme_that_was_chosen(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("paper", parsed_entry("a"))
    settings = STILL._replace(screen=ScreenSettings(theme="nord"))
    async with reading_with(NewsreaderApp(library, settings), (80, 24)) as reader:
        await reader.press("T")
        assert reader.app.theme == "newsreader-light"
        await reader.press("T")
        assert reader.app.theme == "nord"
        await reader.press("T")
        assert reader.app.theme == "newsreader-light"
