"""Rows for other programs: what the command line prints of entries."""

import json
import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from newsreader.store.rows import with_flags


class ListedEntry(NamedTuple):
    """An entry without its text. Times are Unix seconds, UTC."""

    id: int
    feed_id: int
    feed_title: str
    feed_url: str
    guid: str
    title: str
    url: str | None
    author: str | None
    published_at: int | None
    sort_at: int
    is_read: bool
    is_starred: bool
    is_bookmarked: bool


def load_listed(db: sqlite3.Connection, entry_ids: Sequence[int]) -> list[ListedEntry]:
    """Load entries in the order of ``entry_ids``, at most some thousands; missing ones are left."""
    marks = ",".join("?" * len(entry_ids))
    rows = db.execute(
        f"""
        SELECT e.id, e.feed_id, coalesce(nullif(f.custom_title, ''), nullif(f.title, ''), f.url),
               f.url, e.guid, e.title, e.url, e.author, e.published_at, e.sort_at,
               e.is_read, e.is_starred, EXISTS (SELECT 1 FROM bookmark b WHERE b.entry_id = e.id)
          FROM entry e JOIN feed f ON f.id = e.feed_id
         WHERE e.id IN ({marks})
        """,
        tuple(entry_ids),
    )
    found = {row[0]: ListedEntry(*with_flags(row, 10, 11, 12)) for row in rows}
    return [found[entry_id] for entry_id in entry_ids if entry_id in found]


def find_missing(db: sqlite3.Connection, entry_ids: Sequence[int]) -> list[int]:
    """Give those of the ids that no entry has, in their order."""
    rows = db.execute(
        "SELECT value FROM json_each(?) WHERE value NOT IN (SELECT id FROM entry)",
        (json.dumps(list(entry_ids)),),
    )
    return [row[0] for row in rows]
