"""The full-text index of bookmarks: a work list that triggers fill, emptied when there is time."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from newsreader.domain.text import searchable
from newsreader.store.bookmarks import load_bookmark


class BookmarkText(NamedTuple):
    """What the indexer made of a bookmark."""

    bookmark_id: int
    title: str
    note: str
    """Everything the reader and the tags say."""
    body: str
    details: str
    """Details tables as JSON."""
    word_count: int | None
    """None where there is no copy to count."""


class Pending(NamedTuple):
    """A part of the work list."""

    last: int
    """The number of its last row."""
    bookmark_ids: list[int]
    """Each once; bookmarks that are gone are among them."""


def load_pending_bookmarks(db: sqlite3.Connection, limit: int) -> Pending:
    """Load the beginning of the work list."""
    rows = db.execute(
        "SELECT id, bookmark_id FROM bookmark_pending ORDER BY id LIMIT ?", (limit,)
    ).fetchall()
    return Pending(rows[-1][0] if rows else 0, list(dict.fromkeys(row[1] for row in rows)))


def save_bookmark_texts(
    db: sqlite3.Connection, pending: Pending, texts: Sequence[BookmarkText]
) -> None:
    """Write the texts of the bookmarks that are there and forget those that are gone."""
    for bookmark_id in pending.bookmark_ids:
        _unindex(db, bookmark_id)
    for text in texts:
        if load_bookmark(db, text.bookmark_id) is None:
            continue
        row = (text.bookmark_id, *map(searchable, (text.title, text.note, text.body)))
        for table, key in (("bookmark_text", "bookmark_id"), ("bookmark_index", "rowid")):
            db.execute(f"INSERT INTO {table} ({key}, title, note, body) VALUES (?, ?, ?, ?)", row)
        db.execute(
            "UPDATE bookmark_copy SET details = ? WHERE bookmark_id = ?",
            (text.details, text.bookmark_id),
        )
        db.execute(
            "UPDATE bookmark SET word_count = ? WHERE id = ?", (text.word_count, text.bookmark_id)
        )
    db.execute("DELETE FROM bookmark_pending WHERE id <= ?", (pending.last,))


def _unindex(db: sqlite3.Connection, bookmark_id: int) -> None:
    old = db.execute(
        "SELECT title, note, body FROM bookmark_text WHERE bookmark_id = ?", (bookmark_id,)
    ).fetchone()
    if old is not None:
        # An external-content index forgets a row only when told what the row said.
        db.execute(
            "INSERT INTO bookmark_index (bookmark_index, rowid, title, note, body) "
            "VALUES ('delete', ?, ?, ?, ?)",
            (bookmark_id, *old),
        )
        db.execute("DELETE FROM bookmark_text WHERE bookmark_id = ?", (bookmark_id,))
