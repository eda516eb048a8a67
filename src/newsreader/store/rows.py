"""From rows of SQLite to the types of the domain."""

from typing import Any


def with_flags(row: tuple[Any, ...], *positions: int) -> tuple[Any, ...]:
    """Give the row with the columns at ``positions`` as booleans; SQLite knows only 0 and 1."""
    columns = list(row)
    for position in positions:
        columns[position] = bool(columns[position])
    return tuple(columns)
