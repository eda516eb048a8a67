"""A connection to the library file, with the settings that it needs."""

import os
import sqlite3
from pathlib import Path

FileId = tuple[int, int]
"""Device and inode: the same file, whatever it is called."""
BUSY_TIMEOUT_S = 10.0

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


def connect(path: Path, *, is_writer: bool) -> sqlite3.Connection:
    """Open a connection with the library's settings; readers cannot write."""
    must_not_change = is_frozen(path)
    db = sqlite3.connect(
        f"{path.absolute().as_uri()}?immutable=1" if must_not_change else path,
        timeout=BUSY_TIMEOUT_S,
        isolation_level=None,
        check_same_thread=False,
        uri=must_not_change,
    )
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


def is_frozen(path: Path) -> bool:
    """Tell whether a library can only be read: it or its folder is read-only, and it is not open.

    SQLite cannot make its log (WAL) in such a folder, without which it reads only what never
    changes. Beside a read-only file it makes a log that is read-only, too, and leaves it there:
    a library that may be written again could not be.
    """
    is_open = path.with_name(f"{path.name}-wal").exists()
    may_write = all(os.access(place, os.W_OK) for place in (path, path.parent))
    return not is_open and path.exists() and not may_write


def data_version(db: sqlite3.Connection) -> int:
    """Give a number that stays as long as no other connection changes the library."""
    return int(db.execute("PRAGMA data_version").fetchone()[0])
