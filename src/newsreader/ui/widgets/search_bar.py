"""The line to search with, above the headlines."""

from textual.binding import Binding
from textual.message import Message

from newsreader.ui.widgets.line_input import LineInput


class SearchBar(LineInput):
    """A line to type words into; Down goes to what was found."""

    LINE_KEYS = (("Enter", "find"), ("Esc", "cancel"))
    BINDINGS = [Binding("down", "leave", show=False)]  # noqa: RUF012 - Textual's way

    class Left(Message):
        """The reader went on to the list."""

    def action_leave(self) -> None:
        """Go on to the list."""
        self.post_message(self.Left())
