"""Changes that know their own opposite, whatever they were.

Temporary triggers on the writer's connection note, for every row that a recorded change touches,
the statement that brings the row back (the technique of sqlite.org/undoredo.html). Only what a
reader can change is watched: texts that a refresh brings are never taken back.
"""

import sqlite3
from collections.abc import Callable, Sequence
from typing import Concatenate, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

# Tables that readers change; of those with columns named here, updates of these alone count.
_WATCHED_COLUMNS: dict[str, tuple[str, ...]] = {
    "entry": ("is_read", "is_starred", "read_at"),
    "feed": ("folder_id", "url", "custom_title", "position", "is_paused", "options"),
}
# Derived, or the machine's own memory: rebuilt or kept without the reader's doing.
_UNWATCHED = {
    "account", "entry_position", "note", "search_text", "search_pending", "bookmark_text",
    "bookmark_pending",
}  # fmt: skip


def recorded(
    db: sqlite3.Connection,
    change: Callable[Concatenate[sqlite3.Connection, P], T],
    *args: P.args,
    **kw: P.kwargs,
) -> tuple[T, list[str]]:
    """Make a change; give its result and the statements that undo it, to be run in their order."""
    _install(db)
    db.execute("DELETE FROM undo_log")
    db.execute("UPDATE undo_switch SET is_on = 1")
    try:
        result = change(db, *args, **kw)
        statements = [
            row[0] for row in db.execute("SELECT statement FROM undo_log ORDER BY id DESC")
        ]
    finally:
        db.execute("UPDATE undo_switch SET is_on = 0")
        db.execute("DELETE FROM undo_log")
    return result, statements


def revert(db: sqlite3.Connection, statements: Sequence[str]) -> list[str]:
    """Undo a recorded change and give the statements that do it again."""
    # Children may come back before their parents; the commit checks them all.
    db.execute("PRAGMA defer_foreign_keys = ON")
    return recorded(db, _run, statements)[1]


def _run(db: sqlite3.Connection, statements: Sequence[str]) -> None:
    for statement in statements:
        db.execute(statement)
    # An entry that came back has to be found again.
    db.execute(
        "INSERT OR IGNORE INTO search_pending (entry_id) SELECT id FROM entry "
        "WHERE id NOT IN (SELECT entry_id FROM search_text)"
    )


def _install(db: sqlite3.Connection) -> None:
    if db.execute("SELECT 1 FROM temp.sqlite_master WHERE name = 'undo_log'").fetchone():
        return
    db.execute("CREATE TEMP TABLE undo_log (id INTEGER PRIMARY KEY, statement TEXT NOT NULL)")
    db.execute("CREATE TEMP TABLE undo_switch (is_on INTEGER NOT NULL)")
    db.execute("INSERT INTO undo_switch VALUES (0)")
    tables = db.execute(
        "SELECT name FROM main.sqlite_master WHERE type = 'table' "
        "AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '%\\_index%' ESCAPE '\\'"
    )
    for (table,) in tables.fetchall():
        if table not in _UNWATCHED:
            _watch(db, table)


def _watch(db: sqlite3.Connection, table: str) -> None:
    columns = [(row[1], row[5]) for row in db.execute(f"PRAGMA main.table_info({table})")]
    names = [name for name, _ in columns]
    key = [name for name, is_key in columns if is_key] or ["rowid"]
    if key == ["rowid"]:
        names = ["rowid", *names]
    watched = _WATCHED_COLUMNS.get(table)
    updated = f"UPDATE OF {', '.join(watched)}" if watched else "UPDATE"
    _trigger(db, table, "INSERT", f"'DELETE FROM main.{table} WHERE ' || {_where('new', key)}")
    _trigger(
        db, table, updated,
        f"'UPDATE main.{table} SET ' || {_pairs('old', watched or names, ', ')} "
        f"|| ' WHERE ' || {_where('new', key)}",
    )  # fmt: skip
    _trigger(
        db, table, "DELETE",
        f"'INSERT INTO main.{table} ({', '.join(names)}) VALUES (' || "
        + " || ',' || ".join(f"quote(old.{name})" for name in names)
        + " || ')'",
    )  # fmt: skip


def _trigger(db: sqlite3.Connection, table: str, event: str, inverse: str) -> None:
    name = f"undo_{table}_{event[:6].lower()}"
    db.execute(
        f"CREATE TEMP TRIGGER {name} AFTER {event} ON main.{table} "
        "WHEN (SELECT is_on FROM undo_switch) "
        f"BEGIN INSERT INTO undo_log (statement) VALUES ({inverse}); END"
    )


def _where(row: str, key: Sequence[str]) -> str:
    return _pairs(row, key, " AND ")


def _pairs(row: str, names: Sequence[str], between: str) -> str:
    return f" || '{between}' || ".join(f"'{name} = ' || quote({row}.{name})" for name in names)
