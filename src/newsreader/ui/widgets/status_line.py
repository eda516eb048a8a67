"""The line at the bottom: what is going on, and the few keys that matter now."""

import time
from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.timer import Timer
from textual.widget import Widget

from newsreader.ui.commands import Command
from newsreader.ui.keys.keymap import key_for, signs_for

_MESSAGE_S = 12.0  # long enough to read two sentences
_LEAST_S = 2.0  # a key that follows at once takes nothing away
_MOST_LINES = 3


class StatusLine(Widget):
    """Show a message or the progress of fetching on the left and hints on the right.

    A long message gets more lines, above the first.
    """

    message = reactive("")
    """What happened last; empty for nothing."""
    progress = reactive("")
    """What is going on now; stands before the message."""
    is_error = reactive(False)
    pending = reactive("")
    """Keys that wait for others."""
    hints: reactive[Sequence[Command]] = reactive(())
    """By rising importance."""
    is_covered = reactive(False)
    """Whether a dialog has the keys: no hints then."""
    line_keys: reactive[Sequence[tuple[str, str]]] = reactive(())
    """Keys of the line that is being written, and what they do; they stand in place of hints."""
    asking = reactive("")
    """What is waited for, while keys mean something else; stands in place of everything."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._ending: Timer | None = None
        self._said_at = 0.0

    def say(self, sentence: str, *, is_error: bool = False, can_undo: bool = False) -> None:
        """Show a sentence for a while: until the next one, or until the reader goes on.

        ``can_undo`` adds with which key the change that it tells of is taken back.
        """
        self.is_error = is_error
        undo = f" {key_for(self.app, 'undo')} takes it back." if can_undo else ""
        self.message = sentence + undo
        self._said_at = time.monotonic()
        self._forget_in(_MESSAGE_S)

    def key_pressed(self) -> None:
        """Let the message go once it could be read: the reader does something else now."""
        if self.message:
            self._forget_in(self._said_at + _LEAST_S - time.monotonic())

    def _forget_in(self, seconds: float) -> None:
        if self._ending is not None:
            self._ending.stop()
        if seconds > 0:
            self._ending = self.set_timer(seconds, self._forget)
        else:
            self._forget()

    def _forget(self) -> None:
        self.message = ""

    def on_mount(self) -> None:
        """Follow the keys into a line and out of it."""
        self.watch(self.screen, "focused", self._keys_moved, init=False)

    def _keys_moved(self, focused: Widget | None) -> None:
        # by name: lines to write into are imported after the first frame
        self.line_keys = getattr(focused, "LINE_KEYS", ())

    # -- drawing

    def on_resize(self) -> None:
        """Wrap the message to another width."""
        self._fit_height()

    def watch_message(self) -> None:
        """Take the lines that the message needs."""
        self._fit_height()

    def watch_progress(self) -> None:
        """Take the lines that the message needs beside the progress."""
        self._fit_height()

    def _fit_height(self) -> None:
        height = len(self._left_lines())
        if height != self.size.height and self.size.width:
            self.styles.height = height

    def render(self) -> Content:
        """Draw the lines, with the hints where the last one has room for them."""
        width = self.content_size.width
        *above, last = self._left_lines()
        right = self._right(width - last.cell_length - 2)
        gap = max(0, width - last.cell_length - right.cell_length)
        return Content("\n").join([*above, Content.assemble(last, " " * gap, right)])

    def _left_lines(self) -> list[Content]:
        width = max(self.content_size.width, 1)
        lines = self._left().wrap(width) or [Content("")]
        if len(lines) > _MOST_LINES:
            rest = Content(" ").join(lines[_MOST_LINES - 1 :])
            lines[_MOST_LINES - 1 :] = [rest.truncate(width, ellipsis=True)]
        return [line.rstrip() for line in lines]

    def _left(self) -> Content:
        if self.asking:
            return Content.assemble((self.asking, "$primary"))
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

    def _keys(self) -> Sequence[tuple[str, str]]:
        """Give the keys that matter now, and what they do."""
        found = ((signs_for(self.app, hint), hint.title.lower()) for hint in self.hints)
        return self.line_keys or [(signs[0], title) for signs, title in found if signs]

    def _right(self, room: int) -> Content:
        """Draw the hints; where they do not all fit, the first ones are left out."""
        words = [
            Content.assemble((sign, "bold $primary"), (f" {what}", "$muted"))
            for sign, what in (() if self.asking or self.is_covered else self._keys())
        ]
        while words:
            shown = Content("   ").join(words)
            if shown.cell_length <= room:
                return shown
            words.pop(0)
        return Content("")
