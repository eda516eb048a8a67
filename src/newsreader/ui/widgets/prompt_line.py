"""One line to type into, for as long as a pane wants to know something."""

from dataclasses import dataclass

from textual import events
from textual.message import Message
from textual.widgets import Input

from newsreader.ui.widgets.line_input import LineInput


class PromptLine(LineInput):
    """Ask for a line; hidden while nobody asks."""

    @dataclass
    class Given(Message):
        """The reader answered."""

        purpose: str
        answer: str

    @dataclass
    class Dropped(Message):
        """The reader wants to go on without an answer."""

        purpose: str

    def __init__(self) -> None:
        super().__init__(classes="prompt")
        self.display = False
        self._purpose = ""

    def ask(self, purpose: str, placeholder: str, answer: str = "") -> None:
        """Ask for a line, with an answer to begin with; ``purpose`` comes back with it."""
        self._purpose = purpose
        self.placeholder = placeholder
        self.value = answer
        self.display = True
        self.screen.set_focus(self)
        self.call_after_refresh(self._show_beginning)

    def _show_beginning(self) -> None:
        """Scroll to the beginning, as far as the cursor at the end stays in sight."""
        end = len(self.value)
        self.cursor_position = 0
        self.cursor_position = end

    def on_key(self, event: events.Key) -> None:
        """Take Escape for a no."""
        if event.key == "escape":
            event.stop()
            self.display = False
            self.post_message(self.Dropped(self._purpose))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand the answer over."""
        event.stop()
        self.display = False
        self.post_message(self.Given(self._purpose, self.value))
