"""Ask for the name of a file that articles are written to."""

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Static

from newsreader.domain.errors import NewsreaderError
from newsreader.ui.screens.dialog import Dialog

_HINT = "The ending says the kind: .md .txt .html .epub .json .csv .org .atom"
_KEYS = "Enter write   Esc cancel"


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
            yield Static(_KEYS, id="keys", markup=False)

    def action_cancel(self) -> None:
        """Write nothing."""
        self.dismiss("")

    @on(Input.Submitted)
    def _named(self, message: Input.Submitted) -> None:
        from newsreader.services.article_export import checked_target

        try:
            path = checked_target(Path(message.value.strip()))
        except NewsreaderError as error:
            say = self.query_one("#say", Static)
            say.update(str(error))
            say.add_class("-error")
        else:
            self.dismiss(str(path))
