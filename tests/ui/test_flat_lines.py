"""Lines of a list look as Textual would have drawn them, whatever is around them."""

import pytest
from rich.segment import Segment
from rich.style import Style
from textual._styles_cache import StylesCache
from textual.app import App, ComposeResult
from textual.filter import LineFilter, Monochrome
from textual.strip import Strip

from keyboard import at_keyboard
from newsreader.ui.widgets.flat_lines import FlatLines
from newsreader.ui.widgets.line_list import LineList

SIZE = (30, 10)
LOOKS = [
    "",
    "padding: 1 2;",
    "border: heavy red;",
    "outline: solid blue;",
    "tint: red 40%;",
    "hatch: cross green;",
    "opacity: 50%;",
    "text-opacity: 50%;",
]


class Letters(LineList):
    """Rows of one letter, the cursor's in reverse; counts what it draws."""

    def __init__(self, *, is_flat: bool, row_count: int = 26) -> None:
        super().__init__("letters")
        self._row_count = row_count
        self.drawn: list[int] = []
        if not is_flat:
            self._styles_cache = StylesCache()

    @property
    def row_count(self) -> int:
        return self._row_count

    def render_row(self, index: int, line: int, width: int) -> Strip:
        self.drawn.append(index)
        style = Style(color="magenta", dim=index % 2 == 0, reverse=index == self.cursor)
        return Strip([Segment(chr(97 + index) * 3, style)]).adjust_cell_length(width, style)


class Alone(App[None]):
    """One list."""

    def __init__(self, look: str, *, is_flat: bool, row_count: int = 26) -> None:
        self.letters = Letters(is_flat=is_flat, row_count=row_count)
        super().__init__()
        css = f"LineList {{ height: 1fr; background: #203040; {look} }}"
        self.stylesheet.add_source(css, ("test", "Alone"))
        self.animation_level = "none"

    def compose(self) -> ComposeResult:
        yield self.letters

    def on_mount(self) -> None:
        """Leave the scrollbar to Textual too where the list is."""
        if type(self.letters._styles_cache) is StylesCache:
            self.letters.vertical_scrollbar._styles_cache = StylesCache()


async def look(style: str, *, is_flat: bool) -> list[list[Strip]]:
    app = Alone(style, is_flat=is_flat)
    seen = []
    async with at_keyboard(app, SIZE) as keyboard:
        letters = app.letters
        for move in (
            letters.action_line_down,
            letters.action_page_down,
            letters.action_line_up,
            letters.action_bottom,
        ):
            move()
            await keyboard.settle()
            seen.append(_strips(app))
        letters.styles.background = "#506070"
        await keyboard.settle()
        seen.append(_strips(app))
        letters.styles.padding = (0, 1)
        await keyboard.settle()
        seen.append(_strips(app))
    return seen


def _strips(app: App[None]) -> list[Strip]:
    return [strip.simplify() for strip in app.screen._compositor.render_strips()]


@pytest.mark.parametrize("style", LOOKS)
async def test_lines_look_like_textuals_own(style: str) -> None:
    assert await look(style, is_flat=True) == await look(style, is_flat=False)


async def test_a_key_draws_only_the_rows_that_look_different() -> None:
    app = Alone("", is_flat=True)
    async with at_keyboard(app, SIZE) as keyboard:
        assert isinstance(app.letters._styles_cache, FlatLines)
        await keyboard.settle()
        _strips(app)
        app.letters.drawn.clear()
        app.letters.action_line_down()
        await keyboard.settle()
        _strips(app)
        assert sorted(app.letters.drawn) == [0, 1]


@pytest.mark.parametrize("row_count", [0, 5, 10, 11])
async def test_a_scrollbar_that_always_stays_is_seen_only_where_there_is_something_to_scroll(
    row_count: int,
) -> None:
    seen = []
    for look, is_flat in (("overflow-y: scroll;", True), ("scrollbar-gutter: stable;", False)):
        app = Alone(look, is_flat=is_flat, row_count=row_count)
        async with at_keyboard(app, SIZE) as keyboard:
            await keyboard.settle()
            seen.append(_strips(app))
    assert seen[0] == seen[1]


async def test_another_filter_is_heeded_at_once() -> None:
    app = Alone("", is_flat=True)
    async with at_keyboard(app, SIZE):
        before = _strips(app)
        filters: list[LineFilter] = [Monochrome()]
        app.get_line_filters = lambda: filters  # type: ignore[method-assign]
        assert _strips(app) != before
