"""Rests that publishers ask for, among refreshes side by side and those that are stopped."""

import asyncio
from collections.abc import Iterator

import pytest

from fakes.parser import InlineParser
from fakes.server import FakeServer, Reply, rss
from newsreader.domain.events import EntriesArrived, Event, FeedChecked, RefreshFinished
from newsreader.domain.feed import NewFeed
from newsreader.domain.parsed import Reading
from newsreader.services import batches, turns
from newsreader.services.library import Library
from newsreader.services.parse_worker import Job
from newsreader.services.refresh import ASKED_TO_WAIT, Refresher
from newsreader.store.checks import load_pauses
from newsreader.store.feeds import add_feed
from patience import PATIENCE_S

ASKS = Reply(status=429, headers={"Retry-After": "600"})
IS_BUSY = Reply(status=503)
HANGS = Reply(is_hanging=True)
BODY = rss("News", ["a"])


class TellingParser(InlineParser):
    """A parser that says when it has read something."""

    def __init__(self) -> None:
        self.has_read = asyncio.Event()

    async def read(self, job: Job) -> Reading:
        reading = await super().read(job)
        self.has_read.set()
        return reading


@pytest.fixture
def other() -> Iterator[FakeServer]:
    with FakeServer("127.0.0.2") as opened:
        yield opened


@pytest.fixture
def keeps_gathering(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a refresh store nothing as long as there is more to come."""
    monkeypatch.setattr(batches, "GATHER_S", 3_600)


@pytest.fixture
def one_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a refresh ask one host after the other, however slow one is."""
    monkeypatch.setattr(turns, "MOST_AT_ONCE", 1)
    monkeypatch.setattr(turns, "SLOW_S", 3_600)


def follow(library: Library, url: str) -> int:
    return library.database.write(add_feed, NewFeed(url), library.clock()).result()


async def begin_and_rest(refresher: Refresher) -> asyncio.Task[object]:
    """Begin a refresh, and go on when a host has asked it for a rest, which is not stored yet."""
    has_rested = asyncio.Event()
    rest = refresher.rest

    def tell(name: str, until: int) -> None:
        rest(name, until)
        has_rested.set()

    refresher.rest = tell  # type: ignore[method-assign]
    going_on: asyncio.Task[object] = asyncio.create_task(refresher.refresh())
    async with asyncio.timeout(PATIENCE_S):
        await has_rested.wait()
    return going_on


async def stop(going_on: asyncio.Task[object]) -> None:
    going_on.cancel()
    async with asyncio.timeout(PATIENCE_S):
        await asyncio.gather(going_on, return_exceptions=True)
    assert going_on.cancelled()


@pytest.mark.usefixtures("keeps_gathering")
async def test_rest_that_is_not_stored_yet_is_known_to_a_refresh_that_starts(
    library: Library, refresher: Refresher, server: FakeServer, other: FakeServer
) -> None:
    follow(library, other.reply("/hang", HANGS))
    follow(library, server.reply("/busy", ASKS))
    going_on = await begin_and_rest(refresher)
    feed_id = follow(library, server.publish("/feed", BODY))
    assert (await refresher.refresh([feed_id], force=True)).failed == 1
    assert not server.asked("/feed")
    await stop(going_on)


@pytest.mark.usefixtures("keeps_gathering")
async def test_what_has_arrived_is_stored_by_a_refresh_that_is_stopped(
    library: Library, server: FakeServer, other: FakeServer
) -> None:
    parser, events = TellingParser(), list[Event]()
    refresher = Refresher(library, parser=parser)
    library.bus.subscribe(events.append)
    follow(library, other.reply("/hang", HANGS))
    follow(library, other.publish("/feed", BODY))
    follow(library, server.reply("/busy", ASKS))
    going_on = await begin_and_rest(refresher)
    async with asyncio.timeout(PATIENCE_S):
        await parser.has_read.wait()
    await stop(going_on)
    pauses = library.database.read(load_pauses, library.clock()).result()
    assert pauses == {"127.0.0.1": library.clock() + 600}
    assert any(isinstance(event, EntriesArrived) for event in events[:-1])
    assert isinstance(events[-1], RefreshFinished)
    await refresher.aclose()


@pytest.mark.usefixtures("one_at_once")
async def test_rest_that_nobody_has_asked_for_does_not_stop_a_forced_refresh_beside_it(
    library: Library, refresher: Refresher, server: FakeServer
) -> None:
    with FakeServer("127.0.0.2") as other:
        follow(library, other.reply("/hang", HANGS))
        follow(library, server.publish("/feed", BODY))
        forced = asyncio.create_task(refresher.refresh(force=True))
        await asyncio.to_thread(other.wait_for_requests, 1)
        await refresher.refresh([follow(library, server.reply("/busy", IS_BUSY))])
    assert (await forced).ok == 1


async def test_rest_that_nobody_has_asked_for_is_given_by_a_forced_refresh_that_meets_it(
    library: Library, refresher: Refresher, server: FakeServer
) -> None:
    for number in range(20):
        follow(library, server.reply(f"/{number}", IS_BUSY))
    finished = await refresher.refresh(force=True)
    assert finished.failed == len(server.requests) <= 3
    assert finished.failed + finished.paused == 20


@pytest.mark.usefixtures("one_at_once")
async def test_feed_asked_for_by_name_whose_host_asks_for_a_rest_meanwhile_says_so(
    library: Library, refresher: Refresher, server: FakeServer
) -> None:
    events: list[Event] = []
    with FakeServer("127.0.0.2") as other:
        hanging_id = follow(library, other.reply("/hang", HANGS))
        feed_id = follow(library, server.publish("/feed", BODY))
        named = asyncio.create_task(refresher.refresh([hanging_id, feed_id], force=True))
        await asyncio.to_thread(other.wait_for_requests, 1)
        library.bus.subscribe(events.append)
        await refresher.refresh([follow(library, server.reply("/busy", ASKS))])
    finished = await named
    assert (finished.feeds, finished.failed, finished.paused) == (2, 2, 0)
    checked = [event for event in events if isinstance(event, FeedChecked)]
    assert (feed_id, ASKED_TO_WAIT) in [(event.feed_id, event.error_code) for event in checked]
    assert not server.asked("/feed")
