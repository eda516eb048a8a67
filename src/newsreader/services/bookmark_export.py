"""Bookmarks for other programs and for keeping: one writer for each format."""

import csv
import io
import uuid
from collections.abc import Callable, Iterable, Iterator
from html import escape

from newsreader.domain.bookmark import Bookmark, State
from newsreader.layout.xhtml import xml_attribute, xml_text
from newsreader.parse.bookmark_files.own import write_own
from newsreader.services.bookmark_text import write_markdown, write_org
from newsreader.services.exporting import rfc3339

Writer = Callable[[Iterable[Bookmark]], Iterator[str]]

CSV_COLUMNS = (
    "url", "title", "description", "note", "tags", "state", "is_starred", "created_at",
    "changed_at", "author", "published", "language", "feed", "feed_url",
)  # fmt: skip


def write_netscape(bookmarks: Iterable[Bookmark]) -> Iterator[str]:
    """Write the file that every browser reads.

    It holds address, title, description, tags, times and whether it is still to be read; the note
    stands in the description as linkding writes it.
    """
    yield (
        "<!DOCTYPE NETSCAPE-Bookmark-file-1>\n"
        '<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">\n'
        "<TITLE>Bookmarks</TITLE>\n<H1>Bookmarks</H1>\n<DL><p>\n"
    )
    for bookmark in bookmarks:
        if bookmark.url:
            yield _netscape_item(bookmark)
    yield "</DL><p>\n"


def write_csv(bookmarks: Iterable[Bookmark]) -> Iterator[str]:
    """Write a table with a header, one bookmark a record."""
    yield _csv_line(CSV_COLUMNS)
    for b in bookmarks:
        yield _csv_line(
            (
                b.url, b.title, b.description, b.note, ",".join(b.tags), b.state,
                int(b.is_starred), rfc3339(b.created_at), rfc3339(b.changed_at), b.author,
                rfc3339(b.published_at), b.language, b.feed_title, b.feed_url,
            )
        )  # fmt: skip


def write_atom(bookmarks: Iterable[Bookmark]) -> Iterator[str]:
    """Write a feed (RFC 4287) with the saved copies, the note before each."""
    found = list(bookmarks)
    updated = rfc3339(max((b.changed_at for b in found), default=0))
    yield (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        "<id>urn:newsreader:bookmarks</id>\n<title>Bookmarks</title>\n"
        f"<updated>{updated}</updated>\n"
    )
    yield from map(_atom_entry, found)
    yield "</feed>\n"


# EPUB is no text; see services.bookmark_epub.
WRITERS: dict[str, Writer] = {
    "json": write_own,
    "netscape": write_netscape,
    "csv": write_csv,
    "markdown": write_markdown,
    "org": write_org,
    "atom": write_atom,
}


def _netscape_item(bookmark: Bookmark) -> str:
    facts = {
        "HREF": bookmark.url,
        "ADD_DATE": bookmark.created_at,
        "LAST_MODIFIED": bookmark.changed_at,
        "LAST_VISIT": bookmark.opened_at,
        "TOREAD": int(bookmark.state is not State.DONE),
        "TAGS": ",".join(bookmark.tags),
    }
    attributes = " ".join(
        f'{name}="{escape(str(value))}"' for name, value in facts.items() if value is not None
    )
    note = f"[linkding-notes]{bookmark.note}[/linkding-notes]" if bookmark.note else ""
    words = escape(bookmark.description + note, quote=False)
    below = f"<DD>{words}\n" if words else ""
    return f"<DT><A {attributes}>{escape(bookmark.title, quote=False)}</A>\n{below}"


def _csv_line(values: Iterable[object]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(values)
    return line.getvalue()


def _atom_entry(bookmark: Bookmark) -> str:
    content = f"<p>{escape(bookmark.note)}</p>" if bookmark.note else ""
    content += bookmark.html or f"<p>{escape(bookmark.description)}</p>"
    published = rfc3339(bookmark.published_at)
    parts = [
        f"<id>{uuid.uuid5(uuid.NAMESPACE_URL, bookmark.key).urn}</id>",
        f"<title>{xml_text(bookmark.label)}</title>",
        f"<link href={xml_attribute(bookmark.url)}/>" if bookmark.url else "",
        f"<updated>{rfc3339(bookmark.changed_at)}</updated>",
        f"<published>{published}</published>" if published else "",
        f"<author><name>{xml_text(bookmark.author or bookmark.feed_title)}</name></author>",
        *(f"<category term={xml_attribute(tag)}/>" for tag in bookmark.tags),
        f'<content type="html" xml:base={xml_attribute(bookmark.base_url)}>'
        f"{xml_text(content)}</content>",
    ]
    return "<entry>\n" + "\n".join(part for part in parts if part) + "\n</entry>\n"
