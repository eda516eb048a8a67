"""feedparser: the parser of record, for whatever the fast path declines.

It is given clean UTF-8 and no address, so it resolves against xml:base only and leaves guids as
they are; sanitising and relative addresses inside HTML are its two costly steps and are off.
"""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax import SAXParseException

from newsreader.domain.text import clean_line
from newsreader.parse.raw import RawAuthor, RawEntry, RawFeed, RawMedia, RawText, TextKind

_HEADERS = {"content-type": "application/xml; charset=utf-8"}
_HTML_TYPES = ("text/html", "application/xhtml+xml")
_PAGE_TYPES = (*_HTML_TYPES, "html", "xhtml")
_LONGEST_TAG = 32_768
_MAYBE_LONG_TAG = re.compile(rf"<[A-Za-z][^<]{{{_LONGEST_TAG}}}")
_SECTION_OR_TAG = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)"
    r"""|<([A-Za-z][\w:.-]*+)(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+>?""",
    re.DOTALL,
)
_ATOM_ROOT = re.compile(r"\A[^<]*(?:<[?!][^>]*>[^<]*)*<(?:[\w.-]+:)?feed[\s>]")
_SKIP = re.compile(r"<skip(hours|days)\b[^>]*>(.*?)</skip\1\s*>", re.IGNORECASE | re.DOTALL)
_SKIPPED = re.compile(r"<(?:hour|day)\b[^>]*>\s*(\w+)", re.IGNORECASE)


def read_leniently(text: str) -> RawFeed:
    """Read RSS, Atom, RDF or CDF of any quality; a document without items gives none.

    ``notes`` tells where the markup was broken.
    """
    import feedparser  # 60 ms; many sessions never need it

    text = _without_endless_tags(text)
    parsed = feedparser.parse(
        io.BytesIO(text.encode("utf-8", "replace")),
        response_headers=_HEADERS,
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    feed = parsed.feed
    raw = RawFeed(
        title=_text(feed.get("title_detail")),
        link=_link(feed),
        language=_string(feed, "language"),
        has_literal_titles=_ATOM_ROOT.search(text) is not None,
        updated=_string(feed, "updated") or _string(feed, "published"),
        ttl=_string(feed, "ttl"),
        update_period=_string(feed, "sy_updateperiod"),
        update_frequency=_string(feed, "sy_updatefrequency"),
        entries=[_entry(entry) for entry in parsed.entries],
    )
    for kind, inside in _SKIP.findall(text):
        if kind.lower() == "hours":
            raw.skip_hours = [*raw.skip_hours, *_SKIPPED.findall(inside)]
        else:
            raw.skip_days = [*raw.skip_days, *_SKIPPED.findall(inside)]
    if parsed.bozo:
        raw.notes = [_complaint(parsed.bozo_exception)]
    return raw


def _complaint(error: Exception) -> str:
    if isinstance(error, SAXParseException):
        message = f"{error.getMessage()} in line {error.getLineNumber()}"
    else:
        message = str(error)
    return clean_line(f"The XML of the feed is broken: {message}.")


def _entry(entry: Mapping[str, Any]) -> RawEntry:
    source = entry.get("source") or {}
    title = _text(entry.get("title_detail"), _string(entry, "title"))
    latitude, longitude = _coordinates(entry)
    return RawEntry(
        guid=_string(entry, "id"),
        link=_link(entry, title.base or None),
        title=title,
        published=_string(entry, "published"),
        updated=_string(entry, "updated"),
        bodies=list(_bodies(entry)),
        authors=_authors(entry),
        categories=[tag["label"] or tag["term"] or "" for tag in entry.get("tags", ())],
        enclosures=list(_media(entry)),
        duration=_string(entry, "itunes_duration"),
        image=_image(entry),
        comments=_string(entry, "comments"),
        external=_string(entry, "feedburner_origlink"),
        source_title=_string(source, "title"),
        source_url=_string(source, "link") or _string(source, "href"),
        place_name=_string(entry, "georss_featurename"),
        latitude=latitude,
        longitude=longitude,
    )


def _authors(entry: Mapping[str, Any]) -> list[RawAuthor]:
    """Give the authors without two faults of feedparser.

    It cuts mail addresses after four letters of the top-level domain, and an author without one
    inherits the one before. The line of a single author is whole.
    """
    authors = [
        RawAuthor(author.get("name", ""), author.get("email", ""), author.get("href", ""))
        for author in entry.get("authors", ())
    ]
    line = _string(entry, "author")
    if len(authors) == 1 and "@" in line:
        return [RawAuthor(line, "", authors[0].url)]
    for i in range(len(authors) - 1, 0, -1):
        if authors[i].email and authors[i - 1].email.startswith(authors[i].email):
            authors[i] = authors[i]._replace(email="")
    return authors


def _string(fields: Mapping[str, Any], key: str) -> str:
    """Take a field only if it is text; ``dict.get``, as feedparser's answers with other fields."""
    value = dict.get(fields, key) if isinstance(fields, dict) else None
    return value if isinstance(value, str) else ""


def _link(fields: Mapping[str, Any], base: str | None = None) -> str:
    """Give the last link to a page, as feedparser would, or else the first to another form.

    Its own ``link`` can be that of an enclosure, or the guid. An address equal to ``base``, the
    xml:base in force, was an empty one.
    """
    links = [
        (link["href"], link.get("type", "text/html"))
        for link in fields.get("links", ())
        if link.get("rel") == "alternate" and link.get("href") not in (None, base)
    ]
    pages = [href for href, media_type in links if media_type in _PAGE_TYPES]
    return str(pages[-1] if pages else links[0][0] if links else "")


def _text(detail: Mapping[str, Any] | None, otherwise: str = "") -> RawText:
    if not detail:
        return RawText(otherwise, "text")
    content_type = detail.get("type") or "text/html"
    kind: TextKind = "html" if content_type in _HTML_TYPES else "text"
    return RawText(
        detail.get("value") or "", kind, detail.get("base") or "", detail.get("language") or ""
    )


def _bodies(entry: Mapping[str, Any]) -> Iterator[RawText]:
    """Give contents and summary; media that Atom carries inline is no text."""
    for detail in entry.get("content", ()):
        if (detail.get("type") or "text/html").startswith(("text/", "application/xhtml")):
            yield _text(detail)
    if entry.get("summary_detail"):
        # the value in the detail is lost where media:description came after it
        yield _text(entry["summary_detail"])._replace(value=_string(entry, "summary"))


def _media(entry: Mapping[str, Any]) -> Iterator[RawMedia]:
    for link in entry.get("links", ()):
        if link.get("rel") == "enclosure" and link.get("href"):
            yield RawMedia(
                link["href"],
                link.get("type", ""),
                link.get("length", ""),
                "",
                link.get("title", ""),
            )
    for media in entry.get("media_content", ()):
        if media.get("url"):
            yield RawMedia(
                media["url"],
                media.get("type") or media.get("medium", ""),
                media.get("filesize", ""),
                media.get("duration", ""),
            )


def _image(entry: Mapping[str, Any]) -> str:
    for thumbnail in entry.get("media_thumbnail", ()):
        if thumbnail.get("url"):
            return str(thumbnail["url"])
    image = entry.get("image")
    return _string(image, "href") if isinstance(image, dict) else ""


def _coordinates(entry: Mapping[str, Any]) -> tuple[str, str]:
    where = entry.get("where")
    if isinstance(where, dict) and where.get("type") == "Point":
        longitude, latitude = where["coordinates"][:2]
        return str(latitude), str(longitude)
    return _string(entry, "geo_lat"), _string(entry, "geo_long")


def _without_endless_tags(text: str) -> str:
    """Cut the attributes off tags over 32 KB: feedparser takes quadratic time over them."""
    if not _MAYBE_LONG_TAG.search(text):
        return text
    return _SECTION_OR_TAG.sub(_shortened, text)


def _shortened(match: re.Match[str]) -> str:
    name = match[1]
    if name is None or len(match[0]) <= _LONGEST_TAG:
        return match[0]
    return f"<{name}/>" if match[0].endswith("/>") else f"<{name}>"
