"""The line after the colon: type the name of a command, Tab completes it."""

from collections.abc import Sequence

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from newsreader.ui.keys.typed import completions, help_for, next_completion
from newsreader.ui.screens.dialog import Dialog
from newsreader.ui.widgets.line_input import LineInput

_SHARE = 4
"""What part of the screen the completions may take: one of so many."""

_history: list[str] = []
"""Lines typed since the program started; the latest last."""


class CommandLine(Dialog[str | None]):
    """Give the line that was typed, or None."""

    def __init__(self, line: str = "") -> None:
        super().__init__()
        self._typed = line
        self._place = len(_history)
        self._input = LineInput(line, select_on_focus=False)
        self._choices = Static("", id="completions", markup=False)
        self._is_listing = False
        """Whether Tab has asked what an empty line can become."""

    def compose(self) -> ComposeResult:
        """Lay out the line below its completions."""
        with Vertical(id="command-line"):
            yield self._choices
            with Horizontal():
                yield Static(":", id="colon")
                yield self._input

    def on_mount(self) -> None:
        """Go on after what stands there."""
        self._input.focus()
        self._input.cursor_position = len(self._typed)

    def on_key(self, event: events.Key) -> None:
        """Complete, leaf through what was typed before, or leave."""
        steps = {"tab": 1, "shift+tab": -1}
        if event.key in steps:
            choices = completions(self._typed)
            self._is_listing = True
            self._show(next_completion(self._typed, self._input.value, choices, steps[event.key]))
        elif event.key in ("up", "down"):
            self._leaf(-1 if event.key == "up" else 1)
        elif event.key == "escape" or (event.key == "backspace" and not self._input.value):
            self.dismiss(None)
        else:
            return
        event.stop()
        event.prevent_default()

    def _leaf(self, step: int) -> None:
        self._place = max(0, min(self._place + step, len(_history)))
        self._show(_history[self._place] if self._place < len(_history) else self._typed)

    def _show(self, line: str) -> None:
        with self.prevent(Input.Changed):
            self._input.value = line
        self._input.cursor_position = len(line)
        self._list_choices()

    @on(Input.Changed)
    def _changed(self) -> None:
        self._typed, self._is_listing = self._input.value, False
        self._list_choices()

    def on_resize(self) -> None:
        """Lay out the completions for another width."""
        self._list_choices()

    def _list_choices(self) -> None:
        """Show what the line can become, the choice taken last strong, and what that does."""
        line = self._input.value
        choices = completions(self._typed) if self._typed or self._is_listing else []
        rows = _rows(choices, self.app.size.width - 2)
        most = max(1, self.app.size.height // _SHARE - 1)
        chosen = next((n for n, row in enumerate(rows) if line in row), 0)
        first = max(0, min(chosen - most // 2, len(rows) - most))
        lines = [
            Content("  ").join(
                Content.styled(one, "$strong bold" if one == line else "$muted") for one in row
            )
            for row in rows[first : first + most]
        ]
        sentence = help_for(line) if choices else ""
        lines += [Content.styled(sentence, "$foreground")] if sentence else []
        self._choices.update(Content("\n").join(lines))

    @on(Input.Submitted)
    def _submitted(self) -> None:
        line = self._input.value.strip().removeprefix(":")
        if line:
            _history.append(line)
        self.dismiss(line or None)


def _rows(names: Sequence[str], width: int) -> list[list[str]]:
    """Set names in rows, with two blanks between them."""
    rows: list[list[str]] = []
    room = 0
    for name in names:
        if not rows or len(name) > room:
            rows.append([])
            room = width
        rows[-1].append(name)
        room -= len(name) + 2
    return rows
