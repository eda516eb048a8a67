"""Which entries may go: a pure rule over what a feed has."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from newsreader.domain.options import FeedOptions

DAY = 86_400


@dataclass(frozen=True, slots=True)
class Retention:
    """How much of a feed is kept; 0 sets no bound."""

    keep_days: int = 0
    """Days since an entry arrived, was published or was read, whichever came last."""
    keep_count: int = 0
    """Newest entries of a feed, of those that may go at all."""
    is_unread_kept: bool = True
    """Unread entries stay whatever their age and number."""
    counted_until: int | None = None
    """The moment up to which days are counted, see :func:`lived_until`; None: now."""

    def for_feed(self, options: FeedOptions) -> "Retention":
        """Give the rule for one feed: its own settings win."""
        return replace(
            self,
            keep_days=self.keep_days if options.keep_days is None else options.keep_days,
            keep_count=self.keep_count if options.keep_count is None else options.keep_count,
            is_unread_kept=self.is_unread_kept
            if options.keep_unread is None
            else options.keep_unread,
        )


class Keepsake(NamedTuple):
    """What the rule needs to know of an entry."""

    id: int
    arrived_at: int
    is_read: bool
    is_precious: bool
    """Starred or bookmarked: never deleted."""
    published_at: int | None = None
    read_at: int | None = None

    def touched_at(self, now: int) -> int:
        """Say from when on its days are counted; a date of the future says nothing."""
        published_at = self.published_at or 0
        return max(self.arrived_at, self.read_at or 0, published_at if published_at <= now else 0)


def lived_until(now: int, sign_at: int | None) -> int:
    """Say up to which moment ages are counted, in Unix seconds.

    ``sign_at`` is the last moment before yesterday's this time at which something happened in the
    library, None if nothing did. A clock that has leapt ahead ages nothing by more than a day; of
    days in which the program was not used, one counts.
    """
    return min(now, sign_at + DAY) if sign_at is not None else 0


def expired(entries: Sequence[Keepsake], rule: Retention, now: int) -> list[int]:
    """Give the ids that may go, of a feed's entries with the newest first."""
    until = now if rule.counted_until is None else rule.counted_until
    oldest = until - rule.keep_days * DAY if rule.keep_days else None
    may_go = [
        entry
        for entry in entries
        if (entry.is_read or not rule.is_unread_kept) and not entry.is_precious
    ]
    return [
        entry.id
        for place, entry in enumerate(may_go)
        if (oldest is not None and entry.touched_at(now) < oldest)
        or (rule.keep_count and place >= rule.keep_count)
    ]
