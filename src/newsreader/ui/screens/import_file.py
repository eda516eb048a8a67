"""Import a file of another program: feeds from OPML, and whatever else is known."""

import asyncio
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Static

from newsreader.domain.errors import NewsreaderError
from newsreader.domain.wording import counted
from newsreader.services.library import Library
from newsreader.services.undo import History
from newsreader.ui.screens.dialog import Dialog
from newsreader.ui.widgets.line_input import LineInput

_HINT = "Where the file lies: ~/feeds.opml"
_KEYS = "Enter import   Esc cancel"


class ImportScreen(Dialog[str]):
    """Ask for a file and give a sentence about what was imported, empty if nothing was."""

    BINDINGS = [Binding("escape", "cancel", show=False)]  # noqa: RUF012 - Textual's way

    def __init__(self, library: Library, history: History) -> None:
        super().__init__()
        self._library = library
        self._history = history

    def compose(self) -> ComposeResult:
        """Lay out the line for the path."""
        with Vertical(classes="dialog"):
            yield Static("Import a file", classes="dialog-title")
            yield LineInput(placeholder="File", id="path")
            yield Static(_HINT, id="say", markup=False)
            yield Static(_KEYS, id="keys", markup=False)

    def action_cancel(self) -> None:
        """Import nothing."""
        self.dismiss("")

    @on(Input.Submitted)
    def _path_given(self, message: Input.Submitted) -> None:
        if message.value.strip():
            self._import(Path(message.value.strip()).expanduser())

    @work(exclusive=True, exit_on_error=False)
    async def _import(self, path: Path) -> None:
        from newsreader.services.importing import import_file, load_file

        try:
            body = await asyncio.to_thread(load_file, path)
            summary = await import_file(self._library, body, self._history)
        except NewsreaderError as error:
            self._complain(str(error))
        else:
            parts = [f"{counted(summary.added, summary.noun.removesuffix('s'))} imported"]
            parts += [f"{summary.known} known already"] if summary.known else []
            parts += [f"{len(summary.refused)} left out"] if summary.refused else []
            self.dismiss(f"{', '.join(parts)}.")

    def _complain(self, sentence: str) -> None:
        self.query_one("#say", Static).update(sentence)
        self.query_one("#say").add_class("-error")
