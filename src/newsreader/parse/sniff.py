"""Say what a document is before any parser sees it; headers are not asked, they lie too often."""

import re
from typing import Literal

from newsreader.domain.pattern import pattern

Kind = Literal["feed", "html", "json", "empty", "other"]

_HEAD = 16_384
_JUNK = b"\xef\xbb\xbf\xff\xfe \t\r\n\0"
_PROLOG = re.compile(
    rb"(?:\s+|<\?[^>]*>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\])?\s*>)*", re.S | re.I
)
_ROOT = re.compile(rb"<(?:[\w.-]+:)?([\w.-]+)")
_FEED_ROOTS = {b"rss", b"feed", b"rdf", b"channel", b"item", b"entry"}
_FEED_INSIDE = pattern(rb"<(?:[\w.-]+:)?(?:rss|feed|RDF)[\s>]")
_HTML = pattern(rb"(?i)<!doctype\s+html|<(?:html|head|body|script|meta)[\s>]")


def sniff(body: bytes) -> Kind:
    """Tell feed, HTML page, JSON, nothing and anything else apart by the first few kilobytes.

    >>> sniff(b"\\n<?xml version='1.0'?><rss version='2.0'>")
    'feed'
    """
    head = body[:_HEAD].lstrip(_JUNK)
    if not head:
        return "empty"
    if head[:1] in (b"{", b"["):
        return "json"
    head = head.replace(b"\0", b"")  # UTF-16 without losing the tags
    start = _PROLOG.match(head)
    root = _ROOT.match(head, start.end() if start else 0)
    if root:
        name = root[1].lower()
        if name in _FEED_ROOTS:
            return "feed"
        if name == b"html":
            return "html"
    page, feed = _HTML.search(head), _FEED_INSIDE.search(head)
    if feed and (page is None or feed.start() < page.start()):
        return "feed"  # after a warning of the server's software, a second declaration ...
    return "html" if page else "other"
