"""The library file: who may use it at once, and what is said when it cannot be used."""

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from factory import NOW
from newsreader.domain.errors import StoreError
from newsreader.domain.feed import NewFeed
from newsreader.store.database import Database, Priority
from newsreader.store.feeds import add_feed, load_feeds
from newsreader.store.migrations import VERSION
from patience import PATIENCE_S


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "library.db"


def open_fails_with(path: Path) -> StoreError:
    with pytest.raises(StoreError) as caught:
        Database.open(path)
    return caught.value


def test_what_was_written_is_there_after_opening_again(path: Path) -> None:
    first = Database.open(path)
    first.write(add_feed, NewFeed("https://a.example/feed"), NOW).result()
    first.close()
    second = Database.open(path)
    assert [feed.url for feed in second.read(load_feeds).result()] == ["https://a.example/feed"]
    second.close()


def test_library_is_readable_by_its_owner_only(path: Path) -> None:
    Database.open(path).close()
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_a_failed_change_leaves_nothing_behind(path: Path) -> None:
    database = Database.open(path)

    def fail_half_way(db: sqlite3.Connection) -> None:
        add_feed(db, NewFeed("https://a.example/feed"), NOW)
        raise RuntimeError("half way")

    with pytest.raises(RuntimeError, match="half way"):
        database.write(fail_half_way).result()
    assert database.read(load_feeds).result() == []
    database.close()


@pytest.mark.parametrize("fails", [False, True], ids=["stored", "failed"])
def test_after_a_refresh_foreign_keys_are_heeded_again(path: Path, fails: bool) -> None:
    database = Database.open(path)

    def refer_to_nothing(db: sqlite3.Connection, feed_id: int) -> None:
        db.execute("INSERT INTO parser_note (feed_id, note) VALUES (?, '')", (feed_id,))
        if fails:
            raise RuntimeError

    stored = database.write_arrivals(refer_to_nothing, 1)
    assert isinstance(stored.exception(), RuntimeError if fails else type(None))
    with pytest.raises(StoreError):
        database.write(refer_to_nothing, 2).result()
    database.close()


def test_a_readers_change_goes_before_a_waiting_refresh(path: Path) -> None:
    database = Database.open(path)
    started, released = threading.Event(), threading.Event()
    order: list[str] = []

    def note(_: sqlite3.Connection, name: str) -> None:
        order.append(name)

    def hold(db: sqlite3.Connection) -> None:
        started.set()
        released.wait(PATIENCE_S)

    database.write_with(Priority.REFRESH, hold)
    started.wait(PATIENCE_S)
    jobs = [
        database.write_with(priority, note, name)
        for priority, name in ((Priority.INDEX, "index"), (Priority.REFRESH, "refresh"))
    ]
    jobs.append(database.write(note, "user"))
    released.set()
    for job in jobs:
        job.result(10)
    assert order == ["user", "refresh", "index"]
    database.close()


def test_readers_cannot_write(path: Path) -> None:
    database = Database.open(path)
    with pytest.raises(StoreError):
        database.read(add_feed, NewFeed("https://a.example/feed"), NOW).result()
    database.close()


def test_two_programs_share_the_library_and_see_each_other(path: Path) -> None:
    screen, cron = Database.open(path), Database.open(path)
    before = screen.outside_version().result()
    screen.write(add_feed, NewFeed("https://own.example/feed"), NOW).result()
    assert screen.outside_version().result() == before
    cron.write(add_feed, NewFeed("https://other.example/feed"), NOW).result()
    assert screen.outside_version().result() != before
    assert len(screen.read(load_feeds).result()) == 2
    screen.close()
    cron.close()


def test_library_of_a_newer_program_is_left_alone(path: Path) -> None:
    Database.open(path).close()
    with sqlite3.connect(path) as db:
        db.execute(f"PRAGMA user_version = {VERSION + 1}")
    db.close()
    error = open_fails_with(path)
    assert error.code == "library_newer"
    assert "Update newsreader" in str(error)


def test_database_of_another_program_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE theirs (a)")
    db.close()
    before = path.read_bytes()
    assert open_fails_with(path).code == "library_not_ours"
    assert path.read_bytes() == before


def test_file_that_is_no_database_is_left_alone(path: Path) -> None:
    path.parent.mkdir()
    path.write_text("A letter to my bank. " * 100)
    assert open_fails_with(path).code == "library_not_ours"
    assert path.read_text().startswith("A letter")


def test_damaged_library_is_named_with_what_to_do(path: Path) -> None:
    database = Database.open(path)
    database.write(add_feed, NewFeed("https://a.example/feed"), NOW).result()
    database.close()
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (size - 4096))
    error = open_fails_with(path)
    assert error.code == "library_damaged"
    assert "newsreader doctor" in str(error)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_folder_without_permission_is_named(path: Path) -> None:
    path.parent.parent.chmod(0o500)
    assert open_fails_with(path).code in {"library_unreadable", "library_read_only"}


def test_folder_that_is_a_file_is_named(path: Path) -> None:
    path.parent.write_text("")
    error = open_fails_with(path)
    assert error.code == "library_unreadable"
    assert str(path) in str(error)


def test_full_disk_is_named_and_loses_nothing(path: Path) -> None:
    database = Database.open(path)
    database.write(add_feed, NewFeed("https://a.example/feed"), NOW).result()

    def fill(db: sqlite3.Connection) -> None:
        pages = db.execute("PRAGMA page_count").fetchone()[0]
        db.execute(f"PRAGMA max_page_count = {pages}")
        for number in range(5_000):
            add_feed(db, NewFeed(f"https://b.example/{number}/" + "x" * 500), NOW)

    with pytest.raises(StoreError) as caught:
        database.write(fill).result()
    assert caught.value.code == "disk_full"
    assert [feed.url for feed in database.read(load_feeds).result()] == ["https://a.example/feed"]
    database.close()


def test_change_that_waits_cannot_be_cancelled_a_read_can(path: Path) -> None:
    database = Database.open(path)
    started, released = threading.Event(), threading.Event()

    def hold(_: sqlite3.Connection) -> None:
        started.set()
        released.wait(PATIENCE_S)

    database.write(hold)
    started.wait(PATIENCE_S)
    change = database.write(add_feed, NewFeed("https://a.example/feed"), NOW)
    assert not change.cancel()
    released.set()
    assert change.result(10) == 1
    database.close()


def test_closing_while_another_program_writes_is_no_error(path: Path) -> None:
    database, other = Database.open(path), Database.open(path)
    database.write(add_feed, NewFeed("https://a.example/feed"), NOW).result()
    started, released = threading.Event(), threading.Event()

    def hold(_: sqlite3.Connection) -> None:
        started.set()
        released.wait(PATIENCE_S)

    other.write(hold)
    started.wait(PATIENCE_S)
    closing = threading.Timer(0.05, released.set)
    closing.start()
    database.close()
    closing.join()
    other.close()


def test_a_query_sees_the_library_at_one_moment(path: Path) -> None:
    database = Database.open(path)

    def look_twice(db: sqlite3.Connection) -> tuple[int, int]:
        first = len(load_feeds(db))
        database.write(add_feed, NewFeed("https://a.example/feed"), NOW).result(10)
        return first, len(load_feeds(db))

    assert database.read(look_twice).result(10) == (0, 0)
    assert len(database.read(load_feeds).result()) == 1
    database.close()


def test_what_is_read_ahead_begins_at_once_and_goes_on_beside_the_caller(path: Path) -> None:
    database = Database.open(path)
    threads: list[int] = []

    def begin(db: sqlite3.Connection) -> int:
        threads.append(threading.get_ident())
        return len(load_feeds(db))

    def finish(db: sqlite3.Connection, begun: int) -> tuple[int, int]:
        database.write(add_feed, NewFeed("https://a.example/feed"), NOW).result(10)
        threads.append(threading.get_ident())
        return begun, len(load_feeds(db))

    assert database.read_ahead(begin, finish).result(10) == (0, 0)  # of one moment
    assert threads[0] == threading.get_ident() != threads[1]
    assert database.read_ahead(begin, finish).result(10) == (1, 1)
    assert threading.get_ident() not in threads[2:]  # the connection has its thread now
    database.close()


def test_what_cannot_be_read_ahead_is_told_where_the_answer_is_waited_for(path: Path) -> None:
    database = Database.open(path)

    def fail(db: sqlite3.Connection) -> None:
        db.execute("SELECT * FROM nowhere")

    asked = database.read_ahead(fail, lambda _db, _begun: None)
    with pytest.raises(StoreError):
        asked.result(10)
    assert database.read(load_feeds).result(10) == []
    database.close()


def test_what_is_asked_of_a_closed_library_fails_instead_of_waiting_for_ever(path: Path) -> None:
    database = Database.open(path)
    database.read(load_feeds).result()
    database.close()
    for asked in (
        database.read(load_feeds),
        database.read_later(load_feeds),
        database.write(add_feed, NewFeed("https://a.example/feed"), NOW),
    ):
        with pytest.raises(StoreError, match="closed"):
            asked.result(PATIENCE_S)


def test_what_another_process_of_ours_writes_in_its_turn_is_no_change_by_others(path: Path) -> None:
    database, ours, foreign = (Database.open(path) for _ in range(3))
    before = database.outside_version().result()
    adding = NewFeed("https://a.example/feed")
    database.lend(lambda: ours.write(add_feed, adding, NOW).result()).result()
    assert database.outside_version().result() == before
    foreign.write(add_feed, NewFeed("https://b.example/feed"), NOW).result()
    database.lend(lambda: None).result()
    seen = database.outside_version().result()
    assert seen != before
    assert database.outside_version().result() == seen
    database.look_again()
    assert database.outside_version().result() != seen
    for opened in (database, ours, foreign):
        opened.close()


def test_a_turn_is_given_and_ended_whatever_happens(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database.open(path)
    given: list[str] = []

    def fail() -> None:
        given.append("turn")
        raise OSError("the other process has ended")

    with monkeypatch.context() as broken:
        broken.setattr("newsreader.store.database.data_version", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            database.lend(lambda: given.append("turn")).result()
    with pytest.raises(OSError, match="has ended"):
        database.lend(fail).result()
    assert given == ["turn", "turn"]
    database.write(add_feed, NewFeed("https://a.example/feed"), NOW).result()
    database.close()


def test_transactions_are_written_inside_of_a_turn(path: Path) -> None:
    turns: list[str] = []

    @contextmanager
    def turn() -> Iterator[None]:
        turns.append("begun")
        yield
        turns.append("ended")

    first = Database.open(path)
    assert first.file is not None
    database = Database.join(path, first.file, turn)
    database.write(lambda _: turns.append("write")).result()
    database.read(load_feeds).result()
    database.close()
    first.close()
    assert turns == ["begun", "write", "ended"]


def test_opening_a_library_again_writes_nothing(path: Path) -> None:
    database = Database.open(path)
    before = database.outside_version().result()
    Database.open(path).close()
    assert database.outside_version().result() == before
    database.close()
