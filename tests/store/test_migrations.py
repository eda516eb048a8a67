"""Libraries of earlier versions become ours, with everything in them."""

import sqlite3
from contextlib import closing
from importlib.resources import files
from pathlib import Path

from newsreader.store.bookmarks import load_bookmark
from newsreader.store.database import Database
from newsreader.store.migrations import APPLICATION_ID, VERSION

BOOKMARK = """
INSERT INTO bookmark (key, url, title, description, note, state, is_starred, created_at,
                      changed_at, language, feed_title, feed_url, guid, link_code, moved_to)
VALUES ('a.example/1', 'https://a.example/1', 'One', '', 'My note', 'inbox', 1, 5, 6, 'de', '', '',
        '', '', '')
"""


def make_first_version(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.executescript(files("newsreader.store").joinpath("schema.sql").read_text("utf-8"))
        db.execute(BOOKMARK)
        db.execute("INSERT INTO bookmark_copy VALUES (1, '<p>Text.</p>', '', '{}', '[]')")
        db.execute("PRAGMA user_version = 1")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        db.commit()


def version_of(path: Path) -> int:
    with closing(sqlite3.connect(path)) as db:
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def test_a_library_of_the_first_version_is_brought_up_to_date_after_a_backup(
    tmp_path: Path,
) -> None:
    path = tmp_path / "library.db"
    make_first_version(path)
    database = Database.open(path)
    kept = database.read(load_bookmark, 1).result()
    database.close()

    assert kept is not None
    assert (kept.title, kept.note, kept.html) == ("One", "My note", "<p>Text.</p>")
    assert (kept.page, kept.canonical) == ("", "")
    assert version_of(path) == VERSION
    assert version_of(tmp_path / "library-v1.db") == 1
