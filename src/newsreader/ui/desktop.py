"""An app that reaches the reader's desktop through the terminal: the clipboard, notifications."""

import os
from typing import TYPE_CHECKING

from newsreader.ui.terminal import (
    LONGEST_COPY,
    copy_sequence,
    in_tmux,
    notification_sequence,
    through_tmux,
)
from newsreader.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from newsreader.ui.wire import WiredApp as _WiredApp
else:
    _WiredApp = object  # a class of Textual's takes 0.5 ms to make: only the whole app is one

TOO_LONG = f"Not copied: this is longer than terminals take, {LONGEST_COPY // 1000} kB."
TMUX_NEEDS = "If it does not arrive, tmux needs this setting: set -g set-clipboard on"


class DesktopApp(_WiredApp):
    """Copy and notify wherever the reader sits, also over SSH and inside tmux."""

    _has_told_of_tmux = False

    def copy_to_clipboard(self, text: str) -> None:
        """Copy text, or say why not; in tmux say once what tmux needs for it."""
        self._clipboard = text
        sequence = copy_sequence(text, os.environ)
        if not sequence:
            self._say_later(TOO_LONG, is_error=True)
            return
        self._send(sequence)
        if in_tmux(os.environ) and not self._has_told_of_tmux:
            self._has_told_of_tmux = True
            self._say_later(TMUX_NEEDS, is_added=True)

    def notify_outside(self, sentence: str, way: str = "auto") -> None:
        """Ask the terminal for a desktop notification; for ``way`` see the sequence."""
        self._send(notification_sequence("newsreader", sentence, os.environ, way))

    def send_graphics(self, sequence: str) -> None:
        """Hand an image to the terminal, or take it away; see ``graphics``."""
        self._send(through_tmux(sequence) if in_tmux(os.environ) else sequence)

    def _send(self, sequence: str) -> None:
        if self._driver is not None:
            self._driver.write(sequence)

    def _say_later(self, sentence: str, *, is_error: bool = False, is_added: bool = False) -> None:
        """Say something after whoever copied has had their say, or add it to that."""

        def say() -> None:
            for status in self.screen.query(StatusLine):
                said = f"{status.message or 'Copied.'} {sentence}" if is_added else sentence
                status.say(said, is_error=is_error)

        self.call_later(say)
