"""When to ask a publisher again: pure rules, measured in Unix seconds."""

import json
import time
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

from newsreader.domain.parsed import ParsedFeed

MINUTE, HOUR, DAY = 60, 3_600, 86_400
SHORTEST_S, LONGEST_S = 15 * MINUTE, DAY
FULL_EVERY_S = 8 * DAY
"""So often the whole document is asked for, whatever the validators say: servers err too."""
FARTHEST_S = 8 * DAY
"""A next check later than this was set by a clock that was wrong."""
MOVED_TWICE = 2
"""A permanent redirect is believed when it has been seen this often."""
BUSY_S = 10 * MINUTE
"""So long a host rests that is busy (429, 503) and does not say how long."""

_OUR_SIDE = frozenset({"dns_failed", "connect_failed", "timeout", "cut_off"})
_MOST_DATES = 10
_to_json = json.JSONEncoder(ensure_ascii=False).encode


class Schedule(NamedTuple):
    """What the last answers of a feed said about when to come again; a JSON column."""

    fresh_s: int = 0
    """Cache-Control or Expires of the last answer."""
    interval_s: int = 0
    """ttl or sy:updatePeriod of the document."""
    skip_hours: tuple[int, ...] = ()
    skip_days: tuple[int, ...] = ()
    gap_s: int = 0
    """The usual time between two entries, 0 if unknown."""
    newest_at: int = 0
    """The date of the newest entry, 0 if unknown."""
    full_at: int = 0
    """When the server last sent the whole document."""
    moved_to: str = ""
    """Where the server says the feed lives now, for good."""
    moved_count: int = 0
    former_url: str = ""
    """The address before the last permanent move."""
    is_retired: bool = False
    """The publisher has ended the feed, which paused it."""
    notes: tuple[str, ...] = ()
    """What was odd about the last document."""

    def to_json(self) -> str:
        """Write what is set."""
        return _to_json({k: v for k, v in zip(self._fields, self, strict=True) if v})

    @classmethod
    @lru_cache(256)  # read before a fetch and once more after it
    def from_json(cls, text: str) -> "Schedule":
        """Read what :meth:`to_json` wrote; what is unknown or broken is left out."""
        try:
            raw = json.loads(text)
        except ValueError:
            return cls()
        if not isinstance(raw, dict):
            return cls()
        known: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value
            for key, value in raw.items()
            if key in cls._fields
        }
        return cls(**known)

    def after_document(self, parsed: ParsedFeed, now: int) -> "Schedule":
        """Give the schedule that follows from a document that has just been read."""
        dates = [e.published_at or e.updated_at or 0 for e in parsed.entries]
        gap_s, newest_at = rhythm([*dates, *parsed.unchanged.values()], now)
        return self._replace(
            interval_s=parsed.interval_s,
            skip_hours=parsed.skip_hours,
            skip_days=parsed.skip_days,
            gap_s=gap_s,
            newest_at=newest_at,
            notes=tuple(parsed.notes),
        )

    def after_move(self, moved_to: str | None) -> "Schedule":
        """Give the schedule after an answer that came from ``moved_to`` (None: from the address).

        Two answers in a row must name the same new address.
        """
        if moved_to is None:
            is_moving = self.moved_to or self.moved_count
            return self._replace(moved_to="", moved_count=0) if is_moving else self
        count = self.moved_count + 1 if moved_to == self.moved_to else 1
        return self._replace(moved_to=moved_to, moved_count=count)


def next_check_at(schedule: Schedule, now: int, *, wish_s: int = 0, jitter: float = 0.0) -> int:
    """Say when to fetch a feed again that has just answered.

    ``wish_s`` is the reader's own interval; it takes the place of the feed's rhythm, but of nothing
    that the publisher asks for: freshness and ttl, for a day at most, and what is to be skipped.
    ``jitter`` (0 to 1) spreads the checks of many feeds over a tenth of the interval.
    """
    asked_s = min(max(schedule.fresh_s, schedule.interval_s), LONGEST_S)
    interval = max(wish_s or _own_interval(schedule, now), asked_s)
    spread = 0 if wish_s else int(interval * 0.1 * jitter)
    return _after_skipped(schedule, now + interval + spread)


def next_try_at(
    code: str, error_count: int, now: int, *, retry_after_s: int | None, jitter: float = 0.0
) -> int:
    """Say when to try a feed again after its ``error_count``-th failure in a row.

    Twice the time with each failure: from 5 minutes where the line may be at fault, from an hour
    where the publisher is, up to a day; never before Retry-After.
    """
    first = {"http_429": BUSY_S, "http_503": BUSY_S}.get(code)
    if first is None:
        first = 5 * MINUTE if code in _OUR_SIDE else HOUR
    wait = min(first << min(max(error_count - 1, 0), 12), LONGEST_S)
    return now + max(wait + int(wait * 0.1 * jitter), retry_after_s or 0)


def is_full_due(schedule: Schedule, now: int) -> bool:
    """Tell whether to ask for the whole document instead of only for a newer one."""
    return not schedule.full_at <= now < schedule.full_at + FULL_EVERY_S


def rhythm(dates: Sequence[int], now: int) -> tuple[int, int]:
    """Give the usual gap between the newest entries and the date of the newest; 0 is unknown.

    >>> rhythm([100, 400, 700, 0, 5000], now=1000)
    (300, 700)
    """
    newest_first = sorted({date for date in dates if 0 < date <= now}, reverse=True)[:_MOST_DATES]
    if not newest_first:
        return 0, 0
    gaps = sorted(later - earlier for later, earlier in pairwise(newest_first))
    return (gaps[len(gaps) // 2] if gaps else 0), newest_first[0]


def brief_rest(host: str) -> str:
    """Name the rest of a busy host that did not say how long: unlike its word, it can be ignored.

    >>> brief_rest("example.org")
    '?example.org'
    """
    return f"?{host}"


def is_brief(name: str) -> bool:
    """Tell whether it is a rest that :func:`brief_rest` has named."""
    return name.startswith("?")


def keep_later(pauses: dict[str, int], name: str, until: int) -> None:
    """Put a rest to others; of two of the same name, the one that ends later counts."""
    pauses[name] = max(until, pauses.get(name, 0))


def rest_end(pauses: Mapping[str, int], host: str) -> int:
    """Say until when a host is left alone, in Unix seconds; 0: it may be asked.

    ``pauses`` are those of ``store.checks.load_pauses``, those that are to be ignored left out.
    """
    return max(pauses.get(host, 0), pauses.get(brief_rest(host), 0))


def _own_interval(schedule: Schedule, now: int) -> int:
    """Half the usual gap, longer for a feed that has been silent for long."""
    if not schedule.newest_at:
        return HOUR
    silence = max(now - schedule.newest_at, 0)
    gap = max(schedule.gap_s // 2 if schedule.gap_s else HOUR, silence // 10)
    return min(max(gap, SHORTEST_S), LONGEST_S)


def _after_skipped(schedule: Schedule, at: int) -> int:
    """Move a time out of the hours and days (UTC) in which the publisher wants to be left alone."""
    if not schedule.skip_hours and not schedule.skip_days:
        return at
    if len(schedule.skip_hours) >= 24 or len(schedule.skip_days) >= 7:
        return at
    for _ in range(8 * 24):
        when = time.gmtime(at)
        if when.tm_hour not in schedule.skip_hours and when.tm_wday not in schedule.skip_days:
            return at
        at += HOUR - at % HOUR
    return at
