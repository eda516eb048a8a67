"""Where linear mode speaks and listens: a terminal, key by key, or two pipes, line by line."""

import os
import re
import select
import sys
import termios
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Protocol, TextIO

from newsreader.domain.text import clean
from newsreader.layout.lines import Segment
from newsreader.layout.wrap import wrap
from newsreader.ui.linear.hearing import Heard, Hearing
from newsreader.ui.terminal import look_alike

_LONGER = {"…": "...", "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE"}
_SEQUENCE_S = 0.05  # the rest of an arrow key is there by then, also over a slow line
_SEQUENCE = re.compile("\x1b[\\[O]([0-9;]*)([A-Za-z~])")
_SEQUENCE_KEYS = {
    "A": "up", "B": "down", "C": "right", "D": "left", "H": "home", "F": "end", "Z": "shift+tab",
    "P": "f1", "Q": "f2", "R": "f3", "S": "f4", "15~": "f5", "17~": "f6", "18~": "f7", "19~": "f8",
    "20~": "f9", "21~": "f10", "23~": "f11", "24~": "f12", "2~": "insert", "3~": "delete",
    "5~": "pageup", "6~": "pagedown", "1~": "home", "4~": "end", "7~": "home", "8~": "end",
}  # fmt: skip
_SINGLE_KEYS = {
    "\r": "enter", "\n": "enter", "\t": "tab", " ": "space", "\x1b": "escape", "\x7f": "backspace",
}  # fmt: skip

UNKNOWN_KEY = "unknown key"


def key_name(typed: str) -> str:
    """Spell a key as keymaps do, given what a terminal sends for it.

    >>> key_name("\\r"), key_name("\\x05"), key_name("\\x1bm"), key_name("?")
    ('enter', 'ctrl+e', 'alt+m', '?')
    """
    if typed in _SINGLE_KEYS:
        return _SINGLE_KEYS[typed]
    if len(typed) == 1 and typed < " ":
        return f"ctrl+{chr(ord(typed) + 64).lower()}"
    if len(typed) == 2 and typed[0] == "\x1b":
        return f"alt+{typed[1]}"
    return typed


class Speech(Protocol):
    """Says things, and hears commands and answers."""

    def say(self, text: str) -> None:
        """Say one thing."""

    def listen(self, hearing: Hearing, pane: str) -> Heard | None:
        """Wait for a command, as it is meant in a pane; None stands for the end."""

    def ask(self, question: str) -> str:
        """Ask for a line; '' for no answer, which one with Esc or an arrow in it is, too."""


def _answer(line: str) -> str:
    return "" if "\x1b" in line else line.strip()


def sayable(text: str, encoding: str) -> str:
    """Make one line of a text, in signs that the other end can show."""
    line = " ".join(clean(text).split())
    if line.isascii() or encoding.lower().replace("-", "") == "utf8":
        return line
    return "".join(sign if _fits(sign, encoding) else _spelled(sign) for sign in line)


def _spelled(sign: str) -> str:
    """Spell a sign in ASCII: a line that is heard may get longer, unlike the cells of a screen."""
    return _LONGER.get(sign) or look_alike(sign)


def _fits(sign: str, encoding: str) -> bool:
    try:
        sign.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


class Lines:
    """Commands come as lines and every thing is one line: for pipes, and for dumb terminals."""

    def __init__(self, source: TextIO, target: TextIO) -> None:
        self._source = source
        self._target = target

    def say(self, text: str) -> None:
        """Print one line."""
        self._target.write(sayable(text, self._target.encoding or "utf-8") + "\n")
        self._target.flush()

    def listen(self, hearing: Hearing, pane: str) -> Heard | None:
        """Read a line as a command."""
        line = self._source.readline()
        return hearing.line(line, pane) if line else None

    def ask(self, question: str) -> str:
        """Print the question and read a line."""
        self.say(question)
        return _answer(self._source.readline())


class Keys:
    """Commands come as keys; the cursor stands where the thing said last begins."""

    def __init__(self, keyboard: int, target: TextIO) -> None:
        self._keyboard = keyboard
        self._target = target
        self._rows_below = 0
        """How many rows of what was said last lie below the cursor."""
        self._is_first = True
        self._line_attributes = termios.tcgetattr(keyboard)
        self._key_attributes = _by_key(self._line_attributes)

    @contextmanager
    def taken(self) -> Iterator["Keys"]:
        """Take keys one by one, unechoed, until the end of the block."""
        termios.tcsetattr(self._keyboard, termios.TCSADRAIN, self._key_attributes)
        try:
            yield self
        finally:
            termios.tcsetattr(self._keyboard, termios.TCSADRAIN, self._line_attributes)
            self._write(self._to_end() + "\n")

    def say(self, text: str) -> None:
        """Print one thing, wrapped at words, and put the cursor on its first letter."""
        size = os.get_terminal_size(self._target.fileno())
        line = sayable(text, self._target.encoding or "utf-8")
        rows = [row.text for row in wrap((Segment(line),), max(size.columns - 1, 1))] or [""]
        lead = "" if self._is_first else self._to_end() + "\n"
        self._rows_below = min(len(rows), size.lines) - 1
        up = f"\x1b[{self._rows_below}A" if self._rows_below else ""
        self._write(lead + "\n".join(rows) + "\r" + up)
        self._is_first = False

    def listen(self, hearing: Hearing, pane: str) -> Heard | None:
        """Wait for a key, or for several that mean something together."""
        heard = None
        while heard is None and (key := self._key()) is not None:
            heard = hearing.key(key, pane)
        return heard

    def ask(self, question: str) -> str:
        """Ask, and read a line with the terminal's own editing."""
        self.say(question)
        termios.tcsetattr(self._keyboard, termios.TCSADRAIN, self._line_attributes)
        try:
            self._write(self._to_end() + "\n")
            answer = os.read(self._keyboard, 4096)
        finally:
            termios.tcsetattr(self._keyboard, termios.TCSADRAIN, self._key_attributes)
        self._is_first, self._rows_below = True, 0
        return _answer(answer.decode("utf-8", "replace"))

    def _key(self) -> str | None:
        data = os.read(self._keyboard, 1)
        if data == b"\x1b":
            while select.select([self._keyboard], [], [], _SEQUENCE_S)[0]:
                data += os.read(self._keyboard, 1)
                if _SEQUENCE.fullmatch(data.decode("latin-1")):
                    break
        elif data >= b"\x80":  # the rest of a letter
            data += os.read(self._keyboard, 3) if self._is_waiting() else b""
        found = _SEQUENCE.fullmatch(data.decode("latin-1"))
        if found:
            digits = found[1] if found[2] == "~" else ""
            return _SEQUENCE_KEYS.get(digits + found[2], UNKNOWN_KEY)
        return key_name(data.decode("utf-8", "replace")) if data else None

    def _is_waiting(self) -> bool:
        return bool(select.select([self._keyboard], [], [], 0)[0])

    def _to_end(self) -> str:
        return f"\x1b[{self._rows_below}B" if self._rows_below else ""

    def _write(self, text: str) -> None:
        self._target.write(text)
        self._target.flush()


def _by_key(attributes: list[Any]) -> list[Any]:
    """Give the attributes with which every key is read at once; Ctrl-C still interrupts."""
    changed = [*attributes[:6], list(attributes[6])]
    changed[3] &= ~(termios.ICANON | termios.ECHO | termios.IEXTEN)
    changed[6][termios.VSUSP] = b"\0"  # Ctrl-Z takes a change back
    return changed


@contextmanager
def speech() -> Iterator[Speech]:
    """Speak and listen on standard input and output, whatever they are."""
    is_terminal = sys.stdin.isatty() and sys.stdout.isatty()
    if is_terminal and os.environ.get("TERM", "dumb") != "dumb":
        with Keys(sys.stdin.fileno(), sys.stdout).taken() as keys:
            yield keys
    else:
        yield Lines(sys.stdin, sys.stdout)
