"""Taking over the bookmarks of other programs."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from newsreader.domain.bookmark import Bookmark
from newsreader.domain.bookmark_file import BookmarkFile
from newsreader.domain.events import BookmarksChanged
from newsreader.parse.bookmark_files.kinds import find_kind
from newsreader.services.importing import Contents, Stored, in_batches
from newsreader.store.bookmarks import Outcome, find_free_entry, known_keys, save_bookmark
from newsreader.store.buku import is_buku, read_buku


def is_bookmark_file(body: bytes) -> bool:
    """Tell whether a file is one of bookmarks that we can read."""
    return is_buku(body) or find_kind(body) is not None


def read_bookmark_file(body: bytes) -> BookmarkFile:
    """Read a file of a known kind; raises ParseError if it turns out to be none."""
    kind = find_kind(body)
    return kind.read(body) if kind else read_buku(body)


def read_bookmarks(body: bytes) -> Contents:
    """Read the bookmarks of a file; storing them again changes nothing.

    Every item of the file is counted once: added, there already (and perhaps completed by what
    the file adds), or refused.
    """
    file = read_bookmark_file(body)
    steps = [partial(_store, bookmarks=part) for part in in_batches(file.bookmarks)]
    refused = [f"{problem.place}: {problem.reason}." for problem in file.problems]
    keys = [bookmark.key for bookmark in file.bookmarks]
    return Contents("bookmarks", steps, refused, BookmarksChanged(), keys, known_keys)


def _store(db: sqlite3.Connection, bookmarks: Sequence[Bookmark], now: int) -> Stored:
    counts = Counter(save_bookmark(db, _dated(db, bookmark, now)).outcome for bookmark in bookmarks)
    return Stored(counts[Outcome.NEW], counts[Outcome.MERGED] + counts[Outcome.SAME])


def _dated(db: sqlite3.Connection, bookmark: Bookmark, now: int) -> Bookmark:
    """Say that it was added now if the file does not say when, and find its entry again."""
    created_at = bookmark.created_at or now
    return replace(
        bookmark,
        created_at=created_at,
        changed_at=bookmark.changed_at or created_at,
        entry_id=find_free_entry(db, bookmark.feed_url, bookmark.guid),
    )
