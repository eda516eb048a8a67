"""Backups: whole, few, and restored without losing what is there."""

import asyncio
import os
import sys
import threading
from pathlib import Path

import pytest

from factory import NOW, FakeClock
from newsreader.domain.bookmark_view import BookmarkView
from newsreader.domain.errors import StoreError, UsageError
from newsreader.services import backup
from newsreader.services.bookmarks import bookmark_url
from newsreader.services.library import Library
from newsreader.services.own_command import NICENESS
from newsreader.store.bookmark_lists import count_bookmarks
from patience import PATIENCE_S


def save(library: Library, number: int) -> None:
    address = f"https://a.example/{number}"
    library.database.write(bookmark_url, address, library.clock()).result()


def count(path: Path) -> int:
    library = Library.open(path)
    try:
        return library.database.read(count_bookmarks, BookmarkView()).result()
    finally:
        library.close()


@pytest.fixture
def path(library: Library) -> Path:
    """A library with one bookmark."""
    save(library, 1)
    return library.database.path


async def test_one_backup_a_day(library: Library, path: Path, clock: FakeClock) -> None:
    assert await backup.back_up_if_due(library) is not None
    assert await backup.back_up_if_due(library) is None
    clock.forward(backup.EVERY_S)
    assert await backup.back_up_if_due(library) is not None

    made = backup.list_backups(path)
    assert [b.made_at for b in made] == [NOW + backup.EVERY_S, NOW]
    assert {b.path.stat().st_mode & 0o777 for b in made} == {0o600}


async def test_a_backup_that_is_being_made_is_not_made_twice(
    library: Library, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_begun, may_end, really = threading.Event(), threading.Event(), backup.make_backup

    def slow(library: Path, now: int) -> backup.Backup:
        is_begun.set()
        may_end.wait(PATIENCE_S)
        return really(library, now)

    monkeypatch.setattr(backup, "make_backup", slow)
    first = asyncio.ensure_future(backup.back_up_if_due(library))
    assert await asyncio.to_thread(is_begun.wait, PATIENCE_S)
    assert await backup.back_up_if_due(library) is None
    may_end.set()
    assert await first is not None
    assert len(backup.list_backups(path)) == 1


async def test_quitting_does_not_wait_for_a_backup_and_harms_nothing(
    library: Library, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    is_quit, is_made = threading.Event(), threading.Event()

    def slow(library: Path, now: int) -> backup.Backup:
        is_quit.wait(PATIENCE_S)
        is_made.set()
        return backup.Backup(library, now, 0)

    monkeypatch.setattr(backup, "make_backup", slow)
    waiting = asyncio.ensure_future(backup.back_up_if_due(library))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    is_quit.set()
    assert await asyncio.to_thread(is_made.wait, PATIENCE_S)


def test_only_the_latest_are_kept(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in range(7):
        backup.make_backup(path, NOW + day)
    assert [b.made_at - NOW for b in backup.list_backups(path)] == [6, 5, 4, 3, 2]

    monkeypatch.setattr(backup, "MOST_BYTES", 1)
    backup.make_backup(path, NOW + 7)
    assert [b.made_at - NOW for b in backup.list_backups(path)] == [7]


def test_what_an_unfinished_backup_has_left_is_cleared_up(path: Path) -> None:
    folder = backup.backup_folder(path)
    folder.mkdir()
    left = [folder / "library-x.db.part", folder / "library-x.db.part-journal"]
    for part in left:
        part.write_bytes(b"half")
        os.utime(part, (NOW, NOW))
    under_way = folder / "library-y.db.part"
    under_way.write_bytes(b"half")
    backup.make_backup(path, NOW)
    assert [part for part in (*left, under_way) if part.exists()] == [under_way]


async def test_a_backup_is_nice_and_the_screen_stays_as_it_is(
    library: Library, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if sys.platform != "linux":
        pytest.skip("threads of their own niceness are Linux's")
    before, really, seen = os.nice(0), backup.make_backup, []

    def looked_at(library: Path, now: int) -> backup.Backup:
        seen.append(os.nice(0))
        return really(library, now)

    monkeypatch.setattr(backup, "make_backup", looked_at)
    await backup.back_up_if_due(library)
    assert seen == [max(before, NICENESS)]
    assert os.nice(0) == before


def test_a_full_disk_is_not_filled_further(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backup, "_SPARE_BYTES", 10**18)
    with pytest.raises(StoreError, match="no space"):
        backup.make_backup(path, NOW)
    assert backup.list_backups(path) == []


def test_a_restored_library_is_the_copy_and_the_former_one_is_kept(
    library: Library, path: Path
) -> None:
    made = backup.make_backup(path, NOW)
    save(library, 2)
    library.close()
    chosen, aside = backup.restore_backup(path, None, NOW)

    assert chosen == made.path
    assert count(path) == 1
    assert aside is not None
    assert count(aside) == 2


def test_a_library_in_use_is_not_replaced(library: Library, path: Path) -> None:
    backup.make_backup(path, NOW)
    save(library, 2)
    with pytest.raises(UsageError, match="open in another"):
        backup.restore_backup(path, None, NOW)
    assert library.database.read(count_bookmarks, BookmarkView()).result() == 2


def test_a_damaged_backup_is_passed_over_and_never_restored(library: Library, path: Path) -> None:
    good = backup.make_backup(path, NOW)
    bad = backup.make_backup(path, NOW + 1)
    bad.path.write_bytes(bad.path.read_bytes()[:8_192])
    library.close()
    with pytest.raises(StoreError):
        backup.restore_backup(path, bad.path, NOW)

    assert backup.restore_backup(path, None, NOW)[0] == good.path


def test_a_damaged_library_is_replaced_and_kept(library: Library, path: Path) -> None:
    backup.make_backup(path, NOW)
    library.close()
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 9_000)
    _, aside = backup.restore_backup(path, None, NOW)

    assert count(path) == 1
    assert aside is not None
    assert aside.stat().st_size == 9_016


def test_a_file_that_is_no_library_is_refused(library: Library, path: Path) -> None:
    other = path.with_name("other.txt")
    other.write_text("not a library")
    library.close()
    with pytest.raises(StoreError):
        backup.restore_backup(path, other, NOW)
    with pytest.raises(StoreError, match="no file"):
        backup.restore_backup(path, path.with_name("missing"), NOW)
    assert count(path) == 1
