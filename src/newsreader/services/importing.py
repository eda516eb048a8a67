"""Importing a file of another program: what kind it is, and who reads it."""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeVar

from newsreader.domain.errors import UsageError
from newsreader.domain.events import Event, SubscriptionsChanged
from newsreader.domain.urls import without_userinfo
from newsreader.domain.wording import counted
from newsreader.services.library import Library
from newsreader.services.undo import History
from newsreader.store.database import Priority

T = TypeVar("T")

LARGEST = 512_000_000
"""Bytes; larger files are something else. Our own may hold pictures."""
BATCH = 500
"""Items of one transaction: 20,000 bookmarks at once kept other processes out for 3 s."""

PAUSE_S = 0.05
"""Between two transactions: whoever waits for the file looks only now and then."""


class ImportSummary(NamedTuple):
    """What an import came to."""

    noun: str
    """What was imported, in the plural: feeds, bookmarks."""
    added: int
    known: int
    """How many were there before."""
    refused: list[str]
    """A sentence for each that could not be taken."""


class Stored(NamedTuple):
    """What storing some items came to."""

    added: int = 0
    known: int = 0


Step = Callable[..., Stored]
"""Store some items; called with the connection and ``now=``."""


class Contents(NamedTuple):
    """What a file holds, read and ready to be stored."""

    noun: str
    steps: Sequence[Step]
    """Each short enough for one transaction."""
    refused: list[str]
    event: Event
    """What to publish when it is stored."""
    keys: Sequence[str] = ()
    """What each item is known by, as the library spells it."""
    find_known: Callable[[sqlite3.Connection, Sequence[str]], set[str]] = lambda _db, _keys: set()
    """Finds those of the keys that the library has."""


class FileKind(NamedTuple):
    """A kind of file."""

    name: str
    recognises: Callable[[bytes], bool]
    """Looks at the whole file, quickly."""
    read: Callable[[bytes], Contents]
    """Reads what the file holds; raises ParseError."""


def load_file(path: Path) -> bytes:
    """Load a file to import; raises UsageError ``no_file`` and ``file_too_large``."""
    try:
        with path.open("rb") as file:
            return read_limited(file, str(path))
    except OSError as error:
        raise UsageError("no_file", f"{path} cannot be read: {error.strerror}.") from error


def read_limited(file: BinaryIO, name: str) -> bytes:
    """Read an open file to its end; raises UsageError ``file_too_large``."""
    body = file.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise UsageError("file_too_large", f"{name} is larger than {LARGEST // 1_000_000} MB.")
    return body


def read_contents(body: bytes) -> Contents:
    """Read a file of any known kind; raises UsageError ``unknown_file`` and ParseError."""
    for kind in KINDS:
        if kind.recognises(body):
            return kind.read(body)
    known = ", ".join(kind.name for kind in KINDS)
    raise UsageError("unknown_file", f"This file is of no kind that can be imported ({known}).")


async def import_file(
    library: Library, body: bytes, history: History | None = None
) -> ImportSummary:
    """Import a file of any known kind; raises what :func:`read_contents` raises.

    Each batch is a step of the history, if there is one.

    Whoever stops waiting does not stop it. What was stored before an error stays; importing the
    file again adds the rest.
    """
    contents = await asyncio.to_thread(read_contents, body)
    return await asyncio.shield(_store(library, contents, history))


async def preview_import(library: Library, body: bytes) -> ImportSummary:
    """Tell what an import would come to; raises what it raises.

    It only reads, so that nobody has to wait for it.
    """
    contents = await asyncio.to_thread(read_contents, body)
    looking = library.database.read_later(contents.find_known, contents.keys)
    known = await asyncio.wrap_future(looking)
    added = len(set(contents.keys) - known)
    return _summary(contents, [Stored(added, len(contents.keys) - added)])


async def _store(library: Library, contents: Contents, history: History | None) -> ImportSummary:
    def title(done: Stored) -> str:
        return f"Imported: {counted(done.added, contents.noun.removesuffix('s'))}"

    stored = []
    try:
        for number, step in enumerate(contents.steps):
            if number:
                await asyncio.sleep(PAUSE_S)
            now = library.clock()
            if history is not None:
                stored.append(await history.change(title, step, now=now))
            else:
                writing = library.database.write_with(Priority.SYNC, step, now=now)
                stored.append(await asyncio.wrap_future(writing))
    finally:
        library.bus.publish(contents.event)
    return _summary(contents, stored)


def _summary(contents: Contents, stored: list[Stored]) -> ImportSummary:
    return ImportSummary(
        contents.noun,
        sum(one.added for one in stored),
        sum(one.known for one in stored),
        contents.refused,
    )


def in_batches(items: list[T]) -> list[list[T]]:
    """Part items so that the storing of one part holds up nobody."""
    return [items[start : start + BATCH] for start in range(0, len(items), BATCH)]


def _is_opml(body: bytes) -> bool:
    from newsreader.parse.opml import is_opml

    return is_opml(body)


def _read_opml(body: bytes) -> Contents:
    from newsreader.parse.opml import Subscriptions, parse_opml
    from newsreader.services.opml import import_subscriptions
    from newsreader.store.feeds import known_urls

    def store(db: sqlite3.Connection, feeds: Subscriptions, now: int) -> Stored:
        imported = import_subscriptions(db, feeds, now)
        return Stored(len(imported.added), len(imported.known))

    feeds, refused = parse_opml(body)
    steps = [partial(store, feeds=Subscriptions(part, [])) for part in in_batches(feeds)]
    reasons = [
        f"{outline.name or outline.address or 'A nameless feed'} was left out: {outline.reason}"
        + (f" ({outline.address})." if outline.address else ".")
        for outline in refused
    ]
    urls = [without_userinfo(feed.url) for feed in feeds]
    return Contents("feeds", steps, reasons, SubscriptionsChanged(), urls, known_urls)


def _is_bookmarks(body: bytes) -> bool:
    from newsreader.services.bookmark_import import is_bookmark_file

    return is_bookmark_file(body)


def _read_bookmarks(body: bytes) -> Contents:
    from newsreader.services.bookmark_import import read_bookmarks

    return read_bookmarks(body)


# The first that recognises a file reads it.
KINDS: tuple[FileKind, ...] = (
    FileKind("OPML", _is_opml, _read_opml),
    FileKind(
        "bookmarks of browsers, linkding, Pocket, Instapaper, Pinboard, Omnivore, buku, newsboat",
        _is_bookmarks,
        _read_bookmarks,
    ),
)
