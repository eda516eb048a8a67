"""What all dialogs have in common."""

from typing import ClassVar, TypeVar

from textual.screen import ModalScreen

from newsreader.ui.keyed import KeyedApp
from newsreader.ui.styles import style_sheet
from newsreader.ui.watched import Watched
from newsreader.ui.widgets.status_line import StatusLine

T = TypeVar("T")
LOW = 20
"""Rows of a terminal below which nothing is spent on blank ones."""


BESIDE = 85
"""Cells of a terminal from which a dialog leaves room beside it. In a narrower one it takes all:
of what is below, single signs would look out, as if they were part of it."""


class Dialog(Watched, ModalScreen[T]):
    """A screen over the panes; its styles are read when the first one is opened."""

    CSS_PATH: ClassVar[str] = style_sheet("dialogs")
    VERTICAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [  # type: ignore[misc] # Textual forgets ClassVar
        (0, "-low"),
        (LOW, "-high"),
    ]
    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [  # type: ignore[misc] # Textual forgets ClassVar
        (0, "-filling"),
        (BESIDE, "-beside"),
    ]

    def on_mount(self) -> None:
        """Take the hints away that are about keys of the screen below, and the keys."""
        if isinstance(self.app, KeyedApp) and (on_dialog := self.app.on_dialog):
            self.app.on_dialog = None
            on_dialog()
        self._see_to_hints()

    def on_unmount(self) -> None:
        """Give them back."""
        self._see_to_hints()

    def _see_to_hints(self) -> None:
        """Let lines below a dialog give no hints: its own keys stand in the dialog."""
        is_covered = False
        for screen in reversed(self.app.screen_stack):
            for status in screen.query(StatusLine):
                status.is_covered = is_covered
            is_covered = is_covered or (isinstance(screen, Dialog) and screen.is_attached)
