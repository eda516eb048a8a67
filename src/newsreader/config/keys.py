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
                yield KeyChoice(table, name, tuple(values), path, line)
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
