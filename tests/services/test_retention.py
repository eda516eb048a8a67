"""Tidying up a library."""

import sqlite3
from collections.abc import Callable

from factory import FakeClock, parsed_entry
from newsreader.config.model import Settings
from newsreader.domain.bookmark import Bookmark
from newsreader.domain.events import Event, StateChanged
from newsreader.domain.options import FeedOptions
from newsreader.domain.retention import DAY, Retention
from newsreader.domain.view import View
from newsreader.services.library import Library
from newsreader.services.retention import rule_of, tidy
from newsreader.store.bookmarks import save_bookmark
from newsreader.store.entries import apply_update, set_read, set_starred
from newsreader.store.feeds import save_options
from newsreader.store.headlines import load_spine
from newsreader.store.maintenance import free_pages


def ids_of(library: Library) -> list[int]:
    return list(library.database.read(load_spine, View()).result())


def read_all(library: Library) -> None:
    library.database.write(set_read, ids_of(library), True, library.clock()).result()


def pass_days(library: Library, days: int) -> None:
    """Let days go by in which feeds are fetched as ever."""

    def fetch(db: sqlite3.Connection) -> None:
        db.execute("INSERT INTO fetch_log (feed_id, at, outcome) VALUES (1, ?, 'same')", (before,))

    clock = library.clock
    assert isinstance(clock, FakeClock)
    before = clock() + (days - 1) * DAY
    library.database.write(fetch).result()
    clock.forward(days * DAY)


async def test_what_went_does_not_come_back(
    library: Library, feed_with: Callable[..., int], clock: FakeClock
) -> None:
    events: list[Event] = []
    library.bus.subscribe(events.append)
    entries = [parsed_entry("1"), parsed_entry("2")]
    feed_id = feed_with("a", *entries)
    read_all(library)
    pass_days(library, 31)
    assert await tidy(library, Retention(keep_days=30)) == 2
    library.database.write(apply_update, feed_id, entries, clock()).result()
    assert ids_of(library) == []
    assert StateChanged(None) in events


async def test_precious_and_unread_entries_stay(
    library: Library, feed_with: Callable[..., int], clock: FakeClock
) -> None:
    feed_with("a", *(parsed_entry(name) for name in ("starred", "bookmarked", "unread", "read")))
    starred, bookmarked, unread, _ = sorted(ids_of(library))
    read_all(library)
    library.database.write(set_read, [unread], False, clock()).result()
    library.database.write(set_starred, [starred], True).result()
    copy = Bookmark(id=0, url="https://b/", title="B", created_at=1, entry_id=bookmarked)
    library.database.write(save_bookmark, copy).result()
    pass_days(library, 99)
    assert await tidy(library, Retention(keep_days=30)) == 1
    assert sorted(ids_of(library)) == [starred, bookmarked, unread]


async def test_a_feeds_own_setting_wins(
    library: Library, feed_with: Callable[..., int], clock: FakeClock
) -> None:
    kept, cut = feed_with("a", parsed_entry("1")), feed_with("b", parsed_entry("2"))
    library.database.write(save_options, kept, FeedOptions(keep_days=0).to_json()).result()
    read_all(library)
    pass_days(library, 31)
    assert cut != kept
    assert await tidy(library, Retention(keep_days=30)) == 1
    assert len(ids_of(library)) == 1


async def test_space_is_given_back_to_the_disk(
    library: Library, feed_with: Callable[..., int], clock: FakeClock
) -> None:
    feed_with("a", *(parsed_entry(str(n), html="x" * 100_000) for n in range(60)))
    read_all(library)
    pass_days(library, 31)
    assert await tidy(library, Retention(keep_days=30)) == 60
    assert library.database.read(free_pages).result() < 1_000


async def test_entry_starred_at_the_last_moment_stays(
    library: Library, feed_with: Callable[..., int], clock: FakeClock
) -> None:
    feed_with("a", parsed_entry("1"))
    read_all(library)
    pass_days(library, 31)

    def star_first(db: sqlite3.Connection) -> None:
        set_starred(db, [1], True)

    tidying = tidy(library, Retention(keep_days=30))
    library.database.write(star_first).result()
    assert await tidying == 0


async def test_clock_that_leaps_ahead_deletes_nothing(
    library: Library, feed_with: Callable[..., int], clock: FakeClock
) -> None:
    feed_with("a", parsed_entry("1"))
    read_all(library)
    clock.forward(104 * DAY)
    assert await tidy(library, Retention(keep_days=30)) == 0


async def test_what_was_read_just_now_stays_whenever_it_came(
    library: Library, feed_with: Callable[..., int], clock: FakeClock
) -> None:
    feed_with("a", parsed_entry("1"))
    pass_days(library, 365)
    read_all(library)
    assert await tidy(library, Retention(keep_days=30)) == 0


async def test_settings_let_unread_entries_go(
    library: Library, feed_with: Callable[..., int], clock: FakeClock
) -> None:
    feed_with("a", parsed_entry("1"))
    pass_days(library, 31)
    settings = Settings()
    days = settings.retention._replace(days=30)
    assert await tidy(library, rule_of(settings._replace(retention=days))) == 0
    told = days._replace(unread=True)
    assert await tidy(library, rule_of(settings._replace(retention=told))) == 1
