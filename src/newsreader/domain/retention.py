"""Which entries may go: a pure rule over what a feed has."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from newsreader.domain.options import FeedOptions

DAY = 86_400


@dataclass(frozen=True, slots=True)
class Retention:
    """How much of a feed is kept; 0 sets no bound."""

    keep_days: int = 0
    """Days since an entry arrived."""
    keep_count: int = 0
    """Newest entries of a feed."""
    is_unread_kept: bool = True
    """Unread entries stay whatever their age and number."""

    def for_feed(self, options: FeedOptions) -> "Retention":
        """Give the rule for one feed: its own settings win."""
        return Retention(
            self.keep_days if options.keep_days is None else options.keep_days,
            self.keep_count if options.keep_count is None else options.keep_count,
            self.is_unread_kept,
        )


class Keepsake(NamedTuple):
    """What the rule needs to know of an entry."""

    id: int
    arrived_at: int
    is_read: bool
    is_precious: bool
    """Starred or bookmarked: never deleted."""


def expired(entries: Sequence[Keepsake], rule: Retention, now: int) -> list[int]:
    """Give the ids that may go, of a feed's entries with the newest first."""
    oldest = now - rule.keep_days * DAY if rule.keep_days else None
    return [
        entry.id
        for place, entry in enumerate(entries)
        if (oldest is not None and entry.arrived_at < oldest)
        or (rule.keep_count and place >= rule.keep_count)
        if (entry.is_read or not rule.is_unread_kept) and not entry.is_precious
    ]
