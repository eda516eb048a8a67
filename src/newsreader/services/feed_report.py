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
    elif health.silent_s is not None and health.silent_s > QUIET_S:
        said = f"silent for {span(health.silent_s)}"
    else:
        said = "well"
    return said


def facts(health: FeedHealth, now: int) -> Iterator[Fact]:
    """Tell everything that is known about how a feed is doing; nothing is said twice."""
    feed = health.feed
    yield Fact("Address", feed.url)
    if health.moved_to:
        yield Fact("Moved to", health.moved_to)
    if health.former_url:
        yield Fact("Before", health.former_url)
    if feed.error_detail:
        yield Fact("Problem", feed.error_detail)
    yield Fact("Last fetch", _ago(feed.checked_at, now))
    if feed.changed_at is not None:
        yield Fact("Last news", _ago(feed.changed_at, now))
    if health.interval_s and not feed.is_paused:
        yield Fact("Fetched every", span(health.interval_s))
    answer = [f"status {health.status}" if health.status else ""]
    answer.append(size(health.size) if health.size else "")
    if any(answer):
        yield Fact("Last answer", ", ".join(filter(None, answer)))
    if health.check_count:
        yield Fact("Unchanged", f"{health.not_modified_count} of {health.check_count} fetches")
    for note in health.notes:
        yield Fact("Note", note)


def _ago(at: int | None, now: int) -> str:
    return "never" if at is None else f"{span(max(now - at, 0))} ago"
