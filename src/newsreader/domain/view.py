"""What a headline list shows: a scope, a filter, an order, and how it is grouped."""

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


class Grouping(StrEnum):
    """What stands together in a list, under a heading; the order sorts inside each group."""

    NONE = "none"
    DAY = "day"
    FEED = "feed"


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
    group: Grouping = Grouping.NONE

    @property
    def grouping(self) -> Grouping:
        """What is grouped in fact: one feed is no group of feeds."""
        is_one_feed = self.scope is Scope.FEED and self.group is Grouping.FEED
        return Grouping.NONE if is_one_feed else self.group

    @property
    def goes_by_feed(self) -> bool:
        """Whether to load it feed by feed, along an index; few starred or found ones are sorted."""
        is_by_feed = self.order in (Order.FEED, Order.FEED_BACKWARD)
        is_large = self.scope in (Scope.ALL, Scope.TODAY, Scope.FOLDER) and not self.search
        return (
            is_large
            and self.grouping is not Grouping.DAY
            and (is_by_feed or self.grouping is Grouping.FEED)
        )

    @property
    def is_by_date(self) -> bool:
        """Whether an index has the order of the whole list, so that nothing has to be sorted."""
        return self.order.is_by_date and self.grouping is not Grouping.FEED

    def only_unread(self, unread_only: bool = True) -> "View":
        """Give the same view with or without read entries."""
        return self._replace(unread_only=unread_only)

    def ordered(self, order: Order) -> "View":
        """Give the same view in another order."""
        return self._replace(order=order)

    def grouped(self, group: Grouping) -> "View":
        """Give the same view grouped in another way."""
        return self._replace(group=group)
