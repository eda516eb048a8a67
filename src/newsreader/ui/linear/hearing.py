"""What is meant by a key or a line of linear mode: the reader's keymap, with the own keys."""

from collections.abc import Iterator
from typing import NamedTuple

from newsreader.domain.errors import UsageError
from newsreader.ui.commands import Number, command
from newsreader.ui.keys.keymap import Entry, Keymap, default_keymap
from newsreader.ui.keys.resolver import MOST_TIMES, Resolver, Run, Verdict
from newsreader.ui.keys.spelling import PUNCTUATION, normal_keys
from newsreader.ui.keys.typed import SETTINGS, read_line
from newsreader.ui.linear.commands import COMMANDS, IDS, TAKE_SEVERAL, Typed, number_in

FEEDS, HEADLINES, ARTICLE = "feeds", "headlines", "article"

_PLACES = {FEEDS: "the feeds", HEADLINES: "the headlines", ARTICLE: "an article"}
_SPOKEN = {sign: name.replace("_", " ") for name, sign in PUNCTUATION.items()}
_HELD = {"ctrl": "Control", "shift": "Shift", "alt": "Alt"}


class Heard(NamedTuple):
    """What was typed, as understood."""

    commands: tuple[Typed, ...] = ()
    """What is to be done, in its order; nothing where it is no command."""
    text: str = ""
    """What was typed where it is no command."""


class Hearing:
    """Understand keys and lines by a keymap."""

    def __init__(self, keymap: Keymap | None = None) -> None:
        self._keymap = keymap or default_keymap()
        self._resolver = Resolver(self._keymap)

    def key(self, key: str, pane: str = HEADLINES) -> Heard | None:
        """Take a key; None while it begins a sequence, or a number."""
        verdict = self._resolver.press(key, lambda entry: _is_meant(entry, pane))
        if verdict is Verdict.WAITING:
            return None
        if isinstance(verdict, Run):
            return Heard(tuple(_counted(one, verdict.number_for(one)) for one in verdict.commands))
        return Heard(text=key)

    def line(self, line: str, pane: str = HEADLINES) -> Heard:
        """Take a line: keys or the name of a command, then perhaps an argument.

        An empty line is Enter; ``/words`` needs no space, and ``:name`` is the same as ``name``.
        ``3 s`` is s with a count, where the keymap has counts.
        """
        line = line.strip()
        name, _, argument = line.removeprefix(":").partition(" ")
        argument = argument.strip()
        if not line:
            return Heard((Typed("open"),))
        if name in IDS and not (name == "open" and argument):  # open 5 is two commands
            return Heard((Typed(name, argument),))
        if typed := self._typed_keys(line, name, argument, pane):
            return Heard(typed)
        if name.isdecimal() and argument:
            return Heard(text=line)
        if line.startswith("/"):
            return Heard((Typed("search", line[1:].strip()),))
        return _by_other_name(line)

    def _typed_keys(self, line: str, name: str, rest: str, pane: str) -> tuple[Typed, ...]:
        """Understand keys: all of a line, or those behind a count or before words; none if none."""
        if commands := self._commands_of(line, pane):
            return tuple(map(Typed, commands))
        if name.isdecimal() and rest:
            return self._counted_keys(number_in(name), rest, pane)
        return tuple(Typed(one, rest) for one in self._commands_of(name, pane))

    def _counted_keys(self, number: int, keys: str, pane: str) -> tuple[Typed, ...]:
        """Understand keys behind a count; none where the keymap has no counts, or no such keys."""
        if not number or not self._keymap.has_counts:
            return ()
        number = min(number, MOST_TIMES)
        return tuple(_counted(one, number) for one in self._commands_of(keys, pane))

    def _commands_of(self, text: str, pane: str) -> tuple[str, ...]:
        """Find the commands of keys that are typed in a line, none if they mean nothing here."""
        try:
            keys = normal_keys(text)
        except ValueError:
            return ()
        found = (
            entry.commands
            for entry in self._keymap.beginning_with(keys)
            if entry.keys == keys and _is_meant(entry, pane)
        )
        return next(found, ())

    # -- told

    def help_lines(self) -> Iterator[str]:
        """Say every command: its key in words, its name, what it does; then the macros."""
        for found in COMMANDS:
            key = self.spoken(found.id)
            yield f"{key}, {found.id}: {found.help}." if key else f"{found.id}: {found.help}."
        for entry in self._keymap.entries:
            if len(entry.commands) > 1 and IDS.issuperset(entry.commands):
                yield f"{_spoken(entry)}: {', then '.join(entry.commands)}."

    def spoken(self, command_id: str) -> str:
        """Say a key of a command, one that works everywhere if there is one; '' for no key."""
        found = (entry for entry in self._keymap.entries if entry.commands == (command_id,))
        entry = min(found, key=lambda one: bool(one.panes), default=None)
        return _spoken(entry) if entry else ""

    def way(self, command_id: str) -> str:
        """Say how to give a command: its key, or its name."""
        return self.spoken(command_id) or command_id


def _by_other_name(line: str) -> Heard:
    """Understand numbers, short names and those of newsboat."""
    try:
        typed = read_line(line.removeprefix(":"))
    except UsageError:
        return Heard(text=line)
    if typed.commands == ("set",):
        return _setting(typed.argument) or Heard(text=line)
    if not IDS.issuperset(typed.commands):
        return Heard(text=line)
    return Heard(tuple(Typed(one, typed.argument) for one in typed.commands))


def _setting(argument: str) -> Heard | None:
    """Understand what ``:set`` chooses as the command that chooses it; None if there is none.

    >>> _setting("sort=title")
    Heard(commands=(Typed(id='sort', argument='title'),), text='')
    """
    name, _, value = argument.replace("=", " ", 1).partition(" ")
    return Heard((Typed(name, value.strip()),)) if name in SETTINGS and name in IDS else None


def _is_meant(entry: Entry, pane: str) -> bool:
    return IDS.issuperset(entry.commands) and (not entry.panes or pane in entry.panes)


def _counted(command_id: str, number: int) -> Typed:
    """Give a command with the number that was typed before its key, where it wants one."""
    kind = command(command_id).number
    if number and kind is Number.LINE:
        return Typed("go-to-number", str(number))
    takes_number = kind in (Number.ARGUMENT, Number.TIMES) or command_id in TAKE_SEVERAL
    return Typed(command_id, str(number) if number and takes_number else "")


def _spoken(entry: Entry) -> str:
    """Say the keys of an entry, and where they mean it if that is not everywhere."""
    keys = ", then ".join(map(_spoken_key, entry.keys))
    places = " or ".join(_PLACES.get(pane, pane) for pane in entry.panes)
    return f"{keys} in {places}" if places else keys


def _spoken_key(key: str) -> str:
    """Say a key in words.

    >>> _spoken_key("A"), _spoken_key("?"), _spoken_key("ctrl+e"), _spoken_key("enter")
    ('Shift A', 'question mark', 'Control E', 'enter')
    """
    held, _, base = key.rpartition("+") if len(key) > 1 else ("", "", key)
    if not held:
        return f"Shift {base}" if len(base) == 1 and base.isupper() else _SPOKEN.get(base, base)
    words = [_HELD.get(one, one) for one in held.split("+")]
    return " ".join([*words, _SPOKEN.get(base, base.upper() if len(base) == 1 else base)])
