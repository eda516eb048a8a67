"""Find the feeds of a web page: what it declares, what its site is known for, what it links to."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit

from newsreader.domain.text import clean_line
from newsreader.domain.urls import host, is_web, join_url
from newsreader.parse.decoding import decode

_LONGEST_PAGE = 3_000_000
_MOST_LINKS = 30
_MOST_ANCHORS = 5
_FEED_TYPES = {
    "application/atom+xml": "atom",
    "application/x.atom+xml": "atom",
    "application/x-atom+xml": "atom",
    "application/rss+xml": "rss",
    "application/x-rss+xml": "rss",
    "text/rss+xml": "rss",
    "text/rss": "rss",
    "application/rdf+xml": "rss",
    "application/xml": "rss",
    "text/xml": "rss",
    "application/feed+json": "json",
    "application/json": "json",
}
_NO_FEED = re.compile(r"/wp-json/|oembed|/xmlrpc\.php|opensearch", re.IGNORECASE)
_COMMENTS = re.compile(r"comment|kommentar|commentaire|comentario|replies", re.IGNORECASE)
_PODCAST = re.compile(r"podcast|/itunes|\bmp3\b|audio", re.IGNORECASE)
_HINT = re.compile(
    r"(?:^|[/._-])(?:rss|atom|feeds?|rdf)(?:2|1\.0|2\.0)?(?:[/._?&-]|$)|\.(?:rss|rdf|atom)$|[?&]feed=",
    re.IGNORECASE,
)
_HINT_TEXT = re.compile(r"\b(?:rss|atom)\b|\bfeed\b", re.IGNORECASE)
_HEADER_LINK = re.compile(r"<([^<>]*)>((?:[^,<\"]|\"[^\"]*\")*+)")
_HEADER_PARAMETER = re.compile(r";\s*(\w+)\s*=\s*(?:\"([^\"]*)\"|([^\s;,]+))")
_CHANNEL_ID = re.compile(r'(?:"(?:channelId|externalId|browseId)":"|/channel/)(UC[\w-]{22})')
_MASTODON = re.compile(r"mastodon|fediverse|activitypub", re.IGNORECASE)

_DECLARED_SCORE, _KNOWN_SCORE, _ANCHOR_SCORE = 100, 60, 20
_KIND_SCORE = {"atom": 3, "rss": 3, "json": 0}


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed that a page may have; higher ``score`` is more likely what a reader wants."""

    url: str
    title: str = ""
    kind: str = "rss"
    """rss, atom or json, as declared."""
    score: int = 0


def find_feed_links(html: bytes | str, page_url: str, link_header: str = "") -> list[FeedLink]:
    """List the feeds a page names or is known to have, best first, none twice.

    ``page_url`` is the page's final address, ``link_header`` its HTTP ``Link`` header. Feeds of
    comments and podcasts come last; candidates are unverified.
    """
    text = html if isinstance(html, str) else decode(html[:_LONGEST_PAGE], "").text
    page = _read_page(text[:_LONGEST_PAGE])
    base = join_url(page_url, page.base) or page_url
    found = [
        *_declared(_header_links(link_header), page_url),
        *_declared(page.links, base),
        *_known(page_url, text),
    ]
    found += _hinted(page.anchors, base)
    best: dict[str, FeedLink] = {}
    for link in sorted(found, key=lambda link: -link.score):
        best.setdefault(_same(link.url), link)
    return list(best.values())[:_MOST_LINKS]


def well_known_paths(url: str) -> list[str]:
    """List addresses where sites without a word about it often keep their feed.

    >>> well_known_paths("https://example.org/blog/post")[:2]
    ['https://example.org/feed/', 'https://example.org/feed.xml']
    """
    names = ("feed/", "feed.xml", "atom.xml", "rss.xml", "index.xml", "rss/", "feed.atom")
    return [join_url(url, f"/{name}") for name in (*names, "feed.json")] if is_web(url) else []


class _Link(NamedTuple):
    href: str
    rel: str
    media_type: str
    title: str
    is_in_head: bool


class _Anchor(NamedTuple):
    href: str
    text: str


class _Page(NamedTuple):
    base: str
    links: list[_Link]
    anchors: list[_Anchor]


def _read_page(text: str) -> _Page:
    """Collect base, link elements and anchors of a page, wherever they stand."""
    from selectolax.lexbor import LexborHTMLParser  # linear on any input; html.parser is not

    tree = LexborHTMLParser(text)
    bases = (node.attributes.get("href") for node in tree.css("base[href]"))
    links = []
    for node in tree.css("link[href]"):
        rel, media_type, title = (node.attributes.get(k) or "" for k in ("rel", "type", "title"))
        is_in_head = node.parent is not None and node.parent.tag == "head"
        links.append(_Link(node.attributes["href"] or "", rel, media_type, title, is_in_head))
    anchors = [
        _Anchor(node.attributes["href"] or "", _anchor_text(node.text()[:200], node.attributes))
        for node in tree.css("a[href]")
    ]
    return _Page(next(bases, None) or "", links, anchors)


def _anchor_text(text: str, attributes: Mapping[str, str | None]) -> str:
    """Give what a link says, or its tooltip where it shows a picture only."""
    return clean_line(text, 200) or clean_line(attributes.get("title") or "", 200)


def _header_links(header: str) -> list[_Link]:
    """Read an HTTP Link header (RFC 8288)."""
    links = []
    for href, parameters in _HEADER_LINK.findall(header[:20_000]):
        values = {k.lower(): a or b for k, a, b in _HEADER_PARAMETER.findall(parameters)}
        rel, media_type = values.get("rel", ""), values.get("type", "")
        links.append(_Link(href, rel, media_type, values.get("title", ""), True))
    return links


def _declared(links: list[_Link], base: str) -> list[FeedLink]:
    """Give the links that say they are a feed; earlier ones are the more likely."""
    found: list[FeedLink] = []
    for link in links:
        relations = link.rel.lower().split()
        kind = _FEED_TYPES.get(link.media_type.partition(";")[0].strip().lower())
        if "feed" in relations and kind is None:
            kind = "rss"
        if kind is None or not {"alternate", "feed"} & set(relations):
            continue
        url = join_url(base, link.href)
        if not is_web(url) or _NO_FEED.search(url):
            continue
        position = min(len(found), 10)
        score = _DECLARED_SCORE - 2 * position + (5 if link.is_in_head else 0)
        found.append(_link(url, link.title, kind, score))
    return found


def _hinted(anchors: list[_Anchor], base: str) -> list[FeedLink]:
    """Give the few anchors that look most like a feed by address or text."""
    found: list[FeedLink] = []
    for anchor in anchors:
        path_hint = _HINT.search(anchor.href) is not None
        text_hint = _HINT_TEXT.search(anchor.text) is not None
        if not (path_hint or (text_hint and anchor.href.endswith((".xml", ".php", "/")))):
            continue
        url = join_url(base, anchor.href)
        if not is_web(url) or _NO_FEED.search(url):
            continue
        is_own = host(url).removeprefix("www.") == host(base).removeprefix("www.")
        kind = "json" if ".json" in url else "atom" if "atom" in url.lower() else "rss"
        score = _ANCHOR_SCORE + 10 * path_hint + 5 * text_hint + 5 * is_own
        found.append(_link(url, anchor.text, kind, score))
    found.sort(key=lambda link: -link.score)
    return found[:_MOST_ANCHORS]


def _link(url: str, title: str, kind: str, score: int) -> FeedLink:
    """Make a link of it, with comments and podcasts behind everything else."""
    path_and_title = f"{urlsplit(url).path} {title}"
    if _COMMENTS.search(path_and_title):
        score -= 90
    elif _PODCAST.search(path_and_title):
        score -= 40
    return FeedLink(url, clean_line(title, 300), kind, score + _KIND_SCORE[kind])


def _same(url: str) -> str:
    """Reduce an address to what tells feeds apart: neither scheme nor a slash at the end."""
    return url.partition("://")[2].rstrip("/")


def _known(page_url: str, text: str) -> list[FeedLink]:
    """Give the feeds of sites that have one for every page of a kind."""
    parts = urlsplit(page_url)
    name = host(page_url).removeprefix("www.").removeprefix("m.").removeprefix("old.")
    path = [part for part in parts.path.split("/") if part]
    find = _KNOWN_SITES.get(name)
    feeds = find(path, parts.query, text) if find else []
    if not find:
        feeds = _by_pattern(page_url, name, path, text)
    return [
        FeedLink(join_url(page_url, url), "", kind, _KNOWN_SCORE - 5 * position)
        for position, (url, kind) in enumerate(feeds)
    ]


_Known = list[tuple[str, str]]


def _youtube(path: list[str], query: str, text: str) -> _Known:
    address = "https://www.youtube.com/feeds/videos.xml?"
    playlist = re.search(r"(?:^|&)list=([\w-]+)", query)
    if playlist:
        return [(f"{address}playlist_id={playlist[1]}", "atom")]
    channel = _CHANNEL_ID.search("/" + "/".join(path)) or _CHANNEL_ID.search(text)
    return [(f"{address}channel_id={channel[1]}", "atom")] if channel else []


def _github(path: list[str], query: str, text: str) -> _Known:
    if len(path) == 1:
        return [(f"/{path[0]}.atom", "atom")]
    if len(path) < 2:
        return []
    names = ["releases", "commits", "tags"]
    if len(path) > 2 and path[2] in names:
        names.sort(key=lambda name: name != path[2])
    return [(f"/{path[0]}/{path[1]}/{name}.atom", "atom") for name in names]


def _reddit(path: list[str], query: str, text: str) -> _Known:
    if path[:1] in (["r"], ["u"], ["user"]) and len(path) > 1:
        return [(f"/{path[0]}/{path[1]}/.rss", "atom")]
    return [("/.rss", "atom")] if not path else []


def _bluesky(path: list[str], query: str, text: str) -> _Known:
    return [(f"/profile/{path[1]}/rss", "rss")] if path[:1] == ["profile"] and path[1:] else []


def _medium(path: list[str], query: str, text: str) -> _Known:
    return [(f"/feed/{path[0]}", "rss")] if path else []


_KNOWN_SITES = {
    "youtube.com": _youtube,
    "github.com": _github,
    "reddit.com": _reddit,
    "bsky.app": _bluesky,
    "medium.com": _medium,
}


def _by_pattern(url: str, name: str, path: list[str], text: str) -> _Known:
    """Recognise software by its marks: Mastodon, Substack, Medium and WordPress."""
    if len(path) == 1 and path[0].startswith("@") and _MASTODON.search(text[:50_000]):
        return [(f"/{path[0]}.rss", "rss")]
    if name.endswith((".substack.com", ".medium.com")):
        return [("/feed", "rss")]
    if "/wp-content/" in text or "wp-json" in text:
        return [("/feed/", "rss")]
    return []
