"""A connection to the library file, with the settings that it needs."""

import os
import sqlite3
from pathlib import Path

FileId = tuple[int, int]
"""Device and inode: the same file, whatever it is called."""
BUSY_TIMEOUT_S = 10.0
_Look = tuple[int, ...]
"""A file that is read-only: its st_mtime_ns and st_size; nothing if it has a log (WAL)."""

# Python looks for a way to adapt every None and every bytes that it binds, and takes twice as long
# if it finds none.
sqlite3.register_adapter(type(None), lambda none: none)
sqlite3.register_adapter(bytes, lambda same: same)


def file_at(path: Path) -> FileId | None:
    """Say which file is at a path; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


class ReadOnlyConnection(sqlite3.Connection):
    """A connection to a library that this program may not write, although others may.

    Where nobody else has it open, the connection takes no locks and notices no change.
    """

    def remember(self, path: Path, look: _Look) -> None:
        """Keep what the library looked like before it was opened."""
        self._path, self._file, self._look = path, file_at(path), look

    def is_outdated(self) -> bool:
        """Tell whether it is time for another one: the library was changed, or may be written.

        Not within a transaction, nor if another file, or none, is there by now.
        """
        is_there = not self.in_transaction and file_at(self._path) == self._file
        return is_there and _look_if_read_only(self._path) != self._look


def connect(path: Path, *, is_writer: bool) -> sqlite3.Connection:
    """Open a connection with the library's settings; readers cannot write.

    It is a ReadOnlyConnection where the file or its folder may not be written.
    """
    look = _look_if_read_only(path)
    # SQLite cannot make its log (WAL) in a folder that is read-only, without which it reads only
    # what never changes. Beside a read-only file it makes a log that is read-only, too, and leaves
    # it there: a library that may be written again could not be.
    must_not_change = bool(look)
    db = sqlite3.connect(
        f"{path.absolute().as_uri()}?immutable=1" if must_not_change else path,
        timeout=BUSY_TIMEOUT_S,
        isolation_level=None,
        check_same_thread=False,
        factory=sqlite3.Connection if look is None else ReadOnlyConnection,
        uri=must_not_change,
    )
    if look is not None and isinstance(db, ReadOnlyConnection):
        db.remember(path, look)
    try:
        if is_writer:
            if not db.execute("PRAGMA page_count").fetchone()[0]:
                # Heeded only by an empty file, and a write to any other. An article takes 2 to
                # 3 KB: pages of 4 KB would be half empty, and writing a thousand feeds takes a
                # quarter more time.
                db.execute("PRAGMA page_size = 16384")
                db.execute("PRAGMA auto_vacuum = INCREMENTAL")
            db.execute("PRAGMA cache_size = -16000")
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("PRAGMA foreign_keys = ON")
            # 19 MB: a page that many entries share is not brought home often, and a key's own
            # write waits no longer for what is brought home than for a batch of entries
            db.execute("PRAGMA wal_autocheckpoint = 1200")
        else:
            db.execute("PRAGMA query_only = ON")
            db.execute("PRAGMA cache_size = -4000")
        db.execute("PRAGMA temp_store = MEMORY")
    except BaseException:
        db.close()
        raise
    return db


def _look_if_read_only(path: Path) -> _Look | None:
    """Look at a library's file; None if it can be written, or made."""
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return None
    try:
        found = path.stat()
    except OSError:
        return None
    has_log = path.with_name(f"{path.name}-wal").exists()
    return () if has_log else (found.st_mtime_ns, found.st_size)


def data_version(db: sqlite3.Connection) -> int:
    """Give a number that stays as long as no other connection changes the library.

    It says nothing beside a number of another connection.
    """
    return int(db.execute("PRAGMA data_version").fetchone()[0])
