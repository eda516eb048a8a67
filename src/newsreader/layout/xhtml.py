"""A document as XHTML, for books: well-formed, without scripts and styles."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from newsreader.domain.details import DetailsTable
from newsreader.domain.document import (
    Block,
    Cell,
    Code,
    Definitions,
    Document,
    Embed,
    Fold,
    Footer,
    Footnotes,
    Heading,
    Inline,
    LinkList,
    ListBlock,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Span,
    Style,
    Table,
)

NO_PICTURES: Mapping[str, str] = {}
_TAGS = (
    (Style.CODE, "code"), (Style.BOLD, "b"), (Style.ITALIC, "i"), (Style.UNDERLINE, "u"),
    (Style.STRIKE, "s"), (Style.MARK, "mark"),
)  # fmt: skip
_NOT_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render_xhtml(document: Document, pictures: Mapping[str, str] = NO_PICTURES) -> str:
    """Write the inside of a body; links lead where they led.

    ``pictures`` are files by the addresses they came from; others are told by their words.
    """
    writer = _Writer(document.links, pictures)
    parts = [writer.block(block) for block in document.blocks]
    parts += [writer.details(table) for table in document.details]
    return "\n".join(parts)


def xml_text(text: str) -> str:
    """Escape text for XML, without the characters that XML cannot hold."""
    return escape(_NOT_XML.sub("", text))


def xml_attribute(text: str) -> str:
    """Give a value for an attribute, with its quotes."""
    return quoteattr(_NOT_XML.sub("", text))


class _Writer:
    """Writes blocks; knows the addresses behind link numbers."""

    def __init__(self, links: LinkList, pictures: Mapping[str, str]) -> None:
        self._links = links
        self._pictures = pictures

    def block(self, block: Block) -> str:
        """Write one block."""
        return _WRITERS[type(block)](self, block)

    def blocks(self, blocks: Iterable[Block]) -> str:
        return "".join(self.block(block) for block in blocks)

    def text(self, spans: Inline) -> str:
        """Write running text."""
        return "".join(self._span(span) for span in spans)

    def details(self, table: DetailsTable) -> str:
        rows = "".join(
            f"<dt>{xml_text(row.label)}</dt>"
            + "".join(f"<dd>{_anchor(v.href, xml_text(v.text))}</dd>" for v in row.values)
            for row in table.rows
        )
        return f"<h2>{xml_text(table.title)}</h2><dl>{rows}</dl>"

    def _span(self, span: Span) -> str:
        written = xml_text(span.text).replace("\n", "<br/>")
        for style, tag in _TAGS:
            if span.style & style:
                written = f"<{tag}>{written}</{tag}>"
        return self._linked(span.link, written)

    def _linked(self, number: int, written: str) -> str:
        link = self._links.get(number)
        return _anchor(link.href if link else None, written)

    def _heading(self, block: Heading) -> str:
        return f"<h{block.level}>{self.text(block.spans)}</h{block.level}>"

    def _paragraph(self, block: Paragraph | Footer) -> str:
        return f"<p>{self.text(block.spans)}</p>"

    def _list(self, block: ListBlock | Footnotes) -> str:
        is_numbered = any(item.marker[:1].isdecimal() for item in block.items)
        tag = "ol" if is_numbered else "ul"
        items = "".join(f"<li>{self.blocks(item.blocks)}</li>" for item in block.items)
        return f"<{tag}>{items}</{tag}>"

    def _definitions(self, block: Definitions) -> str:
        items = "".join(
            f"<dt>{self.text(item.term)}</dt><dd>{self.blocks(item.blocks)}</dd>"
            for item in block.items
        )
        return f"<dl>{items}</dl>"

    def _quote(self, block: Quote) -> str:
        return f"<blockquote>{self.blocks(block.blocks)}</blockquote>"

    def _code(self, block: Code) -> str:
        return f"<pre>{xml_text(block.text)}</pre>"

    def _picture(self, block: Picture) -> str:
        words = self.text(block.caption) or xml_text(block.alt)
        if file := self._pictures.get(block.src):
            image = f"<img src={xml_attribute(file)} alt={xml_attribute(block.alt)}/>"
            caption = f"<figcaption>{words}</figcaption>" if block.caption else ""
            return f"<figure>{image}{caption}</figure>"
        return f"<p>{self._linked(block.link, f'[{words}]')}</p>" if words else ""

    def _embed(self, block: Embed) -> str:
        return f"<p>{self._linked(block.link, xml_text(block.title))}</p>"

    def _fold(self, block: Fold) -> str:
        return f"<p><b>{self.text(block.summary)}</b></p>{self.blocks(block.blocks)}"

    def _rule(self, _block: Rule) -> str:
        return "<hr/>"

    def _table(self, block: Table) -> str:
        caption = f"<caption>{self.text(block.caption)}</caption>" if block.caption else ""
        rows = "".join(self._row(row) for row in (block.header, *block.rows) if row)
        return f"<table>{caption}{rows}</table>"

    def _row(self, row: tuple[Cell, ...]) -> str:
        return f"<tr>{''.join(map(self._cell, row))}</tr>"

    def _cell(self, cell: Cell) -> str:
        tag = "th" if cell.is_header else "td"
        span = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
        content = "" if cell.is_repeat else self.blocks(cell.blocks)
        return f"<{tag}{span}>{content}</{tag}>"


def _anchor(href: str | None, written: str) -> str:
    return f"<a href={xml_attribute(href)}>{written}</a>" if href else written


_WRITERS: dict[type, Callable[[_Writer, Any], str]] = {
    Heading: _Writer._heading,
    Paragraph: _Writer._paragraph,
    Footer: _Writer._paragraph,
    ListBlock: _Writer._list,
    Footnotes: _Writer._list,
    Definitions: _Writer._definitions,
    Quote: _Writer._quote,
    Code: _Writer._code,
    Picture: _Writer._picture,
    Embed: _Writer._embed,
    Fold: _Writer._fold,
    Rule: _Writer._rule,
    Table: _Writer._table,
}
