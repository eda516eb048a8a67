"""Changes that know their own opposite, whatever they were.

Temporary triggers on the writer's connection note, for every row that a recorded change touches,
the statement that brings the row back (the technique of sqlite.org/undoredo.html). Only what a
reader can change is watched: texts that a refresh brings are never taken back.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Concatenate, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

# Of these tables a refresh writes other columns; the reader changes these alone.
_WATCHED_COLUMNS: dict[str, tuple[str, ...]] = {
    "entry": ("is_read", "is_starred", "read_at"),
    "feed": ("folder_id", "url", "custom_title", "position", "is_paused", "options"),
}
# What the program itself keeps in these tables and a change of the reader resets: it comes back,
# but what a refresh has written there since stays.
_RESET_COLUMNS: dict[str, tuple[str, ...]] = {
    "feed": (
        "next_check_at", "etag", "last_modified", "body_hash", "error_count", "error_code",
        "error_detail", "schedule",
    ),
}  # fmt: skip
# Derived, or the machine's own memory: rebuilt or kept without the reader's doing.
_UNWATCHED = {
    "account", "entry_position", "note", "fact", "fetch_log", "host_pause", "search_text",
    "search_pending", "bookmark_text", "bookmark_pending", "bookmark_picture",
}  # fmt: skip
_KEYS_AT_ONCE = 500


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
        statements = _inverse(db.execute("SELECT statement, cell, key FROM undo_log ORDER BY id"))
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


def _inverse(log: Iterable[tuple[str, str | None, int | None]]) -> list[str]:
    """Turn the log into statements to be run in their order.

    Rows that came or went are reversed one by one. Between two of these every cell is set to what
    it held first, all cells of a column that held the same by one statement.
    """
    parts: list[list[str]] = []
    cells: dict[tuple[str, int], str] = {}
    for statement, cell, key in log:
        if cell is not None and key is not None:
            cells.setdefault((cell, key), statement)
        else:
            parts += [_grouped(cells), [statement]]
            cells.clear()
    parts.append(_grouped(cells))
    return [statement for part in reversed(parts) for statement in part]


def _grouped(cells: Mapping[tuple[str, int], str]) -> list[str]:
    keys_of: dict[str, list[int]] = {}
    for (_, key), statement in cells.items():
        keys_of.setdefault(statement, []).append(key)
    return [
        f"{statement} IN ({','.join(map(str, keys[start : start + _KEYS_AT_ONCE]))})"
        for statement, keys in keys_of.items()
        for start in range(0, len(keys), _KEYS_AT_ONCE)
    ]


def _install(db: sqlite3.Connection) -> None:
    if db.execute("SELECT 1 FROM temp.sqlite_master WHERE name = 'undo_log'").fetchone():
        return
    db.execute(
        "CREATE TEMP TABLE undo_log (id INTEGER PRIMARY KEY, statement TEXT NOT NULL, "
        "cell TEXT, key INTEGER)"
    )
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
    key = [name for name, is_key in columns if is_key]
    where = " || ' AND ' || ".join(f"'{name} = ' || quote(new.{name})" for name in key)
    values = " || ',' || ".join(_quoted(f"old.{name}") for name in names)
    _trigger(db, table, "INSERT", f"'DELETE FROM main.{table} WHERE ' || {where}")
    _trigger(
        db, table, "DELETE",
        f"'INSERT INTO main.{table} ({', '.join(names)}) VALUES (' || {values} || ')'",
    )  # fmt: skip
    # One trigger a column, so that nothing is taken back but what the change itself touched.
    reset = _RESET_COLUMNS.get(table, ())
    for name in (*_WATCHED_COLUMNS.get(table, names), *reset):
        value = _quoted(f"old.{name}")
        if name in reset:
            is_same = f"'iif({name} IS ' || {_quoted(f'new.{name}')} || ', '"
            value = f"{is_same} || {value} || ', {name})'"
        statement = f"'UPDATE main.{table} SET {name} = ' || {value} || ' WHERE ' || "
        if key == ["id"] and name != "id":
            statement += "'id'"
            _trigger(db, table, f"UPDATE OF {name}", statement, f"'{table}.{name}', new.id")
        else:
            _trigger(db, table, f"UPDATE OF {name}", statement + where)


def _quoted(value: str) -> str:
    """Write a value as SQL; quote() alone would end a text at its first NUL."""
    is_cut = f"typeof({value}) = 'text' AND instr({value}, char(0))"
    as_hex = f"'CAST(x' || quote(hex({value})) || ' AS TEXT)'"
    return f"CASE WHEN {is_cut} THEN {as_hex} ELSE quote({value}) END"


def _trigger(
    db: sqlite3.Connection, table: str, event: str, inverse: str, cell: str = "NULL, NULL"
) -> None:
    column = event.removeprefix("UPDATE OF ")
    changed = f"old.{column} IS NOT new.{column} AND " if column != event else ""
    db.execute(
        f"CREATE TEMP TRIGGER undo_{table}_{column.lower()} AFTER {event} ON main.{table} "
        f"WHEN {changed}(SELECT is_on FROM undo_switch) "
        f"BEGIN INSERT INTO undo_log (statement, cell, key) VALUES ({inverse}, {cell}); END"
    )
