"""Statements about entries: arriving, changing, being read, starred, deleted."""

import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from newsreader.domain.changes import Known, Update, mark, plan_update
from newsreader.domain.entry import Entry, Extras
from newsreader.domain.parsed import ParsedEntry
from newsreader.domain.reading import TOP, Place
from newsreader.store.arrivals import Arrivals
from newsreader.store.rows import with_flags

# What is remembered of an entry when its publisher edits it: this many former versions.
MOST_REVISIONS = 5
# How many of a feed's latest entries may turn out to have come back under another guid.
_RECENT = 200
_KNOWN = "id, guid, url, title, content_hash, hash_changes, published_at"
T = TypeVar("T")
_CHUNK = 500  # parameters of one statement; SQLite's default limit is 32,766


def apply_update(
    db: sqlite3.Connection,
    feed_id: int,
    parsed: Sequence[ParsedEntry],
    now: int,
    unchanged: Collection[str] = (),
) -> tuple[list[int], list[int]]:
    """Store a document's entries and give the ids of the new and of the changed ones.

    Known entries keep their marks, their arrival and their place in the list. ``unchanged`` are
    the guids of further ones in the document, which stay as they are.
    """
    arrivals = Arrivals(db, now)
    update = load_update(db, feed_id, parsed, unchanged)
    new_ids = arrivals.add(feed_id, update.new)
    changed_ids = save_changes(db, update, now)
    arrivals.write()
    return new_ids, changed_ids


def load_update(
    db: sqlite3.Connection,
    feed_id: int,
    parsed: Sequence[ParsedEntry],
    unchanged: Collection[str] = (),
) -> Update:
    """Compare a document's entries with what is stored, and say what is to be written.

    ``unchanged`` are the guids of further ones in the document.
    """
    has_entries, has_tombstones = _history(db, feed_id)
    if not (has_entries or has_tombstones):
        return Update(list(parsed), [], [])
    known = _known(db, feed_id, [entry.guid for entry in parsed]) if has_entries else {}
    unknown = [entry for entry in parsed if entry.guid not in known]
    deleted = _tombstones(db, feed_id, unknown) if unknown and has_tombstones else set()
    recent: list[Known] = []
    if unknown and _has_namesake(db, feed_id, unknown, {*unchanged, *known}):
        recent = _recent(db, feed_id, unchanged)
    return plan_update(parsed, known, deleted, recent)


def save_changes(db: sqlite3.Connection, update: Update, now: int) -> list[int]:
    """Write down what is to be changed of known entries; give the ids of those with a new text.

    Their marks, their arrival and their place in the list stay.
    """
    for old, entry in update.renamed:
        db.execute("UPDATE entry SET guid = ? WHERE id = ?", (entry.guid, old.id))
    changed = update.changed + [
        (old, entry) for old, entry in update.renamed if old.content_hash != entry.content_hash
    ]
    for old, entry in changed:
        _replace_text(db, old, entry, now)
    return [old.id for old, _ in changed]


def load_entry(db: sqlite3.Connection, entry_id: int) -> Entry | None:
    """Load an entry with its text, or None when there is none of this id."""
    row = db.execute(
        """
        SELECT e.id, e.feed_id, coalesce(nullif(f.custom_title, ''), nullif(f.title, ''), f.url),
               f.url, e.guid, e.url, e.title, e.author, e.published_at, e.updated_at,
               e.arrived_at, e.sort_at, e.is_read, e.is_starred, b.id IS NOT NULL,
               c.html, c.base_url, c.extras, coalesce(f.language, '')
          FROM entry e
          JOIN feed f ON f.id = e.feed_id
          JOIN entry_content c ON c.entry_id = e.id
          LEFT JOIN bookmark b ON b.entry_id = e.id
         WHERE e.id = ?
        """,
        (entry_id,),
    ).fetchone()
    if row is None:
        return None
    extras = Extras.from_json(row[17])
    if not extras.language:
        extras = replace(extras, language=row[18])
    return Entry(*with_flags((*row[:17], extras), 12, 13, 14))


def set_read(
    db: sqlite3.Connection, entry_ids: Iterable[int], is_read: bool, now: int
) -> list[int]:
    """Mark entries read or unread; give the ids of those that were not so before."""
    changed: list[tuple[int]] = []
    for ids in _chunks(list(entry_ids)):
        changed += db.execute(
            f"""
            UPDATE entry SET is_read = ?, read_at = ?
             WHERE id IN ({_marks(ids)}) AND is_read <> ? RETURNING id
            """,
            (is_read, now if is_read else None, *ids, is_read),
        ).fetchall()
    return [row[0] for row in changed]


def set_starred(db: sqlite3.Connection, entry_ids: Iterable[int], is_starred: bool) -> list[int]:
    """Star or unstar entries; give the ids of those that were not so before."""
    changed: list[tuple[int]] = []
    for ids in _chunks(list(entry_ids)):
        changed += db.execute(
            f"UPDATE entry SET is_starred = ? WHERE id IN ({_marks(ids)}) AND is_starred <> ? "
            "RETURNING id",
            (is_starred, *ids, is_starred),
        ).fetchall()
    return [row[0] for row in changed]


def delete_entries(db: sqlite3.Connection, entry_ids: Iterable[int], now: int) -> int:
    """Delete entries for good, leaving tombstones so that they do not come back as new.

    Each leaves two, for its guid and for what it is known by under another one.
    """
    count = 0
    for ids in _chunks(list(entry_ids)):
        where = f"WHERE id IN ({_marks(ids)})"
        going = db.execute(f"SELECT feed_id, {_KNOWN} FROM entry {where}", ids).fetchall()
        db.executemany(
            "INSERT OR REPLACE INTO tombstone (feed_id, guid, deleted_at) VALUES (?, ?, ?)",
            [
                (feed_id, name, now)
                for feed_id, *row in going
                for name in (row[1], mark(Known(*row)))
            ],
        )
        count += db.execute(f"DELETE FROM entry {where}", ids).rowcount
    return count


def total_counts(db: sqlite3.Connection) -> dict[int, int]:
    """Count entries per feed id; feeds without any are missing. Uses entry_by_feed."""
    return dict(db.execute("SELECT feed_id, count(*) FROM entry GROUP BY feed_id"))


def load_revisions(db: sqlite3.Connection, entry_id: int) -> list[tuple[int, str, str]]:
    """Load former versions of an entry, the latest first: (replaced_at, title, html)."""
    return db.execute(
        "SELECT replaced_at, title, html FROM entry_revision WHERE entry_id = ? "
        "ORDER BY replaced_at DESC, id DESC",
        (entry_id,),
    ).fetchall()


def load_position(db: sqlite3.Connection, entry_id: int) -> Place:
    """Give the place up to which an article has been read."""
    row = db.execute(
        "SELECT fraction, block, coalesce(line, 0) FROM entry_position WHERE entry_id = ?",
        (entry_id,),
    ).fetchone()
    return Place(*row) if row else TOP


def save_position(db: sqlite3.Connection, entry_id: int, place: Place, now: int) -> None:
    """Remember how far an article has been read; an entry that is gone is no error."""
    db.execute(
        "INSERT OR REPLACE INTO entry_position (entry_id, fraction, block, line, seen_at) "
        "SELECT id, ?, ?, ?, ? FROM entry WHERE id = ?",
        (*place, now, entry_id),
    )


def _history(db: sqlite3.Connection, feed_id: int) -> tuple[bool, bool]:
    """Tell whether a feed has entries, and whether it had some that must not come back."""
    row = db.execute(
        "SELECT EXISTS (SELECT 1 FROM entry WHERE feed_id = ?1), "
        "EXISTS (SELECT 1 FROM tombstone WHERE feed_id = ?1)",
        (feed_id,),
    ).fetchone()
    return bool(row[0]), bool(row[1])


def _known(db: sqlite3.Connection, feed_id: int, guids: Sequence[str]) -> dict[str, Known]:
    known: dict[str, Known] = {}
    for chunk in _chunks(guids):
        for row in db.execute(
            f"SELECT {_KNOWN} FROM entry WHERE feed_id = ? AND guid IN ({_marks(chunk)})",
            (feed_id, *chunk),
        ):
            known[row[1]] = Known(*row)
    return known


def _tombstones(db: sqlite3.Connection, feed_id: int, entries: Iterable[ParsedEntry]) -> set[str]:
    """Load what is left of deleted entries that may be among these: guids and marks."""
    deleted: set[str] = set()
    for chunk in _chunks([name for entry in entries for name in (entry.guid, mark(entry))]):
        deleted.update(
            row[0]
            for row in db.execute(
                f"SELECT guid FROM tombstone WHERE feed_id = ? AND guid IN ({_marks(chunk)})",
                (feed_id, *chunk),
            )
        )
    return deleted


def _has_namesake(
    db: sqlite3.Connection, feed_id: int, unknown: Sequence[ParsedEntry], present: Collection[str]
) -> bool:
    """Tell whether a feed has a recent entry, gone from the document, that one of these may be.

    It would have the same title or the same text (``plan_update``). Nearly always there is none,
    and the recent entries need not be loaded.
    """
    for chunk in _chunks(unknown):
        marks = _marks(chunk)
        namesakes = db.execute(
            f"SELECT guid FROM (SELECT guid, title, content_hash FROM entry WHERE feed_id = ? "
            f"ORDER BY sort_at DESC, id DESC LIMIT ?) WHERE title IN ({marks}) "
            f"OR content_hash IN ({marks})",
            (feed_id, _RECENT, *(e.title for e in chunk), *(e.content_hash for e in chunk)),
        )
        if any(guid not in present for (guid,) in namesakes.fetchall()):
            return True
    return False


def _recent(db: sqlite3.Connection, feed_id: int, unchanged: Collection[str]) -> list[Known]:
    """Load the latest entries of a feed that the document does not leave as they are."""
    latest = db.execute(
        "SELECT id, guid FROM entry WHERE feed_id = ? ORDER BY sort_at DESC, id DESC LIMIT ?",
        (feed_id, _RECENT),
    )
    ids = [entry_id for entry_id, guid in latest if guid not in unchanged]
    rows = db.execute(
        f"SELECT {_KNOWN} FROM entry WHERE id IN ({_marks(ids)})",
        ids,
    )
    known = {row[0]: Known(*row) for row in rows}
    return [known[entry_id] for entry_id in ids]


def _replace_text(db: sqlite3.Connection, old: Known, entry: ParsedEntry, now: int) -> None:
    db.execute(
        "INSERT INTO entry_revision (entry_id, replaced_at, title, html) "
        "SELECT e.id, ?, e.title, c.html FROM entry e JOIN entry_content c ON c.entry_id = e.id "
        "WHERE e.id = ? AND (e.title <> ? OR c.html <> CAST(? AS TEXT))",
        (now, old.id, entry.title, entry.html),
    )
    db.execute(
        "DELETE FROM entry_revision WHERE entry_id = ? AND id NOT IN (SELECT id "
        "FROM entry_revision WHERE entry_id = ? ORDER BY replaced_at DESC, id DESC LIMIT ?)",
        (old.id, old.id, MOST_REVISIONS),
    )
    db.execute(
        """
        UPDATE entry SET url = ?, title = ?, author = ?, updated_at = ?,
               published_at = coalesce(?, published_at), content_hash = ?,
               hash_changes = hash_changes + 1
         WHERE id = ?
        """,
        (
            entry.url, entry.title, entry.author, entry.updated_at,
            entry.published_at, entry.content_hash, old.id,
        ),
    )  # fmt: skip
    db.execute(
        "UPDATE entry_content SET html = CAST(? AS TEXT), base_url = ?, extras = ? "
        "WHERE entry_id = ?",
        (entry.html, entry.base_url, entry.extras, old.id),
    )
    db.execute("INSERT OR IGNORE INTO search_pending (entry_id) VALUES (?)", (old.id,))


def _chunks(items: Sequence[T]) -> Iterable[Sequence[T]]:
    return (items[i : i + _CHUNK] for i in range(0, len(items), _CHUNK))


def _marks(items: Sequence[object]) -> str:
    return ",".join("?" * len(items))
