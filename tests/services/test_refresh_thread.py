"""Refreshing beside the loop that asks for it."""

import asyncio
import threading
from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio

from fakes.server import FakeServer, Reply, rss
from newsreader.domain.errors import ParseError
from newsreader.domain.events import Event, FeedChecked, RefreshFinished, RefreshStarted
from newsreader.domain.feed import NewFeed
from newsreader.fetch.answers import Limits
from newsreader.services.library import Library
from newsreader.services.parse_worker import Job
from newsreader.services.refresh_thread import RefreshThread
from newsreader.store.feeds import add_feed, load_feed


@pytest.fixture
def server() -> Iterator[FakeServer]:
    with FakeServer() as opened:
        yield opened


@pytest_asyncio.fixture
async def refresher(library: Library) -> AsyncIterator[RefreshThread]:
    opened = RefreshThread(library, Limits())
    yield opened
    await opened.aclose()


@pytest.fixture
def told(library: Library) -> list[tuple[Event, threading.Thread]]:
    """What the bus said, and on which thread."""
    heard: list[tuple[Event, threading.Thread]] = []
    library.bus.subscribe(lambda event: heard.append((event, threading.current_thread())))
    return heard


def follow(library: Library, url: str) -> int:
    return library.database.write(add_feed, NewFeed(url), library.clock()).result()


async def test_events_come_in_order_on_the_thread_that_asked(
    library: Library,
    server: FakeServer,
    refresher: RefreshThread,
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
    library: Library,
    server: FakeServer,
    refresher: RefreshThread,
    told: list[tuple[Event, threading.Thread]],
) -> None:
    follow(library, server.reply("/feed", Reply(is_hanging=True)))
    is_finished = asyncio.Event()
    library.bus.subscribe(lambda e: is_finished.set() if isinstance(e, RefreshFinished) else None)
    running = asyncio.create_task(refresher.refresh())
    await asyncio.to_thread(server.wait_for_requests, 1)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    async with asyncio.timeout(30):
        await is_finished.wait()
    assert [e.is_cancelled for e, _ in told if isinstance(e, RefreshFinished)] == [True]


async def test_closing_ends_what_goes_on_and_the_thread(
    library: Library, server: FakeServer
) -> None:
    refresher = RefreshThread(library, Limits())
    await refresher.aclose()  # nothing was begun
    follow(library, server.reply("/feed", Reply(is_hanging=True)))
    running = asyncio.create_task(refresher.refresh())
    await asyncio.to_thread(server.wait_for_requests, 1)
    await refresher.aclose()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert not any(thread.name == "refresh" for thread in threading.enumerate())


async def test_settings_that_change_count_from_the_next_refresh_on(
    library: Library, server: FakeServer, refresher: RefreshThread
) -> None:
    feed_id = follow(library, server.publish("/feed", rss("News", ["a" * 2_000])))
    refresher.obey(Limits(body_size=1_000), 1_800)
    assert (await refresher.refresh()).failed == 1
    refresher.obey(Limits(), 1_800)
    assert (await refresher.refresh([feed_id], force=True)).ok == 1
    feed = library.database.read(load_feed, feed_id).result()
    assert feed is not None
    assert feed.next_check_at == library.clock() + 1_800


async def test_documents_are_read_for_others_too(refresher: RefreshThread) -> None:
    job = Job(rss("News", ["a"]), "", "https://example.org/feed", 1_790_000_000)
    reading = await refresher.parser.read(job)
    assert reading.feed is not None
    assert reading.feed.title == "News"
    with pytest.raises(ParseError):
        await refresher.parser.read(job._replace(body=b"none"))
