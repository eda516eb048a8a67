"""Importing a file of another program: what kind it is, and who reads it."""

import sqlite3
from collections.abc import Callable
from typing import NamedTuple

from newsreader.domain.errors import UsageError


class ImportSummary(NamedTuple):
    """What an import came to."""

    noun: str
    """What was imported, in the plural: feeds, bookmarks."""
    added: int
    known: int
    """How many were there before."""
    refused: list[str]
    """A sentence for each that could not be taken."""


class FileKind(NamedTuple):
    """A kind of file."""

    name: str
    recognises: Callable[[bytes], bool]
    """Looks at the whole file, quickly."""
    store: Callable[[sqlite3.Connection, bytes, int], ImportSummary]
    """Stores what the file holds, in one transaction; raises ParseError."""


def import_file(db: sqlite3.Connection, body: bytes, now: int) -> ImportSummary:
    """Import a file of any known kind; raises UsageError ``unknown_file`` and ParseError."""
    for kind in KINDS:
        if kind.recognises(body):
            return kind.store(db, body, now)
    known = ", ".join(kind.name for kind in KINDS)
    raise UsageError("unknown_file", f"This file is of no kind that can be imported ({known}).")


def preview_import(db: sqlite3.Connection, body: bytes, now: int) -> ImportSummary:
    """Tell what an import would come to, and change nothing; raises what it raises."""
    db.execute("SAVEPOINT preview")
    try:
        return import_file(db, body, now)
    finally:
        db.execute("ROLLBACK TO preview")
        db.execute("RELEASE preview")


def _is_opml(body: bytes) -> bool:
    from newsreader.parse.opml import is_opml

    return is_opml(body)


def _store_opml(db: sqlite3.Connection, body: bytes, now: int) -> ImportSummary:
    from newsreader.parse.opml import parse_opml
    from newsreader.services.opml import import_subscriptions

    imported = import_subscriptions(db, parse_opml(body), now)
    refused = [
        f"{outline.name or outline.address or 'A nameless feed'} was left out: {outline.reason}"
        + (f" ({outline.address})." if outline.address else ".")
        for outline in imported.refused
    ]
    return ImportSummary("feeds", len(imported.added), len(imported.known), refused)


def _is_bookmarks(body: bytes) -> bool:
    from newsreader.services.bookmark_import import is_bookmark_file

    return is_bookmark_file(body)


def _store_bookmarks(db: sqlite3.Connection, body: bytes, now: int) -> ImportSummary:
    from newsreader.services.bookmark_import import import_bookmarks

    return import_bookmarks(db, body, now)


# The first that recognises a file reads it.
KINDS: tuple[FileKind, ...] = (
    FileKind("OPML", _is_opml, _store_opml),
    FileKind(
        "bookmarks of browsers, linkding, Pocket, Instapaper, Pinboard, Omnivore, buku, newsboat",
        _is_bookmarks,
        _store_bookmarks,
    ),
)
