"""Saved articles as a book: EPUB 3, written with what Python brings (EPUB is a zip of XHTML)."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from newsreader.domain.bookmark import Bookmark
from newsreader.layout.xhtml import render_xhtml, xml_attribute, xml_text
from newsreader.services.articles import read_article
from newsreader.services.bookmarks import bookmark_as_entry
from newsreader.services.exporting import rfc3339

_CONTAINER = """<?xml version="1.0" encoding="utf-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="book.opf" media-type="application/oebps-package+xml"/>
</rootfiles></container>
"""
_PAGE = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"{language}>
<head><title>{title}</title></head>
<body>{body}</body>
</html>
"""
_PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:{identity}</dc:identifier>
<dc:title>{title}</dc:title><dc:language>{language}</dc:language>
<meta property="dcterms:modified">{modified}</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
{items}
</manifest>
<spine>{spine}</spine>
</package>
"""


def write_epub(bookmarks: Iterable[Bookmark], path: Path, title: str, now: int) -> int:
    """Write a book, a chapter for each bookmark, and give their number; complete or not at all.

    Pictures that were kept come along; others are told by their words.
    """
    unfinished = path.with_name(path.name + ".part")
    chapters: list[Bookmark] = []
    files: list[tuple[str, str]] = []
    with ZipFile(unfinished, "w", ZIP_DEFLATED) as book:
        # must come first and as it is, so that the kind of file can be told (EPUB 3.3, 4.2.2)
        book.writestr("mimetype", "application/epub+zip", ZIP_STORED)
        book.writestr("META-INF/container.xml", _CONTAINER)
        for number, bookmark in enumerate(bookmarks, 1):
            names = _picture_names(bookmark, number)
            for picture in bookmark.pictures:
                book.writestr(names[picture.url], picture.body, ZIP_STORED)
                files.append((names[picture.url], picture.media_type))
            book.writestr(f"{number}.xhtml", _chapter(bookmark, names))
            chapters.append(replace(bookmark, html="", page="", pictures=()))
        book.writestr("nav.xhtml", _contents(chapters, title))
        book.writestr("book.opf", _package(chapters, files, title, now))
    unfinished.replace(path)
    return len(chapters)


def _picture_names(bookmark: Bookmark, number: int) -> dict[str, str]:
    """Name the files of the pictures of a chapter by their addresses."""
    return {
        picture.url: f"{number}-{place}.{picture.media_type.rpartition('/')[2]}"
        for place, picture in enumerate(bookmark.pictures, 1)
    }


def _chapter(bookmark: Bookmark, pictures: Mapping[str, str]) -> str:
    article = read_article(bookmark_as_entry(bookmark))
    origin = " · ".join(part for part in (bookmark.feed_title, bookmark.author or "") if part)
    source = f"<a href={xml_attribute(bookmark.url)}>{xml_text(origin or bookmark.url)}</a>"
    if not bookmark.url:
        source = xml_text(origin)
    note = "".join(f"<p><i>{xml_text(line)}</i></p>" for line in bookmark.note.splitlines() if line)
    body = f"<h1>{xml_text(bookmark.label)}</h1><p>{source}</p>{note}"
    return _page(bookmark.label, body + render_xhtml(article.document, pictures), bookmark.language)


def _contents(chapters: list[Bookmark], title: str) -> str:
    items = "".join(
        f'<li><a href="{number}.xhtml">{xml_text(bookmark.label)}</a></li>'
        for number, bookmark in enumerate(chapters, 1)
    )
    return _page(title, f'<nav epub:type="toc"><h1>{xml_text(title)}</h1><ol>{items}</ol></nav>')


def _package(chapters: list[Bookmark], files: list[tuple[str, str]], title: str, now: int) -> str:
    numbers = range(1, len(chapters) + 1)
    keys = "\n".join(bookmark.key for bookmark in chapters)
    languages = [bookmark.language for bookmark in chapters if bookmark.language]
    return _PACKAGE.format(
        identity=uuid.uuid5(uuid.NAMESPACE_URL, keys),
        title=xml_text(title),
        language=xml_text(languages[0] if languages else "und"),
        modified=rfc3339(now),
        items="\n".join(
            [
                f'<item id="c{n}" href="{n}.xhtml" media-type="application/xhtml+xml"/>'
                for n in numbers
            ]
            + [
                f'<item id="p{name.partition(".")[0]}" href="{name}" media-type="{media_type}"/>'
                for name, media_type in files
            ]
        ),
        spine="".join(f'<itemref idref="c{n}"/>' for n in numbers),
    )


def _page(title: str, body: str, language: str = "") -> str:
    attribute = f" lang={xml_attribute(language)}" if language else ""
    return _PAGE.format(title=xml_text(title), body=body, language=attribute)
