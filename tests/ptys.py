"""A program in a pseudo-terminal: keys in, bytes and a screen out."""

import errno
import fcntl
import os
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Self

import pyte

from patience import PATIENCE_S

ANSWERS: tuple[tuple[bytes, bytes], ...] = (
    (rb"\x1b\[0?c", b"\x1b[?62;22c"),
    (rb"\x1b\[6n", b"\x1b[1;1R"),
    (rb"\x1b\[\?2026\$p", b"\x1b[?2026;2$y"),
)
"""What a terminal of today answers when it is asked."""


class Pty:
    """A running program; use as a context manager, it is killed at the end."""

    def __init__(
        self,
        command: Sequence[str],
        environ: Mapping[str, str],
        size: tuple[int, int] = (80, 24),
        answers: Sequence[tuple[bytes, bytes]] = ANSWERS,
    ) -> None:
        self.written = b""
        """Everything the program wrote, without what ``forget`` dropped."""
        self.is_over = False
        self._answers = [(re.compile(question), answer) for question, answer in answers]
        self._screen = pyte.Screen(*size)
        self._stream = pyte.ByteStream(self._screen)
        self.started_at = time.perf_counter()
        """On the clock of ``time.perf_counter``, like ``last_at``."""
        self.last_at = self.started_at
        """When the last bytes were read."""
        self.pid, self._terminal = os.forkpty()
        if self.pid == 0:
            _become(command, environ, size)
        self.first_attributes = self.attributes()
        """The terminal's attributes before the program could change them."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self.wait(0):
            os.kill(self.pid, signal.SIGKILL)
            self.wait()
        os.close(self._terminal)

    def send(self, keys: bytes | str) -> float:
        """Type; give the moment."""
        os.write(self._terminal, keys.encode() if isinstance(keys, str) else keys)
        return time.perf_counter()

    def read(self, timeout_s: float) -> bytes:
        """Read what comes next; b'' when nothing came in time or the program has ended."""
        if self.is_over or not select.select([self._terminal], [], [], max(timeout_s, 0))[0]:
            return b""
        try:
            data = os.read(self._terminal, 1 << 18)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            data = b""
        if not data:
            self.is_over = True
            return b""
        self.last_at = time.perf_counter()
        self.written += data
        for question, answer in self._answers:
            if question.search(data):
                self.send(answer)
        # pyte knows neither private intermediates nor other kinds of parameters.
        self._stream.feed(re.sub(rb"\x1b\[[?>=<][\d;]*\$?[a-zA-Z]", b"", data))
        return data

    def until(self, is_there: Callable[[str], bool], timeout_s: float = PATIENCE_S) -> bool:
        """Read until the screen is as wanted; False when it was not in time."""
        end = time.perf_counter() + timeout_s
        while not is_there(self.text()):
            if self.is_over or time.perf_counter() > end:
                return False
            self.read(0.1)
        return True

    def settle(self, quiet_s: float = 0.15, timeout_s: float = PATIENCE_S) -> bytes:
        """Read until nothing comes for a while; give what was read."""
        end, data = time.perf_counter() + timeout_s, b""
        while time.perf_counter() < end and (more := self.read(quiet_s)):
            data += more
        return data

    def text(self) -> str:
        """Give the lines on the screen."""
        return "\n".join(self._screen.display)

    def backgrounds(self, column: int) -> list[str]:
        """Give the colours behind a column, from the top."""
        return [self._screen.buffer[y][column].bg for y in range(self._screen.lines)]

    def row_of_cursor(self) -> str:
        """Give the line that the cursor is on."""
        return str(self._screen.display[self._screen.cursor.y])

    def forget(self) -> None:
        """Drop what was written so far; the screen stays."""
        self.written = b""

    def attributes(self) -> list[object]:
        """Give the terminal's attributes (termios)."""
        return termios.tcgetattr(self._terminal)

    def wait(self, timeout_s: float = PATIENCE_S) -> bool:
        """Wait for the end of the program; False when it has not come in time."""
        end = time.perf_counter() + timeout_s
        while True:
            self.read(0.002)
            try:
                pid, status = os.waitpid(self.pid, os.WNOHANG)
            except ChildProcessError:
                return True
            if pid:
                self.exit_code = os.waitstatus_to_exitcode(status)
                # What it wrote last may come later than the news of its end.
                while not self.is_over and time.perf_counter() < end:
                    self.read(0.1)
                return True
            if time.perf_counter() >= end:
                return False


def _become(command: Sequence[str], environ: Mapping[str, str], size: tuple[int, int]) -> None:
    """Become the program, in the child."""
    try:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        os.execvpe(command[0], list(command), dict(environ))  # noqa: S606 - what the test says
    finally:
        print(f"cannot run {command[0]}", file=sys.stderr)
        os._exit(127)
