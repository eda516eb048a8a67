"""What a headline list shows: a scope, a filter, an order."""

from enum import StrEnum
from typing import NamedTuple


class Scope(StrEnum):
    """Where the entries of a view come from."""

    ALL = "all"
    TODAY = "today"
    STARRED = "starred"
    BOOKMARKED = "bookmarked"
    FOLDER = "folder"
    FEED = "feed"


class Order(StrEnum):
    """How the entries of a view are sorted: pairs, of which each turns the other round."""

    NEWEST = "newest"
    OLDEST = "oldest"
    FEED = "feed"
    FEED_BACKWARD = "feed-backward"
    TITLE = "title"
    TITLE_BACKWARD = "title-backward"
    LONGEST = "longest"
    SHORTEST = "shortest"
    UNREAD_FIRST = "unread-first"
    READ_FIRST = "read-first"

    @property
    def is_by_date(self) -> bool:
        """Whether an index has this order, so that nothing has to be sorted."""
        return self in (Order.NEWEST, Order.OLDEST)

    @property
    def opposite(self) -> "Order":
        """The same order the other way round."""
        orders = list(Order)
        return orders[orders.index(self) ^ 1]


class View(NamedTuple):
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
        return self._replace(unread_only=unread_only)

    def ordered(self, order: Order) -> "View":
        """Give the same view in another order."""
        return self._replace(order=order)
