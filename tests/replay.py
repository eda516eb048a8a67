"""A terminal emulator beside the app: what stock output and ours would have put on the screen."""

from typing import Any, NamedTuple

import pyte
from rich.color import ColorSystem
from rich.console import RenderableType
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.screen import Screen

from newsreader.ui.terminal import Terminal
from newsreader.ui.wire_canvas import Canvas

Look = tuple[object, ...]


class Emulator:
    """A pyte terminal."""

    def __init__(self, width: int, height: int) -> None:
        self.screen = pyte.Screen(width, height)
        self._stream = pyte.Stream(self.screen)

    def feed(self, written: str) -> None:
        """Write to the terminal."""
        self._stream.feed(written)

    def cells(self) -> list[list[Look]]:
        """Give the look of every cell: what cannot be seen on a blank is left out."""
        rows, columns = range(self.screen.lines), range(self.screen.columns)
        return [[_look(self.screen.buffer[y][x]) for x in columns] for y in rows]

    def text(self) -> str:
        """Give the lines of the screen."""
        return "\n".join(self.screen.display)


def _look(cell: Any) -> Look:
    if cell.data != " ":
        return tuple(cell)
    if cell.underscore or cell.strikethrough or cell.reverse:
        return tuple(cell._replace(bold=False, italics=False))
    return (" ", cell.bg)


class Frame(NamedTuple):
    """What one update cost, in characters."""

    stock: int
    ours: int


class Recorded(App[None]):
    """Mix into an app: every update is painted in two terminals, and they are compared."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.frames: list[Frame] = []
        self.differences: list[str] = []
        self._replayed: Canvas | None = None

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        is_shown = self._running and not self._closed and not self._batch_count
        # Between a new size and its layout Textual's own output runs over the edge, ours does not.
        is_shown = is_shown and screen._compositor.size == self.size
        if is_shown and isinstance(renderable, LayoutUpdate | ChopsUpdate):
            self._record(renderable)
        super()._display(screen, renderable)

    def _record(self, update: LayoutUpdate | ChopsUpdate) -> None:
        size = (self.size.width, self.size.height)
        if self._replayed is None or self._replayed.size != size:
            self._replayed = Canvas(*size, Terminal())
            self._stock, self._ours = Emulator(*size), Emulator(*size)
        stock = update.render_segments(self.console)
        self._replayed.paint(update, self.console._color_system or ColorSystem.TRUECOLOR)
        ours = self._replayed.flush()
        self._stock.feed(stock)
        self._ours.feed(ours)
        self.frames.append(Frame(len(stock), len(ours)))
        expected, found = self._stock.cells(), self._ours.cells()
        if expected != found:
            self.differences += [
                f"frame {len(self.frames)}, cell {x},{y}: {found[y][x]} for {look}"
                for y, row in enumerate(expected)
                for x, look in enumerate(row)
                if look != found[y][x]
            ][:5]
