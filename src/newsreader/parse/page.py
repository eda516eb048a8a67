"""What a web page says about itself: title, description, language."""

import re
from typing import NamedTuple

from newsreader.domain.text import clean, clean_line
from newsreader.parse.decoding import decode

LONGEST_DESCRIPTION = 1_000
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_HTML_TYPES = ("text/html", "application/xhtml+xml", "")


class Page(NamedTuple):
    """A page as it came; all but ``html`` may be empty."""

    title: str
    description: str
    author: str
    language: str
    html: str
    """Clean of control characters, otherwise as the publisher wrote it; empty if it is no HTML."""


def read_page(body: bytes, content_type: str) -> Page:
    """Read a page; what is no HTML (a picture, a PDF) gives an empty page."""
    media_type = content_type.partition(";")[0].strip().lower()
    if media_type not in _HTML_TYPES:
        return Page("", "", "", "", "")
    declared = _META_CHARSET.search(body[:4_096])
    if declared and "charset" not in content_type.lower():
        content_type = f"{media_type or 'text/html'}; charset={declared[1].decode('ascii')}"
    html = clean(decode(body, content_type).text)

    from selectolax.lexbor import LexborHTMLParser  # linear on any input; html.parser is not

    tree = LexborHTMLParser(html)
    facts: dict[str, str] = {}
    for node in tree.css("meta[content]"):
        name = node.attributes.get("property") or node.attributes.get("name") or ""
        facts.setdefault(name.lower(), node.attributes.get("content") or "")
    titles = [node.text() for node in tree.css("head title, title")]
    root = tree.css_first("html")
    return Page(
        clean_line(facts.get("og:title") or next(iter(titles), "")),
        clean_line(
            facts.get("og:description") or facts.get("description", ""), LONGEST_DESCRIPTION
        ),
        clean_line(facts.get("author", ""), 200),
        clean_line((root.attributes.get("lang") if root else "") or "", 40),
        html,
    )
