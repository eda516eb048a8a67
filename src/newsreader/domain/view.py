"""What a headline list shows: a scope, a filter, an order."""

from dataclasses import dataclass, replace
from enum import StrEnum


class Scope(StrEnum):
    """Where the entries of a view come from."""

    ALL = "all"
    TODAY = "today"
    STARRED = "starred"
    BOOKMARKED = "bookmarked"
    FOLDER = "folder"
    FEED = "feed"


class Order(StrEnum):
    """How the entries of a view are sorted."""

    NEWEST = "newest"
    OLDEST = "oldest"


@dataclass(frozen=True, slots=True)
class View:
    """A list of entries, described; equal views show equal lists."""

    scope: Scope = Scope.ALL
    target_id: int | None = None
    """Feed or folder id for the scopes FEED and FOLDER."""
    unread_only: bool = False
    since: int | None = None
    """Only entries sorted at or after this time; the scope TODAY needs it (local midnight)."""
    search: str = ""
    """Words that must occur (the last one may be a beginning); empty for no search."""
    order: Order = Order.NEWEST

    def only_unread(self, unread_only: bool = True) -> "View":
        """Give the same view with or without read entries."""
        return replace(self, unread_only=unread_only)
