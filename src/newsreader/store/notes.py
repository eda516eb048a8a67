"""Small facts of the program about a library, by key."""

import sqlite3


def load_note(db: sqlite3.Connection, key: str) -> str:
    """Load a note, '' if there is none."""
    row = db.execute("SELECT value FROM note WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else ""


def save_note(db: sqlite3.Connection, key: str, value: str) -> None:
    """Keep a note under a key, in place of the one before."""
    db.execute(
        "INSERT INTO note (key, value) VALUES (:key, :value) "
        "ON CONFLICT (key) DO UPDATE SET value = :value",
        {"key": key, "value": value},
    )
