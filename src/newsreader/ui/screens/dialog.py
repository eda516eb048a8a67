"""What all dialogs have in common."""

from typing import ClassVar, TypeVar

from textual.screen import ModalScreen

from newsreader.ui.styles import style_sheet
from newsreader.ui.watched import Watched

T = TypeVar("T")
LOW = 20
"""Rows of a terminal below which nothing is spent on blank ones."""


class Dialog(Watched, ModalScreen[T]):
    """A screen over the panes; its styles are read when the first one is opened."""

    CSS_PATH: ClassVar[str] = style_sheet("dialogs")
    VERTICAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [  # type: ignore[misc] # Textual forgets ClassVar
        (0, "-low"),
        (LOW, "-high"),
    ]
