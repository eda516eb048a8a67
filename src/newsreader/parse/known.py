"""Items that need not be read again: they stand in the document letter for letter as last time.

Most documents bring two new items and thirty that are known. What the items of a document were is
noted (JSON; the store keeps it with the feed): a hash of each item's markup, its guid, address and
date. Known items are cut out of the next document before it is parsed. Wherever that could make a
difference to the others, the answer is None and the whole document is to be read.
"""

import json
import re
from collections.abc import Sequence
from hashlib import sha1
from itertools import islice
from json.encoder import encode_basestring as quoted
from typing import NamedTuple

from newsreader.domain.dates import zone_offset
from newsreader.domain.identity import SEPARATOR
from newsreader.domain.parsed import ParsedFeed
from newsreader.parse.build import MOST_ENTRIES, build_feed
from newsreader.parse.fast import read_fast
from newsreader.parse.raw import RawFeed

_SLASH = ord("/")
_VERSION = 1
"""To be raised when the parser makes something else of the same markup."""
_OPENING = re.compile(rb"<(item|entry)[\s>]")
# what stands around an item and counts inside: base address, language, namespaces
_AROUND = re.compile(
    rb"<(?:[\w.-]+:)?(?:rss|rdf|feed|channel|language)\b[^>]*>[^<]*", re.IGNORECASE
)


class Noted(NamedTuple):
    """An item of the last document."""

    mark: str
    """Hash of its markup and of what counts around it."""
    guid: str
    link: str
    at: int
    """Its date in Unix seconds, 0 if unknown."""


class Markup(NamedTuple):
    """A document cut at its items, ``between[0] items[0] between[1] ...``, and their hashes."""

    between: list[bytes]
    items: list[bytes]
    marks: list[str]


def cut(data: bytes, url: str) -> Markup | None:
    """Cut a document at its items; None where they are nested, repeated, too many or none."""
    opening = _OPENING.search(data)
    if opening is None:
        return None
    found = re.finditer(rb"<(?:%b[\s/>]|/%b>)" % (opening[1], opening[1]), data)
    edges = list(islice(found, 2 * MOST_ENTRIES + 1))  # with one more they cannot be paired
    starts, stops = [edge.start() for edge in edges[::2]], [edge.end() for edge in edges[1::2]]
    is_closing = [data[edge.start() + 1] == _SLASH for edge in edges]
    if is_closing != [False, True] * len(starts):
        return None
    items = [data[start:stop] for start, stop in zip(starts, stops, strict=True)]
    bounds = zip((0, *stops), (*starts, len(data)), strict=True)
    between = [data[stop:start] for stop, start in bounds]
    around = b"".join(_AROUND.findall(b"".join(between)))
    marks = _marks(items, f"{_VERSION} {url} ".encode() + around)
    return Markup(between, items, marks) if len(set(marks)) == len(marks) else None


def read_changes(
    markup: Markup, note: str, url: str, now: int, *, is_harmless: bool
) -> ParsedFeed | None:
    """Read a document without what ``note`` knows; None: the whole of it is to be read.

    The first item is always read: it shows that this is a feed still. ``is_harmless`` tells of the
    whole document, as ``RawFeed`` does.
    """
    noted = {item.mark: item for item in _from_note(note)}
    is_left = [mark not in noted for mark in markup.marks]
    is_left[0] = True
    skipped = [noted[m] for m, left in zip(markup.marks, is_left, strict=True) if not left]
    raw = read_fast(_without(markup, is_left)) if skipped else None
    if raw is None or len(raw.entries) != sum(is_left) or not _names_zones(raw):
        return None
    raw.is_harmless = is_harmless
    parsed = build_feed(raw, url, now)
    if not _are_apart(raw, parsed, skipped):
        return None
    marks = [m for m, left in zip(markup.marks, is_left, strict=True) if left]
    return parsed._replace(
        unchanged={item.guid: item.at for item in skipped},
        note=_to_note([*_noted(marks, raw, parsed), *skipped]),
    )


def note_of(markup: Markup, raw: RawFeed, parsed: ParsedFeed) -> str:
    """Note the items of a document that was read as a whole; empty if they are in doubt."""
    if len(markup.items) != len(raw.entries):  # one of them stands in a comment, say
        return ""
    return _to_note(_noted(markup.marks, raw, parsed))


def _marks(items: Sequence[bytes], around: bytes) -> list[str]:
    start = sha1(around, usedforsecurity=False)
    marks = []
    for item in items:
        mark = start.copy()
        mark.update(item)
        marks.append(mark.hexdigest()[:24])
    return marks


def _without(markup: Markup, is_left: Sequence[bool]) -> bytes:
    pieces = [markup.between[0]]
    for item, left, after in zip(markup.items, is_left, markup.between[1:], strict=True):
        pieces += (item, after) if left else (after,)
    return b"".join(pieces)


def _names_zones(raw: RawFeed) -> bool:
    """Tell whether all dates name their zone; if not, those of other items would be asked."""
    dates = [date for entry in raw.entries for date in (entry.published, entry.updated) if date]
    return all(zone_offset(date) is not None for date in dates)


def _noted(
    marks: Sequence[str], raw: RawFeed, parsed: ParsedFeed
) -> list[tuple[str, str, str, int]]:
    """Note items; not those whose guid could be another one if other items went."""
    return [
        (mark, entry.guid, entry.url or item.link, entry.published_at or entry.updated_at or 0)
        for mark, item, entry in zip(marks, raw.entries, parsed.entries, strict=True)
        if entry.guid == item.guid or entry.guid in (item.guid.strip(), item.link.strip())
    ]


def _are_apart(raw: RawFeed, parsed: ParsedFeed, skipped: Sequence[Noted]) -> bool:
    """Tell whether no item read shares guid or link with a skipped one (domain.identity)."""
    guids = {item.guid for item in skipped}
    links = {item.link for item in skipped if item.link}
    return not any(
        entry.guid.partition(SEPARATOR)[0] in guids or (entry.url or item.link) in links
        for item, entry in zip(raw.entries, parsed.entries, strict=True)
    )


def _to_note(items: Sequence[tuple[str, str, str, int]]) -> str:
    """Write JSON by hand, in a third of the time of the general way."""
    return "[{}]".format(
        ",".join(
            [f'["{mark}",{quoted(guid)},{quoted(link)},{at}]' for mark, guid, link, at in items]
        )
    )


def _from_note(note: str) -> list[Noted]:
    return [Noted(*item) for item in json.loads(note)] if note else []
