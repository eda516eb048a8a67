"""SQLite's failures in words that say what to do."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newsreader.domain.errors import StoreError

_BY_PRIMARY_CODE = {
    sqlite3.SQLITE_FULL: (
        "disk_full",
        "There is no space left for the library {path}. Free some space and try again; "
        "nothing that was saved before is lost.",
    ),
    sqlite3.SQLITE_READONLY: (
        "library_read_only",
        "The library {path} cannot be written. Check the permissions of the file and its folder.",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "library_unreadable",
        "The library {path} cannot be opened. Check that the folder exists and is yours.",
    ),
    sqlite3.SQLITE_PERM: (
        "library_unreadable",
        "The library {path} may not be read or written. Check the permissions of the "
        "file and its folder.",
    ),
    sqlite3.SQLITE_BUSY: (
        "library_busy",
        "Another program keeps the library {path} locked. Try again when it has finished.",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "library_damaged",
        "The library {path} is damaged. Run 'newsreader doctor' and keep a copy of the file.",
    ),
    sqlite3.SQLITE_NOTADB: (
        "library_not_ours",
        "The file {path} is not a newsreader library. Move it away or choose another data folder.",
    ),
    sqlite3.SQLITE_IOERR: (
        "library_io_error",
        "The disk failed while reading or writing the library {path}. Check the disk.",
    ),
}

# The file that processes share beside the WAL could not grow: on a full disk not even reading goes.
_NO_SPACE = (sqlite3.SQLITE_IOERR_SHMSIZE,)


def explain(error: sqlite3.Error, path: Path) -> StoreError:
    """Give the StoreError for what SQLite said; the code is stable, the sentence names the file."""
    known = getattr(error, "sqlite_errorcode", 0)
    primary = sqlite3.SQLITE_FULL if known in _NO_SPACE else known & 0xFF
    if primary in _BY_PRIMARY_CODE:
        code, sentence = _BY_PRIMARY_CODE[primary]
        return StoreError(code, sentence.format(path=path))
    return StoreError("library_error", f"The library {path} failed: {error}.")


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Raise as StoreError in words what using a library's files fails with."""
    try:
        yield
    except sqlite3.Error as error:
        raise explain(error, path) from error
    except OSError as error:
        raise explain(_os_error(error, path), path) from error


def _os_error(error: OSError, path: Path) -> sqlite3.Error:
    """Dress a failed mkdir or touch as what SQLite would have said of the library."""
    may_read = os.access(path, os.R_OK)
    codes = {
        errno.ENOSPC: sqlite3.SQLITE_FULL,
        errno.EROFS: sqlite3.SQLITE_READONLY,
        errno.EACCES: sqlite3.SQLITE_READONLY if may_read else sqlite3.SQLITE_PERM,
    }
    failure = sqlite3.OperationalError(str(error))
    failure.sqlite_errorcode = codes.get(error.errno or 0, sqlite3.SQLITE_CANTOPEN)
    return failure
