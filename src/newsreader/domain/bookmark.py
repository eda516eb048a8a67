"""Bookmarks: the reader's own copies."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A saved page with its own copy of the article; it needs neither feed nor entry to live on."""

    id: int
    url: str
    title: str
    feed_title: str
    note: str
    tags: tuple[str, ...]
    created_at: int
    entry_id: int | None
    html: str = ""
    base_url: str = ""
    details: str = "[]"
    """Details tables as JSON, as ``show --json`` prints them."""
    author: str | None = None
    published_at: int | None = None
