"""Marking entries by their ids: read, unread, starred or not."""

import sqlite3
from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from newsreader.store.entries import set_read, set_starred
from newsreader.store.listing import find_missing


class Mark(StrEnum):
    """What an entry becomes."""

    READ = "read"
    UNREAD = "unread"
    STAR = "star"
    UNSTAR = "unstar"


class Marked(NamedTuple):
    """What marking came to."""

    changed: list[int]
    """Entries that were not so before."""
    missing: list[int]
    """Ids that no entry has."""


def mark_entries(db: sqlite3.Connection, mark: Mark, entry_ids: Sequence[int], now: int) -> Marked:
    """Mark entries; ids that no entry has do not hold up the others."""
    if mark in (Mark.READ, Mark.UNREAD):
        changed = set_read(db, entry_ids, mark is Mark.READ, now)
    else:
        changed = set_starred(db, entry_ids, mark is Mark.STAR)
    return Marked(changed, find_missing(db, entry_ids))
