"""Images, players and embedded pages: what can be said about them in a line of text."""

import re
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from newsreader.domain.text import clean_line
from newsreader.domain.urls import host, is_web, join_url
from newsreader.parse.html import Node
from newsreader.parse.noise import is_tracker

_LAZY_SOURCES = ("data-src", "data-original", "data-lazy-src", "data-orig-file", "data-url")
_EMOJI_CLASS = re.compile(r"emoji|smil(?:ey|ie)", re.IGNORECASE)
_FORMULA_CLASS = re.compile(r"\b(?:latex|tex|math|mwe-math\S*)\b", re.IGNORECASE)
_ICON_SIZE = 32  # pixels; smaller images stand for a word
_YOUTUBE = re.compile(r"(?:youtube(?:-nocookie)?\.com/(?:embed|v|shorts)/|youtu\.be/)([\w-]{6,})")
_VIMEO = re.compile(r"player\.vimeo\.com/video/(\d+)")
_SITES = {
    "youtube.com": "YouTube",
    "youtube-nocookie.com": "YouTube",
    "vimeo.com": "Vimeo",
    "dailymotion.com": "Dailymotion",
    "soundcloud.com": "SoundCloud",
    "spotify.com": "Spotify",
}
_AUDIO_SITES = {"SoundCloud", "Spotify"}


class Image(NamedTuple):
    """An image as the article has it; ``is_text`` when it only stands for its alternative text."""

    alt: str
    src: str
    is_text: bool


class Player(NamedTuple):
    """An embed: ``kind`` as in :class:`newsreader.domain.document.Embed`."""

    kind: str
    title: str
    href: str


def read_image(node: Node, base_url: str) -> Image | None:
    """Read an ``img``; None for counters and for images that nothing is known of."""
    given = node.attributes
    alt = clean_line(given.get("alt") or given.get("title") or "")
    address = _image_address(given)
    width, height = given.get("width") or "", given.get("height") or ""
    if is_tracker(address, width, height):
        return None
    src = join_url(base_url, address) if address and not address.startswith("data:") else ""
    if not is_web(src):
        src = ""
    classes = given.get("class") or ""
    if _EMOJI_CLASS.search(classes) or _FORMULA_CLASS.search(classes) or _is_icon(width, height):
        return Image(alt, src, True)
    return Image(alt, src, False) if alt or src else None


def read_player(node: Node, base_url: str) -> Player | None:
    """Read an iframe, embed, object, video or audio element; None without an address."""
    given = node.attributes
    address = next((given[n] for n in ("src", "data-src", "data", "href") if given.get(n)), None)
    if address is None:
        source = node.css_first("source[src], embed[src]")
        address = source.attributes.get("src") if source is not None else None
    href = join_url(base_url, address or "")
    if not is_web(href):
        return None
    title = clean_line(given.get("title") or given.get("aria-label") or "")
    if node.tag in {"video", "audio"}:
        return Player(node.tag, title or urlsplit(href).path.rpartition("/")[2], href)
    return _known_site(href, title)


def _known_site(href: str, title: str) -> Player:
    name = host(href).removeprefix("www.")
    site = next(
        (s for known, s in _SITES.items() if name == known or name.endswith("." + known)), ""
    )
    if video := _YOUTUBE.search(href):
        return Player("video", title or "YouTube", f"https://www.youtube.com/watch?v={video[1]}")
    if video := _VIMEO.search(href):
        return Player("video", title or "Vimeo", f"https://vimeo.com/{video[1]}")
    if not site:
        return Player("page", title or name, href)
    if site == "SoundCloud":
        wrapped = parse_qs(urlsplit(href).query).get("url", [""])[0]
        href = wrapped if is_web(wrapped) else href
    return Player("audio" if site in _AUDIO_SITES else "video", title or site, href)


def _image_address(given: dict[str, str | None]) -> str:
    """Find the real address: lazy loaders keep it beside ``src``, which is a placeholder."""
    lazy = next((given[name] for name in _LAZY_SOURCES if given.get(name)), None)
    address = lazy or given.get("src") or ""
    if not address or address.startswith("data:"):
        candidates = given.get("srcset") or given.get("data-srcset") or ""
        first = candidates.split(",")[0].split()
        address = first[0] if first else address
    return address.strip()


def _is_icon(width: str, height: str) -> bool:
    sizes = [
        int(size.removesuffix("px"))
        for size in (width, height)
        if size.removesuffix("px").isdecimal()
    ]
    return bool(sizes) and max(sizes) <= _ICON_SIZE
