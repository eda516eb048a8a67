"""From the HTML of an entry to a document: the way in to reading."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from newsreader.domain.details import DetailsTable
from newsreader.domain.document import Block, Document, Footer, Growing, LinkList
from newsreader.parse.blocks import Walker
from newsreader.parse.details import tabs_to_table, take_details
from newsreader.parse.html import TEXT, Node, children, names, parse_html, text_of

HEAD = 6_000
"""Characters of a long article that are read first, for the first screen."""

_LONG = 2 * HEAD  # below that, reading it all at once takes a few milliseconds
_UNSURE_BLOCKS = 2  # at the end of the head: what follows may change what they are
_FOOTER = re.compile(r"(?:Besuchen|Folgen) Sie uns (?:auf|bei)\b|(?:Visit|Follow) us (?:at|on)\b")
_LONGEST_FOOTER = 200
_BOXES = names("div article section main")
_MOST_BOXES = 10  # around the footer


def build_document(html: str, base_url: str = "", language: str = "") -> Document:
    """Read an article.

    Nothing is parsed until blocks or details are read, and a long article not as a whole for
    its first blocks. ``language`` (``de-AT``) decides about quotation marks.
    """
    reader = _Reader(html, base_url, language)
    return Document(Growing(reader.blocks()), Growing(reader.details()), reader.links)


def build_head(html: str, base_url: str = "", language: str = "") -> Document | None:
    """Read only the beginning of a long article, in a few milliseconds; None for a short one.

    Its blocks are the first ones of the whole document, its links have the same numbers.
    """
    if len(html) <= _LONG:
        return None
    reader = _Reader(html, base_url, language)
    return Document(Growing(reader.head_blocks()), Growing(()), reader.links)


class _Tree(NamedTuple):
    """A parsed article without its details and its footer, and these."""

    body: Node
    details: tuple[DetailsTable, ...]
    footer: str
    """HTML; it is read after everything else, so that its links come last."""


class _Reader:
    """Reads one article step by step."""

    def __init__(self, html: str, base_url: str, language: str) -> None:
        self.links = LinkList()
        self._html = html
        self._base_url = base_url
        self._language = language

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks; those of the head are yielded before the rest is parsed."""
        shown: list[Block] = []
        if len(self._html) > _LONG:
            for block in self.head_blocks():
                shown.append(block)
                yield block
        walker = self._walker()
        again = iter(shown)
        for block in walker.blocks(children(self._tree.body)):
            if block != next(again, None):
                again = iter(())
                yield block
        yield from self._footer(walker)

    def details(self) -> Iterator[DetailsTable]:
        """Yield the details tables, for which all must be parsed."""
        yield from self._tree.details

    @cached_property
    def _tree(self) -> _Tree:
        body = parse_html(tabs_to_table(self._html))
        details = take_details(body, self._base_url)
        return _Tree(body, details, _take_footer(body))

    def _walker(self) -> Walker:
        return Walker(self._base_url, self._language, self.links)

    def head_blocks(self) -> Iterator[Block]:
        """Yield the blocks at the beginning that the rest of the article cannot change."""
        body = parse_html(self._html[: max(self._html.rfind("<", 0, HEAD), 0)])
        _drop_open_element(body)
        take_details(body, self._base_url)
        held: list[Block] = []
        for block in self._walker().blocks(children(body)):
            held.append(block)
            if len(held) > _UNSURE_BLOCKS:
                yield held.pop(0)

    def _footer(self, walker: Walker) -> Iterator[Block]:
        for value in (v for table in self._tree.details for row in table.rows for v in row.values):
            if value.href:
                self.links.number(value.href, value.text)
        if self._tree.footer:
            spans, others = walker.inline(children(parse_html(self._tree.footer)))
            yield from others
            yield Footer(spans)


def _drop_open_element(body: Node) -> None:
    """Remove the element in which the head of an article ends."""
    node: Node | None = body
    while node is not None and (node.tag == "body" or node.tag in _BOXES):
        node = node.last_child
    if node is not None:
        node.decompose()


def _take_footer(body: Node) -> str:
    """Take a closing line that only points to the publisher's own places; give its HTML."""
    node = _last_part(body)
    for _ in range(_MOST_BOXES):
        if node is None or node.tag not in _BOXES or _is_footer(node):
            break
        node = _last_part(node)
    if node is None or node.tag not in {"p", "div"} or not _is_footer(node):
        return ""
    html = node.html or ""
    node.decompose()
    return html


def _last_part(node: Node) -> Node | None:
    last = node.last_child
    while last is not None and last.tag == TEXT and not (last.text_content or "").strip():
        last = last.prev
    return last


def _is_footer(node: Node) -> bool:
    text = text_of(node)
    return len(text) <= _LONGEST_FOOTER and _FOOTER.match(text) is not None
