"""What is typed after the colon: names of commands, newsboat's names, numbers, and completion."""

from collections.abc import Sequence
from typing import NamedTuple

from newsreader.domain.errors import UsageError
from newsreader.domain.text import clean_line
from newsreader.domain.view import Grouping, Order
from newsreader.ui.commands import COMMANDS
from newsreader.ui.keys.newsboat import OPERATIONS

_SHORT = {"q": "quit", "q!": "quit", "qa": "quit", "h": "help", "w": "save", "d": "delete"}
SETTINGS: dict[str, tuple[str, ...]] = {
    "group": tuple(Grouping),
    "keymap": ("default", "vim", "newsboat"),
    "sort": tuple(Order),
    "theme": (),
}
"""What ``:set`` can change until the program ends, with the values; none listed: any name."""

_SORTS = {
    "date": Order.NEWEST,
    "date-desc": Order.NEWEST,
    "date-asc": Order.OLDEST,
    "title-asc": Order.TITLE,
    "title-desc": Order.TITLE_BACKWARD,
}
"""What newsboat calls our orders; of dates, it begins with the latest."""
_REASONS = {
    "source": "Commands come from no file; newsreader config sets keys, macros and all else.",
    "exec": "Type the name of a command behind it, or only that.",
}


class Typed(NamedTuple):
    """A line as understood."""

    commands: tuple[str, ...]
    """Ids of commands to carry out in their order; ``set`` alone is none of the registry."""
    argument: str = ""
    """What stands after the name."""

    @property
    def number(self) -> int:
        """The argument as a number, 0 if it is none."""
        return int(self.argument) if self.argument.isdecimal() else 0


def read_line(line: str) -> Typed:
    """Understand a line; raises UsageError ``unknown_command``.

    >>> read_line("open 5"), read_line("12").commands
    (Typed(commands=('go-to-number', 'open'), argument='5'), ('go-to-number',))
    """
    name, _, argument = line.strip().partition(" ")
    if name == "exec" and argument:  # newsboat's word for what every line does here
        name, _, argument = argument.strip().partition(" ")
    argument = argument.strip()
    if name.isdecimal():
        return Typed(("go-to-number",), name)
    if name == "open" and argument.isdecimal():
        return Typed(("go-to-number", "open"), argument)
    if name == "set":
        return Typed(("set",), argument)
    if name in SETTINGS and argument:
        return Typed(("set",), f"{name}={argument}")
    name = _SHORT.get(name, name)
    if name in {found.id for found in COMMANDS}:
        return Typed((name,), argument)
    for operation in OPERATIONS:
        if operation.name == name and operation.commands:
            return Typed(operation.commands, argument)
    raise UsageError("unknown_command", _unknown(name))


def read_setting(argument: str) -> tuple[str, str]:
    """Read ``name=value`` or ``name value``; raises UsageError ``bad_value``.

    >>> read_setting("sort=title")
    ('sort', 'title')
    """
    name, _, value = argument.replace("=", " ", 1).partition(" ")
    name, value = name.strip(), value.strip()
    if name == "sort":
        value = _SORTS.get(value, value)
    if name not in SETTINGS:
        known = ", ".join(SETTINGS)
        raise UsageError(
            "bad_value", f":set knows {known}; newsreader config sets everything else."
        )
    choices = SETTINGS[name]
    if not value or (choices and value not in choices):
        wanted = ", ".join(choices) or "a name"
        raise UsageError("bad_value", f"{name} can be: {wanted}.")
    return name, value


def completions(line: str) -> list[str]:
    """Give whole lines that begin with what is typed; the registry's names before newsboat's.

    Of nothing come the names of the registry only: newsboat's mean the same.

    >>> completions("toggle-z")
    ['toggle-zen']
    """
    if line.startswith("set "):
        whole = [f"set {name}={value}" for name, all_ in SETTINGS.items() for value in all_ or [""]]
        return [one for one in whole if one.startswith(line.replace(" =", "="))]
    names = [found.id for found in COMMANDS] + ["set"]
    if line:
        names += [operation.name for operation in OPERATIONS if operation.commands]
    return [name for name in dict.fromkeys(names) if name.startswith(line)]


def help_for(line: str) -> str:
    """Say what the command on a line does, and what newsboat's name for one means.

    >>> help_for("top"), help_for("mark-feed-read"), help_for("nonsense")
    ('To the first line.', 'Mark everything in the list read.', '')
    """
    name = line.partition(" ")[0]
    if name == "set":
        return f"Change {', '.join(SETTINGS)} until the program ends."
    helps = {found.id: found.help for found in COMMANDS}
    if name in helps:
        return helps[name]
    meant = next((operation.commands for operation in OPERATIONS if operation.name == name), ())
    return " ".join(helps[one] for one in meant)


def next_completion(typed: str, shown: str, choices: Sequence[str], step: int = 1) -> str:
    """Give the choice after the one that is shown, round and round; ``typed`` if there is none."""
    if not choices:
        return typed
    place = choices.index(shown) + step if shown in choices else (0 if step > 0 else -1)
    return choices[place % len(choices)]


def _unknown(name: str) -> str:
    if name in _REASONS:
        return f"{name}: {_REASONS[name]}"
    for operation in OPERATIONS:
        if operation.name == name:
            return f"{name}: {operation.reason}"
    from difflib import get_close_matches

    close = get_close_matches(name, [found.id for found in COMMANDS], 1)
    hint = f" Did you mean {close[0]}?" if close else " Tab completes names; ? shows all."
    return f"There is no command {clean_line(name, 40)}.{hint}"
