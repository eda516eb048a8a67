"""Refreshing in a process beside the loop that asks for it."""

import asyncio
import errno
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path

import pytest
import pytest_asyncio

from fakes.server import FakeServer, Reply, rss
from newsreader.domain.errors import FetchError, ParseError, StoreError
from newsreader.domain.events import (
    EntriesArrived,
    Event,
    FeedChecked,
    RefreshFinished,
    RefreshStarted,
)
from newsreader.domain.feed import NewFeed
from newsreader.domain.schedule import Schedule
from newsreader.domain.view import View
from newsreader.fetch.answers import Limits
from newsreader.services.library import Library, system_clock
from newsreader.services.parse_worker import Job
from newsreader.services.refresh_process import MOST_SILENT_LOOKS, RefreshProcess
from newsreader.store.feeds import add_feed, load_feed
from newsreader.store.headlines import count_view
from newsreader.store.lease import FeedLeases
from patience import PATIENCE_S

# Refreshes the library it is given until it is killed.
PROGRAM = """
import asyncio, sys
from pathlib import Path
from newsreader.fetch.answers import Limits
from newsreader.services.library import Library
from newsreader.services.refresh_process import RefreshProcess

asyncio.run(RefreshProcess(Library.open(Path(sys.argv[1])), Limits()).refresh())
"""


@pytest.fixture
def server() -> Iterator[FakeServer]:
    with FakeServer() as opened:
        yield opened


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    """A library by the clock of the system, which the process goes by."""
    with closing(Library.open(tmp_path / "data" / "library.db", system_clock)) as opened:
        yield opened


@pytest_asyncio.fixture
async def refresher(library: Library) -> AsyncIterator[RefreshProcess]:
    opened = RefreshProcess(library, Limits())
    yield opened
    await opened.aclose()


@pytest.fixture
def told(library: Library) -> list[tuple[Event, threading.Thread]]:
    """What the bus said, and on which thread."""
    heard: list[tuple[Event, threading.Thread]] = []
    library.bus.subscribe(lambda event: heard.append((event, threading.current_thread())))
    return heard


@pytest.fixture
def ended(library: Library) -> list[RefreshFinished]:
    """How the refreshes ended that the bus told of."""
    heard: list[RefreshFinished] = []
    library.bus.subscribe(lambda e: heard.append(e) if isinstance(e, RefreshFinished) else None)
    return heard


class Lent:
    """The turns that the library's writer gives; ``meanwhile`` is done when it is one's turn."""

    def __init__(self, library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
        self.meanwhile: Callable[[], object] = lambda: None
        self.within: Callable[[], object] = lambda: None
        """What is done in the moment in which the process has written, unseen by the screen."""
        self.wanted = 0
        self._is_free = threading.Event()
        self._lend = library.database.lend
        monkeypatch.setattr(library.database, "lend", self._lend_watched)

    def keep_waiting(self) -> None:
        """Let the writer do nothing until ``go_on``."""
        self._lend(lambda: self._is_free.wait(PATIENCE_S))

    def go_on(self) -> None:
        """Let the writer do what has waited."""
        self._is_free.set()

    def stop(self, refresher: RefreshProcess) -> threading.Event:
        """Let the process stand still when it has its turn; give what is set then."""
        has_turn = threading.Event()

        def stop() -> None:
            pid = process_id(refresher)
            os.kill(pid, signal.SIGSTOP)
            # not before: one of its threads could still write
            os.waitid(os.P_PID, pid, os.WSTOPPED | os.WNOWAIT)
            has_turn.set()

        self.meanwhile = stop
        return has_turn

    def go_on_writing(self) -> None:
        """Let further turns be as they are."""
        self.meanwhile = lambda: None

    def _lend_watched(self, turn: Callable[[], object]) -> "Future[None]":
        self.wanted += 1
        return self._lend(lambda: (self.meanwhile(), turn(), self.within()))


@pytest.fixture
def lent(library: Library, monkeypatch: pytest.MonkeyPatch) -> Lent:
    return Lent(library, monkeypatch)


def stored(library: Library) -> int:
    return library.database.read(count_view, View()).result()


def follow(library: Library, url: str) -> int:
    return library.database.write(add_feed, NewFeed(url), library.clock()).result()


def process_id(refresher: RefreshProcess) -> int:
    process = refresher._processes[-1]._process
    assert process is not None
    return process.pid


def write_as_another(path: Path) -> None:
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("UPDATE feed SET custom_title = 'Mine'")


async def stand_still(
    library: Library, server: FakeServer, refresher: RefreshProcess
) -> "asyncio.Task[RefreshFinished]":
    """Begin a refresh and stop its process in the middle, outside of its turns."""
    follow(library, server.reply("/feed", Reply(is_hanging=True)))
    running = asyncio.create_task(refresher.refresh())
    await asyncio.to_thread(server.wait_for_requests, 1)
    await until(lambda: refresher._processes[-1]._begun)
    os.kill(process_id(refresher), signal.SIGSTOP)
    return running


async def until(is_so: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE_S):
        while not is_so():  # noqa: ASYNC110 - whatever makes it so
            await asyncio.sleep(0.005)


async def test_events_come_in_order_on_the_thread_that_asked(
    library: Library,
    server: FakeServer,
    refresher: RefreshProcess,
    told: list[tuple[Event, threading.Thread]],
) -> None:
    follow(library, server.publish("/feed", rss("News", ["a", "b"])))
    finished = await refresher.refresh()
    assert (finished.feeds, finished.new) == (1, 2)
    events = [event for event, _ in told]
    assert isinstance(events[0], RefreshStarted)
    assert events[-1] == finished
    assert sum(isinstance(event, FeedChecked) for event in events) == 1
    assert {thread for _, thread in told} == {threading.current_thread()}


async def test_whoever_stops_waiting_stops_it_and_it_is_told(
    library: Library, server: FakeServer, refresher: RefreshProcess, ended: list[RefreshFinished]
) -> None:
    follow(library, server.reply("/feed", Reply(is_hanging=True)))
    running = asyncio.create_task(refresher.refresh())
    await asyncio.to_thread(server.wait_for_requests, 1)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await until(lambda: ended)
    assert [finished.is_cancelled for finished in ended] == [True]


async def test_one_that_is_stopped_before_its_process_has_started_is_no_trouble(
    library: Library, server: FakeServer, ended: list[RefreshFinished]
) -> None:
    refresher = RefreshProcess(library, Limits(), idle_s=0)
    follow(library, server.publish("/feed", rss("News", ["a"])))
    running = asyncio.create_task(refresher.refresh())
    await asyncio.sleep(0)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    first = refresher._processes[-1]
    await until(lambda: first.is_over)  # it has nothing more to do
    assert ended == [], "nor had it begun"
    assert (await refresher.refresh()).new == 1
    await refresher.aclose()


async def test_a_feed_that_waits_is_taken_over_by_another_refresh(
    library: Library, server: FakeServer, refresher: RefreshProcess
) -> None:
    for name in ("a", "b"):
        follow(library, server.reply(f"/{name}", Reply(is_hanging=True)))
    waiting = follow(library, server.publish("/feed", rss("News", ["a"])))
    events: list[Event] = []
    library.bus.subscribe(events.append)
    running = asyncio.create_task(refresher.refresh())
    await asyncio.to_thread(server.wait_for_requests, 2)
    second = asyncio.create_task(refresher.refresh([waiting], force=True))
    await until(lambda: RefreshStarted((waiting,)) in events)
    running.cancel()  # the host has room again
    assert (await second).new == 1
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_closing_ends_what_goes_on_and_the_process(
    library: Library, server: FakeServer, ended: list[RefreshFinished]
) -> None:
    refresher = RefreshProcess(library, Limits())
    await refresher.aclose()  # nothing was begun
    feed_id = follow(library, server.reply("/feed", Reply(is_hanging=True)))
    running = asyncio.create_task(refresher.refresh())
    await asyncio.to_thread(server.wait_for_requests, 1)
    await until(lambda: refresher._processes[-1]._begun)
    await refresher.aclose()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert [finished.is_cancelled for finished in ended] == [True]
    with closing(FeedLeases(library.database.path)) as leases:
        assert leases.take(feed_id), "no process holds it any more"


async def test_settings_that_change_count_from_the_next_refresh_on(
    library: Library, server: FakeServer, refresher: RefreshProcess
) -> None:
    feed_id = follow(library, server.publish("/feed", rss("News", ["a" * 2_000])))
    refresher.obey(Limits(body_size=1_000), 1_800)
    assert (await refresher.refresh()).failed == 1
    refresher.obey(Limits(), 1_800)
    assert refresher.limits == Limits()
    assert (await refresher.refresh([feed_id], force=True)).ok == 1
    feed = library.database.read(load_feed, feed_id).result()
    assert feed is not None
    assert feed.next_check_at == Schedule.from_json(feed.schedule).full_at + 1_800


async def test_documents_are_read_for_others_too(refresher: RefreshProcess) -> None:
    job = Job(rss("News", ["a"]), "", "https://example.org/feed", 1_790_000_000)
    reading = await refresher.parser.read(job)
    assert reading.feed is not None
    assert reading.feed.title == "News"
    with pytest.raises(ParseError):
        await refresher.parser.read(job._replace(body=b"none"))


# -- its life and death


async def test_a_process_that_is_killed_is_told_of_and_replaced(
    library: Library, server: FakeServer, refresher: RefreshProcess, ended: list[RefreshFinished]
) -> None:
    path = "/feed"
    feed_id = follow(library, server.reply(path, Reply(is_hanging=True)))
    running = asyncio.create_task(refresher.refresh())
    await asyncio.to_thread(server.wait_for_requests, 1)
    await until(lambda: refresher._processes[-1]._begun)
    os.kill(process_id(refresher), signal.SIGKILL)
    with pytest.raises(FetchError, match="ended unexpectedly") as caught:
        await running
    assert caught.value.code == "refresh_crashed"
    assert [(e.feeds, e.ok, e.failed, e.is_cancelled) for e in ended] == [(1, 0, 0, True)]
    server.publish(path, rss("News", ["a"]))
    assert (await refresher.refresh([feed_id], force=True)).new == 1


async def test_a_process_that_stands_still_is_ended_and_told_of(
    library: Library, server: FakeServer, refresher: RefreshProcess, ended: list[RefreshFinished]
) -> None:
    running = await stand_still(library, server, refresher)
    for _ in range(MOST_SILENT_LOOKS):
        refresher._processes[-1]._look_for_life()
    with pytest.raises(FetchError, match="stood still") as caught:
        await running
    assert caught.value.code == "refresh_stuck"
    assert [(e.feeds, e.is_cancelled) for e in ended] == [(1, True)]
    server.publish("/feed", rss("News", ["a"]))
    assert (await refresher.refresh(force=True)).new == 1


async def test_a_process_that_stands_still_is_ended_soon_when_it_is_told_to_stop(
    library: Library,
    server: FakeServer,
    refresher: RefreshProcess,
    ended: list[RefreshFinished],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("newsreader.services.refresh_process.STOP_S", 0.0)
    running = await stand_still(library, server, refresher)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    await until(lambda: ended)
    server.publish("/feed", rss("News", ["a"]))
    assert (await refresher.refresh(force=True)).new == 1


async def test_a_process_that_has_nothing_to_do_may_be_silent(
    library: Library, server: FakeServer, refresher: RefreshProcess
) -> None:
    follow(library, server.publish("/feed", rss("News", ["a"])))
    await refresher.refresh()
    first = refresher._processes[-1]
    for _ in range(2 * MOST_SILENT_LOOKS):
        first._look_for_life()
    assert (await refresher.refresh(force=True)).ok == 1
    assert refresher._processes[-1] is first


async def test_a_process_that_cannot_be_started_is_told_of_and_tried_again(
    library: Library,
    server: FakeServer,
    refresher: RefreshProcess,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.EAGAIN, "Resource temporarily unavailable")

    follow(library, server.publish("/feed", rss("News", ["a"])))
    with monkeypatch.context() as patch:
        patch.setattr(asyncio, "create_subprocess_exec", refuse)
        for _ in range(2):
            with pytest.raises(FetchError, match="temporarily unavailable"):
                await refresher.refresh()
    assert (await refresher.refresh()).new == 1


async def test_an_unused_process_ends_and_another_one_serves(
    library: Library, server: FakeServer
) -> None:
    refresher = RefreshProcess(library, Limits(), idle_s=0)
    feed_id = follow(library, server.publish("/feed", rss("News", ["a"])))
    await refresher.refresh()
    first = refresher._processes[-1]
    await until(lambda: first.is_over)
    assert first._process is not None
    assert first._process.returncode == 0
    assert (await refresher.refresh([feed_id], force=True)).ok == 1
    assert refresher._processes[-1] is not first
    await refresher.aclose()


async def test_it_ends_with_the_process_it_serves_however_that_ends(
    library: Library, server: FakeServer
) -> None:
    feed_id = follow(library, server.reply("/feed", Reply(is_hanging=True)))
    command = [sys.executable, "-c", PROGRAM, str(library.database.path)]
    with subprocess.Popen(command) as program:  # noqa: ASYNC220, S603 - our own program
        await asyncio.to_thread(server.wait_for_requests, 1)
        with closing(FeedLeases(library.database.path)) as leases:
            assert not leases.take(feed_id)
            program.kill()
            await until(lambda: leases.take(feed_id))


async def test_signals_of_the_terminal_are_not_meant_for_it(
    library: Library, refresher: RefreshProcess
) -> None:
    await refresher.refresh()
    assert os.getpgid(process_id(refresher)) != os.getpgid(0)
    # the system shares out its time by sessions first; niceness counts inside of one
    assert os.getsid(process_id(refresher)) == os.getsid(0)


@pytest.mark.parametrize("is_replaced", [False, True])
async def test_a_library_that_was_moved_is_left_alone(
    library: Library, server: FakeServer, refresher: RefreshProcess, is_replaced: bool
) -> None:
    follow(library, server.publish("/feed", rss("News", ["a"])))
    path = library.database.path
    log = path.with_name("library.db-wal").read_bytes()
    path.rename(path.with_name("moved.db"))
    if is_replaced:
        path.write_text("This is something else, and nobody may write into it. " * 9)
    with pytest.raises(StoreError) as caught:
        await refresher.refresh()
    assert caught.value.code == "library_moved"
    assert path.exists() == is_replaced
    assert path.with_name("library.db-wal").read_bytes() == log
    path.with_name("moved.db").rename(path)
    assert (await refresher.refresh()).new == 1


async def test_a_program_that_was_updated_meanwhile_writes_nothing(
    library: Library, refresher: RefreshProcess, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as older:
        older.setattr("newsreader.services.refresh_process.__version__", "0.0.1")
        with pytest.raises(StoreError, match="has been updated"):
            await refresher.refresh()
    await refresher.aclose()
    library.database.write(lambda db: db.execute("PRAGMA user_version = 3")).result()
    with pytest.raises(StoreError, match="has been updated"):
        await refresher.refresh()
    version = library.database.read(lambda db: db.execute("PRAGMA user_version").fetchone()[0])
    assert version.result() == 3


# -- turns


async def test_a_key_writes_before_what_is_fetched(
    library: Library, server: FakeServer, refresher: RefreshProcess, lent: Lent
) -> None:
    follow(library, server.publish("/feed", rss("News", ["a"])))
    order: list[str] = []
    lent.meanwhile = lambda: order.append("turn")
    lent.keep_waiting()
    running = asyncio.create_task(refresher.refresh())
    await until(lambda: lent.wanted)
    library.database.write(lambda _: order.append("key"))
    lent.go_on()
    assert (await running).new == 1
    assert order[:2] == ["key", "turn"]


async def test_what_waits_for_its_turn_is_stored_and_told_when_a_refresh_is_stopped(
    library: Library, server: FakeServer, refresher: RefreshProcess, lent: Lent,
    ended: list[RefreshFinished],
) -> None:  # fmt: skip
    arrived: list[Event] = []
    library.bus.subscribe(lambda e: arrived.append(e) if isinstance(e, EntriesArrived) else None)
    follow(library, server.publish("/feed", rss("News", ["a"])))
    lent.keep_waiting()
    running = asyncio.create_task(refresher.refresh())
    await until(lambda: lent.wanted)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    lent.go_on()
    await until(lambda: ended)
    assert (ended[0].is_cancelled, ended[0].new) == (True, 1)
    assert len(arrived) == 1
    assert stored(library) == 1


async def test_a_process_that_is_killed_in_its_turn_keeps_nobody_waiting(
    library: Library, server: FakeServer, refresher: RefreshProcess, lent: Lent
) -> None:
    follow(library, server.publish("/feed", rss("News", ["a"])))
    has_turn = lent.stop(refresher)
    running = asyncio.create_task(refresher.refresh())
    await until(has_turn.is_set)
    key = library.database.write(lambda _: "written")
    os.kill(process_id(refresher), signal.SIGKILL)
    with pytest.raises(FetchError):
        await running
    assert key.result(PATIENCE_S) == "written"
    lent.go_on_writing()
    await refresher.refresh()
    assert stored(library) == 1


async def test_a_process_that_stands_still_in_its_turn_is_killed(
    library: Library,
    server: FakeServer,
    refresher: RefreshProcess,
    lent: Lent,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    follow(library, server.publish("/feed", rss("News", ["a"])))
    lent.stop(refresher)
    with monkeypatch.context() as impatient:
        impatient.setattr("newsreader.services.refresh_process.TURN_S", 0.1)
        with pytest.raises(FetchError):
            await refresher.refresh()
    assert library.database.write(lambda _: "written").result(PATIENCE_S) == "written"
    lent.go_on_writing()
    await refresher.refresh()
    assert stored(library) == 1


async def test_closing_does_not_wait_for_a_turn(
    library: Library, server: FakeServer, refresher: RefreshProcess, lent: Lent
) -> None:
    follow(library, server.publish("/feed", rss("News", ["a"])))
    has_turn = lent.stop(refresher)
    running = asyncio.create_task(refresher.refresh())
    await until(has_turn.is_set)
    async with asyncio.timeout(PATIENCE_S):
        await refresher.aclose()
    library.close()
    with pytest.raises(asyncio.CancelledError):
        await running


async def test_closing_does_not_wait_for_a_turn_that_has_not_come(
    library: Library, server: FakeServer, refresher: RefreshProcess, lent: Lent
) -> None:
    follow(library, server.publish("/feed", rss("News", ["a"])))
    lent.keep_waiting()
    running = asyncio.create_task(refresher.refresh())
    await until(lambda: lent.wanted)
    async with asyncio.timeout(PATIENCE_S):
        await refresher.aclose()
    with pytest.raises(asyncio.CancelledError):
        await running
    lent.go_on()
    library.close()


async def test_what_it_writes_is_no_change_by_others(
    library: Library, server: FakeServer, refresher: RefreshProcess, lent: Lent
) -> None:
    follow(library, server.publish("/feed", rss("News", ["a"])))
    seen = [library.database.outside_version().result()]
    lent.meanwhile = lambda: library.database.outside_version().add_done_callback(
        lambda version: seen.append(version.result())
    )
    await refresher.refresh()
    assert len(seen) > 1
    seen.append(library.database.outside_version().result())
    assert set(seen) == {seen[0]}


async def test_what_others_write_in_the_same_moments_is_seen_at_its_end(
    library: Library, server: FakeServer, refresher: RefreshProcess, lent: Lent
) -> None:
    follow(library, server.publish("/feed", rss("News", ["a"])))
    before = library.database.outside_version().result()
    lent.within = lambda: write_as_another(library.database.path)
    await refresher.refresh()
    assert library.database.outside_version().result() != before
