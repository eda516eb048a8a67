"""What lists show: the spine of a view (all its ids), its groups, and pages of headlines."""

import json
import sqlite3
from array import array
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any, NamedTuple

from newsreader.domain.groups import Groups, collect
from newsreader.domain.headline import Headline
from newsreader.domain.view import Grouping, Order, View
from newsreader.store.query import SHOWN_TITLE, order_of_feeds, where_order, where_order_in_feed
from newsreader.store.rows import with_flags

_HEADLINE = f"""
SELECT e.id, e.feed_id, {SHOWN_TITLE},
       e.title, e.author, e.url, e.sort_at, e.is_read, e.is_starred,
       EXISTS (SELECT 1 FROM bookmark b WHERE b.entry_id = e.id), e.word_count
  FROM entry e JOIN feed f ON f.id = e.feed_id
"""


class Listing(NamedTuple):
    """What a list is made of, before any headline is loaded."""

    spine: "array[int]"
    groups: Groups


def load_listing(db: sqlite3.Connection, view: View, limit: int | None = None) -> Listing:
    """Load the ids of a view in its order, at most ``limit``, and where its groups begin."""
    grouping = view.grouping
    if grouping is Grouping.NONE:
        return Listing(load_spine(db, view, limit), Groups())
    by_day = grouping is Grouping.DAY
    rows = _select(db, f"e.id, {'e.sort_at' if by_day else 'e.feed_id'}", view, limit)
    return Listing(*collect(rows, by_day=by_day, names=None if by_day else _feed_titles(db)))


def load_spine(db: sqlite3.Connection, view: View, limit: int | None = None) -> "array[int]":
    """Load the ids of a view in its order, at most ``limit``; eight bytes each."""
    return array("q", (row[0] for row in _select(db, "e.id", view, limit)))


def _select(db: sqlite3.Connection, columns: str, view: View, limit: int | None) -> Iterator[Any]:
    if view.goes_by_feed:
        return islice(_feed_by_feed(db, columns, view), limit)
    where, order, arguments = where_order(view)
    top = f" LIMIT {int(limit)}" if limit is not None else ""
    return db.execute(f"SELECT {columns} FROM entry e {where} {order}{top}", arguments)


def _feed_by_feed(db: sqlite3.Connection, columns: str, view: View) -> Iterator[Any]:
    """Go along an index for each feed: to sort a million entries by feed takes two seconds."""
    where, order, arguments = where_order_in_feed(view)
    query = f"SELECT {columns} FROM entry e {where} {order}"
    for (feed_id,) in db.execute(f"SELECT f.id FROM feed f {order_of_feeds(view)}").fetchall():
        yield from db.execute(query, (*arguments, feed_id))


def _feed_titles(db: sqlite3.Connection) -> dict[int, str]:
    return dict(db.execute(f"SELECT f.id, {SHOWN_TITLE} FROM feed f"))


def load_page(db: sqlite3.Connection, entry_ids: Sequence[int]) -> list[Headline]:
    """Load headlines in the order of ``entry_ids``; entries that are gone are missing."""
    marks = ",".join("?" * len(entry_ids))
    rows = db.execute(f"{_HEADLINE} WHERE e.id IN ({marks})", tuple(entry_ids))
    found = {row[0]: _headline(row) for row in rows}
    return [found[entry_id] for entry_id in entry_ids if entry_id in found]


def unread_counts(db: sqlite3.Connection) -> dict[int, int]:
    """Count unread entries per feed id; feeds without any are missing.

    Uses entry_unread_by_feed. All in one row: SQLite counts without Python's lock, which is asked
    for again with every row.
    """
    # by a subquery per feed: a quarter less than by GROUP BY, which compares the feeds of all rows
    counted = "(SELECT count(*) FROM entry WHERE feed_id = feed.id AND is_read = 0)"
    (found,) = db.execute(f"SELECT json_group_object(id, {counted}) FROM feed").fetchone()
    return {int(feed_id): unread for feed_id, unread in json.loads(found).items() if unread}


def count_view(db: sqlite3.Connection, view: View) -> int:
    """Count the entries of a view."""
    where, _, arguments = where_order(view)
    return int(db.execute(f"SELECT count(*) FROM entry e {where}", arguments).fetchone()[0])


def _headline(row: tuple[Any, ...]) -> Headline:
    return Headline(*with_flags(row, 7, 8, 9))


def last_entry_id(db: sqlite3.Connection) -> int:
    """Give the highest entry id there is, 0 without any; entries to come get higher ones."""
    return int(db.execute("SELECT coalesce(max(id), 0) FROM entry").fetchone()[0])


def count_newer(db: sqlite3.Connection, view: View, last_id: int) -> int:
    """Count the entries of a view that arrived after the one with the id ``last_id``."""
    where, _, arguments = where_order(view)
    newer = f"{where} AND e.id > ?" if where else "WHERE e.id > ?"
    query = f"SELECT count(*) FROM entry e {newer}"
    return int(db.execute(query, (*arguments, last_id)).fetchone()[0])


def find_unread(
    db: sqlite3.Connection, view: View, entry_id: int, *, is_backward: bool = False
) -> int | None:
    """Find the unread entry of a view that comes next after an entry, or before it."""
    if not view.is_by_date:
        return _find_unread_along(db, view, entry_id, is_backward)
    where, _, arguments = where_order(view.only_unread())
    is_descending = (view.order is Order.NEWEST) is not is_backward
    sign, direction = ("<", "DESC") if is_descending else (">", "ASC")
    row = db.execute(
        f"SELECT e.id FROM entry e {where} "
        f"AND (e.sort_at, e.id) {sign} (SELECT sort_at, id FROM entry WHERE id = ?) "
        f"ORDER BY e.sort_at {direction}, e.id {direction} LIMIT 1",
        (*arguments, entry_id),
    ).fetchone()
    return int(row[0]) if row else None


def load_older(db: sqlite3.Connection, view: View, before: int) -> "array[int]":
    """Load the ids of a view's unread entries that are older than a time."""
    where, _, arguments = where_order(view.only_unread())
    query = f"SELECT e.id FROM entry e {where} AND e.sort_at < ?"
    return array("q", (row[0] for row in db.execute(query, (*arguments, before))))


def _find_unread_along(
    db: sqlite3.Connection, view: View, entry_id: int, is_backward: bool
) -> int | None:
    """Do the same in an order that no index has: walk along the list."""
    unread = set(load_spine(db, view.only_unread()))
    # The entry itself has been read meanwhile, but is still the place to start from.
    spine = load_spine(db, view.only_unread(False))
    place = spine.index(entry_id) if entry_id in spine else 0
    way = reversed(spine[:place]) if is_backward else spine[place + 1 :]
    return next((candidate for candidate in way if candidate in unread), None)
