"""Statements about the pictures that are kept with the copies of bookmarks.

They hang on the number of their bookmark, which is never used twice, and not on its row: when a
bookmark is removed they stay until the next day, so that undo finds them again.
"""

import sqlite3
from collections.abc import Iterable

from newsreader.domain.bookmark import KeptPicture


def save_pictures(
    db: sqlite3.Connection, bookmark_id: int, pictures: Iterable[KeptPicture]
) -> None:
    """Keep pictures with a bookmark; one that is there stays as it is."""
    db.executemany(
        "INSERT OR IGNORE INTO bookmark_picture (bookmark_id, url, media_type, body) "
        "VALUES (?, ?, ?, ?)",
        [(bookmark_id, *picture) for picture in pictures],
    )


def load_pictures(db: sqlite3.Connection, bookmark_id: int) -> tuple[KeptPicture, ...]:
    """Load the pictures of a bookmark."""
    rows = db.execute(
        "SELECT url, media_type, body FROM bookmark_picture WHERE bookmark_id = ? ORDER BY id",
        (bookmark_id,),
    )
    return tuple(KeptPicture(*row) for row in rows)


def load_picture_sizes(db: sqlite3.Connection, bookmark_id: int) -> dict[str, int]:
    """Give the bytes of each picture of a bookmark by its address."""
    rows = db.execute(
        "SELECT url, length(body) FROM bookmark_picture WHERE bookmark_id = ?", (bookmark_id,)
    )
    return dict(rows.fetchall())


def load_picture_body(db: sqlite3.Connection, bookmark_id: int, url: str) -> bytes | None:
    """Load one picture, None if it is not kept."""
    row = db.execute(
        "SELECT body FROM bookmark_picture WHERE bookmark_id = ? AND url = ?", (bookmark_id, url)
    ).fetchone()
    return bytes(row[0]) if row else None


def drop_loose_pictures(db: sqlite3.Connection) -> None:
    """Forget the pictures whose bookmarks are gone."""
    db.execute("DELETE FROM bookmark_picture WHERE bookmark_id NOT IN (SELECT id FROM bookmark)")
