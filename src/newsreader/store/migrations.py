"""The schema's versions: numbered steps, each in one transaction, a backup before the first."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from newsreader.domain.errors import StoreError

APPLICATION_ID = int.from_bytes(b"nwsr", "big")

# Step n brings a library of version n to version n + 1; step 0 makes an empty file a library.
Step = Callable[[sqlite3.Connection], None]


def _create(db: sqlite3.Connection) -> None:
    from importlib.resources import files  # 7 ms that only the first start needs

    schema = files("newsreader.store").joinpath("schema.sql").read_text(encoding="utf-8")
    for statement in _statements(schema):
        db.execute(statement)


def _add_blocks_of_positions(db: sqlite3.Connection) -> None:
    """Tell places in articles by blocks, whatever the width; NULL where they are not known."""
    db.execute("ALTER TABLE entry_position ADD COLUMN block INTEGER")
    db.execute("ALTER TABLE entry_position ADD COLUMN line INTEGER")


def _keep_pages(db: sqlite3.Connection) -> None:
    """Keep the whole page beside its article, and the address that it names as its own."""
    db.execute("ALTER TABLE bookmark ADD COLUMN canonical TEXT NOT NULL DEFAULT ''")
    db.execute("CREATE INDEX bookmark_by_canonical ON bookmark(canonical) WHERE canonical <> ''")
    db.execute("ALTER TABLE bookmark_copy ADD COLUMN page TEXT NOT NULL DEFAULT ''")


def _keep_pictures(db: sqlite3.Connection) -> None:
    """Keep the pictures of bookmarks."""
    db.execute(
        "CREATE TABLE bookmark_picture (id INTEGER PRIMARY KEY, bookmark_id INTEGER NOT NULL, "
        "url TEXT NOT NULL, media_type TEXT NOT NULL, body BLOB NOT NULL, "
        "UNIQUE (bookmark_id, url)) STRICT"
    )


STEPS: tuple[Step, ...] = (_create, _add_blocks_of_positions, _keep_pages, _keep_pictures)
VERSION = len(STEPS)


def check_version(db: sqlite3.Connection, path: Path) -> int:
    """Give the schema version of the open library, 0 for an empty file.

    Raises StoreError ``library_newer`` for a library of a newer program and
    ``library_not_ours`` for a database that belongs to another one.
    """
    version = int(db.execute("PRAGMA user_version").fetchone()[0])
    application = int(db.execute("PRAGMA application_id").fetchone()[0])
    tables = int(db.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    if application != APPLICATION_ID and (application or tables):
        raise StoreError(
            "library_not_ours",
            f"The file {path} is a database of another program. "
            "Move it away or choose another data folder.",
        )
    if version > VERSION:
        raise StoreError(
            "library_newer",
            f"The library {path} was written by a newer newsreader (schema {version}, this one "
            f"knows {VERSION}). Update newsreader; nothing has been changed.",
        )
    return version


def migrate(db: sqlite3.Connection, path: Path) -> None:
    """Bring the open library to this program's version; do nothing when it is there already.

    Raises what :func:`check_version` raises.
    """
    if check_version(db, path) == VERSION:
        return
    db.execute("BEGIN IMMEDIATE")  # of two programs that start at once, one migrates
    version = check_version(db, path)
    if 0 < version < VERSION:
        db.execute("ROLLBACK")
        back_up(db, path.with_name(f"{path.stem}-v{version}{path.suffix}"))
        db.execute("BEGIN IMMEDIATE")
        version = check_version(db, path)
    try:
        for step in STEPS[version:]:
            step(db)
        db.execute(f"PRAGMA user_version = {VERSION}")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.execute("COMMIT")
    except BaseException:
        db.execute("ROLLBACK")
        raise


def back_up(db: sqlite3.Connection, target: Path) -> None:
    """Copy the library as it is now to ``target``, complete or not at all."""
    unfinished = target.with_name(target.name + ".part")
    unfinished.unlink(missing_ok=True)
    unfinished.touch(mode=0o600)  # as private as the library
    with sqlite3.connect(unfinished) as copy:
        db.backup(copy)
    copy.close()
    unfinished.replace(target)


def _statements(script: str) -> list[str]:
    """Split a script; ``executescript`` would commit between the statements."""
    statements, current = [], ""
    for line in script.splitlines(keepends=True):
        current += line
        if sqlite3.complete_statement(current):
            statements.append(current)
            current = ""
    return statements
