"""From keys pressed one after the other to commands: sequences, counts, Escape."""

from collections.abc import Callable
from enum import Enum, auto
from typing import NamedTuple

from newsreader.ui.commands import Number, command
from newsreader.ui.keys.keymap import Entry, Keymap

MOST_TIMES = 9_999


class Verdict(Enum):
    """What came of a key that started no command."""

    WAITING = auto()
    """It begins a sequence or a count."""
    DROPPED = auto()
    """It ended a sequence that means nothing."""
    UNKNOWN = auto()
    """It means nothing here."""


class Run(NamedTuple):
    """Commands to carry out in their order."""

    commands: tuple[str, ...]
    number: int = 0
    """The number typed before; 0: none."""
    digit: int = 0
    """The digit that was the key itself (0 counts as ten); 0: none."""

    def number_for(self, command_id: str) -> int:
        """Give one of the commands its number, 0 for none.

        The digit of the key is no count: a 5 that stars does not star five.
        """
        takes_digit = command(command_id).number is Number.ARGUMENT
        return self.number or (self.digit if takes_digit else 0)


class Resolver:
    """Remember what has been pressed until it means something."""

    def __init__(self, keymap: Keymap) -> None:
        self._keymap = keymap
        self._keys: tuple[str, ...] = ()
        self._count = 0

    @property
    def pending(self) -> str:
        """What has been pressed so far, for the status line."""
        count = [str(self._count)] if self._count else []
        return " ".join([*count, Entry(self._keys, ()).sign]).strip()

    def press(self, key: str, is_here: Callable[[Entry], bool]) -> Run | Verdict:
        """Take a key; ``is_here`` says which entries are meant where the reader is."""
        is_pending = bool(self._keys or self._count)
        keys = (*self._keys, key)
        meant = [entry for entry in self._keymap.beginning_with(keys) if is_here(entry)]
        whole = next((entry for entry in meant if entry.keys == keys), None)
        if whole is not None:
            run = Run(whole.commands, self._count, 0 if is_pending else _digit(key))
            self._forget()
            return run
        if meant:
            self._keys = keys
            return Verdict.WAITING
        if self._counts(key):
            return Verdict.WAITING
        self._forget()
        return Verdict.DROPPED if is_pending else Verdict.UNKNOWN

    def _counts(self, key: str) -> bool:
        """Take a digit of a count; no count begins with 0."""
        if not self._keymap.has_counts or self._keys or not _digit(key):
            return False
        if key == "0" and not self._count:
            return False
        self._count = min(self._count * 10 + int(key), MOST_TIMES)
        return True

    def _forget(self) -> None:
        self._keys, self._count = (), 0


def _digit(key: str) -> int:
    """Give the number on a key, ten for 0, and 0 if there is none."""
    return (int(key) or 10) if key in tuple("0123456789") else 0
