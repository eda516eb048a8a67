"""From the HTML of an entry to a document: the way in to reading."""

import re
from collections.abc import Iterator

from newsreader.domain.details import DetailsTable
from newsreader.domain.document import Block, Document, Footer, Growing, LinkList
from newsreader.parse.blocks import Walker
from newsreader.parse.details import take_details
from newsreader.parse.html import TEXT, Node, children, names, parse_html, text_of

_FOOTER = re.compile(r"(?:Besuchen|Folgen) Sie uns (?:auf|bei)\b|(?:Visit|Follow) us (?:at|on)\b")
_LONGEST_FOOTER = 200
_BOXES = names("div article section main")


def build_document(html: str, base_url: str = "", language: str = "") -> Document:
    """Read an article.

    Only the tree is built now; blocks are made while they are read. ``language`` (``de-AT``)
    decides about quotation marks.
    """
    body = parse_html(html)
    details = take_details(body, base_url)
    links = LinkList()
    walker = Walker(base_url, language, links)
    footer = _take_footer(body)
    return Document(Growing(_blocks(walker, body, details, footer)), details, links)


def _blocks(
    walker: Walker, body: Node, details: tuple[DetailsTable, ...], footer: str
) -> Iterator[Block]:
    """Yield the blocks, numbering the links of the details before those of the footer."""
    yield from walker.blocks(children(body))
    for value in (value for table in details for row in table.rows for value in row.values):
        if value.href:
            walker.links.number(value.href, value.text)
    if footer:
        spans, others = walker.inline(children(parse_html(footer)), 0)
        yield from others
        yield Footer(spans)


def _take_footer(body: Node) -> str:
    """Take a closing line that only points to the publisher's own places; give its HTML."""
    node = _last_part(body)
    while node is not None and node.tag in _BOXES and not _is_footer(node):
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
