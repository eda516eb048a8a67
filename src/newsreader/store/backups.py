"""Copies of the whole library: made while it is used, proved before they are trusted."""

import sqlite3
from contextlib import closing
from pathlib import Path

from newsreader.domain.errors import StoreError, UsageError
from newsreader.store.connection import connect
from newsreader.store.errors import explain
from newsreader.store.health import find_damage
from newsreader.store.migrations import back_up, check_version


def copy_library(library: Path, target: Path) -> None:
    """Copy the library as it is now, complete or not at all; others may go on writing."""
    try:
        with closing(connect(library, is_writer=False)) as db:
            back_up(db, target)
    except sqlite3.Error as error:
        target.with_name(target.name + ".part").unlink(missing_ok=True)
        raise explain(error, library) from error
    except OSError as error:
        raise StoreError(
            "backup_failed", f"{target} cannot be written: {error.strerror}."
        ) from error


def verify_library(path: Path) -> None:
    """Read a library from end to end and raise StoreError if it cannot be trusted."""
    if not path.is_file():
        raise StoreError("no_backup", f"There is no file {path}.")
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
            version = check_version(db, path)
            damage = find_damage(db) if version else ["it is empty"]
    except sqlite3.Error as error:
        raise explain(error, path) from error
    if damage:
        raise StoreError("backup_damaged", f"{path} cannot be restored: {damage[0]}.")


def close_library(path: Path) -> None:
    """Bring everything of a library into its one file; a damaged one stays as it is.

    Raises UsageError ``library_in_use`` while another program has it open.
    """
    try:
        with closing(sqlite3.connect(path, timeout=1.0, isolation_level=None)) as db:
            # Only the last connection may leave WAL mode, so this finds all others.
            db.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
            raise explain(error, path) from error
        raise UsageError(
            "library_in_use", "The library is open in another newsreader. Close that first."
        ) from error
    except sqlite3.DatabaseError:
        return
