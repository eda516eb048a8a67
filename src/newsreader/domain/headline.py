"""Entries as listed."""

from typing import NamedTuple


class Headline(NamedTuple):
    """One row of a list. Times are Unix seconds, UTC."""

    id: int
    feed_id: int
    feed_title: str
    title: str
    author: str | None
    url: str | None
    sort_at: int
    is_read: bool
    is_starred: bool
    is_bookmarked: bool
    word_count: int | None
    """None until the entry has been indexed."""
