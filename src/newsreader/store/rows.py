"""From rows of SQLite to the types of the domain, and from ids to conditions."""

import json
from collections.abc import Iterable
from typing import Any

AMONG = "id IN (SELECT value FROM json_each(?))"
"""The condition for any number of ids, which :func:`among` makes one argument of."""


def among(ids: Iterable[int]) -> str:
    """Give the argument of AMONG."""
    return json.dumps(list(ids))


def with_flags(row: tuple[Any, ...], *positions: int) -> tuple[Any, ...]:
    """Give the row with the columns at ``positions`` as booleans; SQLite knows only 0 and 1."""
    columns = list(row)
    for position in positions:
        columns[position] = bool(columns[position])
    return tuple(columns)
