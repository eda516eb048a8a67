"""A document as its markup says it, before any judgement: what every reader of a format fills.

The readers (``fast``, ``lenient``, ``jsonfeed``) only find fields; ``build`` does the rest, so
that two readers of one format can differ in nothing but finding.
"""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple, dataclass_transform

TextKind = Literal["text", "html"]


class RawText(NamedTuple):
    """A text and what the document declares it to be."""

    value: str
    kind: TextKind = "html"
    base: str = ""
    """xml:base in force, as written."""
    language: str = ""


class RawAuthor(NamedTuple):
    """An author: any part may be empty, the name may be ``mail (name)``."""

    name: str
    email: str = ""
    url: str = ""


class RawMedia(NamedTuple):
    """An enclosure or media:content; numbers as written."""

    url: str
    media_type: str = ""
    size: str = ""
    duration: str = ""
    title: str = ""


_NO_TEXT = RawText("", "text")


@dataclass_transform(kw_only_default=True)
class _Record:
    """Fields that are written one by one; what is not set is the class's own.

    As good as a dataclass, but that takes 14 ms of each parse process to import, and three times as
    long to make one.
    """

    def __init__(self, **fields: Any) -> None:
        if fields:  # a __dict__ that is asked for is slower ever after
            vars(self).update(fields)


class RawEntry(_Record):
    """The fields of one item, as found; addresses resolved against xml:base only."""

    guid: str = ""
    link: str = ""
    title: RawText = _NO_TEXT
    published: str = ""
    updated: str = ""
    bodies: Sequence[RawText] = ()
    """Content first, then summaries: the longest is shown, of equals the first."""
    authors: Sequence[RawAuthor] = ()
    categories: Sequence[str] = ()
    enclosures: Sequence[RawMedia] = ()
    duration: str = ""
    """itunes:duration, which belongs to the first enclosure."""
    image: str = ""
    comments: str = ""
    external: str = ""
    source_title: str = ""
    source_url: str = ""
    place_name: str = ""
    latitude: str = ""
    longitude: str = ""


class RawFeed(_Record):
    """The fields of a document, as found."""

    title: RawText = _NO_TEXT
    link: str = ""
    language: str = ""
    has_literal_titles: bool = False
    """Atom and JSON Feed say what is text; RSS leaves it to be guessed."""
    is_harmless: bool = False
    """Known to hold nothing hostile: texts need not be cleaned.

    They may still be encoded twice; build.py mends that, and cleans what comes out of it.
    """
    updated: str = ""
    ttl: str = ""
    update_period: str = ""
    update_frequency: str = ""
    skip_hours: Sequence[str] = ()
    skip_days: Sequence[str] = ()
    entries: Sequence[RawEntry] = ()
    notes: Sequence[str] = ()
