"""A library that can only be read: others may write to it, or its permissions be mended."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from factory import NOW
from newsreader.domain.feed import NewFeed
from newsreader.store.database import Database
from newsreader.store.feeds import add_feed, load_feeds


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


@pytest.fixture
def frozen(path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A library, a day old, that may not be written until ``monkeypatch`` is undone."""
    Database.open(path).close()
    os.utime(path, (NOW, NOW))
    monkeypatch.setattr(os, "access", lambda place, _: place != path)  # root may write anywhere
    database = Database.open(path)
    assert database.is_read_only
    assert database.read(load_feeds).result() == []
    yield database
    database.close()


def write_many(path: Path) -> Database:
    other = Database.open(path)
    for n in range(200):
        other.write(add_feed, NewFeed(f"https://{n}.example/"), NOW).result()
    return other


def test_a_library_that_may_be_written_again_is(
    path: Path, frozen: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = frozen.outside_version().result()
    monkeypatch.undo()
    other = write_many(path)
    assert len(frozen.read(load_feeds).result()) == 200
    assert frozen.outside_version().result() != before
    assert not frozen.is_read_only
    frozen.write(add_feed, NewFeed("https://a.example/feed"), NOW).result()
    assert len(other.read(load_feeds).result()) == 201
    other.close()


@pytest.mark.parametrize("is_open", [True, False])
def test_what_others_write_to_a_library_that_is_read_only_here_is_seen(
    path: Path, frozen: Database, monkeypatch: pytest.MonkeyPatch, is_open: bool
) -> None:
    before = frozen.outside_version().result()
    with monkeypatch.context() as owner:
        owner.setattr(os, "access", lambda *_: True)
        other = write_many(path)
        if not is_open:
            other.close()
    assert len(frozen.read(load_feeds).result()) == 200
    assert len(frozen.read_later(load_feeds).result()) == 200
    assert frozen.outside_version().result() != before
    assert frozen.is_read_only
    other.close()
