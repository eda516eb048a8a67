"""Statements about single bookmarks: saving, loading, changing, removing."""

import json
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from enum import StrEnum
from typing import Any, NamedTuple

from newsreader.domain.bookmark import Bookmark, Highlight, State, bookmark_key, merge_bookmarks
from newsreader.store.pictures import save_pictures
from newsreader.store.rows import AMONG, among
from newsreader.store.tags import add_tags, drop_unused_tags, load_tags_of, remove_tags, set_tags

# The columns of a bookmark that its own table holds, those of its copy, and where each stands.
_COPY = ("html", "base_url", "extras", "details", "page")
_APART = ("id", "tags", "highlights", "pictures", *_COPY)
_OWN = tuple(field.name for field in fields(Bookmark) if field.name not in _APART)
_NO_COPY = ("", "", "{}", "[]", "")
_FULL = f"""
SELECT b.id, {", ".join(f"b.{name}" for name in _OWN)},
       coalesce(c.html, ''), coalesce(c.base_url, ''), coalesce(c.extras, '{{}}'),
       coalesce(c.details, '[]'), coalesce(c.page, '')
  FROM bookmark b LEFT JOIN bookmark_copy c ON c.bookmark_id = b.id
"""


class Outcome(StrEnum):
    """What saving came to."""

    NEW = "new"
    MERGED = "merged"
    SAME = "same"


class Saved(NamedTuple):
    """Which bookmark it is now, and what saving came to."""

    id: int
    outcome: Outcome


def save_bookmark(db: sqlite3.Connection, bookmark: Bookmark) -> Saved:
    """Save a bookmark (its id is ignored); one of the same page is merged with it, never lost."""
    kept = load_bookmark_by_key(db, bookmark.key)
    if kept is None:
        bookmark_id = _insert(db, bookmark)
        save_pictures(db, bookmark_id, bookmark.pictures)
        return Saved(bookmark_id, Outcome.NEW)
    save_pictures(db, kept.id, bookmark.pictures)
    merged = merge_bookmarks(kept, bookmark)
    if merged == kept:
        return Saved(kept.id, Outcome.SAME)
    _update(db, kept, merged)
    return Saved(kept.id, Outcome.MERGED)


def change_bookmark(
    db: sqlite3.Connection, bookmark_id: int, change: Callable[[Bookmark], Bookmark]
) -> Bookmark | None:
    """Load, change and write a bookmark; give it as it is then, None if it is gone."""
    kept = load_bookmark(db, bookmark_id)
    if kept is None:
        return None
    changed = change(kept)
    if changed != kept:
        _update(db, kept, changed)
    return load_bookmark(db, bookmark_id)


def load_bookmark(db: sqlite3.Connection, bookmark_id: int) -> Bookmark | None:
    """Load a bookmark with its copy of the article, or None."""
    return _load(db, "b.id = ?", [bookmark_id])


def load_bookmark_by_key(db: sqlite3.Connection, key: str) -> Bookmark | None:
    """Load the bookmark of a page (``domain.bookmark.bookmark_key``), or None."""
    return _load(db, "b.key = ?", [key])


def load_bookmark_of(
    db: sqlite3.Connection, entry_id: int | None = None, url: str | None = None
) -> Bookmark | None:
    """Load the bookmark of an entry, else that of an address, or None."""
    found = _load(db, "b.entry_id = ?", [entry_id])
    return found or (load_bookmark_by_key(db, bookmark_key(url)) if url else None)


def known_keys(db: sqlite3.Connection, keys: Sequence[str]) -> set[str]:
    """Find those of the keys that a bookmark has."""
    rows = db.execute(
        "SELECT key FROM bookmark WHERE key IN (SELECT value FROM json_each(?))",
        (json.dumps(keys),),
    )
    return {row[0] for row in rows}


def find_free_entry(db: sqlite3.Connection, feed_url: str, guid: str) -> int | None:
    """Find the entry a bookmark was made of, unless there is none or it is bookmarked already."""
    if not guid:
        return None
    row = db.execute(
        """
        SELECT e.id FROM entry e JOIN feed f ON f.id = e.feed_id
         WHERE f.url = ? AND e.guid = ?
           AND NOT EXISTS (SELECT 1 FROM bookmark b WHERE b.entry_id = e.id)
        """,
        (feed_url, guid),
    ).fetchone()
    return int(row[0]) if row else None


def load_twin(db: sqlite3.Connection, bookmark: Bookmark) -> Bookmark | None:
    """Load another bookmark of the same page under another address, or None.

    Both name the same address as their own, or one names that of the other, and their titles are
    the same: not every page that names another is that other.
    """
    if not bookmark.canonical or not bookmark.title:
        return None
    return _load(
        db,
        "b.id <> :id AND b.title = :title AND (b.key = :canonical OR b.canonical = :canonical)",
        {"id": bookmark.id, "title": bookmark.title, "canonical": bookmark.canonical},
    )


def load_bookmarks(db: sqlite3.Connection, bookmark_ids: Sequence[int]) -> list[Bookmark]:
    """Load bookmarks in the order of their ids; those that are gone are missing."""
    found = (load_bookmark(db, bookmark_id) for bookmark_id in bookmark_ids)
    return [bookmark for bookmark in found if bookmark is not None]


def remove_bookmarks(db: sqlite3.Connection, bookmark_ids: Sequence[int]) -> int:
    """Remove bookmarks and tags that nothing carries any more; give how many there were."""
    removed = db.execute(f"DELETE FROM bookmark WHERE {AMONG}", (among(bookmark_ids),)).rowcount
    drop_unused_tags(db)
    return removed


def set_state(db: sqlite3.Connection, bookmark_ids: Sequence[int], state: State, now: int) -> None:
    """Say how far the reader is with bookmarks; what is taken up again is awake."""
    db.execute(
        f"UPDATE bookmark SET state = ?, snoozed_until = NULL, changed_at = ? WHERE {AMONG}",
        (state, now, among(bookmark_ids)),
    )


def set_star(
    db: sqlite3.Connection, bookmark_ids: Sequence[int], is_starred: bool, now: int
) -> None:
    """Star or unstar bookmarks."""
    db.execute(
        f"UPDATE bookmark SET is_starred = ?, changed_at = ? WHERE {AMONG}",
        (is_starred, now, among(bookmark_ids)),
    )


def are_starred(db: sqlite3.Connection, bookmark_ids: Sequence[int]) -> bool:
    """Tell whether all of them that are there have a star."""
    return _are_all(db, bookmark_ids, "is_starred")


def are_asleep(db: sqlite3.Connection, bookmark_ids: Sequence[int]) -> bool:
    """Tell whether all of them that are there are snoozed."""
    return _are_all(db, bookmark_ids, "snoozed_until IS NOT NULL")


def _are_all(db: sqlite3.Connection, bookmark_ids: Sequence[int], condition: str) -> bool:
    query = f"SELECT total(NOT ({condition})) FROM bookmark WHERE {AMONG}"
    return not db.execute(query, (among(bookmark_ids),)).fetchone()[0]


def set_snoozed(
    db: sqlite3.Connection, bookmark_ids: Sequence[int], until: int | None, now: int
) -> None:
    """Keep bookmarks out of the inbox until then; None wakes them."""
    db.execute(
        f"UPDATE bookmark SET snoozed_until = ?, changed_at = ? WHERE {AMONG}",
        (until, now, among(bookmark_ids)),
    )


def retag_bookmarks(
    db: sqlite3.Connection,
    bookmark_ids: Sequence[int],
    added: Sequence[str],
    taken: Sequence[str],
    now: int,
) -> None:
    """Add tags to those that bookmarks have, and take others away."""
    add_tags(db, bookmark_ids, added)
    remove_tags(db, bookmark_ids, taken)
    db.execute(f"UPDATE bookmark SET changed_at = ? WHERE {AMONG}", (now, among(bookmark_ids)))


def mark_opened(db: sqlite3.Connection, bookmark_id: int, now: int) -> None:
    """Remember that a bookmark was read just now."""
    db.execute("UPDATE bookmark SET opened_at = ? WHERE id = ?", (now, bookmark_id))


def save_link_check(
    db: sqlite3.Connection, bookmark_id: int, code: str, moved_to: str, now: int
) -> None:
    """Write down what became of the page: ``ok``, ``moved`` or the code of an error."""
    db.execute(
        "UPDATE bookmark SET link_code = ?, moved_to = ?, link_checked_at = ? WHERE id = ?",
        (code, moved_to, now, bookmark_id),
    )


def _load(
    db: sqlite3.Connection, condition: str, arguments: "Sequence[object] | Mapping[str, object]"
) -> Bookmark | None:
    row = db.execute(f"{_FULL} WHERE {condition}", arguments).fetchone()
    if row is None:
        return None
    values: dict[str, Any] = dict(zip(("id", *_OWN, *_COPY), row, strict=True))
    values["state"] = State(values["state"])
    values["is_starred"] = bool(values["is_starred"])
    values["tags"] = load_tags_of(db, row[0])
    values["highlights"] = _load_highlights(db, row[0])
    return Bookmark(**values)


def _insert(db: sqlite3.Connection, bookmark: Bookmark) -> int:
    columns = ("key", *_OWN)
    marks = ", ".join("?" * len(columns))
    row = db.execute(
        f"INSERT INTO bookmark ({', '.join(columns)}) VALUES ({marks}) RETURNING id",
        (bookmark.key, *_own_values(bookmark)),
    ).fetchone()
    bookmark_id = int(row[0])
    add_tags(db, [bookmark_id], bookmark.tags)
    _write_copy(db, bookmark_id, bookmark)
    _write_highlights(db, bookmark_id, bookmark.highlights)
    return bookmark_id


def _update(db: sqlite3.Connection, kept: Bookmark, changed: Bookmark) -> None:
    columns = ", ".join(f"{name} = ?" for name in ("key", *_OWN))
    db.execute(
        f"UPDATE bookmark SET {columns} WHERE id = ?",
        (changed.key, *_own_values(changed), kept.id),
    )
    if changed.tags != kept.tags:
        set_tags(db, kept.id, changed.tags)
    if _copy_values(changed) != _copy_values(kept):
        db.execute("DELETE FROM bookmark_copy WHERE bookmark_id = ?", (kept.id,))
        _write_copy(db, kept.id, changed)
    if changed.highlights != kept.highlights:
        db.execute("DELETE FROM highlight WHERE bookmark_id = ?", (kept.id,))
        _write_highlights(db, kept.id, changed.highlights)


def _own_values(bookmark: Bookmark) -> list[object]:
    return [getattr(bookmark, name) for name in _OWN]


def _copy_values(bookmark: Bookmark) -> tuple[str, ...]:
    return tuple(getattr(bookmark, name) for name in _COPY)


def _write_copy(db: sqlite3.Connection, bookmark_id: int, bookmark: Bookmark) -> None:
    if _copy_values(bookmark) != _NO_COPY:
        db.execute(
            "INSERT INTO bookmark_copy (bookmark_id, html, base_url, extras, details, page) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            (bookmark_id, *_copy_values(bookmark)),
        )


def _load_highlights(db: sqlite3.Connection, bookmark_id: int) -> tuple[Highlight, ...]:
    rows = db.execute(
        "SELECT quote, comment, before, after, created_at FROM highlight "
        "WHERE bookmark_id = ? ORDER BY id",
        (bookmark_id,),
    )
    return tuple(Highlight(*row) for row in rows)


def _write_highlights(
    db: sqlite3.Connection, bookmark_id: int, highlights: Sequence[Highlight]
) -> None:
    db.executemany(
        "INSERT INTO highlight (bookmark_id, quote, comment, before, after, created_at) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        [(bookmark_id, h.quote, h.comment, h.before, h.after, h.created_at) for h in highlights],
    )
