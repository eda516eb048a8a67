"""What a web page says about itself: title, description, language, its own address."""

import re
from typing import NamedTuple
from urllib.parse import urlsplit

from newsreader.domain.page_key import page_key
from newsreader.domain.text import clean, clean_line
from newsreader.domain.urls import host, is_web, join_url
from newsreader.parse.decoding import decode

LONGEST_DESCRIPTION = 1_000
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_HTML_TYPES = ("text/html", "application/xhtml+xml", "")


class Page(NamedTuple):
    """A page as it came; all may be empty."""

    title: str = ""
    description: str = ""
    author: str = ""
    language: str = ""
    html: str = ""
    """Clean of control characters, otherwise as the publisher wrote it; empty if it is no HTML."""
    article: str = ""
    """The part of ``html`` that is text to read; empty if none could be told."""
    canonical: str = ""
    """The key (:func:`page_key`) of the address that the page names as its own, if it may."""


def page_html(body: bytes, content_type: str) -> str:
    """Decode a page, and do nothing else; empty for what is no HTML (a picture, a PDF)."""
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type not in _HTML_TYPES:
        return ""
    declared = _META_CHARSET.search(body[:4_096])
    if declared and "charset" not in content_type.lower():
        content_type = f"{media_type or 'text/html'}; charset={declared[1].decode('ascii')}"
    return clean(decode(body, content_type).text)


def read_page(body: bytes, content_type: str, url: str) -> Page:
    """Read a page that came from ``url``; its article is found by ``parse.main_text``."""
    html = page_html(body, content_type)
    if not html:
        return Page()
    from selectolax.lexbor import LexborHTMLParser  # linear on any input; html.parser is not

    tree = LexborHTMLParser(html)
    facts: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        name = node.attributes.get("property") or node.attributes.get("name") or ""
        facts.setdefault(name.lower(), node.attributes.get("content") or "")
    titles = [node.text() for node in tree.css("head title, title")]
    named = [node.attributes.get("href") or "" for node in tree.css('link[rel~="canonical" i]')]
    root = tree.css_first("html")
    return Page(
        clean_line(facts.get("og:title") or next(iter(titles), "")),
        clean_line(
            facts.get("og:description") or facts.get("description", ""), LONGEST_DESCRIPTION
        ),
        clean_line(facts.get("author", ""), 200),
        clean_line((root.attributes.get("lang") if root else "") or "", 40),
        html,
        canonical=own_key(next(iter(named), "") or facts.get("og:url", ""), url),
    )


def own_key(address: str, url: str) -> str:
    """Give the key of the address that a page names as its own; empty if it may not be.

    A page speaks for its own host only, and the start of a site is no article of it.

    >>> own_key("/a", "https://www.example.org/a/amp?x=1"), own_key("https://b.org/", "https://a.org/")
    ('www.example.org/a', '')
    """
    named = join_url(url, address) if address else ""
    if not is_web(named) or _site(named) != _site(url):
        return ""
    if urlsplit(named).path.strip("/") == "" and urlsplit(url).path.strip("/") != "":
        return ""
    return page_key(named)


def _site(url: str) -> str:
    return host(url).removeprefix("www.")
