"""Ask for the name of a file that articles are written to."""

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Static

from newsreader.ui.screens.dialog import Dialog

_HINT = "The ending says the kind: .md .txt .html .epub .json .csv .org .atom"


class ExportScreen(Dialog[str]):
    """Give the name, empty for none."""

    BINDINGS = [Binding("escape", "cancel", show=False)]  # noqa: RUF012 - Textual's way

    def __init__(self, title: str) -> None:
        super().__init__()
        self._title = title

    def compose(self) -> ComposeResult:
        """Lay out the line for the name."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield Input("articles.md", id="path", select_on_focus=False)
            yield Static(_HINT, id="say", markup=False)

    def action_cancel(self) -> None:
        """Write nothing."""
        self.dismiss("")

    @on(Input.Submitted)
    def _named(self, message: Input.Submitted) -> None:
        self.dismiss(message.value.strip())
