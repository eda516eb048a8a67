"""Statements that keep the library small and quick; for moments in which nobody waits."""

import sqlite3

from newsreader.domain.retention import Keepsake
from newsreader.store.rows import with_flags


def load_keepsakes(db: sqlite3.Connection, feed_id: int) -> list[Keepsake]:
    """Load a feed's entries for the retention rule, the newest first. Uses entry_by_feed."""
    rows = db.execute(
        """
        SELECT e.id, e.arrived_at, e.is_read,
               e.is_starred OR EXISTS (SELECT 1 FROM bookmark b WHERE b.entry_id = e.id),
               e.published_at, e.read_at
          FROM entry e WHERE e.feed_id = ? ORDER BY e.sort_at DESC, e.id DESC
        """,
        (feed_id,),
    )
    return [Keepsake(*with_flags(row, 2, 3)) for row in rows]


def last_sign_at(db: sqlite3.Connection, until: int) -> int | None:
    """Give the last moment, up to ``until``, at which something was fetched, came or was read."""
    row = db.execute(
        """
        SELECT max(at) FROM (
            SELECT max(at) AS at FROM fetch_log WHERE at <= :until
            UNION ALL SELECT max(arrived_at) FROM entry WHERE arrived_at <= :until
            UNION ALL SELECT max(read_at) FROM entry WHERE read_at <= :until
        )
        """,
        {"until": until},
    ).fetchone()
    return None if row[0] is None else int(row[0])


def free_pages(db: sqlite3.Connection) -> int:
    """Count the pages of the file that hold nothing."""
    return int(db.execute("PRAGMA freelist_count").fetchone()[0])


def vacuum_step(db: sqlite3.Connection, pages: int) -> int:
    """Give at most ``pages`` empty pages back to the disk; give how many are left."""
    db.execute(f"PRAGMA incremental_vacuum({int(pages)})").fetchall()
    return free_pages(db)


def optimize(db: sqlite3.Connection) -> None:
    """Let SQLite look at its tables again where that may speed up a query.

    At some of the rows only: at a million, it would hold up the writer for a second.
    """
    db.execute("PRAGMA analysis_limit = 1000")
    db.execute("PRAGMA optimize")
