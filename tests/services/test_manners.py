"""Manners towards publishers: one rule, one test, against a publisher on loopback."""

import sqlite3

import pytest

from factory import FakeClock
from fakes.server import FakeServer, Reply, rss
from newsreader.domain.events import Event, FeedChecked, FeedHeldBack
from newsreader.domain.feed import Feed, NewFeed
from newsreader.domain.options import FeedOptions
from newsreader.domain.schedule import DAY, HOUR, MINUTE, Schedule
from newsreader.domain.view import View
from newsreader.domain.wording import clock_time
from newsreader.services.feed_edit import FeedChange, edit_feed
from newsreader.services.library import Library
from newsreader.services.outcomes import _new_address
from newsreader.services.refresh import ASKED_TO_WAIT, Refresher
from newsreader.services.subscriptions import subscribe, unseen
from newsreader.services.undo import History
from newsreader.store.feeds import add_feed, load_feed, remove_feed, set_paused
from newsreader.store.headlines import count_view

BODY = rss("News", ["a"])
LOGIN: FeedChange = {"user": "anna", "password": "geheim"}


def follow(library: Library, url: str) -> int:
    return library.database.write(add_feed, NewFeed(url), library.clock()).result()


def feed_of(library: Library, feed_id: int) -> Feed:
    feed = library.database.read(load_feed, feed_id).result()
    assert feed is not None
    return feed


async def wait_after(library: Library, refresher: Refresher, url: str) -> int:
    """Follow a feed, fetch it and give the seconds until the next fetch."""
    feed_id = follow(library, url)
    await refresher.refresh()
    return feed_of(library, feed_id).next_check_at - library.clock()


async def is_fetched(refresher: Refresher, server: FakeServer, *, force: bool = False) -> bool:
    before = len(server.requests)
    await refresher.refresh(force=force)
    return len(server.requests) > before


async def test_a_feed_that_is_not_due_is_not_asked_for(
    library: Library, refresher: Refresher, server: FakeServer, clock: FakeClock
) -> None:
    follow(library, server.publish("/feed", BODY))
    assert await is_fetched(refresher, server)
    assert not await is_fetched(refresher, server)
    clock.forward(59 * MINUTE)
    assert not await is_fetched(refresher, server)
    clock.forward(10 * MINUTE)
    assert await is_fetched(refresher, server)


async def test_force_ignores_the_schedule(
    library: Library, refresher: Refresher, server: FakeServer
) -> None:
    follow(library, server.publish("/feed", BODY))
    await refresher.refresh()
    assert await is_fetched(refresher, server, force=True)


async def test_max_age_is_a_lower_bound(
    library: Library, refresher: Refresher, server: FakeServer
) -> None:
    url = server.publish("/feed", BODY, cache_control="max-age=43200")
    assert await wait_after(library, refresher, url) >= 12 * HOUR


async def test_expires_is_a_lower_bound(
    library: Library, refresher: Refresher, server: FakeServer
) -> None:
    url = server.publish(
        "/feed", BODY, date="Mon, 21 Sep 2026 10:00:00 GMT", expires="Mon, 21 Sep 2026 15:00:00 GMT"
    )
    assert await wait_after(library, refresher, url) >= 5 * HOUR


@pytest.mark.parametrize(
    "about",
    [
        "<ttl>300</ttl>",
        "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
    ],
)
async def test_wish_of_the_document_is_a_lower_bound(
    library: Library, refresher: Refresher, server: FakeServer, about: str
) -> None:
    url = server.publish("/feed", rss("News", ["a"], about))
    assert await wait_after(library, refresher, url) >= 5 * HOUR


async def test_skip_hours_are_respected(
    library: Library, refresher: Refresher, server: FakeServer
) -> None:
    hours = "".join(f"<hour>{hour}</hour>" for hour in range(23))
    feed_id = follow(
        library, server.publish("/f", rss("N", "a", f"<skipHours>{hours}</skipHours>"))
    )
    await refresher.refresh()
    assert feed_of(library, feed_id).next_check_at // HOUR % 24 == 23


async def test_readers_interval_wins(
    library: Library, refresher: Refresher, server: FakeServer
) -> None:
    feed_id = follow(library, server.publish("/feed", rss("N", "a", "<ttl>10</ttl>")))
    library.database.write(edit_feed, feed_id, {"interval_s": 20 * MINUTE}).result()
    await refresher.refresh()
    assert feed_of(library, feed_id).next_check_at == library.clock() + 20 * MINUTE


async def test_readers_interval_does_not_win_over_what_the_publisher_asks_for(
    library: Library, refresher: Refresher, server: FakeServer
) -> None:
    feed_id = follow(library, server.publish("/feed", rss("N", ["a"], "<ttl>300</ttl>")))
    library.database.write(edit_feed, feed_id, {"interval_s": 20 * MINUTE}).result()
    await refresher.refresh()
    assert feed_of(library, feed_id).next_check_at == library.clock() + 5 * HOUR


async def test_interval_for_all_feeds_counts_for_those_that_were_fetched_before_it_was_set(
    library: Library, refresher: Refresher, server: FakeServer, clock: FakeClock
) -> None:
    follow(library, server.publish("/feed", BODY))
    follow(library, server.publish("/slow", rss("N", ["a"], "<ttl>300</ttl>")))
    own_id = follow(library, server.publish("/own", BODY))
    library.database.write(edit_feed, own_id, {"interval_s": 2 * HOUR}).result()
    await refresher.refresh()
    clock.forward(20 * MINUTE)
    assert not await is_fetched(refresher, server)
    refresher.obey(refresher.limits, 20 * MINUTE)
    assert await is_fetched(refresher, server)
    asked = [len(server.asked(path)) for path in ("/feed", "/slow", "/own")]
    assert asked == [2, 1, 1]
    assert not await is_fetched(refresher, server)


@pytest.mark.parametrize("status", [429, 503])
async def test_retry_after_pauses_the_whole_host_and_force_does_not_help(
    library: Library, refresher: Refresher, server: FakeServer, clock: FakeClock, status: int
) -> None:
    busy = Reply(status=status, headers={"Retry-After": "7200"})
    busy_id = follow(library, server.reply("/busy", busy, Reply(BODY)))
    await refresher.refresh()
    assert feed_of(library, busy_id).error_code == f"http_{status}"
    other_id = follow(library, server.publish("/other", BODY))
    assert not await is_fetched(refresher, server, force=True)
    events: list[Event] = []
    library.bus.subscribe(events.append)
    finished = await refresher.refresh()
    assert (finished.feeds, finished.paused) == (0, 1)
    assert FeedHeldBack(other_id, clock() + 2 * HOUR) in events
    clock.forward(3 * HOUR)
    assert await is_fetched(refresher, server)
    assert feed_of(library, busy_id).error_code is None
    assert len(server.asked("/other")) == 1


async def test_feed_asked_for_by_name_says_that_its_host_wants_to_wait(
    library: Library, refresher: Refresher, server: FakeServer
) -> None:
    events: list[Event] = []
    busy = Reply(status=503, headers={"Retry-After": "600"})
    feed_id = follow(library, server.reply("/feed", busy))
    await refresher.refresh()
    library.bus.subscribe(events.append)
    finished = await refresher.refresh([feed_id], force=True)
    assert (finished.feeds, finished.failed) == (1, 1)
    until = clock_time(library.clock() + 600, library.clock())
    sentence = f"The publisher asks to be left alone until {until}."
    assert FeedChecked(feed_id, ASKED_TO_WAIT, sentence) in events
    assert len(server.requests) == 1


@pytest.mark.parametrize("status", [403, 500])
async def test_retry_after_of_any_failure_is_kept(
    library: Library, refresher: Refresher, server: FakeServer, clock: FakeClock, status: int
) -> None:
    follow(library, server.reply("/", Reply(status=status, headers={"Retry-After": "7200"})))
    await refresher.refresh()
    assert not await is_fetched(refresher, server, force=True)
    clock.forward(2 * HOUR)
    assert await is_fetched(refresher, server, force=True)


async def test_shorter_retry_after_takes_nothing_from_a_longer_one(
    library: Library, refresher: Refresher, server: FakeServer, clock: FakeClock
) -> None:
    for wait in ("7200", "60"):
        follow(library, server.reply(f"/{wait}", Reply(status=429, headers={"Retry-After": wait})))
    await refresher.refresh()
    clock.forward(HOUR)
    assert not await is_fetched(refresher, server, force=True)


async def test_busy_host_that_does_not_say_how_long_rests_shortly_and_alone(
    library: Library, refresher: Refresher, server: FakeServer, clock: FakeClock
) -> None:
    busy_id = follow(library, server.reply("/busy", Reply(status=503)))
    for _ in range(5):
        await refresher.refresh(force=True)
    assert feed_of(library, busy_id).next_check_at > clock() + 2 * HOUR
    follow(library, server.publish("/feed", BODY))
    await refresher.refresh()
    assert not server.asked("/feed")
    with FakeServer("127.0.0.2") as neighbour:
        follow(library, neighbour.publish("/feed", BODY))
        await refresher.refresh()
        assert neighbour.asked("/feed")
    clock.forward(10 * MINUTE)
    await refresher.refresh()
    assert server.asked("/feed")


async def test_busy_host_is_left_alone_and_not_the_one_that_sent_us_there(
    library: Library, refresher: Refresher, server: FakeServer
) -> None:
    with FakeServer("127.0.0.2") as busy:
        headers = {"Retry-After": "7200"}
        target = busy.reply("/busy", Reply(status=429, headers=headers))
        follow(library, server.redirect("/moved", target))
        await refresher.refresh()
        follow(library, busy.publish("/feed", BODY))
        follow(library, server.publish("/feed", BODY))
        await refresher.refresh()
        assert (len(busy.requests), len(server.asked("/feed"))) == (1, 1)
        await refresher.refresh(force=True)
        assert len(busy.requests) == 1  # not even when it is sent there


async def test_host_that_is_busy_is_left_alone_for_the_rest_of_the_refresh(
    library: Library, refresher: Refresher, server: FakeServer
) -> None:
    for number in range(20):
        follow(library, server.reply(f"/{number}", Reply(status=429)))
    finished = await refresher.refresh()
    assert len(server.requests) <= 3
    assert finished.failed == len(server.requests)
    assert finished.failed + finished.paused == 20


async def test_permanent_redirect_seen_twice_moves_the_subscription_with_its_history(
    library: Library, refresher: Refresher, server: FakeServer
) -> None:
    feed_id = follow(library, server.publish("/old", BODY))
    await refresher.refresh()
    server.publish("/new", rss("News", ["b"]))
    server.redirect("/old", "/new", 301)
    await refresher.refresh(force=True)
    assert feed_of(library, feed_id).url == server.url("/old")
    assert (await refresher.refresh(force=True)).moved == 1
    feed = feed_of(library, feed_id)
    assert feed.url == server.url("/new")
    assert Schedule.from_json(feed.schedule).former_url == server.url("/old")
    assert library.database.read(count_view, View()).result() == 2
    await refresher.refresh(force=True)
    assert len(server.asked("/old")) == 3


@pytest.mark.parametrize("secrets", [LOGIN, {"headers": {"X-Key": "k"}}])
async def test_feed_with_secrets_does_not_move_to_another_host(
    library: Library, refresher: Refresher, server: FakeServer, secrets: FeedChange
) -> None:
    with FakeServer() as other:
        url = server.redirect("/old", other.publish("/new", BODY), 301)
        feed_id = follow(library, url)
        library.database.write(edit_feed, feed_id, secrets).result()
        for _ in range(3):
            await refresher.refresh(force=True)
        assert feed_of(library, feed_id).url == url
        for headers in other.asked("/new"):
            assert not {"authorization", "x-key"} & set(headers)


@pytest.mark.parametrize("is_typed", [True, False])
async def test_login_that_undo_brings_back_is_not_for_the_host_the_feed_has_moved_to(
    library: Library, refresher: Refresher, server: FakeServer, is_typed: bool
) -> None:
    with FakeServer() as other:
        url = server.redirect("/old", other.publish("/new", BODY), 301)
        typed = url.replace("http://", "http://anna:geheim@")
        feed_id = (await subscribe(library, unseen(typed if is_typed else url))).id
        if not is_typed:
            library.database.write(edit_feed, feed_id, LOGIN).result()
        history = History(library)
        nothing: FeedChange = {"user": "", "password": ""}
        await history.change("Without a login", edit_feed, feed_id, nothing)
        for _ in range(3):
            await refresher.refresh(force=True)
        assert feed_of(library, feed_id).url == other.url("/new")
        await history.undo()
        await refresher.refresh(force=True)
        for headers in other.asked("/new"):
            assert "authorization" not in headers
        state = library.database.write(edit_feed, feed_id, {"user": "bert"}).result()
        assert (state.options.user, state.options.password) == ("bert", "")
        await refresher.refresh(force=True)
        assert "authorization" in other.asked("/new")[-1]


async def test_feed_with_secrets_moves_at_its_own_host(
    library: Library, refresher: Refresher, server: FakeServer
) -> None:
    server.publish("/new", BODY)
    feed_id = follow(library, server.redirect("/old", "/new", 301))
    library.database.write(edit_feed, feed_id, LOGIN).result()
    for _ in range(2):
        await refresher.refresh(force=True)
    assert feed_of(library, feed_id).url == server.url("/new")


def test_feed_with_secrets_moves_to_the_tls_of_its_own_host() -> None:
    schedule, login = Schedule(moved_count=2), FeedOptions(user="anna")
    for target, moved in (("https://a.example/f", True), ("https://b.example/f", False)):
        url = _new_address("http://a.example/f", schedule._replace(moved_to=target), login)
        assert url == (target if moved else None)


async def test_permanent_redirect_to_something_else_than_a_feed_is_not_believed(
    library: Library, refresher: Refresher, server: FakeServer
) -> None:
    server.publish("/login", b"<html><p>Please log in.")
    feed_id = follow(library, server.redirect("/feed", "/login", 301))
    for _ in range(3):
        await refresher.refresh(force=True)
    assert feed_of(library, feed_id).url == server.url("/feed")


async def test_move_to_the_address_of_another_feed_waits_until_that_is_free(
    library: Library, refresher: Refresher, server: FakeServer
) -> None:
    feed_id = follow(library, server.redirect("/old", "/new", 308))
    other_id = follow(library, server.publish("/new", BODY))
    for _ in range(3):
        assert (await refresher.refresh(force=True)).moved == 0
    feed = feed_of(library, feed_id)
    schedule = Schedule.from_json(feed.schedule)
    assert (feed.url, schedule.former_url) == (server.url("/old"), "")
    assert schedule.moved_to == server.url("/new")  # by this the doctor finds the duplicate
    library.database.write(remove_feed, other_id).result()
    await refresher.refresh(force=True)
    assert feed_of(library, feed_id).url == server.url("/new")


async def test_gone_retires_the_feed_with_a_notice(
    library: Library, refresher: Refresher, server: FakeServer, clock: FakeClock
) -> None:
    feed_id = follow(library, server.reply("/feed", Reply(status=410)))
    await refresher.refresh()
    feed = feed_of(library, feed_id)
    assert (feed.is_paused, feed.error_code) == (True, "http_410")
    assert "ended this feed" in (feed.error_detail or "")
    clock.forward(400 * DAY)
    assert not await is_fetched(refresher, server, force=True)


@pytest.mark.parametrize("is_readers", [False, True])
async def test_feed_that_answers_again_is_back_unless_the_reader_paused_it(
    library: Library, refresher: Refresher, server: FakeServer, is_readers: bool
) -> None:
    feed_id = follow(library, server.reply("/feed", Reply(status=410), Reply(BODY)))
    library.database.write(set_paused, feed_id, is_readers).result()
    await refresher.refresh([feed_id], force=True)
    assert feed_of(library, feed_id).is_paused
    await refresher.refresh([feed_id], force=True)
    assert feed_of(library, feed_id).is_paused == is_readers


async def test_line_that_fails_is_not_held_against_publishers(
    library: Library, refresher: Refresher, server: FakeServer, clock: FakeClock
) -> None:
    closed = [f"http://127.0.0.{number}:1/feed" for number in (2, 3)]
    first_id, _ = (follow(library, url) for url in closed)
    for _ in range(4):
        clock.forward(10 * MINUTE)
        assert (await refresher.refresh()).failed == 2
    feed = feed_of(library, first_id)
    assert (feed.error_code, feed.error_count) == ("connect_failed", 0)
    assert feed.next_check_at < clock() + 10 * MINUTE
    follow(library, server.publish("/feed", BODY))  # somebody answers: it is they
    for count in (1, 2):
        await refresher.refresh(force=True)
        assert feed_of(library, first_id).error_count == count


async def test_errors_back_off_and_one_success_forgets_them(
    library: Library, refresher: Refresher, server: FakeServer, clock: FakeClock
) -> None:
    failing = Reply(status=500)
    feed_id = follow(library, server.reply("/feed", failing, failing, failing, Reply(BODY)))
    waits = []
    for _ in range(3):
        await refresher.refresh(force=True)
        waits.append(feed_of(library, feed_id).next_check_at - clock())
    assert waits[0] < waits[1] < waits[2]
    await refresher.refresh(force=True)
    feed = feed_of(library, feed_id)
    assert (feed.error_count, feed.error_code, feed.error_detail) == (0, None, None)


async def test_conditional_request_is_dropped_once_in_eight_days(
    library: Library, refresher: Refresher, server: FakeServer, clock: FakeClock
) -> None:
    follow(library, server.publish("/feed", BODY, etag='"1"'))
    for days in (0, 7, 1, 1):
        clock.forward(days * DAY)
        await refresher.refresh(force=True)
    conditional = ["if-none-match" in headers for headers in server.asked("/feed")]
    assert conditional == [False, True, False, True]


async def test_time_set_by_a_wrong_clock_is_ignored(
    library: Library, refresher: Refresher, server: FakeServer, clock: FakeClock
) -> None:
    follow(library, server.publish("/feed", BODY))
    clock.forward(3_000 * DAY)
    await refresher.refresh()
    clock.forward(-3_000 * DAY)
    assert await is_fetched(refresher, server)


async def test_at_most_two_thousand_entries_of_a_document_are_kept(
    library: Library, refresher: Refresher, server: FakeServer
) -> None:
    follow(library, server.publish("/feed", rss("N", map(str, range(2_050)))))
    assert (await refresher.refresh()).new == 2_000


async def test_log_of_a_feed_stays_short(
    library: Library, refresher: Refresher, server: FakeServer, clock: FakeClock
) -> None:
    follow(library, server.publish("/feed", BODY))
    for _ in range(45):
        clock.forward(1)
        await refresher.refresh(force=True)

    def count(db: sqlite3.Connection) -> tuple[int, int]:
        row = db.execute("SELECT count(*), min(at) FROM fetch_log").fetchone()
        return int(row[0]), int(row[1])

    assert library.database.read(count).result() == (40, clock() - 39)
