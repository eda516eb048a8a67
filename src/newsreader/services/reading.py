"""Marking what has been read: the use cases behind ``m``, ``s`` and ``A``."""

import sqlite3

from newsreader.domain.view import View
from newsreader.store.entries import set_read
from newsreader.store.headlines import load_spine


def mark_view_read(db: sqlite3.Connection, view: View, now: int) -> list[int]:
    """Mark every entry of a view read; give the ids of those that were unread."""
    return set_read(db, load_spine(db, view.only_unread()), True, now)
