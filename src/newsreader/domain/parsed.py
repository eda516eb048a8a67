"""What the parser hands over: plain tuples, cheap to pickle between processes.

Every text is already clean (:mod:`newsreader.domain.text`), every address absolute.
"""

from collections.abc import Mapping
from typing import NamedTuple


class ParsedEntry(NamedTuple):
    """One item of a document, in the order of the document."""

    guid: str
    """Identity inside the feed, unique in the document (see ``domain.identity``)."""
    url: str | None
    title: str
    """Plain text; the beginning of the body where the item has no title."""
    author: str | None
    published_at: int | None
    updated_at: int | None
    html: bytes
    """As the feed has it, bounded; cleaned of control characters, not yet of tags. In UTF-8, as the
    library keeps it: nobody on the way there looks into it."""
    base_url: str
    """What relative addresses in ``html`` are relative to; empty if unknown."""
    content_hash: bytes
    """16 bytes over everything a reader would see; equal means unchanged."""
    extras: str
    """``domain.entry.Extras`` as JSON."""


class ParsedFeed(NamedTuple):
    """A whole document."""

    title: str
    site_url: str | None
    language: str | None
    entries: list[ParsedEntry]
    notes: list[str]
    """What was odd about the document, one sentence each; empty when all was well."""
    interval_s: int = 0
    """The publisher's lower bound between two fetches (ttl, sy:updatePeriod), 0 if none."""
    skip_hours: tuple[int, ...] = ()
    """Hours of the day (UTC) in which not to fetch."""
    skip_days: tuple[int, ...] = ()
    """Days of the week, Monday 0, in which not to fetch."""
    unchanged: Mapping[str, int] = {}
    """Items that were not read again, being as they were when last stored: guid to date."""
    note: str = ""
    """What the parser wants to know when it reads the feed's next document."""


class Reading(NamedTuple):
    """What came of reading a document."""

    body_hash: bytes
    """16 bytes that are equal for equal documents."""
    feed: ParsedFeed | None
    """None: it is the document that the hash was known of."""
