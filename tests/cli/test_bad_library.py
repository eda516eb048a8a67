"""A library that cannot be used: a sentence, an exit code, and the file stays as it is."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from factory import NOW, parsed_entry
from newsreader.domain.feed import NewFeed
from newsreader.services import doctor
from newsreader.services.library import Library
from newsreader.store import connection, database
from newsreader.store.entries import apply_update
from newsreader.store.feeds import add_feed
from shell import Run, json_of

IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0


@pytest.fixture
def path(home: Path) -> Path:
    """Where the library is looked for; its folder is there."""
    path = home / "data" / "newsreader" / "library.db"
    path.parent.mkdir(parents=True)
    return path


@pytest.fixture
def filled(path: Path) -> Path:
    """A library of some hundred pages."""
    library = Library.open(path)
    feed_id = library.database.write(add_feed, NewFeed("https://a.example/"), NOW).result()
    entries = [parsed_entry(str(n), html=f"<p>{'x' * 3_000}</p>") for n in range(200)]
    library.database.write(apply_update, feed_id, entries, NOW).result()
    library.close()
    return path


def another_program(path: Path) -> None:
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE theirs (a)")


def newer_program(path: Path) -> None:
    Library.open(path).close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")


def text_file(path: Path) -> None:
    path.write_text("Dear diary, " * 1_000)


def folder(path: Path) -> None:
    path.mkdir()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (another_program, "is a database of another program. Move it away"),
        (newer_program, "was written by a newer newsreader (schema 99"),
        (text_file, "is not a newsreader library. Move it away"),
        (folder, "cannot be opened."),
    ],
)
def test_a_file_that_is_no_library_of_ours_is_told_and_left_alone(
    run: Run, path: Path, make: Callable[[Path], None], words: str
) -> None:
    make(path)
    before = path.read_bytes() if path.is_file() else b""

    ran = run("list")
    doctor = run("doctor")

    assert (ran.code, ran.out) == (1, "")
    assert str(path) in ran.err
    assert words in ran.err
    assert doctor.code == 1
    assert f"Problem: {ran.err.removeprefix('Error: ')}" in doctor.out
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_a_damaged_library_is_told_and_found_by_the_doctor(run: Run, filled: Path) -> None:
    body = bytearray(filled.read_bytes())
    body[4096 * 3 : 4096 * 40] = b"\xa5" * (4096 * 37)
    filled.write_bytes(body)

    ran = run("list", "--json")
    doctor = run("doctor", "--json")

    assert ran.code == 1
    assert "is damaged. Run 'newsreader doctor' and keep a copy" in ran.err
    assert doctor.code == 1
    assert filled.read_bytes()[4096 * 3 : 4096 * 40] == body[4096 * 3 : 4096 * 40]


def test_a_full_disk_loses_nothing_that_was_there(
    run: Run, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def connect_to_full_disk(path: Path, *, is_writer: bool) -> sqlite3.Connection:
        db = connect(path, is_writer=is_writer)
        db.execute("PRAGMA max_page_count = 1")  # SQLite takes the present size instead
        return db

    connect = connection.connect
    opml = filled.with_name("many.opml")
    outlines = (f"<outline text='{n}' xmlUrl='https://a.example/{n}'/>" for n in range(2_000))
    opml.write_text(f"<opml><body>{''.join(outlines)}</body></opml>")
    with monkeypatch.context() as patched:
        patched.setattr(database, "connect", connect_to_full_disk)
        ran = run("import", str(opml))

    assert ran.code == 1
    assert "There is no space left for the library" in ran.err
    assert len(json_of(run("list", "--json"))) == 200
    kept = json_of(run("feeds", "--json"))
    assert sum(feed["total"] for feed in kept) == 200
    assert len(kept) < 2_000  # a file is taken in steps; what came before the disk was full stays


@pytest.mark.skipif(IS_ROOT, reason="root may read and write everything")
def test_a_file_without_permissions_is_told(run: Run, filled: Path) -> None:
    filled.chmod(0)

    assert "may not be read" in run("list").err or "cannot be opened" in run("list").err


@pytest.mark.skipif(IS_ROOT, reason="root may read and write everything")
def test_a_folder_that_cannot_be_written_is_told(run: Run, path: Path) -> None:
    path.parent.chmod(0o500)
    try:
        assert run("list").code == 1
    finally:
        path.parent.chmod(0o700)


@pytest.mark.parametrize("is_folder", [True, False])
def test_a_library_that_is_read_only_can_be_read_and_is_told_when_written(
    run: Run, filled: Path, monkeypatch: pytest.MonkeyPatch, is_folder: bool
) -> None:
    before = filled.read_bytes()
    place, mode = (filled.parent, 0o500) if is_folder else (filled, 0o400)
    place.chmod(mode)
    monkeypatch.setattr(os, "access", lambda path, _: path != place)  # root may write anywhere
    try:
        assert run("list").code == 0
        assert run("feeds").code == 0
        assert (
            f"is read-only: nothing can be fetched or marked. Check the permissions of {place}."
            in (run("doctor").out)
        )
        ran = run("mark", "read", "1")
    finally:
        filled.parent.chmod(0o700)
    assert ran.code == 1
    assert "cannot be written" in ran.err
    assert filled.read_bytes() == before


def test_the_doctor_tells_of_a_disk_that_is_nearly_full(
    run: Run, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "No problems found." in run("doctor").out
    monkeypatch.setattr(doctor, "disk_usage", lambda _: SimpleNamespace(free=4_096))
    ran = run("doctor")
    assert ran.code == 1
    assert "are free where the library" in ran.out


def test_a_data_folder_that_is_a_file_is_told(run: Run, home: Path) -> None:
    (home / "data").write_text("")

    ran = run("list")

    assert ran.code == 1
    assert "cannot be opened" in ran.err
