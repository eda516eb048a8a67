"""No word of a real article is lost on its way to the screen."""

import json
import re
import unicodedata
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from newsreader.domain.text import clean
from newsreader.layout.layout import Layout
from newsreader.layout.lines import Options, copied
from newsreader.parse.document import build_document
from newsreader.parse.html import TEXT, Node, children, names, parse_html
from newsreader.parse.noise import DROPPED

FEEDS = Path(__file__).parents[2].parent / "shared" / "corpus" / "feeds"
EVERY = 3  # files; all of them pass too, in half a minute
NOT_TEXT = DROPPED | names("video audio object iframe")
"""Their content is for programs that cannot play them."""
BACK_LINKS = set("↩↑^")


@pytest.mark.skipif(not FEEDS.is_dir(), reason="the corpus of real feeds is not here")
def test_every_word_of_the_source_is_in_the_rendering() -> None:
    lost: list[tuple[str, str]] = []
    for name, html in _articles():
        shown = _squeezed(_rendering(html))
        for text in _texts(html):
            if _squeezed(text) not in shown:
                lost += [(name, word) for word in text.split() if _squeezed(word) not in shown]
    assert [
        (name, word) for name, word in lost if word.strip("\ufe0e\ufe0f") not in BACK_LINKS
    ] == []


def _articles() -> Iterator[tuple[str, str]]:
    import feedparser

    for path in sorted(FEEDS.iterdir())[::EVERY]:
        if path.suffix == ".json":
            for item in json.loads(path.read_text("utf-8"))["items"]:
                yield path.name, item.get("content_html") or ""
        elif path.suffix != ".tsv":
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                feed = feedparser.parse(str(path), sanitize_html=False, resolve_relative_uris=False)
            for entry in feed.entries:
                bodies = [entry.get("summary", ""), *(c.value for c in entry.get("content", ()))]
                yield path.name, max(bodies, key=len)


def _rendering(html: str) -> str:
    """Give the article as it would be copied, and as it looks (tables stand side by side)."""
    layout = Layout(build_document(html), 72, Options(has_references=False))
    layout.lay_all()
    return copied(layout.lines) + "".join(line.text for line in layout.lines)


def _texts(html: str) -> Iterator[str]:
    waiting: list[Node] = [parse_html(html)]
    while waiting:
        for node in children(waiting.pop()):
            if node.tag == TEXT:
                yield clean(node.text_content or "")
            elif node.tag not in NOT_TEXT:
                waiting.append(node)


def _squeezed(text: str) -> str:
    """Drop white space, and write raised and lowered signs as plain ones."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
