"""One line at the bottom: what is going on, and the few keys that matter now."""

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget

from newsreader.ui.commands import Command
from newsreader.ui.keys.keymap import signs_for

_MESSAGE_S = 12.0  # long enough to read two sentences


class StatusLine(Widget):
    """Show a message or the progress of fetching on the left and hints on the right."""

    message = reactive("")
    """What happened last; empty for nothing."""
    progress = reactive("")
    """What is going on now; stands before the message."""
    is_error = reactive(False)
    pending = reactive("")
    """Keys that wait for others."""
    hints: reactive[Sequence[Command]] = reactive(())

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._ending: Timer | None = None

    def say(self, sentence: str, *, is_error: bool = False) -> None:
        """Show a sentence for a while, or until the next one."""
        if self._ending is not None:
            self._ending.stop()
        self.is_error = is_error
        self.message = sentence
        self._ending = self.set_timer(_MESSAGE_S, self._forget)

    def _forget(self) -> None:
        self.message = ""

    def render(self) -> Content:
        """Draw the line; hints that do not fit are left out, the last ones first."""
        width = self.content_size.width
        left = self._left()
        right = self._right(width - left.cell_length - 2)
        gap = max(0, width - left.cell_length - right.cell_length)
        return Content.assemble(left.truncate(width, ellipsis=True), " " * gap, right)

    def _left(self) -> Content:
        parts: list[tuple[str, str]] = []
        if self.pending:
            parts.append((f"{self.pending}  ", "bold $accent"))
        if self.progress:
            parts.append((self.progress, "$primary"))
        if self.message:
            if parts:
                parts.append((" · ", "$faint"))
            parts.append((self.message, "$error" if self.is_error else "$muted"))
        return Content.assemble(*parts)

    def _right(self, room: int) -> Content:
        shown = Content("")
        for hint in self.hints:
            signs = signs_for(self.app, hint)
            if not signs:
                continue
            word = Content.assemble(
                (signs[0], "bold $primary"), (f" {hint.title.lower()}", "$muted")
            )
            longer = Content.assemble(shown, "   ", word) if shown.plain else word
            if longer.cell_length > room:
                break
            shown = longer
        return shown
