"""What the feed doctor knows."""

from collections.abc import Iterator

import pytest

from factory import NOW, FakeClock
from fakes.parser import InlineParser
from fakes.server import FakeServer, Reply, rss
from newsreader.domain.feed import NewFeed
from newsreader.domain.schedule import Schedule
from newsreader.services.feed_health import FeedHealth, load_feed_health
from newsreader.services.library import Library
from newsreader.services.refresh import Refresher
from newsreader.store.feeds import add_feed


@pytest.fixture
def server() -> Iterator[FakeServer]:
    with FakeServer() as opened:
        yield opened


def follow(library: Library, url: str) -> int:
    return library.database.write(add_feed, NewFeed(url), library.clock()).result()


async def health_after(library: Library, *, refreshes: int) -> dict[int, FeedHealth]:
    refresher = Refresher(library, parser=InlineParser())
    for _ in range(refreshes):
        await refresher.refresh(force=True)
    await refresher.aclose()
    found = library.database.read(load_feed_health, library.clock()).result()
    return {one.feed.id: one for one in found}


async def test_feed_that_was_never_fetched_has_no_history(library: Library) -> None:
    feed_id = follow(library, "https://a.example/feed")
    one = (await health_after(library, refreshes=0))[feed_id]
    assert (one.check_count, one.status, one.interval_s, one.silent_s) == (0, None, None, None)
    assert one.is_well


async def test_size_status_and_304s_are_counted(library: Library, server: FakeServer) -> None:
    body = rss("News", ["a"])
    feed_id = follow(library, server.publish("/feed", body, etag='"1"'))
    one = (await health_after(library, refreshes=3))[feed_id]
    assert (one.check_count, one.not_modified_count) == (3, 2)
    assert (one.status, one.size) == (304, len(body))
    assert one.feed.succeeded_at == NOW
    assert one.interval_s is not None
    assert one.interval_s >= 3_600


async def test_a_document_that_was_the_same_counts_as_unchanged(
    library: Library, server: FakeServer
) -> None:
    feed_id = follow(library, server.publish("/feed", rss("News", ["a"])))
    one = (await health_after(library, refreshes=3))[feed_id]
    assert (one.check_count, one.not_modified_count, one.same_count) == (3, 0, 2)


async def test_feed_of_a_publisher_that_wants_to_be_left_alone_waits_as_well(
    library: Library, server: FakeServer
) -> None:
    busy = follow(library, server.reply("/a", Reply(status=503, headers={"Retry-After": "7200"})))
    await health_after(library, refreshes=1)
    other = follow(library, server.publish("/b", rss("B", ["b"])))
    health = await health_after(library, refreshes=0)
    assert (health[other].next_at, health[other].is_held_back) == (NOW + 7_200, True)
    assert (health[busy].next_at, health[busy].is_held_back) == (NOW + 7_200, True)


async def test_feed_that_is_not_due_before_its_publisher_may_be_asked_is_not_held_back(
    library: Library, server: FakeServer
) -> None:
    fine = follow(library, server.publish("/fine", rss("News", ["a"], "<ttl>180</ttl>")))
    await health_after(library, refreshes=1)
    follow(library, server.reply("/busy", Reply(status=429, headers={"Retry-After": "600"})))
    one = (await health_after(library, refreshes=1))[fine]
    assert one.next_at >= NOW + 3 * 3_600
    assert not one.is_held_back


async def test_failure_is_told_in_words_and_comes_first(
    library: Library, server: FakeServer
) -> None:
    follow(library, server.publish("/a", rss("A", ["a"])))
    broken = follow(library, server.reply("/z", Reply(status=404)))
    health = await health_after(library, refreshes=1)
    assert next(iter(health)) == broken
    one = health[broken]
    assert (one.status, one.feed.error_code) == (404, "http_404")
    assert "nothing at this address" in (one.feed.error_detail or "")
    assert one.feed.succeeded_at is None


async def test_silence_counts_from_the_newest_entry(
    library: Library, server: FakeServer, clock: FakeClock
) -> None:
    dated = rss("A", ["a"]).replace(
        b"</item>", b"<pubDate>Sun, 20 Sep 2026 14:13:20 GMT</pubDate></item>"
    )
    feed_id = follow(library, server.publish("/feed", dated))
    await health_after(library, refreshes=1)
    clock.forward(3_600)
    one = (await health_after(library, refreshes=0))[feed_id]
    assert one.silent_s == 86_400 + 3_600


@pytest.mark.parametrize("told", ["", "https://b.example/feed"])
async def test_a_move_to_where_the_feed_lives_already_is_none(library: Library, told: str) -> None:
    feed_id = follow(library, "https://a.example/feed")
    schedule = Schedule(moved_to=told or "https://a.example/feed", moved_count=1).to_json()
    library.database.write(
        lambda db: db.execute("UPDATE feed SET schedule = ?", (schedule,))
    ).result()
    assert (await health_after(library, refreshes=0))[feed_id].moved_to == told


async def test_feed_followed_twice_is_found_by_address_or_by_content(
    library: Library, server: FakeServer
) -> None:
    body = rss("News", ["a"])
    first = follow(library, server.publish("/feed", body))
    other = follow(library, server.publish("/feed/", body))
    same = follow(library, server.publish("/same-under-another-name", body))
    different = follow(library, server.publish("/different", rss("Else", ["a"])))
    health = await health_after(library, refreshes=1)
    for feed_id in (other, same):
        original = health[feed_id].duplicate_of
        assert original is not None
        assert original.id == first
    assert health[first].duplicate_of is None
    assert health[different].duplicate_of is None
    assert not health[same].is_well
