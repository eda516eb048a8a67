"""An app that writes only the cells that change: a tenth of the bytes of Textual's own output.

It stands on ``App._display`` and the two updates of the compositor, which are not public. Where
they are not those of a known version of Textual, its own output is used: never wrong, at worst
slower.
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import textual
from rich.color import ColorSystem
from rich.console import RenderableType
from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.screen import Screen
from textual.widgets import Input

from newsreader.ui.startup import settle
from newsreader.ui.terminal import Terminal
from newsreader.ui.wire_canvas import Canvas

if TYPE_CHECKING:
    from textual.driver import Driver

KNOWN_TEXTUAL = "8.2."
LONGEST_HOLD_S = 0.4
"""After this time the screen is shown, complete or not."""

# Less than this reaches the terminal in one piece anyway.
_FEWEST_SYNCHRONIZED = 1024

_SHAPES: tuple[tuple[Callable[..., Any], tuple[str, ...]], ...] = (
    (App._display, ("self", "screen", "renderable")),
    (LayoutUpdate.__init__, ("self", "strips", "region")),
    (ChopsUpdate.__init__, ("self", "chops", "spans", "chop_ends")),
)


def knows_textual() -> bool:
    """Say whether the installed Textual is one whose output can be replaced."""
    # The folder is looked at because importlib.metadata takes 20 ms to import.
    site = Path(textual.__file__).parents[1]
    about = (name for name in os.listdir(site) if name.endswith(".dist-info"))
    return any(name.startswith(f"textual-{KNOWN_TEXTUAL}") for name in about) and all(
        function.__code__.co_varnames[: function.__code__.co_argcount] == parameters
        for function, parameters in _SHAPES
    )


class WiredApp(App[None]):
    """An app with a canvas between Textual and the terminal."""

    def __init__(self, terminal: Terminal | None = None) -> None:
        self.terminal = terminal or Terminal()
        """What the terminal can do; a modern one if nobody has looked."""
        super().__init__()
        self._is_wired = knows_textual()
        self._is_held = False
        self._is_complete: Callable[[], bool] = bool
        self._has_written = False
        self._canvas: Canvas | None = None
        self._has_dialog = False

    def get_driver_class(self) -> "type[Driver]":
        """Use the driver that is made for slow lines and rude endings."""
        from newsreader.ui.driver import TerminalDriver

        return TerminalDriver

    def hold_screen(self, is_complete: Callable[[], bool] = bool) -> None:
        """Show nothing until the screen is complete, so that the first one is written once.

        ``is_complete`` is asked whenever something was painted; ``show_screen`` shows it at once.
        """
        self._is_held = True
        self._is_complete = is_complete
        self.set_timer(LONGEST_HOLD_S, self.show_screen)

    def show_screen(self) -> None:
        """Show what has been painted so far and everything from now on."""
        if self._is_held:
            self._is_held = False
            self._write()

    def redraw(self) -> None:
        """Write the whole screen again, whatever the terminal shows."""
        if self._canvas is None:
            self.refresh()
            return
        self._canvas.forget()
        self._canvas.touch_all()
        self._write()

    def frame(self) -> str:
        """Give the screen as bytes for a cleared terminal; '' when there is none.

        A dialog is none: the next visit begins without it, and a line in it may hold a secret.
        """
        return self._canvas.frame() if self._canvas and not self._has_dialog else ""

    @property
    def wants_cursor(self) -> bool:
        """Whether the cursor has to be where a widget put it: there input methods open."""
        return isinstance(self.focused, Input)

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        if not self._is_wired or not isinstance(renderable, LayoutUpdate | ChopsUpdate):
            super()._display(screen, renderable)
            return
        if self._driver is None or self._driver.is_inline or self._driver.is_headless:
            super()._display(screen, renderable)
            return
        self._has_dialog = screen.is_modal
        try:
            if self._running and not self._closed and not self._batch_count:
                self._paint(renderable)
        except Exception as error:  # noqa: BLE001 - a border: Textual's own output still works
            self.log.error(f"The wire failed, using Textual's output: {error!r}")
            self._is_wired = False
            self._canvas = None
            screen.refresh()
        finally:
            self.post_display_hook()

    def _paint(self, update: LayoutUpdate | ChopsUpdate) -> None:
        width, height = self.size
        if self._canvas is None or self._canvas.size != (width, height):
            self._canvas = Canvas(width, height, self.terminal)
        # The console's colour system as Textual's own rendering reads it.
        self._canvas.paint(update, self.console._color_system or ColorSystem.TRUECOLOR)
        if self._is_held and self._is_complete():
            self._is_held = False
        if not self._is_held:
            self._write()

    def _write(self) -> None:
        if self._canvas is None or self._driver is None:
            return
        x, y = self.screen.outer_size.clamp_offset(self.cursor_position)
        written = self._canvas.flush((x, y) if self.wants_cursor else None)
        if not written:
            return
        if self._sync_available and len(written) >= _FEWEST_SYNCHRONIZED:
            written = f"{SYNC_START}{written}{SYNC_END}"
        self._driver.write(written)
        if not self._has_written:
            self._has_written = True
            settle()
