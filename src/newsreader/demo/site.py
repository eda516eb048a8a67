"""What the demo's server has to give: feeds, pages that name them, pictures, sounds. Pure."""

from html import escape
from pathlib import PurePosixPath
from typing import NamedTuple
from urllib.parse import urlsplit

from newsreader.demo.bundle import MEDIA_TYPES, Subscription, load_bundle, subscriptions
from newsreader.demo.media import picture, sound

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{title}</title>
{links}
</head><body><h1>{title}</h1><p>{text}</p><ul>
{items}
</ul></body></html>
"""


class Resource(NamedTuple):
    """A document with its media type."""

    body: bytes
    media_type: str


class Site:
    """All documents of the demo, by path."""

    def __init__(self, base: str, now: int) -> None:
        self._bundle = load_bundle(base, now)
        self.subscriptions = subscriptions(self._bundle)
        self._feeds = [feed for feed in self.subscriptions if self._has(feed.url)]
        self._by_folder = {_folder(feed.site_url): feed for feed in self._feeds}

    def find(self, path: str) -> Resource | None:
        """Give the document at ``path``, or None where there is none."""
        name = PurePosixPath(path).name
        if path == "/":
            return _page("newsreader demo", "Every feed of the demo:", self._feeds)
        if path == f"/{name}" and name in self._bundle:
            return Resource(self._bundle[name].encode(), MEDIA_TYPES[name.rpartition(".")[2]])
        if path.startswith("/pictures/") and name.endswith(".png"):
            return Resource(picture(name), "image/png")
        if path.startswith("/audio/") and name.endswith(".wav"):
            return Resource(sound(name), "audio/wav")
        feed = self._by_folder.get(_folder(path))
        return _page(feed.title, "This page stands for an invented site.", [feed]) if feed else None

    def _has(self, url: str) -> bool:
        return urlsplit(url).path.removeprefix("/") in self._bundle


def _folder(address: str) -> str:
    return urlsplit(address).path.removeprefix("/").partition("/")[0]


def _page(title: str, text: str, feeds: list[Subscription]) -> Resource:
    links, items = [], []
    for feed in feeds:
        media_type = MEDIA_TYPES[feed.url.rpartition(".")[2]]
        name, url, site_url = escape(feed.title), escape(feed.url), escape(feed.site_url)
        links.append(f'<link rel="alternate" type="{media_type}" title="{name}" href="{url}">')
        items.append(f'<li><a href="{site_url}">{name}</a>, <a href="{url}">feed</a></li>')
    page = _PAGE.format(
        title=escape(title), text=text, links="\n".join(links), items="\n".join(items)
    )
    return Resource(page.encode(), "text/html; charset=utf-8")
