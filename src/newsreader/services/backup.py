"""Backups of the library: one a day, the latest kept, any of them restored on request."""

import asyncio
import os
import shutil
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import NamedTuple

from newsreader.domain.errors import NewsreaderError, StoreError
from newsreader.services.library import Library
from newsreader.services.own_command import be_nice
from newsreader.store.backups import close_library, copy_library, verify_library
from newsreader.store.database import Priority
from newsreader.store.pictures import drop_loose_pictures

try:
    import fcntl
except ImportError:  # no such locks there; two programs may then make the same backup
    fcntl = None  # type: ignore[assignment]

MOST_BACKUPS = 5
MOST_BYTES = 2_000_000_000
"""Of all backups together; the latest is kept however large it is."""
EVERY_S = 86_400
_SPARE_BYTES = 100_000_000
"""What a backup must leave free on the disk."""
_LONGEST_S = 3_600
"""What a backup was not finished in never will be."""
_STAMP = "%Y%m%dT%H%M%SZ"


class Backup(NamedTuple):
    """A copy of the library."""

    path: Path
    made_at: int
    size: int


def backup_folder(library: Path) -> Path:
    """Say where the backups of a library lie."""
    return library.parent / "backups"


def list_backups(library: Path) -> list[Backup]:
    """List the backups, the latest first."""
    found = []
    for path in backup_folder(library).glob("library-*.db"):
        facts = path.stat()
        found.append(Backup(path, int(facts.st_mtime), facts.st_size))
    return sorted(found, key=lambda backup: (backup.made_at, backup.path.name), reverse=True)


def make_backup(library: Path, now: int) -> Backup:
    """Copy the library, then forget the oldest copies beyond the limits.

    Raises StoreError, ``no_space_for_backup`` where it would fill the disk.
    """
    folder = backup_folder(library)
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
        size = library.stat().st_size
        if shutil.disk_usage(folder).free < size + _SPARE_BYTES:
            raise StoreError(
                "no_space_for_backup",
                f"There is no space for a backup in {folder} ({size // 1_000_000} MB).",
            )
        path = folder / f"library-{time.strftime(_STAMP, time.gmtime(now))}.db"
        copy_library(library, path)
        os.utime(path, (now, now))
        size = path.stat().st_size
    except OSError as error:
        raise StoreError(
            "backup_failed", f"No backup could be made in {folder}: {error.strerror}."
        ) from error
    _forget_old(library)
    _forget_unfinished(library)
    return Backup(path, now, size)


async def back_up_if_due(library: Library) -> Backup | None:
    """Make the backup of the day if there is none yet; give it if it was made.

    Where another thread or program is making it, that is enough. Raises what :func:`make_backup`
    raises. Works in a thread of its own, beside everything.
    """
    path, now = library.database.path, library.clock()
    if not _is_due(path, now):
        return None
    made: Future[Backup | None] = Future()

    def make() -> None:
        if sys.platform == "linux":  # there, and only there, it counts for the thread alone
            be_nice()
        if not made.set_running_or_notify_cancel():
            return
        try:
            made.set_result(_make_if_due(path, now))
        except BaseException as error:  # noqa: BLE001 - the caller gets it
            made.set_exception(error)

    # A daemon, so that quitting does not wait: an unfinished copy is no backup, and no harm.
    Thread(target=make, name="library-backup", daemon=True).start()
    backup = await asyncio.wrap_future(made)
    if backup is not None:  # the old pictures are in the backup, and undo has had its day
        library.database.write_with(Priority.INDEX, drop_loose_pictures)
    return backup


def _make_if_due(library: Path, now: int) -> Backup | None:
    with _alone(backup_folder(library)) as is_alone:
        return make_backup(library, now) if is_alone and _is_due(library, now) else None


def _is_due(library: Path, now: int) -> bool:
    latest = next(iter(list_backups(library)), None)
    return latest is None or not 0 <= now - latest.made_at < EVERY_S


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Keep all others from making backups; give False if somebody is making one already."""
    file = None
    try:
        with suppress(OSError):  # a folder that cannot be made or locked is told of later
            folder.mkdir(mode=0o700, exist_ok=True)
            file = os.open(folder, os.O_RDONLY)
        yield file is None or _lock(file)
    finally:
        if file is not None:
            os.close(file)


def _lock(file: int) -> bool:
    """Lock an open file, against threads of this process too; the kernel unlocks it at the end."""
    if fcntl is not None:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # no such locks on this file system
            return True
    return True


def restore_backup(library: Path, backup: Path | None, now: int) -> tuple[Path, Path | None]:
    """Put a backup in the place of the library; the library as it was is kept beside it.

    Without ``backup`` the latest that can be trusted is taken. Gives the backup and where the
    former library lies now, None if there was none. Whatever happens on the way, there is a whole
    library at its place. Raises StoreError or UsageError, and has changed nothing then.
    """
    chosen = backup or _latest_good(library)
    verify_library(chosen)
    fresh = library.with_name(library.name + ".restoring")
    aside = None
    copy_library(chosen, fresh)
    try:
        if library.exists():
            close_library(library)
            stamp = time.strftime(_STAMP, time.gmtime(now))
            aside = library.with_name(f"{library.stem}-before-{stamp}{library.suffix}")
            _keep_beside(library, aside)
        fresh.replace(library)
    except OSError as error:
        raise StoreError(
            "restore_failed",
            f"{library} could not be replaced and is as it was: {error.strerror}.",
        ) from error
    finally:
        fresh.unlink(missing_ok=True)
    return chosen, aside


def _keep_beside(library: Path, aside: Path) -> None:
    """Give a library a second name, so that the first is never missing; copy it if need be.

    What a damaged library has left beside it goes along.
    """
    aside.unlink(missing_ok=True)
    try:
        os.link(library, aside)
    except OSError:  # not every file system knows second names
        shutil.copy2(library, aside)
    for ending in ("-wal", "-shm"):
        journal = library.with_name(library.name + ending)
        if journal.exists():
            journal.replace(aside.with_name(aside.name + ending))


def _latest_good(library: Path) -> Path:
    for backup in list_backups(library):
        try:
            verify_library(backup.path)
        except NewsreaderError:
            continue
        return backup.path
    raise StoreError(
        "no_backup", f"There is no backup that can be trusted in {backup_folder(library)}."
    )


def _forget_unfinished(library: Path) -> None:
    """Delete what backups left that were cut off by the end of the program."""
    for path in backup_folder(library).glob("library-*.db.part*"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _LONGEST_S:
                path.unlink()


def _forget_old(library: Path) -> None:
    total = 0
    for number, backup in enumerate(list_backups(library)):
        total += backup.size
        if number and (number >= MOST_BACKUPS or total > MOST_BYTES):
            backup.path.unlink(missing_ok=True)
