"""Ask for the tags of a bookmark, with completion."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Static

from newsreader.ui.screens.dialog import Dialog
from newsreader.ui.widgets.tag_suggester import TagSuggester


class TagScreen(Dialog[str | None]):
    """Give the tags with commas between, or None for leaving them as they are."""

    BINDINGS = [Binding("escape", "cancel", show=False)]  # noqa: RUF012 - Textual's way

    def __init__(self, tags: Sequence[str], likely: Sequence[str], known: Sequence[str]) -> None:
        super().__init__()
        self._tags = tags
        self._likely = likely
        self._known = known

    def compose(self) -> ComposeResult:
        """Lay out the line, and what the tags could be."""
        hint = f"Perhaps: {', '.join(self._likely)}" if self._likely else "→ completes a tag"
        with Vertical(classes="dialog"):
            yield Static("Tags, with commas between", classes="dialog-title")
            yield Input(
                "".join(f"{tag}, " for tag in self._tags),
                suggester=TagSuggester([*self._likely, *self._known]),
                select_on_focus=False,
            )
            yield Static(hint, id="say", markup=False)

    def action_cancel(self) -> None:
        """Leave the tags as they are."""
        self.dismiss(None)

    @on(Input.Submitted)
    def _given(self, message: Input.Submitted) -> None:
        self.dismiss(message.value)
