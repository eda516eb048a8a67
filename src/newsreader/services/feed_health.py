"""How each feed is doing: what the feed doctor shows, on the screen and on the command line."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from newsreader.domain.changes import alias
from newsreader.domain.feed import Feed
from newsreader.domain.schedule import Schedule, rest_end
from newsreader.domain.urls import host
from newsreader.store.checks import LogSummary, load_log_summaries, load_pauses
from newsreader.store.feeds import load_feeds


@dataclass(frozen=True, slots=True)
class FeedHealth:
    """One feed's state. Times are Unix seconds, UTC; None means never or unknown."""

    feed: Feed
    status: int | None
    """HTTP status of the last answer."""
    size: int | None
    """Bytes on the wire of the last document."""
    check_count: int
    """Fetches the log remembers, at most ``store.checks.LOG_LENGTH``."""
    not_modified_count: int
    """How many of these were answered 304."""
    interval_s: int | None
    """Time between the last fetch and the next."""
    silent_s: int | None
    """Time since its newest entry."""
    notes: tuple[str, ...]
    """What was odd about the last document."""
    moved_to: str
    """Where the server says it lives now; empty if it says nothing."""
    former_url: str
    """Its address before it last moved; empty if it never did."""
    duplicate_of: Feed | None
    """An older subscription to the same thing."""
    same_count: int = 0
    """How many fetches brought a document without anything new."""
    next_at: int = 0
    """When it is due, its publisher's wish to wait included."""
    is_held_back: bool = False
    """Its publisher asks to be left alone until then."""

    @property
    def is_well(self) -> bool:
        """Tell whether there is nothing to do about this feed."""
        feed = self.feed
        return feed.error_code is None and not feed.is_paused and self.duplicate_of is None


def load_feed_health(db: sqlite3.Connection, now: int) -> list[FeedHealth]:
    """Load the state of all feeds: those in trouble first, then by title."""
    feeds = load_feeds(db)
    summaries, pauses = load_log_summaries(db), load_pauses(db, now)
    originals = _originals(feeds)
    health = [
        _health(feed, summaries.get(feed.id, LogSummary()), originals.get(feed.id), now)
        for feed in feeds
    ]
    health = [_held_back(one, pauses) for one in health]
    return sorted(health, key=lambda one: one.is_well)


def _health(feed: Feed, log: LogSummary, original: Feed | None, now: int) -> FeedHealth:
    schedule = Schedule.from_json(feed.schedule)
    checked_at = feed.checked_at
    return FeedHealth(
        feed,
        log.status,
        log.size,
        log.check_count,
        log.not_modified_count,
        None if checked_at is None else max(feed.next_check_at - checked_at, 0),
        max(now - schedule.newest_at, 0) if schedule.newest_at else None,
        schedule.notes,
        schedule.moved_to if schedule.moved_to != feed.url else "",  # followed on being added
        schedule.former_url,
        original,
        log.same_count,
        feed.next_check_at,
    )


def _held_back(health: FeedHealth, pauses: Mapping[str, int]) -> FeedHealth:
    """Take in what the publisher wishes for all its feeds."""
    asked = host(health.feed.url)
    until, next_at = rest_end(pauses, asked), health.next_at
    is_held_back = next_at <= pauses.get(asked, -1)  # else it would not be fetched before anyway
    return replace(health, next_at=max(next_at, until), is_held_back=is_held_back)


def _originals(feeds: Iterable[Feed]) -> dict[int, Feed]:
    """Map the ids of feeds that are followed twice to the older subscription."""
    first: dict[str | bytes, Feed] = {}
    twice: dict[int, Feed] = {}
    for feed in sorted(feeds, key=lambda feed: feed.id):
        for mark in _marks(feed):
            original = first.setdefault(mark, feed)
            if original.id != feed.id:
                twice.setdefault(feed.id, original)
    return twice


def _marks(feed: Feed) -> Sequence[str | bytes]:
    """Give what no two different feeds have in common: address, new address, document."""
    moved_to = Schedule.from_json(feed.schedule).moved_to
    marks: list[str | bytes | None] = [alias(feed.url), alias(moved_to), feed.body_hash]
    return [mark for mark in marks if mark]
