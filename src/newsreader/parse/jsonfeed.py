"""JSON Feed 1 and 1.1 (https://www.jsonfeed.org/version/1.1/), read with forgiveness."""

import json
from collections.abc import Iterator
from typing import Any

from newsreader.parse.raw import RawAuthor, RawEntry, RawFeed, RawMedia, RawText

VERSION = "jsonfeed.org/version/1"
"""What every JSON Feed names."""


def read_json_feed(text: str) -> RawFeed | None:
    """Read a JSON Feed; None if the text is not JSON or not a feed."""
    try:
        document = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None
    if not isinstance(document, dict) or not isinstance(document.get("items"), list):
        return None
    if VERSION not in _string(document, "version") and not _string(document, "title"):
        return None
    return RawFeed(
        title=RawText(_string(document, "title"), "text"),
        link=_string(document, "home_page_url"),
        language=_string(document, "language"),
        has_literal_titles=True,
        entries=[_entry(item) for item in document["items"] if isinstance(item, dict)],
    )


def _entry(item: dict[str, Any]) -> RawEntry:
    enclosures = list(_attachments(item))
    return RawEntry(
        guid=_string(item, "id") or _string(item, "url") or _string(item, "external_url"),
        link=_string(item, "url") or _string(item, "external_url"),
        title=RawText(_string(item, "title"), "text"),
        published=_string(item, "date_published"),
        updated=_string(item, "date_modified"),
        bodies=list(_bodies(item)),
        authors=list(_authors(item)),
        categories=[tag for tag in _list(item, "tags") if isinstance(tag, str)],
        enclosures=enclosures,
        image=_string(item, "image") or _string(item, "banner_image"),
        external=_string(item, "external_url"),
    )


def _bodies(item: dict[str, Any]) -> Iterator[RawText]:
    """Give the HTML, else the text, else the summary; the spec wants one of the first two."""
    language = _string(item, "language")
    html, text = _string(item, "content_html"), _string(item, "content_text")
    if html:
        yield RawText(html, "html", "", language)
    elif text or _string(item, "summary"):
        yield RawText(text or _string(item, "summary"), "text", "", language)


def _authors(item: dict[str, Any]) -> Iterator[RawAuthor]:
    """Give the authors; version 1 had a single one."""
    for author in _list(item, "authors") or [item.get("author")]:
        if isinstance(author, dict):
            yield RawAuthor(_string(author, "name"), "", _string(author, "url"))


def _attachments(item: dict[str, Any]) -> Iterator[RawMedia]:
    for attachment in _list(item, "attachments"):
        if isinstance(attachment, dict) and _string(attachment, "url"):
            yield RawMedia(
                _string(attachment, "url"),
                _string(attachment, "mime_type"),
                _string(attachment, "size_in_bytes"),
                _string(attachment, "duration_in_seconds"),
                _string(attachment, "title"),
            )


def _string(fields: dict[str, Any], key: str) -> str:
    """Take a text, or a number as text: ids and sizes come as both."""
    value = fields.get(key)
    if isinstance(value, str):
        return value
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _list(fields: dict[str, Any], key: str) -> list[Any]:
    value = fields.get(key)
    return value if isinstance(value, list) else []
