"""Statements about bookmarks and their tags."""

import sqlite3
from collections.abc import Iterable
from typing import Any

from newsreader.domain.bookmark import Bookmark

_BOOKMARK = """
SELECT b.id, b.url, b.title, b.feed_title, b.note,
       (SELECT group_concat(name, char(31)) FROM (
           SELECT t.name FROM bookmark_tag bt JOIN tag t ON t.id = bt.tag_id
            WHERE bt.bookmark_id = b.id ORDER BY t.name)),
       b.created_at, b.entry_id, {text}, b.author, b.published_at
  FROM bookmark b
"""
_FULL = _BOOKMARK.format(text="b.html, b.base_url, b.details")
_NARROW = _BOOKMARK.format(text="'', '', '[]'")


def load_bookmarks(db: sqlite3.Connection, tag: str | None = None) -> list[Bookmark]:
    """Load all bookmarks (of a tag), the latest first, without their article text."""
    where = ""
    arguments: tuple[str, ...] = ()
    if tag is not None:
        where = (
            "WHERE b.id IN (SELECT bt.bookmark_id FROM bookmark_tag bt "
            "JOIN tag t ON t.id = bt.tag_id WHERE t.name = ?)"
        )
        arguments = (tag,)
    rows = db.execute(f"{_NARROW} {where} ORDER BY b.created_at DESC, b.id DESC", arguments)
    return [_bookmark(row) for row in rows]


def load_bookmark(db: sqlite3.Connection, bookmark_id: int) -> Bookmark | None:
    """Load a bookmark with its copy of the article, or None."""
    row = db.execute(f"{_FULL} WHERE b.id = ?", (bookmark_id,)).fetchone()
    return _bookmark(row) if row else None


def load_bookmark_of(
    db: sqlite3.Connection, entry_id: int | None = None, url: str | None = None
) -> Bookmark | None:
    """Load the bookmark of an entry or of an address, or None."""
    row = db.execute(
        f"{_FULL} WHERE b.entry_id = ? OR b.url = ? ORDER BY b.entry_id = ? DESC LIMIT 1",
        (entry_id, url, entry_id),
    ).fetchone()
    return _bookmark(row) if row else None


def save_bookmark(db: sqlite3.Connection, bookmark: Bookmark) -> int:
    """Save a bookmark (its id is ignored) and give its id.

    An address that is bookmarked already keeps its note and tags and takes over the fresh copy.
    """
    row = db.execute(
        """
        INSERT INTO bookmark (entry_id, url, title, feed_title, author, published_at, note, html,
                              base_url, details, created_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (url) DO UPDATE SET
            entry_id = coalesce(excluded.entry_id, entry_id), title = excluded.title,
            html = CASE excluded.html WHEN '' THEN html ELSE excluded.html END,
            base_url = CASE excluded.html WHEN '' THEN base_url ELSE excluded.base_url END,
            details = CASE excluded.html WHEN '' THEN details ELSE excluded.details END,
            note = CASE excluded.note WHEN '' THEN note ELSE excluded.note END
        RETURNING id
        """,
        (
            bookmark.entry_id, bookmark.url, bookmark.title, bookmark.feed_title, bookmark.author,
            bookmark.published_at, bookmark.note, bookmark.html, bookmark.base_url,
            bookmark.details, bookmark.created_at,
        ),
    ).fetchone()  # fmt: skip
    bookmark_id = int(row[0])
    add_tags(db, bookmark_id, bookmark.tags)
    return bookmark_id


def remove_bookmark(db: sqlite3.Connection, bookmark_id: int) -> bool:
    """Remove a bookmark and tags that nothing carries any more; False if there was none."""
    is_removed = db.execute("DELETE FROM bookmark WHERE id = ?", (bookmark_id,)).rowcount > 0
    _drop_unused_tags(db)
    return is_removed


def set_note(db: sqlite3.Connection, bookmark_id: int, note: str) -> None:
    """Replace the note of a bookmark."""
    db.execute("UPDATE bookmark SET note = ? WHERE id = ?", (note, bookmark_id))


def set_tags(db: sqlite3.Connection, bookmark_id: int, tags: Iterable[str]) -> None:
    """Replace the tags of a bookmark."""
    db.execute("DELETE FROM bookmark_tag WHERE bookmark_id = ?", (bookmark_id,))
    add_tags(db, bookmark_id, tags)
    _drop_unused_tags(db)


def add_tags(db: sqlite3.Connection, bookmark_id: int, tags: Iterable[str]) -> None:
    """Add tags to a bookmark; ``News`` and ``news`` are one tag, spelt as first written."""
    for tag in tags:
        db.execute("INSERT OR IGNORE INTO tag (name) VALUES (?)", (tag,))
        db.execute(
            "INSERT OR IGNORE INTO bookmark_tag (bookmark_id, tag_id) "
            "SELECT ?, id FROM tag WHERE name = ?",
            (bookmark_id, tag),
        )


def load_tags(db: sqlite3.Connection) -> list[tuple[str, int]]:
    """Load all tags with the number of their bookmarks, by name."""
    return db.execute(
        "SELECT t.name, count(*) FROM tag t JOIN bookmark_tag bt ON bt.tag_id = t.id "
        "GROUP BY t.id ORDER BY t.name COLLATE NOCASE"
    ).fetchall()


def _drop_unused_tags(db: sqlite3.Connection) -> None:
    db.execute("DELETE FROM tag WHERE id NOT IN (SELECT tag_id FROM bookmark_tag)")


def _bookmark(row: tuple[Any, ...]) -> Bookmark:
    bookmark_id, url, title, feed_title, note, tags, *rest = row
    names = tuple(tags.split("\x1f")) if tags else ()
    return Bookmark(bookmark_id, url, title, feed_title, note, names, *rest)
