"""What all dialogs have in common."""

from typing import ClassVar, TypeVar

from textual.screen import ModalScreen

from newsreader.ui.styles import style_sheet
from newsreader.ui.watched import Watched

T = TypeVar("T")


class Dialog(Watched, ModalScreen[T]):
    """A screen over the panes; its styles are read when the first one is opened."""

    CSS_PATH: ClassVar[str] = style_sheet("dialogs")
