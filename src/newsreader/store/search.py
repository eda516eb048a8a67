"""The full-text index and the facts of articles: filled from a work list when there is time."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from newsreader.domain.text import fold, searchable


class Unindexed(NamedTuple):
    """An entry that waits for the indexer."""

    entry_id: int
    title: str
    author: str
    html: str
    base_url: str
    extras: str


class IndexFact(NamedTuple):
    """A row of a details table for searching; ``kind`` is '' where the label says nothing known."""

    kind: str
    label: str
    value: str
    url: str | None


class Indexed(NamedTuple):
    """What the indexer made of an entry."""

    entry_id: int
    title: str
    author: str
    body: str
    word_count: int
    facts: tuple[IndexFact, ...]


def count_unindexed(db: sqlite3.Connection) -> int:
    """Count the entries that a search cannot find yet."""
    return int(db.execute("SELECT count(*) FROM search_pending").fetchone()[0])


def load_unindexed(db: sqlite3.Connection, limit: int) -> list[Unindexed]:
    """Load entries of the work list, the latest first; entries that are gone are not among them."""
    return [
        Unindexed(*row)
        for row in db.execute(
            """
            SELECT e.id, e.title, coalesce(e.author, ''), c.html, c.base_url, c.extras
              FROM search_pending p
              JOIN entry e ON e.id = p.entry_id
              JOIN entry_content c ON c.entry_id = e.id
             ORDER BY p.entry_id DESC LIMIT ?
            """,
            (limit,),
        )
    ]


def forget_deleted(db: sqlite3.Connection, limit: int = 1_000) -> int:
    """Take entries that are gone out of the index; give how many there were."""
    gone = [
        row[0]
        for row in db.execute(
            "SELECT entry_id FROM search_pending p WHERE NOT EXISTS "
            "(SELECT 1 FROM entry WHERE id = p.entry_id) LIMIT ?",
            (limit,),
        )
    ]
    for entry_id in gone:
        _unindex(db, entry_id)
        db.execute("DELETE FROM search_pending WHERE entry_id = ?", (entry_id,))
    return len(gone)


def save_indexed(db: sqlite3.Connection, rows: Sequence[Indexed]) -> None:
    """Write what the indexer made; an entry that went meanwhile is left out."""
    for row in rows:
        is_there = db.execute("SELECT 1 FROM entry WHERE id = ?", (row.entry_id,)).fetchone()
        if not is_there:
            continue
        _unindex(db, row.entry_id)
        text = (row.entry_id, searchable(row.title), searchable(row.author), searchable(row.body))
        for table, key in (("search_text", "entry_id"), ("search_index", "rowid")):
            db.execute(
                f"INSERT INTO {table} ({key}, title, author, body) VALUES (?, ?, ?, ?)", text
            )
        save_facts(db, row.entry_id, row.facts)
        db.execute("UPDATE entry SET word_count = ? WHERE id = ?", (row.word_count, row.entry_id))
        db.execute("DELETE FROM search_pending WHERE entry_id = ?", (row.entry_id,))


def save_facts(db: sqlite3.Connection, entry_id: int, facts: Sequence[IndexFact]) -> None:
    """Replace the facts of an entry."""
    db.execute("DELETE FROM fact WHERE entry_id = ?", (entry_id,))
    db.executemany(
        "INSERT INTO fact (entry_id, kind, label, value, folded, url) VALUES (?, ?, ?, ?, ?, ?)",
        [(entry_id, f.kind, f.label, f.value, fold(f.value), f.url) for f in facts],
    )


def _unindex(db: sqlite3.Connection, entry_id: int) -> None:
    old = db.execute(
        "SELECT title, author, body FROM search_text WHERE entry_id = ?", (entry_id,)
    ).fetchone()
    if old is not None:
        # An external-content index forgets a row only when told what the row said.
        db.execute(
            "INSERT INTO search_index (search_index, rowid, title, author, body) "
            "VALUES ('delete', ?, ?, ?, ?)",
            (entry_id, *old),
        )
        db.execute("DELETE FROM search_text WHERE entry_id = ?", (entry_id,))
