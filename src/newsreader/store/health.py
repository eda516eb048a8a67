"""Statements about the library file itself: is it whole, how large, how much is in it."""

import sqlite3

_MOST_COMPLAINTS = 10
_COUNTED = ("feed", "folder", "entry", "bookmark", "search_pending")


def find_damage(db: sqlite3.Connection) -> list[str]:
    """Look for damage, at most some complaints; reads the whole file."""
    found = [str(row[0]) for row in db.execute(f"PRAGMA quick_check({_MOST_COMPLAINTS})")]
    complaints = [] if found == ["ok"] else found
    orphans = db.execute("PRAGMA foreign_key_check").fetchmany(_MOST_COMPLAINTS)
    complaints += [f"row {row[1]} of {row[0]} points to nothing in {row[2]}" for row in orphans]
    return complaints


def schema_version(db: sqlite3.Connection) -> int:
    """Give the version of the schema."""
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def row_counts(db: sqlite3.Connection) -> dict[str, int]:
    """Count the rows of the tables that readers ask about."""
    return {
        name: int(db.execute(f"SELECT count(*) FROM {name}").fetchone()[0]) for name in _COUNTED
    }
