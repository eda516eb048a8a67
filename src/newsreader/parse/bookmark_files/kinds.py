"""Which program a bookmark file is from."""

from collections.abc import Callable
from typing import NamedTuple

from newsreader.domain.bookmark_file import BookmarkFile
from newsreader.parse.bookmark_files import lines, netscape, objects, own, tables

_HEAD = 65_536
"""Characters that are looked at; a long icon may come before the first link."""


class Kind(NamedTuple):
    """A kind of bookmark file."""

    name: str
    recognises: Callable[[str], bool]
    """Looks at the beginning of the file; in small letters, but for our own."""
    read: Callable[[bytes], BookmarkFile]


# The first that recognises a file reads it.
KINDS = (
    Kind("newsreader", own.is_own, own.read_own),
    Kind("Netscape (browsers, linkding)", netscape.is_netscape, netscape.read_netscape),
    Kind("Pocket HTML", netscape.is_pocket_html, netscape.read_netscape),
    Kind("Pinboard", objects.is_pinboard, objects.read_pinboard),
    Kind("Omnivore", objects.is_omnivore, objects.read_omnivore),
    Kind("newsboat bookmarks", lines.is_lines, lines.read_lines),
    Kind("CSV (Pocket, Instapaper)", tables.is_table, tables.read_table),
)


def find_kind(body: bytes) -> Kind | None:
    """Find who reads a file; None if nobody does."""
    head = body[:_HEAD].decode("utf-8", "replace").lower()
    return next((kind for kind in KINDS if kind.recognises(head)), None)
