"""What a publisher's answer means for a feed: pure decisions, written down by store.checks."""

from typing import NamedTuple

from newsreader.domain.errors import ParseError
from newsreader.domain.feed import Feed
from newsreader.domain.options import FeedOptions
from newsreader.domain.parsed import ParsedFeed
from newsreader.domain.schedule import (
    BUSY_S,
    FARTHEST_S,
    MOVED_TWICE,
    Schedule,
    brief_rest,
    is_full_due,
    next_check_at,
    next_try_at,
)
from newsreader.domain.urls import host, is_as_trusted, is_less_safe
from newsreader.fetch.answers import Answer, Ask, Failed, Fetched
from newsreader.store.checks import Check, Move

MOST_ENTRIES = 2_000
"""Entries kept of one document."""

BUSY = ("http_429", "http_503")
"""The codes of hosts that want to be asked later."""


class Visit(NamedTuple):
    """A feed about to be fetched, and the moment's settings."""

    feed: Feed
    now: int
    wish_s: int = 0
    """The reader's interval for all feeds; the feed's own wins."""
    jitter: float = 0.0
    is_offline: bool = False
    """Whether it is our own line that fails."""
    body_hash: bytes | None = None
    """Of the document that came, if one did."""


def ask_for(feed: Feed, now: int) -> Ask:
    """Say what to send: validators, unless it is time to see the whole document again."""
    options = FeedOptions.from_json(feed.options).sent_to(feed.url)
    is_full = is_full_due(Schedule.from_json(feed.schedule), now)
    return Ask(
        feed.url,
        None if is_full else feed.etag,
        None if is_full else feed.last_modified,
        options.user,
        options.password,
        tuple(options.headers.items()),
        stays_packed=True,
    )


def is_due(feed: Feed, now: int, wish_s: int) -> bool:
    """Tell whether a feed's time has come, also where ``wish_s`` was set after it was fetched."""
    if feed.next_check_at <= now or feed.next_check_at > now + FARTHEST_S:
        return True
    wish_s = FeedOptions.from_json(feed.options).interval_s or wish_s
    if not wish_s or feed.error_code or feed.checked_at is None or feed.checked_at > now:
        return False
    return next_check_at(Schedule.from_json(feed.schedule), feed.checked_at, wish_s=wish_s) <= now


def check_of(
    visit: Visit, answer: Answer, parsed: ParsedFeed | ParseError | None, took_ms: int = 0
) -> Check:
    """Decide what a fetch came to.

    ``parsed`` is what the parser made of a Fetched answer, None where it is not needed: the
    answer was no document, or the same bytes as last time.
    """
    if isinstance(answer, Failed):
        check = _failure(visit, answer.code, answer.sentence, answer.retry_after_s)
        check = check._replace(status=answer.status, pause=_pause(visit, answer))
        if answer.status == 410 and not visit.feed.is_paused:
            schedule = Schedule.from_json(visit.feed.schedule)._replace(is_retired=True)
            check = check._replace(is_retired=True, schedule=schedule.to_json())
    elif isinstance(parsed, ParseError):
        check = _failure(visit, parsed.code, str(parsed))._replace(status=answer.status)
    else:
        check = _success(visit, answer, parsed)
    size = answer.wire_size if isinstance(answer, Fetched) else 0
    return check._replace(took_ms=took_ms, size=size, asked_url=visit.feed.url)


def _success(visit: Visit, answer: Answer, parsed: ParsedFeed | None) -> Check:
    assert not isinstance(answer, Failed)  # noqa: S101 - for the type checker
    feed, now = visit.feed, visit.now
    before = Schedule.from_json(feed.schedule)
    is_document = isinstance(answer, Fetched)
    outcome = "same" if is_document else "not_modified"
    schedule = before._replace(
        fresh_s=answer.fresh_s, is_retired=False, full_at=now if is_document else before.full_at
    ).after_move(answer.moved_to)
    if parsed is not None:
        outcome = "document"
        schedule = schedule.after_document(parsed, now)
        parsed = parsed._replace(entries=parsed.entries[:MOST_ENTRIES])
    options = FeedOptions.from_json(feed.options)
    url = _new_address(feed.url, schedule, options)
    move = None
    if url is not None:
        moved = schedule.after_move(None)._replace(former_url=feed.url)
        move = Move(url, moved.to_json())
    wish_s = options.interval_s or visit.wish_s
    return Check(
        feed.id,
        next_check_at(schedule, now, wish_s=wish_s, jitter=visit.jitter),
        schedule.to_json(),
        outcome,
        answer.status,
        etag=answer.validators.etag,
        last_modified=answer.validators.last_modified,
        body_hash=visit.body_hash,
        parsed=parsed,
        move=move,
        is_back=before.is_retired,
    )


def _failure(visit: Visit, code: str, sentence: str, retry_after_s: int | None = None) -> Check:
    feed, now = visit.feed, visit.now
    count = max(feed.error_count, 1) if visit.is_offline else feed.error_count + 1
    again_at = next_try_at(code, count, now, retry_after_s=retry_after_s, jitter=visit.jitter)
    return Check(
        feed.id, again_at, feed.schedule, code, error=sentence, is_offline=visit.is_offline
    )


def _pause(visit: Visit, failed: Failed) -> tuple[str, int] | None:
    """Say how long to leave the host alone that answered: as long as it says, or for a moment."""
    if failed.code == "asked_to_wait":  # known already
        return None
    asked = failed.host or host(visit.feed.url)
    if failed.retry_after_s:
        return asked, visit.now + failed.retry_after_s
    return (brief_rest(asked), visit.now + BUSY_S) if failed.code in BUSY else None


def _new_address(url: str, schedule: Schedule, options: FeedOptions) -> str | None:
    """Give the address to move to, if it has been named often enough and is no less safe.

    Secrets are for whom the reader gave them: with them set, a feed stays where it is.
    """
    if schedule.moved_count < MOVED_TWICE or is_less_safe(schedule.moved_to, url):
        return None
    is_elsewhere = not is_as_trusted(schedule.moved_to, url)
    return None if is_elsewhere and options.has_secrets else schedule.moved_to
