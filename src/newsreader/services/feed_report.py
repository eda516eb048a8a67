"""What the feed doctor says about a feed: a verdict, then facts, for both front ends."""

from collections.abc import Iterator
from typing import NamedTuple

from newsreader.domain.wording import size, span
from newsreader.services.feed_health import FeedHealth

QUIET_S = 365 * 86_400
"""A feed that brought nothing for so long is worth a look."""


class Fact(NamedTuple):
    """A line of the report."""

    label: str
    text: str


def verdict(health: FeedHealth) -> str:
    """Say in a few words how a feed is doing; ``well`` when there is nothing to do."""
    feed = health.feed
    if health.duplicate_of is not None:
        said = f"the same as {health.duplicate_of.title}"
    elif feed.error_code == "http_410":
        said = "gone for good"
    elif feed.is_paused:
        said = "paused"
    elif feed.error_code is not None:
        said = f"failed {feed.error_count} times in a row" if feed.error_count > 1 else "failed"
    elif feed.checked_at is None:
        said = "not fetched yet"
    elif health.is_held_back:
        said = "asks to be left alone"
    elif health.silent_s is not None and health.silent_s > QUIET_S:
        said = f"silent for {span(health.silent_s)}"
    else:
        said = "well"
    return said


def facts(health: FeedHealth, now: int) -> Iterator[Fact]:
    """Tell everything that is known about how a feed is doing; nothing is said twice."""
    feed = health.feed
    if feed.error_detail:
        yield Fact("Problem", feed.error_detail)
    yield Fact("Address", feed.url)
    if health.duplicate_of is not None:
        yield Fact("The same as", f"{health.duplicate_of.title}, {health.duplicate_of.url}")
    if health.moved_to:
        yield Fact("Moved to", health.moved_to)
    if health.former_url:
        yield Fact("Before", health.former_url)
    yield Fact("Last fetch", _ago(feed.checked_at, now))
    if feed.error_code is not None:  # else the last fetch was one
        yield Fact("Last success", _ago(feed.succeeded_at, now))
    if feed.changed_at is not None:
        yield Fact("Last news", _ago(feed.changed_at, now))
    if health.silent_s is not None:
        yield Fact("Silent for", span(health.silent_s))
    yield from _rhythm(health, now)
    yield from _answers(health)
    for note in health.notes:
        yield Fact("Note", note)


def _rhythm(health: FeedHealth, now: int) -> Iterator[Fact]:
    """Tell how often a feed is fetched; where something is in the way, when it is the next time.

    The interval of a failing feed is how long it waits for another try.
    """
    feed, is_failing = health.feed, health.feed.error_code is not None
    every = span(health.interval_s) if health.interval_s else ""
    if not feed.is_paused and (health.is_held_back or is_failing):
        yield Fact("Next fetch", _next_fetch(health, now, every))
    if every and not is_failing:
        but = "paused" if feed.is_paused else "left alone" if health.is_held_back else ""
        yield Fact("Fetched every", f"{every}, when it is not {but}" if but else every)


def _next_fetch(health: FeedHealth, now: int, every: str) -> str:
    """Say when a feed is fetched next, and why then: as its publisher asks, or as it has failed.

    ``every`` is how long it waits after its failure; nothing is said of it while it says the same.
    """
    wait_s = health.next_at - now
    if wait_s <= 0:
        return "due"
    wait = span(wait_s)
    if health.is_held_back:
        return f"in {wait}, as the publisher asks"
    return f"in {wait}, {every} after it failed" if every not in ("", wait) else f"in {wait}"


def _answers(health: FeedHealth) -> Iterator[Fact]:
    """Tell what the server sends."""
    status = f"status {health.status}" if health.status else ""
    document = size(health.size) if health.size else ""
    if health.status and health.status >= 400:  # the document came with another answer
        yield Fact("Last answer", status)
        if document:
            yield Fact("Last document", document)
    elif status or document:
        yield Fact("Last answer", ", ".join(filter(None, (status, document))))
    if health.check_count:
        unchanged = health.not_modified_count + health.same_count
        answered = f"{health.not_modified_count} answered 304"
        fetches = "fetch" if health.check_count == 1 else "fetches"
        yield Fact("Unchanged", f"{unchanged} of {health.check_count} {fetches}, {answered}")


def _ago(at: int | None, now: int) -> str:
    return "never" if at is None else f"{span(max(now - at, 0))} ago"
