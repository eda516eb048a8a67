"""Saving what is worth keeping: entries, pages, links; and finding it again."""

import sqlite3
import time
from array import array
from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from newsreader.domain.bookmark import (
    Bookmark,
    Highlight,
    clean_bookmark,
    merge_bookmarks,
    web_address,
)
from newsreader.domain.bookmark_view import BookmarkView
from newsreader.domain.entry import Entry, Extras
from newsreader.domain.errors import UsageError
from newsreader.domain.text import is_number
from newsreader.domain.urls import is_web, typed_url
from newsreader.store.bookmark_lists import first_saved_at, load_bookmark_spine
from newsreader.store.bookmarks import (
    change_bookmark,
    load_bookmark,
    load_bookmark_of,
    remove_bookmarks,
    save_bookmark,
)
from newsreader.store.entries import load_entry


def bookmark_entry(db: sqlite3.Connection, entry_id: int, now: int) -> Bookmark:
    """Save an entry with its own copy of the text; saving again changes nothing.

    Raises UsageError ``unknown_entry``.
    """
    kept = load_bookmark_of(db, entry_id)
    if kept is not None:
        return kept
    entry = load_entry(db, entry_id)
    if entry is None:
        raise UsageError("unknown_entry", f"There is no entry {entry_id}.")
    return _save(db, entry_as_bookmark(entry, now))


def bookmark_entries(db: sqlite3.Connection, entry_ids: Iterable[int], now: int) -> list[int]:
    """Save entries as :func:`bookmark_entry` does; give the ids of those not saved before."""
    new_ids = [entry_id for entry_id in entry_ids if load_bookmark_of(db, entry_id) is None]
    for entry_id in new_ids:
        bookmark_entry(db, entry_id, now)
    return new_ids


SNOOZE_S = 7 * 86_400
"""How long a bookmark that is snoozed stays out of the inbox."""
_AROUND = 60
"""Characters on each side of a quote that say which place is meant."""


class Words(NamedTuple):
    """What the reader says about a page while saving it."""

    title: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""


NO_WORDS = Words()


def bookmark_url(
    db: sqlite3.Connection, address: str, now: int, words: Words = NO_WORDS
) -> Bookmark:
    """Save a page by its address, still without a copy; see ``bookmark_pages.complete_bookmark``.

    One that is there keeps what it has and gets the tags and the note added. Raises UsageError
    ``bad_address``.
    """
    url = web_address(typed_url(address))
    if not url:
        raise UsageError(
            "bad_address", f"'{address}' is not a web address. Type one like https://example.org/a."
        )
    saved = _save(db, Bookmark(0, url, "", now, changed_at=now))
    return _say(db, saved, words, now)


def bookmark_page(db: sqlite3.Connection, page: str, now: int, words: Words = NO_WORDS) -> Bookmark:
    """Save what was named at a shell: an entry by its number, else a page by its address.

    Raises UsageError ``unknown_entry`` or ``bad_address``.
    """
    if page.isdecimal() and not is_number(page):
        raise UsageError("unknown_entry", f"There is no entry {page}.")
    if page.isdecimal():
        return _say(db, bookmark_entry(db, int(page), now), words, now)
    return bookmark_url(db, page, now, words)


def toggle_bookmark(db: sqlite3.Connection, entry_id: int, now: int) -> Bookmark | None:
    """Save an entry, or give up its bookmark if there is one; give the bookmark if it is saved."""
    kept = load_bookmark_of(db, entry_id)
    if kept is None:
        return bookmark_entry(db, entry_id, now)
    remove_bookmarks(db, [kept.id])
    return None


def set_note(db: sqlite3.Connection, bookmark_id: int, note: str, now: int) -> Bookmark | None:
    """Replace the note of a bookmark."""
    return _change(db, bookmark_id, now, note=note)


def set_title(db: sqlite3.Connection, bookmark_id: int, title: str, now: int) -> Bookmark | None:
    """Give a bookmark another title."""
    return _change(db, bookmark_id, now, title=title)


def add_highlight(
    db: sqlite3.Connection, bookmark_id: int, highlight: Highlight, now: int
) -> Bookmark | None:
    """Add a quote to a bookmark, with the words around it in the copy.

    The same quote with the same comment is kept once.
    """
    kept = load_bookmark(db, bookmark_id)
    if kept is None:
        return None
    new = replace(_anchored(highlight, kept.html), created_at=highlight.created_at or now)
    if any(replace(h, created_at=new.created_at) == new for h in kept.highlights):
        return kept
    return _change(db, bookmark_id, now, highlights=(*kept.highlights, new))


def comment_highlight(
    db: sqlite3.Connection, bookmark_id: int, position: int, comment: str, now: int
) -> Bookmark | None:
    """Say something else about one of the quotes of a bookmark, counted from 0."""
    kept = load_bookmark(db, bookmark_id)
    if kept is None or position >= len(kept.highlights):
        return kept
    quotes = [*kept.highlights]
    quotes[position] = replace(quotes[position], comment=comment)
    return _change(db, bookmark_id, now, highlights=tuple(quotes))


def remove_highlight(
    db: sqlite3.Connection, bookmark_id: int, position: int, now: int
) -> Bookmark | None:
    """Remove one of the quotes of a bookmark, counted from 0."""
    kept = load_bookmark(db, bookmark_id)
    if kept is None:
        return None
    left = kept.highlights[:position] + kept.highlights[position + 1 :]
    return _change(db, bookmark_id, now, highlights=left)


def _anchored(highlight: Highlight, html: str) -> Highlight:
    """Add the words around a quote, unless it brings its own or is not found."""
    if highlight.before or highlight.after:
        return highlight
    from newsreader.parse.plaintext import html_to_text

    text = " ".join(html_to_text(html).split())
    quote = " ".join(highlight.quote.split())
    before, found, after = text.partition(quote)
    if not found or not quote:
        return highlight
    return replace(highlight, before=before[-_AROUND:].strip(), after=after[:_AROUND].strip())


def load_year_ago(db: sqlite3.Connection, now: int) -> "array[int]":
    """Load the ids of what was saved on this day of former years, a day more or less each way.

    Empty if there is nothing; the latest year comes first.
    """
    found = array("q")
    first = first_saved_at(db)
    today = time.localtime(now)
    for year in range(
        today.tm_year - 1, time.localtime(now if first is None else first).tm_year - 1, -1
    ):
        day = time.mktime((year, today.tm_mon, today.tm_mday, 0, 0, 0, 0, 0, -1))
        span = BookmarkView(since=int(day) - 86_400, until=int(day) + 2 * 86_400)
        found.extend(load_bookmark_spine(db, span))
    return found


def bookmark_as_entry(bookmark: Bookmark) -> Entry:
    """Dress a bookmark as the entry it was, for reading; its ids are those of a bookmark."""
    return Entry(
        id=bookmark.id,
        feed_id=0,
        feed_title=bookmark.feed_title,
        feed_url=bookmark.feed_url,
        guid=bookmark.guid,
        url=bookmark.url or None,
        title=bookmark.label,
        author=bookmark.author,
        published_at=bookmark.published_at,
        updated_at=None,
        arrived_at=bookmark.created_at,
        sort_at=bookmark.created_at,
        is_read=True,
        is_starred=bookmark.is_starred,
        is_bookmarked=True,
        html=bookmark.html,
        base_url=bookmark.base_url,
        extras=Extras.from_json(bookmark.extras),
    )


def entry_as_bookmark(entry: Entry, now: int) -> Bookmark:
    """Dress an entry as the bookmark that it would be; its id is 0, for it is not saved."""
    return Bookmark(
        0,
        entry.url if is_web(entry.url) and entry.url else "",
        entry.title,
        now,
        changed_at=now,
        author=entry.author,
        published_at=entry.published_at,
        language=entry.extras.language,
        feed_title=entry.feed_title,
        feed_url=entry.feed_url,
        guid=entry.guid,
        entry_id=entry.id,
        html=entry.html,
        base_url=entry.base_url,
        extras=entry.extras.to_json(),
    )


def _save(db: sqlite3.Connection, bookmark: Bookmark) -> Bookmark:
    saved = load_bookmark(db, save_bookmark(db, clean_bookmark(bookmark)).id)
    assert saved is not None  # noqa: S101 - just saved, in the same transaction
    return saved


def _say(db: sqlite3.Connection, bookmark: Bookmark, words: Words, now: int) -> Bookmark:
    """Add what the reader says to what is there; a title replaces the former one."""
    said = replace(bookmark, note=words.note, tags=words.tags)
    merged = merge_bookmarks(bookmark, clean_bookmark(said))
    changed = _change(
        db, bookmark.id, now,
        title=words.title or bookmark.title, note=merged.note, tags=merged.tags,
    )  # fmt: skip
    return changed or bookmark


def _change(
    db: sqlite3.Connection, bookmark_id: int, now: int, **changes: object
) -> Bookmark | None:
    """Change fields of a bookmark, cleaned; None if it is gone."""

    def change(kept: Bookmark) -> Bookmark:
        changed = clean_bookmark(replace(kept, **changes))  # type: ignore[arg-type]  # names are ours
        return kept if changed == kept else replace(changed, changed_at=now)

    return change_bookmark(db, bookmark_id, change)
