"""A keymap: sequences of keys, and what each of them does where."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from newsreader.ui.commands import COMMANDS, Command, command, key_sign
from newsreader.ui.keys.spelling import normal_keys


class Entry(NamedTuple):
    """One sequence of keys and what it does."""

    keys: tuple[str, ...]
    commands: tuple[str, ...]
    """Ids of the commands to carry out in their order: one, or more for a macro."""
    panes: tuple[str, ...] = ()
    """The panes in which it means this; empty for wherever the command works."""

    @property
    def text(self) -> str:
        """The sequence as it is written in the settings."""
        return " ".join(self.keys)

    @property
    def sign(self) -> str:
        """The sequence as it is printed on a keyboard."""
        return " ".join(map(key_sign, self.keys))

    def meets(self, other: "Entry") -> bool:
        """Say whether there is a pane in which both may be meant."""
        return not self.panes or not other.panes or not {*self.panes}.isdisjoint(other.panes)


class Keymap:
    """What all keys do. Where two entries fit, the first one wins."""

    def __init__(
        self,
        name: str,
        entries: tuple[Entry, ...],
        has_counts: bool = False,
        reasons: Mapping[tuple[str, ...], str] | None = None,
    ) -> None:
        self.name = name
        self.entries = entries
        self.reasons = reasons or {}
        """Why keys that mean something elsewhere do nothing here."""
        self.has_counts = has_counts
        """Whether digits before a command say how often, or how far."""
        self._by_first: dict[str, list[Entry]] = {}
        for entry in entries:
            self._by_first.setdefault(entry.keys[0], []).append(entry)

    def beginning_with(self, keys: tuple[str, ...]) -> Iterator[Entry]:
        """Give the entries whose sequences are these keys, or these and more."""
        for entry in self._by_first.get(keys[0], ()):
            if entry.keys[: len(keys)] == keys:
                yield entry

    def signs_of(self, command_id: str) -> list[str]:
        """Give the sequences of a command as printed on a keyboard, the one to show first."""
        found = (entry.sign for entry in self.entries if entry.commands == (command_id,))
        return list(dict.fromkeys(found))


def entries_for(command_id: str, sequences: Sequence[str], *panes: str) -> Iterator[Entry]:
    """Bind a command to sequences written as in the settings; empty ones bind nothing."""
    for text in sequences:
        if keys := normal_keys(text):
            yield Entry(keys, (command_id,), panes)


def registry_entries(instead: Mapping[str, Sequence[str]]) -> Iterator[Entry]:
    """Give the keys of the registry, and others for the commands named in ``instead``."""
    for found in COMMANDS:
        yield from entries_for(found.id, instead.get(found.id, found.keys))


def default_keymap() -> Keymap:
    """Make the keymap of the registry."""
    return Keymap("default", tuple(registry_entries({})))


def key_for(app: object, command_id: str) -> str:
    """Give the first key that a command has in an app, for a sentence; its name if it has none."""
    return next(iter(signs_for(app, command(command_id))), f":{command_id}")


def signs_for(app: object, found: Command) -> list[str]:
    """Give the keys that a command has in an app, as printed on a keyboard.

    In an app without a keymap, such as one of a test, they are those of the registry; a screen's
    own commands, which are not in it, always have their own.
    """
    keymap = getattr(app, "keymap", None)
    if isinstance(keymap, Keymap) and found in COMMANDS:
        return keymap.signs_of(found.id)
    return [key_sign(key) for key in found.keys]
