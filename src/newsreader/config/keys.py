"""The reader's own keys and macros as a settings file has them; the screen knows what they mean."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

KEYS, MACROS = "keys", "macros"


class KeyChoice(NamedTuple):
    """One line of ``[keys]`` or ``[macros]``."""

    table: str
    name: str
    """In ``[keys]`` the id of a command, in ``[macros]`` a sequence of keys."""
    values: tuple[str, ...]
    """In ``[keys]`` sequences of keys, in ``[macros]`` the ids of commands."""
    path: Path
    line: int
    value_lines: tuple[int, ...] = ()
    """The lines of the values where they are spread over several; empty: all stand on ``line``."""

    def line_of(self, value: str) -> int:
        """Give the line of a value."""
        return self.value_lines[self.values.index(value)] if self.value_lines else self.line

    @property
    def key(self) -> str:
        """Its full name in the settings."""
        return f"{self.table}.{self.name}"


def key_choices(path: Path, text: str, tables: dict[str, Any]) -> Iterator[KeyChoice | str]:
    """Give the choices of a file; those of another shape as their names.

    >>> list(key_choices(Path("c"), 'undo = "u"', {"keys": {"undo": "u"}}))[0].values
    ('u',)
    """
    for table in (KEYS, MACROS):
        content = tables.get(table, {})
        if not isinstance(content, dict):
            yield table
            continue
        for name, value in content.items():
            values = [value] if isinstance(value, str) else value
            if isinstance(values, list) and all(isinstance(one, str) for one in values):
                line = _line_of(text, table, name)
                spread = _lines_of_values(text, line, values)
                yield KeyChoice(table, name, tuple(values), path, line, spread)
            else:
                yield f"{table}.{name}"


def _line_of(text: str, table: str, name: str) -> int:
    """Find the line with a name, which may be any text in quotes; 0 if it is written otherwise."""
    current = ""
    written = re.compile(rf"\s*([\"']?){re.escape(name)}\1\s*=")
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[\s*([\w-]+)\s*\]", line):
            current = header[1]
        elif current == table and written.match(line):
            return number
    return 0


def _lines_of_values(text: str, line: int, values: list[str]) -> tuple[int, ...]:
    """Find the lines of values from that of their name on; none if they all stand there."""
    if not line:
        return ()
    lines = text.splitlines()
    found = [line]
    for value in values:
        written = {f'"{value}"', f"'{value}'"}
        below = range(found[-1], len(lines) + 1)
        has_it = (n for n in below if any(one in lines[n - 1] for one in written))
        found.append(next(has_it, found[-1]))
    return tuple(found[1:]) if found[-1] != line else ()
