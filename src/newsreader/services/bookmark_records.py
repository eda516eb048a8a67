"""The JSON contract of bookmarks: what they look like to other programs (docs/json.md)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from newsreader.domain.bookmark import Bookmark
from newsreader.domain.bookmark_view import BookmarkView
from newsreader.services.exporting import rfc3339
from newsreader.services.library import Library
from newsreader.store.bookmark_lists import load_bookmark_spine
from newsreader.store.bookmarks import load_bookmarks
from newsreader.store.pictures import load_pictures

Record = dict[str, Any]

BOOKMARK_FIELDS = (
    "id", "url", "title", "description", "note", "tags", "state", "is_starred", "created_at",
    "changed_at", "opened_at", "snoozed_until", "published", "author", "language", "word_count",
    "feed", "feed_url", "entry_id", "link_code", "link_checked_at", "moved_to", "has_copy",
    "highlights",
)  # fmt: skip
_CHUNK = 200  # bookmarks read at once, with their copies


def bookmark_record(bookmark: Bookmark) -> Record:
    """Give a bookmark without its copy."""
    values = (
        bookmark.id, bookmark.url, bookmark.title, bookmark.description, bookmark.note,
        list(bookmark.tags), str(bookmark.state), bookmark.is_starred,
        rfc3339(bookmark.created_at), rfc3339(bookmark.changed_at), rfc3339(bookmark.opened_at),
        rfc3339(bookmark.snoozed_until), rfc3339(bookmark.published_at), bookmark.author,
        bookmark.language, bookmark.word_count, bookmark.feed_title, bookmark.feed_url,
        bookmark.entry_id, bookmark.link_code, rfc3339(bookmark.link_checked_at),
        bookmark.moved_to, bool(bookmark.html),
        [{"quote": h.quote, "comment": h.comment} for h in bookmark.highlights],
    )  # fmt: skip
    return dict(zip(BOOKMARK_FIELDS, values, strict=True))


def iterate_bookmarks(
    library: Library, view: BookmarkView, limit: int | None = None
) -> Iterator[Bookmark]:
    """Read the bookmarks of a view in its order, some at a time."""
    return iterate_saved(library, library.database.read(load_bookmark_spine, view, limit).result())


def iterate_saved(library: Library, bookmark_ids: Sequence[int]) -> Iterator[Bookmark]:
    """Read bookmarks by their ids, some at a time, with their pictures; those gone are missing."""
    for start in range(0, len(bookmark_ids), _CHUNK):
        chunk = bookmark_ids[start : start + _CHUNK]
        for bookmark in library.database.read_later(load_bookmarks, chunk).result():
            pictures = library.database.read_later(load_pictures, bookmark.id).result()
            yield replace(bookmark, pictures=pictures) if pictures else bookmark
