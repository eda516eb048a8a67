"""The reader's own keys and macros over a keymap, and what is wrong with them."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

from newsreader.config.keys import KEYS, KeyChoice
from newsreader.config.load import Problem
from newsreader.domain.text import clean_line
from newsreader.ui.commands import COMMANDS
from newsreader.ui.keys.keymap import Entry, Keymap, default_keymap
from newsreader.ui.keys.spelling import normal_keys

_IDS = [found.id for found in COMMANDS]


def keymap_named(name: str) -> Keymap:
    """Make the keymap that the setting ``screen.keymap`` names."""
    if name == "vim":
        from newsreader.ui.keys.vim import vim_keymap

        return vim_keymap()
    if name == "newsboat":
        from newsreader.ui.keys.newsboat import newsboat_keymap

        return newsboat_keymap()
    return default_keymap()


def make_keymap(name: str, choices: Iterable[KeyChoice]) -> tuple[Keymap, list[Problem]]:
    """Lay the reader's choices over a keymap; give what is wrong with them, too.

    A choice wins over the keymap; that a command thereby loses a key is a problem to be told, for
    its owner may not have known.
    """
    base = keymap_named(name)
    kept, own = list(base.entries), list[Entry]()
    problems: list[Problem] = []
    places: dict[Entry, _Place] = {}
    for choice in choices:
        entries, wrong = _read(choice)
        problems += wrong
        chosen: list[Entry] = []
        for entry, place in entries:
            clashes = [_conflict(entry, other) for other in own if _hides(entry, other)]
            problems += [place.problem(sentence) for sentence in clashes]
            if not clashes:
                chosen.append(entry)
                places[entry] = place
        own += chosen
        # a command none of whose keys can be had keeps those of the keymap
        if choice.table == KEYS and not wrong and (chosen or not entries):
            kept = [entry for entry in kept if entry.commands != (choice.name,)]
    for entry in own:
        lost = [other for other in kept if _hides(entry, other)]
        problems += [places[entry].problem(_conflict(entry, other)) for other in lost]
        kept = [other for other in kept if other not in lost]
    return Keymap(name, (*own, *kept), base.has_counts, base.reasons), problems


class _Place(NamedTuple):
    """Where something stands in the settings."""

    choice: KeyChoice
    line: int

    def problem(self, sentence: str) -> Problem:
        """Say what is wrong there."""
        return Problem(self.choice.path, self.line, self.choice.key, sentence)


def _read(choice: KeyChoice) -> tuple[list[tuple[Entry, _Place]], list[Problem]]:
    """Give the entries of a choice with their places, or what is wrong with it."""
    is_macro = choice.table != KEYS
    commands = choice.values if is_macro else (choice.name,)
    sequences = (choice.name,) if is_macro else choice.values
    here = _Place(choice, choice.line)

    def place_of(value: str) -> _Place:
        return _Place(choice, choice.line_of(value)) if value in choice.values else here

    problems = [place_of(one).problem(_unknown(one)) for one in commands if one not in _IDS]
    if is_macro and not (commands and choice.name.strip()):
        problems.append(here.problem("A macro needs a key, or several, and at least one command."))
    entries: list[tuple[Entry, _Place]] = []
    for text in sequences:
        try:
            keys = normal_keys(text)
        except ValueError as error:
            problems.append(place_of(text).problem(clean_line(str(error), 160)))
        else:
            entries += [(Entry(keys, commands), place_of(text))] if keys and commands else []
    return ([], problems) if problems else (entries, [])


def _unknown(command_id: str) -> str:
    close = get_close_matches(command_id, _IDS, 1)
    hint = f' Did you mean "{close[0]}"?' if close else " docs/keys.md lists them all."
    return f'There is no command "{clean_line(command_id, 60)}".{hint}'


def _hides(entry: Entry, other: Entry) -> bool:
    """Say whether two sequences cannot both be typed: one is the other, or its beginning."""
    short = min(len(entry.keys), len(other.keys))
    return entry.meets(other) and entry.keys[:short] == other.keys[:short]


def _conflict(entry: Entry, lost: Entry) -> str:
    """Say which command loses its key, and how to agree to that."""
    loser = lost.commands[0]
    if entry.keys == lost.keys:
        return f'"{entry.sign}" is also the key of {loser}: give that another one in [keys].'
    return f'"{entry.sign}" and "{lost.sign}" of {loser} cannot both be typed: change one.'
