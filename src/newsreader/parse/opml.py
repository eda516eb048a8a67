"""OPML subscription lists, in and out.

Read by an HTML tokenizer rather than an XML parser: what other readers write has bare ampersands,
attributes in any case, text before the declaration and outlines outside the body, and a file
that is well-formed gives the same.
"""

import re
from html.parser import HTMLParser
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

from newsreader.domain.errors import ParseError
from newsreader.domain.text import clean, clean_line
from newsreader.domain.urls import clean_url, feed_address, is_web, typed_url, without_userinfo
from newsreader.parse.decoding import decode

DEEPEST_FOLDER = 20
_WEB_SCHEME = re.compile(r"(?:https?|feeds?|itpc|pcast|podcasts?):", re.IGNORECASE)
_BARE_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?(?:[/?].*)?", re.DOTALL)
_OUTLINE = re.compile(rb"<(?:\w+:)?(?:opml|outline)\b", re.IGNORECASE)
_OUTLINE_UTF16 = re.compile(rb"<\0?o\0(?:p\0m\0l|u\0t\0l\0i\0n\0e)", re.IGNORECASE)


class OpmlFeed(NamedTuple):
    """A subscription of a file."""

    url: str
    """As it stands there, perhaps with user and password."""
    name: str
    """What the file calls it; may be empty."""
    title: str
    """What the publisher calls it, if the file tells the two apart; may be empty."""
    site_url: str | None
    folder: tuple[str, ...]


class Refused(NamedTuple):
    """An outline that claims to be a feed and cannot be followed."""

    name: str
    address: str
    reason: str


class Subscriptions(NamedTuple):
    """What a file holds, in its order; a feed that stands there twice comes twice."""

    feeds: list[OpmlFeed]
    refused: list[Refused]


def is_opml(body: bytes) -> bool:
    """Tell whether a file looks like OPML."""
    start = body[:100_000]
    return bool(_OUTLINE.search(start) or _OUTLINE_UTF16.search(start))


def parse_opml(body: bytes) -> Subscriptions:
    """Read a file; raises ParseError ``not_opml``.

    Only addresses on the web are feeds: commands (``|cmd``, ``exec:``, ``filter:``) and files
    are refused, whatever other readers do with them.
    """
    if not is_opml(body):
        raise ParseError("not_opml", "This file is no OPML: it holds no outlines.")
    reader = _Reader()
    reader.feed(decode(body, "").text)
    reader.close()
    return Subscriptions(reader.feeds, reader.refused)


class _Reader(HTMLParser):
    """Collect feeds; an open outline without a feed is a folder."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.feeds: list[OpmlFeed] = []
        self.refused: list[Refused] = []
        self._open: list[str] = []
        """A name per open outline; empty for outlines that are no folder."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if _local(tag) == "outline":
            self._open.append(self._take(attrs))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if _local(tag) == "outline":
            self._take(attrs)

    def handle_endtag(self, tag: str) -> None:
        if _local(tag) == "outline" and self._open:
            self._open.pop()

    def _take(self, attrs: list[tuple[str, str | None]]) -> str:
        """Note an outline's feed; give its name if it is a folder."""
        values = {name: value or "" for name, value in reversed(attrs)}  # the first one counts
        text, title = clean_line(values.get("text", "")), clean_line(values.get("title", ""))
        is_feed = values.get("type", "").lower() in ("rss", "atom", "feed")
        address = values.get("xmlurl") or (values.get("url", "") if is_feed else "")
        if not address.strip():
            if is_feed:
                self.refused.append(Refused(text or title, "", "it names no address"))
            return text or title
        url = feed_url(address.strip())
        if url:
            site_url = clean_url(values.get("htmlurl", "").strip())
            folder = tuple(name for name in self._open if name)[:DEEPEST_FOLDER]
            self.feeds.append(
                OpmlFeed(
                    url, text or title, title if title != text and text else "",
                    site_url if is_web(site_url) else None, folder,
                )
            )  # fmt: skip
        else:
            reason = "it is not an address on the web"
            self.refused.append(Refused(text or title, clean_line(address, 200), reason))
        return ""


def feed_url(address: str) -> str:
    """Give the web address of a feed as a list names it; empty if it is something else.

    >>> feed_url("feed://example.org/a"), feed_url("exec:rm -r"), feed_url("|curl example.org")
    ('https://example.org/a', '', '')
    """
    if _WEB_SCHEME.match(address) or _BARE_HOST.fullmatch(address):
        return feed_address(typed_url(address))
    return ""


def write_opml(feeds: list[OpmlFeed], title: str = "Subscriptions") -> str:
    """Write a file with the feeds in their order, folder by folder, without passwords."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"  <head>\n    <title>{_text(title)}</title>\n  </head>",
        "  <body>",
        *_folder_lines(feeds, 0),
        "  </body>",
        "</opml>",
    ]
    return "\n".join(lines) + "\n"


def _folder_lines(feeds: list[OpmlFeed], depth: int) -> list[str]:
    """Write the feeds that are ``depth`` folders deep, and the folders beside them."""
    indent = "  " * (depth + 2)
    lines = [indent + _feed_line(feed) for feed in feeds if len(feed.folder) == depth]
    inside: dict[str, list[OpmlFeed]] = {}
    for feed in feeds:
        if len(feed.folder) > depth:
            inside.setdefault(feed.folder[depth], []).append(feed)
    for name, group in inside.items():
        lines.append(f"{indent}<outline text={_quoted(name)} title={_quoted(name)}>")
        lines += _folder_lines(group, depth + 1)
        lines.append(f"{indent}</outline>")
    return lines


def _feed_line(feed: OpmlFeed) -> str:
    attributes = {
        "type": "rss",
        "text": feed.name,
        "title": feed.title or feed.name,
        "xmlUrl": without_userinfo(feed.url),
        "htmlUrl": feed.site_url or "",
    }
    written = " ".join(f"{name}={_quoted(value)}" for name, value in attributes.items() if value)
    return f"<outline {written}/>"


def _quoted(value: str) -> str:
    return quoteattr(clean(value))


def _text(value: str) -> str:
    return clean(value).replace("&", "&amp;").replace("<", "&lt;")


def _local(tag: str) -> str:
    """Drop a namespace prefix."""
    return tag.rpartition(":")[2]
