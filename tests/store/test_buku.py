"""buku's database."""

import sqlite3
from pathlib import Path

import pytest

from newsreader.domain.errors import ParseError
from newsreader.store.buku import is_buku, read_buku


def database(path: Path, *rows: tuple[object, ...]) -> bytes:
    db = sqlite3.connect(path)
    db.execute("PRAGMA journal_mode = WAL")
    db.execute(
        "CREATE TABLE bookmarks (id integer PRIMARY KEY, URL text NOT NULL UNIQUE, metadata text "
        "default '', tags text default ',', desc text default '', flags integer default 0)"
    )
    db.executemany("INSERT INTO bookmarks VALUES (?, ?, ?, ?, ?, 0)", rows)
    db.commit()
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.close()
    return path.read_bytes()


def test_bookmarks_are_read_and_others_reported(tmp_path: Path) -> None:
    body = database(
        tmp_path / "bookmarks.db",
        (1, "https://a.example/", "Title\x1b[0m", ",one,two words,", "About it"),
        (2, "gemini://b.example/", "Other", ",", ""),
    )
    file = read_buku(body)

    assert is_buku(body)
    assert [(b.url, b.title, b.tags) for b in file.bookmarks] == [
        ("https://a.example/", "Title[0m", ("one", "two words"))
    ]
    assert [p.place for p in file.problems] == ["bookmark 2"]


def test_a_damaged_database_says_so(tmp_path: Path) -> None:
    body = database(tmp_path / "bookmarks.db", (1, "https://a.example/", "", ",", ""))
    with pytest.raises(ParseError, match="no bookmarks of buku"):
        read_buku(body[:4_096])


def test_other_databases_are_left_to_others(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE rss_item (id INTEGER)")
    db.close()

    assert not is_buku(path.read_bytes())
