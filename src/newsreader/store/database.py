"""One library file: a writer thread with priorities, two reader threads, plain functions as jobs.

A job is a function that takes the connection first. Writes run one after the other, each in a
transaction of its own; reads run beside them (WAL). Other processes may do the same.
"""

import sqlite3
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import AbstractContextManager, ExitStack, closing, nullcontext
from enum import IntEnum
from itertools import count
from pathlib import Path
from queue import PriorityQueue
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from newsreader.domain.errors import StoreError
from newsreader.store.connection import (
    FileId,
    ReadOnlyConnection,
    connect,
    data_version,
    file_at,
)
from newsreader.store.errors import explain, explained
from newsreader.store.migrations import VERSION, check_version, migrate

P = ParamSpec("P")
T = TypeVar("T")
Begun = TypeVar("Begun")
Turn = Callable[[], AbstractContextManager[None]]

UPDATED = "newsreader has been updated meanwhile. Close it and start it again."
_CLOSED = "The library has been closed; start the program again to go on."
_MOVED = (
    "The library was moved or replaced while newsreader is open. Close newsreader, put the file "
    "back where it was, then start again."
)
UNCHANGED = 0
"""What ``Database.outside_version`` is as long as nobody else has written since it was opened."""
_LAST = 99  # below every priority: the end of a worker's queue


class Priority(IntEnum):
    """Who goes first when several jobs wait; a key of the reader's before any refresh."""

    USER = 0
    SYNC = 1
    REFRESH = 5
    INDEX = 9


class _Job(NamedTuple):
    priority: int
    number: int
    run: Callable[[sqlite3.Connection], Any] | None
    future: "Future[Any]"


class _Promise(Future[T]):
    """The future of a change: nobody who stops waiting for it takes it back."""

    def cancel(self) -> bool:
        """Refuse."""
        return False


class _Worker:
    """A thread with a connection and a queue; started with its first job."""

    def __init__(
        self, name: str, path: Path, is_writer: bool, db: sqlite3.Connection | None = None
    ) -> None:
        self._name = name
        self._db = db
        self._path = path
        self._is_writer = is_writer
        self._jobs: PriorityQueue[_Job] = PriorityQueue()
        self._numbers = count()
        self._thread: threading.Thread | None = None
        self._is_closed = False
        self._starting = threading.Lock()

    def submit(self, priority: int, run: Callable[[sqlite3.Connection], T]) -> "Future[T]":
        future: Future[T] = _Promise() if self._is_writer else Future()
        with self._starting:
            if self._is_closed:  # nobody would ever do it, and whoever waits would wait for ever
                future.set_exception(StoreError("library_closed", _CLOSED))
                return future
            if self._thread is None:
                self._thread = threading.Thread(target=self._loop, name=self._name, daemon=True)
                self._thread.start()
            self._jobs.put(_Job(priority, next(self._numbers), run, future))
        return future

    def idle_connection(self) -> sqlite3.Connection | None:
        """Give the connection, while it is open and no job has been given to the thread."""
        return self._db if self._thread is None and not self._is_closed else None

    @property
    def is_read_only(self) -> bool:
        """Whether its connection cannot write, because of the permissions of the file or folder."""
        return isinstance(self._db, ReadOnlyConnection)

    def close(self) -> None:
        """Finish what waits, then end."""
        with self._starting:
            self._is_closed = True
        if self._thread is not None:
            self._jobs.put(_Job(_LAST, next(self._numbers), None, Future()))
            self._thread.join()
        elif self._db is not None:
            self._db.close()

    def _loop(self) -> None:
        while True:
            job = self._jobs.get()
            if job.run is None:
                break
            if not job.future.set_running_or_notify_cancel():
                continue
            try:
                job.future.set_result(job.run(self._connection()))
            except sqlite3.Error as error:
                failure = explain(error, self._path)
                failure.__cause__ = error
                job.future.set_exception(failure)
            except BaseException as error:  # noqa: BLE001 - the caller gets it, the thread lives on
                job.future.set_exception(error)
        if self._db is not None:
            self._db.close()

    def _connection(self) -> sqlite3.Connection:
        """Give the connection for the next job: another one if it would miss what has changed."""
        db = self._db
        if db is None or (isinstance(db, ReadOnlyConnection) and db.is_outdated()):
            self._db = connect(self._path, is_writer=self._is_writer)
            if db is not None:
                db.close()
            return self._db
        return db


class Database:
    """The library file, opened; use :meth:`open`, end with :meth:`close`."""

    def __init__(
        self,
        path: Path,
        writer: sqlite3.Connection | None = None,
        reader: sqlite3.Connection | None = None,
        turn: Turn = nullcontext,
    ) -> None:
        self.path = path
        self.file = file_at(path)
        self._turn = turn
        self._outside = _Outside(writer)
        self._writer = _Worker("library-writer", path, is_writer=True, db=writer)
        self._screen = _Worker("library-reader", path, is_writer=False, db=reader)
        self._background = _Worker("library-background", path, is_writer=False)

    @classmethod
    def open(cls, path: Path) -> "Database":
        """Open or make the library at ``path``; raises StoreError in words."""
        with explained(path), ExitStack() as opened:
            if not path.exists():
                path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                path.touch(mode=0o600)
            # Looked at before it is touched: a file of another program stays as it is.
            reader = opened.enter_context(closing(connect(path, is_writer=False)))
            check_version(reader, path)
            writer = opened.enter_context(closing(connect(path, is_writer=True)))
            migrate(writer, path)
            database = cls(path, writer, reader)
            # Both stay open: closing the last one would bring the WAL home, 20 ms of a start.
            opened.pop_all()
        return database

    @classmethod
    def join(cls, path: Path, file: FileId, turn: Turn) -> "Database":
        """Open what another process of ours has open, and nothing else; raises StoreError.

        ``file`` is that process's ``Database.file``: another file in its place would take over, and
        spoil, the log (WAL) that belongs to the first. ``turn`` is entered around every transaction
        that writes, on the writer's thread.
        """
        with explained(path), ExitStack() as opened:
            if file_at(path) != file:
                raise StoreError("library_moved", _MOVED)
            reader = opened.enter_context(closing(connect(path, is_writer=False)))
            if check_version(reader, path) != VERSION:
                raise StoreError("updated", UPDATED)
            writer = opened.enter_context(closing(connect(path, is_writer=True)))
            database = cls(path, writer, reader, turn)
            opened.pop_all()
        return database

    @property
    def is_read_only(self) -> bool:
        """Whether nothing can be written to it; looked at anew with everything the writer does."""
        return self._writer.is_read_only

    def read(
        self, query: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kw: P.kwargs
    ) -> "Future[T]":
        """Run a query for what is on the screen."""
        return self._screen.submit(
            Priority.USER, lambda db: _in_snapshot(db, lambda: query(db, *args, **kw))
        )

    def read_ahead(
        self,
        begin: Callable[[sqlite3.Connection], Begun],
        finish: Callable[[sqlite3.Connection, Begun], T],
    ) -> "Future[T]":
        """Run a query of two parts, the first of them at once, before anything else is read.

        For a caller who is about to keep Python's lock for long, as imports do: a thread asks for
        the lock with every row, and waits 5 ms for it. So rows are for ``begin``, and ``finish``
        is for what takes long and has few.
        """
        db = self._screen.idle_connection()
        if db is not None:
            db.execute("BEGIN")
            try:
                begun = begin(db)
            except sqlite3.Error:  # it will fail there as well, and is told as ever
                db.execute("ROLLBACK")
            else:
                return self._screen.submit(
                    Priority.USER, lambda db: _end_snapshot(db, lambda: finish(db, begun))
                )
        return self.read(lambda db: finish(db, begin(db)))

    def read_later(
        self, query: Callable[Concatenate[sqlite3.Connection, P], T], *args: P.args, **kw: P.kwargs
    ) -> "Future[T]":
        """Run a query that may take long (counts, search) without holding up the screen's."""
        return self._background.submit(
            Priority.USER, lambda db: _in_snapshot(db, lambda: query(db, *args, **kw))
        )

    def write(
        self,
        change: Callable[Concatenate[sqlite3.Connection, P], T],
        *args: P.args,
        **kw: P.kwargs,
    ) -> "Future[T]":
        """Make a change the reader asked for, in one transaction, before all waiting ones."""
        return self.write_with(Priority.USER, change, *args, **kw)

    def write_with(
        self,
        priority: Priority,
        change: Callable[Concatenate[sqlite3.Connection, P], T],
        *args: P.args,
        **kw: P.kwargs,
    ) -> "Future[T]":
        """Make a change in one transaction when nothing more urgent waits."""
        return self._write(priority, lambda db: change(db, *args, **kw), has_keys=True)

    def write_arrivals(
        self,
        change: Callable[Concatenate[sqlite3.Connection, P], T],
        *args: P.args,
        **kw: P.kwargs,
    ) -> "Future[T]":
        """Make a change of a refresh, which itself sees to it that what it refers to is there.

        Foreign keys are neither looked up nor followed: it deletes nothing that others refer to.
        """
        return self._write(Priority.REFRESH, lambda db: change(db, *args, **kw), has_keys=False)

    def _write(
        self, priority: Priority, change: Callable[[sqlite3.Connection], T], *, has_keys: bool
    ) -> "Future[T]":
        # A reader's own marks survive a power cut at once; a refresh is brought to the disk
        # as a whole by the checkpoint at its end.
        is_synced = priority <= Priority.SYNC

        def run(db: sqlite3.Connection) -> T:
            with self._turn():
                _heed_foreign_keys(db, has_keys)
                return _in_transaction(db, is_synced, lambda: change(db))

        return self._writer.submit(priority, run)

    def lend(self, turn: Callable[[], object]) -> "Future[None]":
        """Let another process of ours write while ``turn`` runs, when nothing more urgent waits.

        What is written meanwhile is no change by others to ``outside_version``, whoever writes.
        """
        return self._writer.submit(Priority.REFRESH, lambda db: self._outside.leave_out(db, turn))

    def checkpoint(self) -> "Future[None]":
        """Bring everything committed so far onto the disk for good."""
        return self._writer.submit(Priority.REFRESH, _checkpoint)

    def outside_version(self) -> "Future[int]":
        """Give a number that changes when another process has written (PRAGMA data_version)."""
        return self._writer.submit(Priority.USER, self._outside.count)

    def look_again(self) -> None:
        """Let ``outside_version`` be another one: something may have been missed."""
        self._writer.submit(Priority.USER, lambda _: self._outside.look_again())

    def close(self) -> None:
        """Finish all waiting jobs and close the file."""
        for worker in (self._screen, self._background, self._writer):
            worker.close()


class _Outside:
    """Counts the times that other processes were found to have written; on the writer's thread."""

    def __init__(self, db: sqlite3.Connection | None) -> None:
        self._count = UNCHANGED
        self._seen = (db, data_version(db)) if db is not None else None

    def count(self, db: sqlite3.Connection) -> int:
        """Look, and give how many times there was something."""
        version = db, data_version(db)
        if version != self._seen:
            self._seen = version
            self._count += 1
        return self._count

    def leave_out(self, db: sqlite3.Connection, turn: Callable[[], object]) -> None:
        """Count nothing that is written while ``turn`` runs."""
        try:
            self.count(db)
        finally:  # somebody waits for the turn
            turn()
        self._seen = db, data_version(db)

    def look_again(self) -> None:
        """Find something at the next look."""
        self._seen = None


def _in_snapshot(db: sqlite3.Connection, query: Callable[[], T]) -> T:
    """Let all statements of a query see the library at one moment, whatever others write."""
    db.execute("BEGIN")
    return _end_snapshot(db, query)


def _end_snapshot(db: sqlite3.Connection, query: Callable[[], T]) -> T:
    try:
        return query()
    finally:
        db.execute("COMMIT")


def _heed_foreign_keys(db: sqlite3.Connection, are_heeded: bool) -> None:
    """Look up foreign keys from the next transaction on, or do not."""
    is_news = bool(db.execute("PRAGMA foreign_keys").fetchone()[0]) is not are_heeded
    if is_news:  # hearing it again, SQLite would compile all statements anew
        db.execute(f"PRAGMA foreign_keys = {'ON' if are_heeded else 'OFF'}")


def _in_transaction(db: sqlite3.Connection, is_synced: bool, change: Callable[[], T]) -> T:
    db.execute(f"PRAGMA synchronous = {'FULL' if is_synced else 'NORMAL'}")
    db.execute("BEGIN IMMEDIATE")
    try:
        result = change()
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    return result


def _checkpoint(db: sqlite3.Connection) -> None:
    db.execute("PRAGMA synchronous = FULL")
    db.execute("PRAGMA wal_checkpoint(PASSIVE)")
