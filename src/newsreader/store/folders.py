"""Statements that change folders."""

import sqlite3


def rename_folder(db: sqlite3.Connection, folder_id: int, name: str) -> None:
    """Give a folder another name, which no other folder beside it has."""
    db.execute("UPDATE folder SET name = ? WHERE id = ?", (name, folder_id))


def pour_folder(db: sqlite3.Connection, folder_id: int, target_id: int | None) -> None:
    """Move what a folder holds into another one, None for the top; the folder itself goes.

    Folders of the same name, whatever the case, become one. The target is not inside the folder.
    """
    (parent_id, own_name), *_ = db.execute(
        "SELECT parent_id, name FROM folder WHERE id = ?", (folder_id,)
    )
    is_empty = True
    db.execute("UPDATE feed SET folder_id = ? WHERE folder_id = ?", (target_id, folder_id))
    inner = db.execute("SELECT id, name FROM folder WHERE parent_id = ?", (folder_id,)).fetchall()
    for inner_id, name in inner:
        if parent_id == target_id and name == own_name:  # it would take the folder's own place
            pour_folder(db, inner_id, folder_id)
            is_empty = False
        elif (same := find_folder(db, target_id, name)) is not None:
            pour_folder(db, inner_id, same)
        else:
            db.execute("UPDATE folder SET parent_id = ? WHERE id = ?", (target_id, inner_id))
    if is_empty:
        db.execute("DELETE FROM folder WHERE id = ?", (folder_id,))


def find_folder(db: sqlite3.Connection, parent_id: int | None, name: str) -> int | None:
    """Find a folder by its name: the very same, else one in another case; uses folder_by_name."""
    rows = db.execute(
        "SELECT name, id FROM folder WHERE account_id = 1 AND coalesce(parent_id, 0) = ? "
        "ORDER BY id",
        (parent_id or 0,),
    ).fetchall()
    by_name = dict(rows)
    alike = (folder_id for other, folder_id in rows if other.casefold() == name.casefold())
    return by_name.get(name, next(alike, None))
