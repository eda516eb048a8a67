"""Feeds and folders: what we follow, and how it is going."""

from typing import NamedTuple

from newsreader.domain.text import clean_line


class Folder(NamedTuple):
    """A folder of feeds; ``path`` holds the names from the top, ``("News", "Austria")``."""

    id: int
    parent_id: int | None
    name: str
    path: tuple[str, ...]


class Feed(NamedTuple):
    """A subscription as stored. Times are Unix seconds, UTC; None means never."""

    id: int
    url: str
    title: str
    """As shown: the reader's own title, else the feed's, else its host."""
    site_url: str | None = None
    folder_id: int | None = None
    custom_title: str | None = None
    language: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    body_hash: bytes | None = None
    checked_at: int | None = None
    changed_at: int | None = None
    next_check_at: int = 0
    error_count: int = 0
    error_code: str | None = None
    error_detail: str | None = None
    is_paused: bool = False
    options: str = "{}"
    """JSON object of per-feed settings, ``domain.options.FeedOptions``."""
    schedule: str = "{}"
    """JSON object of what the last answers said, ``domain.schedule.Schedule``."""
    succeeded_at: int | None = None


class ListedFeed(NamedTuple):
    """What the tree of feeds shows of one."""

    id: int
    title: str
    """As shown, see ``Feed.title``."""
    site_url: str | None = None
    folder_id: int | None = None
    error: str | None = None
    """What went wrong when it was fetched last, in a sentence."""


class NewFeed(NamedTuple):
    """What is needed to subscribe."""

    url: str
    title: str = ""
    site_url: str | None = None
    custom_title: str | None = None
    folder: tuple[str, ...] = ()
    language: str | None = None


def folder_path(name: str) -> tuple[str, ...]:
    """Split a folder as typed, ``News/Austria``; empty parts do not count.

    >>> folder_path("/News// World /")
    ('News', 'World')
    """
    return tuple(part for raw in clean_line(name).split("/") if (part := raw.strip()))
