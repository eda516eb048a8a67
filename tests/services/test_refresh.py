"""Refreshing feeds against a publisher on loopback that behaves or not."""

import asyncio
import sqlite3
from contextlib import ExitStack
from typing import NoReturn

import pytest

from factory import FakeClock
from fakes.parser import InlineParser
from fakes.server import FakeServer, Reply, rss, zipped
from newsreader.domain.errors import StoreError
from newsreader.domain.events import (
    EntriesArrived,
    Event,
    FeedChecked,
    FeedFetching,
    RefreshFinished,
    RefreshStarted,
)
from newsreader.domain.feed import Feed, NewFeed
from newsreader.domain.parsed import Reading
from newsreader.domain.view import View
from newsreader.fetch.answers import Limits
from newsreader.fetch.client import FetchClient
from newsreader.services import batches, refresh, turns
from newsreader.services.library import Library
from newsreader.services.parse_worker import Job
from newsreader.services.refresh import Refresher
from newsreader.store.entries import set_read
from newsreader.store.feeds import add_feed, load_feed, remove_feed
from newsreader.store.headlines import count_view, load_spine, unread_counts
from newsreader.store.lease import FeedLeases
from patience import PATIENCE_S


@pytest.fixture
def events(library: Library) -> list[Event]:
    seen: list[Event] = []
    library.bus.subscribe(seen.append)
    return seen


def follow(library: Library, url: str) -> int:
    return library.database.write(add_feed, NewFeed(url), library.clock()).result()


def feed_of(library: Library, feed_id: int) -> Feed:
    feed = library.database.read(load_feed, feed_id).result()
    assert feed is not None
    return feed


async def test_new_entries_are_stored_and_told(
    library: Library, refresher: Refresher, server: FakeServer, events: list[Event]
) -> None:
    feed_id = follow(library, server.publish("/feed", rss("News", ["a", "b"])))
    finished = await refresher.refresh()
    assert (finished.feeds, finished.ok, finished.failed, finished.new) == (1, 1, 0, 2)
    assert library.database.read(count_view, View()).result() == 2
    assert feed_of(library, feed_id).title == "News"
    arrived = [event for event in events if isinstance(event, EntriesArrived)]
    assert [len(event.new_ids) for event in arrived] == [2]
    checked = [event for event in events if isinstance(event, FeedChecked)]
    assert [(c.feed_id, c.error_code, c.new_count) for c in checked] == [(feed_id, None, 2)]
    assert (checked[0].size > 0, checked[0].changed_count) == (True, 0)
    assert [e for e in events if isinstance(e, RefreshStarted | FeedFetching)] == [
        RefreshStarted((feed_id,)),
        FeedFetching(feed_id),
    ]
    assert events[-1] == finished


async def test_second_request_carries_both_validators_as_they_came(
    library: Library, refresher: Refresher, server: FakeServer
) -> None:
    body = rss("News", ["a"])
    follow(library, server.publish("/feed", body, etag='W/"1-ü"'.replace("ü", "u"),
                                   last_modified="yesterday, more or less"))  # fmt: skip
    await refresher.refresh()
    finished = await refresher.refresh(force=True)
    first, second = server.asked("/feed")
    assert "if-none-match" not in first
    assert second["if-none-match"] == 'W/"1-u"'
    assert second["if-modified-since"] == "yesterday, more or less"
    assert (finished.ok, finished.not_modified) == (1, 1)


async def test_entries_that_left_the_document_stay(
    library: Library, refresher: Refresher, server: FakeServer
) -> None:
    server.reply("/feed", Reply(rss("N", ["a", "b"])), Reply(rss("N", ["c"])))
    follow(library, server.url())
    await refresher.refresh()
    await refresher.refresh(force=True)
    assert library.database.read(count_view, View()).result() == 3


async def test_parse_processes_are_begun_for_new_feeds_the_first_before_the_client_is_there(
    library: Library, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[int | str] = []

    class StartedParser(InlineParser):
        def start(self, documents: int) -> None:
            begun.append(documents)

    class SeenClient(FetchClient):
        async def __aenter__(self) -> FetchClient:
            begun.append("client")
            return await super().__aenter__()

    monkeypatch.setattr(refresh, "FetchClient", SeenClient)
    for path in ("/a", "/b"):
        follow(library, server.publish(path, rss(path, ["a"])))
    refresher = Refresher(library, parser=StartedParser())
    await refresher.refresh()
    assert begun == [1, "client", 2]
    await refresher.refresh(force=True)
    assert begun == [1, "client", 2, "client"]
    await refresher.aclose()


async def test_items_that_have_not_changed_are_not_read_again(
    library: Library, server: FakeServer
) -> None:
    read: list[Reading] = []

    class WatchedParser(InlineParser):
        async def read(self, job: Job) -> Reading:
            read.append(await super().read(job))
            return read[-1]

    refresher = Refresher(library, parser=WatchedParser())
    follow(library, server.publish("/feed", rss("N", ["a", "b", "c"])))
    await refresher.refresh()
    server.publish("/feed", rss("N", ["d", "a", "b", "c"]))
    finished = await refresher.refresh(force=True)
    assert (finished.new, finished.updated) == (1, 0)
    assert read[1].feed is not None
    assert [entry.guid for entry in read[1].feed.entries] == ["d"]
    assert library.database.read(count_view, View()).result() == 4
    await refresher.aclose()


async def test_same_bytes_are_not_parsed_again_but_their_validators_are_kept(
    library: Library, refresher: Refresher, server: FakeServer
) -> None:
    body = rss("N", ["a"])
    server.reply("/feed", Reply(body, headers={"ETag": '"1"'}),
                 Reply(body, headers={"ETag": '"2"'}))  # fmt: skip
    feed_id = follow(library, server.url())
    await refresher.refresh()
    finished = await refresher.refresh(force=True)
    assert finished.not_modified == 1
    assert feed_of(library, feed_id).etag == '"2"'


async def test_refetch_marks_nothing_unread(
    library: Library, refresher: Refresher, server: FakeServer
) -> None:
    server.reply("/feed", Reply(rss("N", ["a", "b"])), Reply(rss("N again", ["b", "a"])))
    follow(library, server.url())
    await refresher.refresh()
    spine = library.database.read(load_spine, View()).result()
    library.database.write(set_read, spine, True, library.clock()).result()
    await refresher.refresh(force=True)
    assert library.database.read(unread_counts).result() == {}


async def test_document_that_cannot_be_read_keeps_no_validators(
    library: Library, refresher: Refresher, server: FakeServer
) -> None:
    feed_id = follow(library, server.publish("/feed", b"<html><p>No.", etag='"1"'))
    finished = await refresher.refresh()
    feed = feed_of(library, feed_id)
    assert finished.failed == 1
    assert (feed.error_code, feed.etag, feed.body_hash) == ("html_instead_of_feed", None, None)


async def test_hosts_that_keep_us_waiting_do_not_keep_the_others_waiting(
    library: Library, refresher: Refresher, server: FakeServer, events: list[Event],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(turns, "MOST_AT_ONCE", 2)
    monkeypatch.setattr(turns, "SLOW_S", 0.01)
    for path in ("/hang", "/hang2"):
        follow(library, server.reply(path, Reply(is_hanging=True)))
    with FakeServer("127.0.0.2") as other:
        good = follow(library, other.publish("/feed", rss("N", ["a"])))
        is_checked = asyncio.Event()
        library.bus.subscribe(
            lambda event: is_checked.set() if isinstance(event, FeedChecked) else None
        )
        refreshing = asyncio.create_task(refresher.refresh())
        async with asyncio.timeout(PATIENCE_S):
            await is_checked.wait()
        assert [event.feed_id for event in events if isinstance(event, FeedChecked)] == [good]
        refreshing.cancel()
        await asyncio.gather(refreshing, return_exceptions=True)


async def test_one_hanging_feed_fails_alone(
    library: Library, server: FakeServer, clock: FakeClock
) -> None:
    refresher = Refresher(library, parser=InlineParser(), limits=Limits(total_s=0.3))
    server.reply("/hang", Reply(is_hanging=True))
    server.reply("/slow", Reply(b"<rss>", is_hanging_in_body=True))
    bad = [follow(library, server.url(path)) for path in ("/hang", "/slow")]
    for number in range(3):
        follow(library, server.publish(f"/{number}", rss("N", ["a"])))
    with FakeServer("127.0.0.2") as other:
        follow(library, other.publish("/feed", rss("N", ["a"])))
        finished = await refresher.refresh()
    assert (finished.ok, finished.failed) == (4, 2)
    assert {feed_of(library, feed_id).error_code for feed_id in bad} == {"timeout"}
    await refresher.aclose()


async def test_a_host_sees_at_most_two_requests_at_once(
    library: Library, refresher: Refresher, server: FakeServer
) -> None:
    for number in range(12):
        follow(library, server.publish(f"/{number}", zipped(rss("N", ["a"])),
                                       content_encoding="gzip"))  # fmt: skip
    finished = await refresher.refresh()
    assert finished.ok == 12
    assert server.most_at_once <= 2


async def test_a_host_to_which_many_others_redirect_sees_two_requests_at_once(
    library: Library, refresher: Refresher, server: FakeServer
) -> None:
    target = server.publish("/feed", zipped(rss("N", ["a"])), content_encoding="gzip")
    with ExitStack() as opened:
        for number in range(2, 14):
            other = opened.enter_context(FakeServer(f"127.0.0.{number}"))
            follow(library, other.redirect("/feed", target))
        assert (await refresher.refresh()).ok == 12
    assert server.most_at_once <= 2


async def test_refreshes_side_by_side_share_the_two_requests_of_a_host(
    library: Library, refresher: Refresher, server: FakeServer
) -> None:
    for path in ("/hang", "/hang2"):
        follow(library, server.reply(path, Reply(is_hanging=True)))
    first = asyncio.create_task(refresher.refresh())
    await asyncio.to_thread(server.wait_for_requests, 2)
    with FakeServer("127.0.0.2") as other:
        for answering in (server, other):
            follow(library, answering.publish("/feed", rss("N", ["a"])))
        second = asyncio.create_task(refresher.refresh())
        await asyncio.to_thread(other.wait_for_requests, 1)
        assert len(server.requests) == 2
        first.cancel()
        assert (await second).ok == 2
    await asyncio.gather(first, return_exceptions=True)


async def test_host_that_asks_one_refresh_for_a_rest_gets_it_from_those_beside_it(
    library: Library, refresher: Refresher, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "MOST_AT_ONCE", 1)
    with FakeServer("127.0.0.2") as other:
        follow(library, other.reply("/hang", Reply(is_hanging=True)))
        follow(library, server.publish("/feed", rss("N", ["a"])))
        first = asyncio.create_task(refresher.refresh())
        await asyncio.to_thread(other.wait_for_requests, 1)
        busy = Reply(status=429, headers={"Retry-After": "600"})
        await refresher.refresh([follow(library, server.reply("/busy", busy))])
    assert (await first).paused == 1
    assert not server.asked("/feed")


async def test_cancelling_keeps_what_was_stored(
    library: Library, refresher: Refresher, server: FakeServer, events: list[Event]
) -> None:
    server.reply("/hang", Reply(is_hanging=True))
    follow(library, server.url("/hang"))
    follow(library, server.publish("/feed", rss("N", ["a"])))
    has_arrived = asyncio.Event()

    def listen(event: Event) -> None:
        if isinstance(event, EntriesArrived):
            has_arrived.set()

    library.bus.subscribe(listen)
    refreshing = asyncio.create_task(refresher.refresh())
    await has_arrived.wait()
    refreshing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await refreshing
    assert isinstance(events[-1], RefreshFinished)
    assert events[-1].is_cancelled
    assert library.database.read(count_view, View()).result() == 1
    server.publish("/hang", rss("N", ["b"]))
    assert (await refresher.refresh()).new == 1


async def test_one_that_is_stopped_before_it_knows_its_feeds_tells_nothing(
    library: Library, refresher: Refresher, server: FakeServer, events: list[Event]
) -> None:
    follow(library, server.publish("/feed", rss("N", ["a"])))
    refreshing = asyncio.create_task(refresher.refresh())
    await asyncio.sleep(0)  # it waits for the library
    refreshing.cancel()
    with pytest.raises(asyncio.CancelledError):
        await refreshing
    assert events == []
    await refresher.refresh()
    begun = [event for event in events if isinstance(event, RefreshStarted)]
    assert (len(begun), isinstance(events[-1], RefreshFinished)) == (1, True)


async def test_feed_removed_while_it_was_fetched_does_not_come_back(
    library: Library, server: FakeServer
) -> None:
    class RemovingParser(InlineParser):
        async def read(self, job: Job) -> Reading:
            await asyncio.wrap_future(library.database.write(remove_feed, feed_id))
            return await super().read(job)

    refresher = Refresher(library, parser=RemovingParser())
    feed_id = follow(library, server.publish("/feed", rss("N", ["a"])))
    assert (await refresher.refresh()).new == 0
    assert library.database.read(load_feed, feed_id).result() is None
    await refresher.aclose()


async def test_feed_that_another_process_fetches_is_left_to_it(
    library: Library, refresher: Refresher, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed_id = follow(library, server.publish("/feed", rss("N", ["a"])))
    monkeypatch.setattr(FeedLeases, "_lock", lambda self, taken: taken != feed_id)
    finished = await refresher.refresh()
    assert (finished.feeds, finished.elsewhere) == (0, 1)
    monkeypatch.undo()
    finished = await refresher.refresh()
    assert (finished.feeds, finished.elsewhere) == (1, 0)


async def test_feed_that_another_process_fetched_before_we_took_it_is_not_asked_again(
    library: Library, refresher: Refresher, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow(library, server.publish("/feed", rss("News", ["a"])))

    def take_late(feed_id: int) -> bool:
        with sqlite3.connect(library.database.path) as other:
            later = library.clock() + 60
            other.execute("UPDATE feed SET next_check_at = ? WHERE id = ?", (later, feed_id))
        other.close()
        return FeedLeases.take(refresher.leases, feed_id)

    monkeypatch.setattr(refresher, "take", take_late)
    finished = await refresher.refresh()
    assert (finished.feeds, server.requests) == (0, [])


async def test_the_last_transaction_waits_for_nothing(
    library: Library, refresher: Refresher, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "GATHER_S", 3_600)
    follow(library, server.publish("/feed", rss("News", ["a"])))
    async with asyncio.timeout(PATIENCE_S):
        finished = await refresher.refresh()
    assert finished.new == 1


async def test_refresh_of_one_feed_takes_it_over_from_the_long_one(
    library: Library, server: FakeServer
) -> None:
    refresher = Refresher(library, parser=InlineParser(), limits=Limits(total_s=0.5))
    server.reply("/hang", Reply(is_hanging=True))
    server.reply("/hang2", Reply(is_hanging=True))
    hanging = [follow(library, server.url(path)) for path in ("/hang", "/hang2")]
    wanted = follow(library, server.publish("/wanted", rss("N", ["a"])))
    everything = asyncio.create_task(refresher.refresh())
    await asyncio.to_thread(server.wait_for_requests, 2)
    assert (await refresher.refresh([wanted])).new == 1
    again = await refresher.refresh(hanging)
    assert (again.feeds, again.elsewhere) == (0, 0), "it is this process that fetches them"
    finished = await everything
    assert (finished.feeds, finished.failed, finished.new) == (2, 2, 0)
    assert len(server.asked("/wanted")) == 1
    await refresher.aclose()


async def test_library_that_cannot_be_written_ends_the_refresh_in_words(
    library: Library,
    refresher: Refresher,
    server: FakeServer,
    events: list[Event],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(*_: object) -> NoReturn:
        raise full_disk

    full_disk = sqlite3.OperationalError("database or disk is full")
    full_disk.sqlite_errorcode = sqlite3.SQLITE_FULL
    feed_id = follow(library, server.publish("/feed", rss("N", ["a"])))
    monkeypatch.setattr(refresh, "save_checks", full)
    with pytest.raises(StoreError) as caught:
        await refresher.refresh()
    assert caught.value.code == "disk_full"
    assert isinstance(events[-1], RefreshFinished)
    assert feed_of(library, feed_id).checked_at is None
    monkeypatch.undo()
    assert (await refresher.refresh()).new == 1
