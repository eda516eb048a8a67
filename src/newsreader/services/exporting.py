"""The JSON contract: what feeds, entries, articles and refreshes look like to other programs.

docs/json.md describes every field; a test compares the two.
"""

import sqlite3
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from newsreader.domain.details import details_as_data
from newsreader.domain.entry import Entry
from newsreader.domain.feed import Feed
from newsreader.domain.options import HIDDEN
from newsreader.domain.view import View
from newsreader.services.library import Library
from newsreader.store.entries import total_counts
from newsreader.store.feeds import load_feeds, load_folders
from newsreader.store.headlines import load_spine, unread_counts
from newsreader.store.listing import ListedEntry, load_listed

if TYPE_CHECKING:  # a list needs neither
    from newsreader.domain.events import RefreshFinished
    from newsreader.services.articles import Article
    from newsreader.services.feed_edit import FeedState

Record = dict[str, Any]

FEED_FIELDS = (
    "id", "url", "title", "folder", "site_url", "unread", "total", "error_code", "error",
    "checked_at", "next_check_at", "is_paused",
)  # fmt: skip
FEED_SETTINGS_FIELDS = (
    "id", "url", "title", "own_title", "folder", "interval_minutes", "user", "password", "headers",
    "keep_days", "keep_count", "is_paused", "keep_unread",
)  # fmt: skip
ENTRY_FIELDS = (
    "id", "feed_id", "feed", "feed_url", "guid", "title", "url", "author", "published",
    "is_read", "is_starred", "is_bookmarked",
)  # fmt: skip
_CHUNK = 1_000  # entries read at once: a long list starts to appear at once


def rfc3339(moment: int | None) -> str | None:
    """Write a time in UTC, None for never.

    >>> rfc3339(1_790_000_000)
    '2026-09-21T14:13:20Z'
    """
    if moment is None:
        return None
    try:
        return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment))
    except (OverflowError, OSError, ValueError):  # beyond what the C library can tell
        return None


def load_feed_records(db: sqlite3.Connection) -> list[Record]:
    """Load all feeds by title."""
    folders = {folder_id: folder.path for folder_id, folder in load_folders(db).items()}
    unread, total = unread_counts(db), total_counts(db)
    return [
        _feed_record(feed, folders, unread.get(feed.id, 0), total.get(feed.id, 0))
        for feed in load_feeds(db)
    ]


def _feed_record(
    feed: Feed, folders: dict[int, tuple[str, ...]], unread: int, total: int
) -> Record:
    path = folders.get(feed.folder_id) if feed.folder_id is not None else None
    values = (
        feed.id, feed.url, feed.title, "/".join(path) if path else None, feed.site_url,
        unread, total, feed.error_code, feed.error_detail if feed.error_code else None,
        rfc3339(feed.checked_at), rfc3339(feed.next_check_at or None), feed.is_paused,
    )  # fmt: skip
    return dict(zip(FEED_FIELDS, values, strict=True))


def feed_settings_record(state: "FeedState", *, is_open: bool = False) -> Record:
    """Give what a reader has set for a feed; ``is_open`` shows the secrets."""
    feed, options = state.feed, state.options
    password = options.password if is_open or not options.password else HIDDEN
    headers = [
        {"name": name, "value": value if is_open else HIDDEN}
        for name, value in options.headers.items()
    ]
    values = (
        feed.id, feed.url, feed.title, feed.custom_title, "/".join(state.folder) or None,
        -(-options.interval_s // 60), options.user or None, password or None, headers,
        options.keep_days, options.keep_count, feed.is_paused, options.keep_unread,
    )  # fmt: skip
    return dict(zip(FEED_SETTINGS_FIELDS, values, strict=True))


def iterate_entries(library: Library, view: View, limit: int | None) -> Iterator[ListedEntry]:
    """Read the entries of a view in its order, some at a time."""
    spine = library.database.read(load_spine, view, limit).result()
    for start in range(0, len(spine), _CHUNK):
        yield from library.database.read(load_listed, spine[start : start + _CHUNK]).result()


def entry_record(entry: ListedEntry | Entry) -> Record:
    """Give an entry without its text; ``published`` is when it arrived if the feed does not say."""
    moment = entry.sort_at if entry.published_at is None else entry.published_at
    values = (
        entry.id, entry.feed_id, entry.feed_title, entry.feed_url, entry.guid, entry.title,
        entry.url, entry.author, rfc3339(moment),
        entry.is_read, entry.is_starred, entry.is_bookmarked,
    )  # fmt: skip
    return dict(zip(ENTRY_FIELDS, values, strict=True))


def article_record(article: "Article", text: str) -> Record:
    """Give an entry with everything; ``text`` is the article as laid out."""
    entry = article.entry
    return entry_record(entry) | {
        "text": text,
        "html": entry.html,
        "details": details_as_data(article.document.details),
        "links": [link._asdict() for link in article.document.links],
        "enclosures": [asdict(enclosure) for enclosure in entry.extras.enclosures],
        "categories": list(entry.extras.categories),
    }


def refresh_record(finished: "RefreshFinished", moved: Mapping[int, str]) -> Record:
    """Give the counts of a refresh, and which feeds have which new address."""
    names = (
        "feeds", "ok", "not_modified", "failed", "new", "updated", "seconds", "paused", "elsewhere",
    )  # fmt: skip
    counts: Record = {name: getattr(finished, name) for name in names}
    return counts | {"moved": [{"id": feed_id, "url": url} for feed_id, url in moved.items()]}
