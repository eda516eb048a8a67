"""What a list shows first, what comes next, and marking a whole list read."""

import sqlite3
from array import array
from typing import NamedTuple

from newsreader.domain.groups import Groups
from newsreader.domain.headline import Headline
from newsreader.domain.view import View
from newsreader.store.headlines import last_entry_id, load_listing, load_page, load_spine

FIRST_ROWS = 100


class FirstScreen(NamedTuple):
    """The beginning of a view: all that can be seen at first."""

    spine: "array[int]"
    """Its first ids; fewer than FIRST_ROWS means that there are no more."""
    groups: Groups
    headlines: list[Headline]
    last_id: int
    """The highest entry id so far; what comes later is new."""


def load_first_screen(db: sqlite3.Connection, view: View) -> FirstScreen:
    """Load the beginning of a view: under 1 ms, however long the view is."""
    spine, groups = load_listing(db, view, FIRST_ROWS)
    return FirstScreen(spine, groups, load_page(db, spine), last_entry_id(db))


def mark_view_read(db: sqlite3.Connection, view: View, now: int) -> list[int]:
    """Mark every entry of a view read; give the ids of those that were unread."""
    from newsreader.store.entries import set_read  # 5 ms that the first screen need not wait for

    return set_read(db, load_spine(db, view.only_unread()), True, now)
