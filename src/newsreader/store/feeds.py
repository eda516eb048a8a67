"""Statements about feeds and folders."""

import json
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from newsreader.domain.feed import Feed, Folder, ListedFeed, NewFeed
from newsreader.store.folders import find_folder
from newsreader.store.rows import with_flags

Change = Callable[[sqlite3.Connection], object]

_TITLE = "coalesce(nullif(custom_title, ''), nullif(title, ''), url)"
_FEED = f"""
SELECT id, url, {_TITLE} AS title, site_url,
       folder_id, custom_title, language, etag, last_modified, body_hash, checked_at, changed_at,
       next_check_at, error_count, error_code, error_detail, is_paused, options,
       schedule, succeeded_at
  FROM feed
"""


def load_feeds(db: sqlite3.Connection) -> list[Feed]:
    """Load all feeds, sorted by title as people sort."""
    feeds = [_feed(row) for row in db.execute(_FEED)]
    return sorted(feeds, key=lambda feed: (feed.title.casefold(), feed.id))


def load_listed_feeds(db: sqlite3.Connection) -> list[ListedFeed]:
    """Load what is shown of all feeds, sorted as by ``load_feeds``, in a third of its time."""
    rows = db.execute(
        f"SELECT id, {_TITLE}, site_url, folder_id, coalesce(nullif(error_detail, ''), error_code) "
        "FROM feed"
    )
    feeds = [ListedFeed(*row) for row in rows]
    return sorted(feeds, key=lambda feed: (feed.title.casefold(), feed.id))


def load_feed(db: sqlite3.Connection, feed_id: int) -> Feed | None:
    """Load one feed, or None when there is none of this id."""
    row = db.execute(f"{_FEED} WHERE id = ?", (feed_id,)).fetchone()
    return _feed(row) if row else None


def known_urls(db: sqlite3.Connection, urls: Sequence[str]) -> set[str]:
    """Find those of the addresses that a feed has."""
    rows = db.execute(
        "SELECT url FROM feed WHERE account_id = 1 AND url IN (SELECT value FROM json_each(?))",
        (json.dumps(urls),),
    )
    return {row[0] for row in rows}


def load_feed_by_url(db: sqlite3.Connection, url: str) -> Feed | None:
    """Load the feed that is fetched from ``url``, or None."""
    row = db.execute(f"{_FEED} WHERE account_id = 1 AND url = ?", (url,)).fetchone()
    return _feed(row) if row else None


def load_due_feeds(
    db: sqlite3.Connection,
    now: int,
    feed_ids: Sequence[int] | None = None,
    *,
    force: bool = False,
    wish_s: int = 0,
) -> list[Feed]:
    """Load the feeds whose time has come, all or of those named, the longest overdue first.

    A time too far away was set by a wrong clock and counts as come. ``force`` ignores the time,
    and for feeds that are named also that they are paused. ``wish_s`` is the reader's
    interval, 0 for none: with one, those are among them that were fetched so long ago. Uses
    feed_due.
    """
    from newsreader.domain.schedule import FARTHEST_S  # 2 ms that no start has to wait for

    conditions = [] if force and feed_ids is not None else ["is_paused = 0"]
    arguments: list[int] = []
    if not force:
        is_due = "next_check_at <= ? OR next_check_at > ?"
        arguments += [now, now + FARTHEST_S]
        if wish_s:
            is_due += " OR checked_at <= ?"
            arguments.append(now - wish_s)
        conditions.append(f"({is_due})")
    if feed_ids is not None:
        conditions.append("id IN (SELECT value FROM json_each(?))")
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    named = [] if feed_ids is None else [json.dumps(list(feed_ids))]
    rows = db.execute(f"{_FEED} {where} ORDER BY next_check_at, id", (*arguments, *named))
    return [_feed(row) for row in rows]


def add_feed(db: sqlite3.Connection, new: NewFeed, now: int) -> int:
    """Subscribe and give the feed's id; an address we follow already keeps its feed."""
    folder_id = ensure_folder(db, new.folder) if new.folder else None
    db.execute(
        """
        INSERT INTO feed (folder_id, url, site_url, title, custom_title, language, added_at)
        VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (account_id, url) DO NOTHING
        """,
        (folder_id, new.url, new.site_url, new.title, new.custom_title, new.language, now),
    )
    row = db.execute("SELECT id FROM feed WHERE account_id = 1 AND url = ?", (new.url,)).fetchone()
    return int(row[0])


def remove_feed(db: sqlite3.Connection, feed_id: int) -> bool:
    """Unsubscribe: the feed and its entries go, bookmarks stay. False if there was no such feed."""
    return db.execute("DELETE FROM feed WHERE id = ?", (feed_id,)).rowcount > 0


def rename_feed(db: sqlite3.Connection, feed_id: int, title: str | None) -> None:
    """Give a feed the reader's own title; None or empty brings back the feed's."""
    db.execute("UPDATE feed SET custom_title = ? WHERE id = ?", (title or None, feed_id))


def move_feed(db: sqlite3.Connection, feed_id: int, folder: Sequence[str]) -> None:
    """Put a feed into a folder (made if needed); an empty path means no folder."""
    folder_id = ensure_folder(db, folder) if folder else None
    db.execute("UPDATE feed SET folder_id = ? WHERE id = ?", (folder_id, feed_id))


def save_options(db: sqlite3.Connection, feed_id: int, options: str) -> None:
    """Keep the settings of a feed (``domain.options`` as JSON)."""
    db.execute("UPDATE feed SET options = ?1 WHERE id = ?2 AND options <> ?1", (options, feed_id))


def set_due(db: sqlite3.Connection, feed_id: int) -> None:
    """Let a feed be fetched with the next refresh."""
    db.execute("UPDATE feed SET next_check_at = 0 WHERE id = ?", (feed_id,))


def save_url(db: sqlite3.Connection, feed_id: int, url: str) -> None:
    """Fetch a feed from another address; what we knew of the former one's answers is forgotten."""
    db.execute(
        """
        UPDATE feed SET url = ?, etag = NULL, last_modified = NULL, body_hash = NULL,
               next_check_at = 0, error_count = 0, error_code = NULL, error_detail = NULL,
               is_paused = 0, schedule = '{}'
         WHERE id = ?
        """,
        (url, feed_id),
    )


def set_paused(db: sqlite3.Connection, feed_id: int, is_paused: bool) -> None:
    """Leave a feed out of refreshes, or take it in again."""
    db.execute("UPDATE feed SET is_paused = ? WHERE id = ?", (is_paused, feed_id))


def load_folders(db: sqlite3.Connection) -> dict[int, Folder]:
    """Load all folders by id, each with its path from the top."""
    rows = {
        row[0]: (row[1], row[2])
        for row in db.execute("SELECT id, parent_id, name FROM folder ORDER BY position, name")
    }
    return {
        folder_id: Folder(folder_id, parent_id, name, _path(rows, folder_id))
        for folder_id, (parent_id, name) in rows.items()
    }


def ensure_folder(db: sqlite3.Connection, path: Sequence[str]) -> int:
    """Give the id of the folder at ``path``, making what is missing; ``path`` is not empty.

    A folder that is there in another case is the one that is meant.
    """
    parent: int | None = None
    for name in path:
        found = find_folder(db, parent, name)
        if found is None:
            found = db.execute(
                "INSERT INTO folder (parent_id, name) VALUES (?, ?)", (parent, name)
            ).lastrowid
        parent = found
    if parent is None:
        raise ValueError("a folder needs a name")
    return parent


def remove_empty_folders(db: sqlite3.Connection) -> None:
    """Drop folders that hold neither feeds nor folders."""
    while db.execute(
        """
        DELETE FROM folder
         WHERE id NOT IN (SELECT folder_id FROM feed WHERE folder_id IS NOT NULL)
           AND id NOT IN (SELECT parent_id FROM folder WHERE parent_id IS NOT NULL)
        """
    ).rowcount:
        pass


def _path(rows: dict[int, tuple[int | None, str]], folder_id: int) -> tuple[str, ...]:
    names: list[str] = []
    current: int | None = folder_id
    while current is not None and len(names) < 100:  # a cycle in a damaged file must not hang us
        current, name = rows[current]
        names.append(name)
    return tuple(reversed(names))


def _feed(row: tuple[Any, ...]) -> Feed:
    return Feed(*with_flags(row, 16))
