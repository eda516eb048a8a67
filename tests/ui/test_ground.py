"""A ground is drawn in one line, and looks as if it were drawn in all."""

from textual.app import App, ComposeResult
from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.widgets import Static

from keyboard import at_keyboard
from newsreader.ui.widgets.ground import Column, Row

SIZE = (40, 12)


class Panes(App[None]):
    """Two columns with room around what is in them."""

    CSS = """
    .left { width: 12; background: #203040; }
    .right { width: 1fr; background: #405060; }
    Static { margin: 1 2; height: 2; background: #807060; }
    """

    def __init__(self, row: type[Horizontal], column: type[Vertical]) -> None:
        super().__init__()
        self._row, self._column = row, column

    def compose(self) -> ComposeResult:
        with self._row():
            with self._column(classes="left"):
                yield Static("Feeds")
            with self._column(classes="right"):
                yield Static("Headlines")


async def look(row: type[Horizontal], column: type[Vertical]) -> list[object]:
    async with at_keyboard(Panes(row, column), SIZE) as keyboard:
        screen = keyboard.pilot.app.screen
        right = screen.query_one(".right", column)
        part = right.render_lines(Region(3, 4, 10, 5))  # as after a key: some of its lines
        return [screen._compositor.render_strips(screen.size), part]


async def test_a_ground_looks_like_textuals_own_containers() -> None:
    assert await look(Row, Column) == await look(Horizontal, Vertical)
