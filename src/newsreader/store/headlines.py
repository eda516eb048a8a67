"""What lists show: the spine of a view (all its ids) and pages of headlines."""

import sqlite3
from array import array
from collections.abc import Sequence
from typing import Any

from newsreader.domain.entry import Headline
from newsreader.domain.view import View
from newsreader.store.query import where_order
from newsreader.store.rows import with_flags

_HEADLINE = """
SELECT e.id, e.feed_id, coalesce(nullif(f.custom_title, ''), nullif(f.title, ''), f.url),
       e.title, e.author, e.url, e.teaser, e.sort_at, e.is_read, e.is_starred,
       EXISTS (SELECT 1 FROM bookmark b WHERE b.entry_id = e.id), e.word_count
  FROM entry e JOIN feed f ON f.id = e.feed_id
"""


def load_spine(db: sqlite3.Connection, view: View, limit: int | None = None) -> "array[int]":
    """Load the ids of a view in its order, at most ``limit``; eight bytes each."""
    where, order, arguments = where_order(view)
    top = f" LIMIT {int(limit)}" if limit is not None else ""
    rows = db.execute(f"SELECT e.id FROM entry e {where} {order}{top}", arguments)
    return array("q", (row[0] for row in rows))


def load_page(db: sqlite3.Connection, entry_ids: Sequence[int]) -> list[Headline]:
    """Load headlines in the order of ``entry_ids``; entries that are gone are missing."""
    marks = ",".join("?" * len(entry_ids))
    rows = db.execute(f"{_HEADLINE} WHERE e.id IN ({marks})", tuple(entry_ids))
    found = {row[0]: _headline(row) for row in rows}
    return [found[entry_id] for entry_id in entry_ids if entry_id in found]


def count_view(db: sqlite3.Connection, view: View) -> int:
    """Count the entries of a view."""
    where, _, arguments = where_order(view)
    return int(db.execute(f"SELECT count(*) FROM entry e {where}", arguments).fetchone()[0])


def _headline(row: tuple[Any, ...]) -> Headline:
    return Headline(*with_flags(row, 8, 9, 10))
