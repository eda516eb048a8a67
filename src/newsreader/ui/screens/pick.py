"""A short list to pick one line from, such as the orders of a list or the history."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.strip import Strip
from textual.widgets import Static

from newsreader.ui.screens.dialog import Dialog
from newsreader.ui.widgets.headline_line import fit
from newsreader.ui.widgets.line_list import LineList


class Choice(NamedTuple):
    """A line of the list."""

    text: str
    key: str = ""
    """The key that picks it at once."""
    is_quiet: bool = False


class PickList(LineList):
    """Show the choices, each with its key."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "pick--row",
        "pick--cursor",
        "pick--key",
        "pick--quiet",
    }

    def __init__(self, choices: Sequence[Choice]) -> None:
        super().__init__(id="choices")
        self._choices = choices

    @property
    def row_count(self) -> int:
        """One row for each choice."""
        return len(self._choices)

    def render_row(self, index: int, line: int, width: int) -> Strip:
        """Draw a choice."""
        style = self.get_component_rich_style
        choice = self._choices[index]
        row = style("pick--cursor" if index == self.cursor else "pick--row")
        text = row + style("pick--quiet", partial=True) if choice.is_quiet else row
        parts = [
            Segment(f" {choice.key:2}", row + style("pick--key", partial=True)),
            Segment(fit(choice.text, width - 4), text),
        ]
        return Strip(parts).adjust_cell_length(width, row)


class PickScreen(Dialog[int | None]):
    """Give the number of the choice, from 0, or None."""

    BINDINGS = [  # noqa: RUF012 - Textual's way; these keys are no commands
        Binding("escape,q", "cancel", show=False),
        Binding("enter", "pick", show=False),
    ]

    def __init__(
        self, title: str, choices: Sequence[Choice], keys: str = "", cursor: int = 0
    ) -> None:
        super().__init__()
        self._title = title
        self._choices = choices
        self._keys = keys or "Enter choose   Esc cancel"
        self._cursor = cursor

    def compose(self) -> ComposeResult:
        """Lay out the list between a title and the keys."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="dialog-title", markup=False)
            yield PickList(self._choices)
            yield Static(self._keys, id="keys", markup=False)

    def on_mount(self) -> None:
        """Start on the line that is chosen now."""
        picked = self.query_one(PickList)
        picked.styles.height = min(len(self._choices), max(3, self.app.size.height - 10))
        picked.move_cursor(self._cursor)

    def on_key(self, event: events.Key) -> None:
        """Pick a line by its key."""
        for number, choice in enumerate(self._choices):
            if choice.key and choice.key == event.character:
                event.stop()
                event.prevent_default()
                self.dismiss(number)
                return

    @on(LineList.Chosen)
    def action_pick(self) -> None:
        """Pick the line under the cursor."""
        self.dismiss(self.query_one(PickList).cursor if self._choices else None)

    def action_cancel(self) -> None:
        """Pick nothing."""
        self.dismiss(None)
