"""Keeping bookmarks findable: words and details of what was saved, worked out behind all else."""

import asyncio
import sqlite3

from newsreader.domain.bookmark import Bookmark
from newsreader.domain.details import details_from_json, details_to_json
from newsreader.domain.entry import Extras
from newsreader.domain.facts import merge_details
from newsreader.services.library import Library
from newsreader.store.bookmark_search import (
    BookmarkText,
    load_pending_bookmarks,
    save_bookmark_texts,
)
from newsreader.store.bookmarks import load_bookmark
from newsreader.store.database import Priority

_INDEXED_AT_ONCE = 100


async def index_bookmarks(library: Library) -> int:
    """Bring the search index up to date; give how many bookmarks it looked at.

    Works in short steps behind everything else that is to be written.
    """
    count = 0
    while True:
        pending = await asyncio.wrap_future(
            library.database.read_later(load_pending_bookmarks, _INDEXED_AT_ONCE)
        )
        if not pending.bookmark_ids:
            return count
        count += len(pending.bookmark_ids)
        texts = await asyncio.wrap_future(
            library.database.read_later(_read_texts, pending.bookmark_ids)
        )
        await asyncio.wrap_future(
            library.database.write_with(Priority.INDEX, save_bookmark_texts, pending, texts)
        )


def _read_texts(db: sqlite3.Connection, bookmark_ids: list[int]) -> list[BookmarkText]:
    """Make the texts of bookmarks for the index; runs on a reader thread."""
    found = (load_bookmark(db, bookmark_id) for bookmark_id in bookmark_ids)
    return [_text_of(bookmark) for bookmark in found if bookmark is not None]


def _text_of(bookmark: Bookmark) -> BookmarkText:
    from newsreader.parse.plaintext import html_to_text

    own = [bookmark.note, bookmark.description, *bookmark.tags]
    for highlight in bookmark.highlights:
        own += [highlight.quote, highlight.comment]
    body = html_to_text(bookmark.html)
    details = _details_of(bookmark)
    facts = [v.text for t in details_from_json(details) for row in t.rows for v in row.values]
    return BookmarkText(
        bookmark.id,
        bookmark.label,
        "\n".join(own),
        "\n".join([body, bookmark.feed_title, bookmark.author or "", *facts]),
        details,
        len(body.split()) if bookmark.html else None,
    )


def _details_of(bookmark: Bookmark) -> str:
    """Find the details tables of the copy, with what the feed itself told."""
    if not bookmark.html and bookmark.extras == "{}":
        return "[]"
    from newsreader.parse.document import build_document

    document = build_document(bookmark.html, bookmark.base_url, bookmark.language)
    extras = Extras.from_json(bookmark.extras)
    is_german = bookmark.language.startswith("de")
    return details_to_json(merge_details(document.details, extras, bookmark.author, is_german))
