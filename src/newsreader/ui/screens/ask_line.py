"""Ask for one line in a dialog."""

from collections.abc import Callable
from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Static

from newsreader.domain.errors import NewsreaderError
from newsreader.ui.screens.dialog import Dialog
from newsreader.ui.widgets.line_input import LineInput


class Question(NamedTuple):
    """What is asked."""

    title: str
    answer: str
    """What the line begins with."""
    hint: str
    keys: str


class LineScreen(Dialog[str | None]):
    """Give what was typed, as ``check`` has it, or None.

    ``check`` raises NewsreaderError, whose sentence is shown, for what makes no sense.
    """

    BINDINGS = [Binding("escape", "cancel", show=False)]  # noqa: RUF012 - Textual's way

    def __init__(self, question: Question, check: Callable[[str], str] = str.strip) -> None:
        super().__init__()
        self._question = question
        self._check = check

    def compose(self) -> ComposeResult:
        """Lay out the line under its title."""
        title, answer, hint, keys = self._question
        with Vertical(classes="dialog"):
            yield Static(title, classes="dialog-title", markup=False)
            yield LineInput(answer, select_on_focus=False)
            yield Static(hint, id="say", markup=False)
            yield Static(keys, id="keys", markup=False)

    def action_cancel(self) -> None:
        """Give nothing."""
        self.dismiss(None)

    @on(Input.Submitted)
    def _given(self, message: Input.Submitted) -> None:
        try:
            answer = self._check(message.value)
        except NewsreaderError as error:
            say = self.query_one("#say", Static)
            say.update(str(error))
            say.add_class("-error")
        else:
            self.dismiss(answer)
