"""A list of values that keys change: by a step, by typing, back to the default."""

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.suggester import Suggester
from textual.widgets import Input, Static

from newsreader.domain.errors import NewsreaderError
from newsreader.ui.screens.dialog import Dialog
from newsreader.ui.widgets.line_input import LineInput
from newsreader.ui.widgets.line_list import LineList
from newsreader.ui.widgets.value_list import ValueList

_TYPING_KEYS = "Enter save   Esc leave as it was"


class ValueDialog(Dialog[None]):
    """Show values with the help of the one under the cursor, and a line to type another into."""

    BINDINGS = [  # noqa: RUF012 - Textual's way; these keys are no commands
        Binding("escape,q", "close", show=False),
        Binding("enter,space,right,l", "change(1)", show=False),
        Binding("left,h", "change(-1)", show=False),
        Binding("backspace,delete", "reset", show=False),
    ]

    def __init__(self, title: str, keys: str, values: ValueList) -> None:
        super().__init__()
        self._title = title
        self._keys = keys
        self._values = values

    def compose(self) -> ComposeResult:
        """Lay out the list, the help of what is under the cursor and the line to type into."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield self._values
            yield Static(id="say", markup=False)
            yield LineInput(id="value")
            yield Static(self._keys, id="keys", markup=False)

    # -- what subclasses do

    def help_text(self) -> str:
        """Say what the value under the cursor is for."""
        raise NotImplementedError

    def action_change(self, step: int) -> None:
        """Go on to the next choice; ask where any text or number will do."""
        raise NotImplementedError

    def action_reset(self) -> None:
        """Go back to the default."""
        raise NotImplementedError

    def take(self, text: str) -> None:
        """Take what was typed; raises NewsreaderError where that makes no sense."""
        raise NotImplementedError

    # -- saying and asking

    @on(LineList.CursorMoved)
    def _show_help(self) -> None:
        self.say(self.help_text())

    def say(self, sentence: str, *, is_error: bool = False) -> None:
        """Say a sentence below the list."""
        line = self.query_one("#say", Static)
        line.update(sentence)
        line.set_class(is_error, "-error")

    @on(LineList.Chosen)
    def _clicked(self) -> None:
        self.action_change(1)

    def ask(
        self,
        value: str,
        expectation: str,
        *,
        is_hidden: bool = False,
        suggester: Suggester | None = None,
    ) -> None:
        """Ask for a value, with one to begin with; what is typed may be hidden."""
        line = self.query_one("#value", Input)
        line.suggester = suggester
        line.password = is_hidden
        line.value = value
        line.placeholder = expectation
        self.add_class("-asking")
        self.query_one("#keys", Static).update(_TYPING_KEYS)
        line.focus()

    @on(Input.Submitted)
    def _given(self, message: Input.Submitted) -> None:
        try:
            self.take(message.value)
        except NewsreaderError as error:
            self.say(str(error), is_error=True)

    def end_asking(self) -> None:
        """Go back to the list; nothing of what was typed is left."""
        self.remove_class("-asking")
        self.query_one("#value", Input).value = ""
        self.query_one("#keys", Static).update(self._keys)
        self._values.focus()

    # -- leaving

    def on_key(self, event: events.Key) -> None:
        """Leave the line by Escape, and the screen only after that."""
        if event.key == "escape" and self.has_class("-asking"):
            event.stop()
            event.prevent_default()
            self.end_asking()
            self._show_help()

    def action_close(self) -> None:
        """Go back to reading."""
        self.dismiss(None)
