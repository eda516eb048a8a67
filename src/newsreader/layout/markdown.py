"""A document as Markdown, for saving an article."""

import re
from collections.abc import Callable, Iterable
from typing import Any

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

_SPECIAL = re.compile(r"([\\`*_\[\]<>|])")
_LINE_START = re.compile(r"^(\s*\d*)([#>+.)-])(?=\s)", re.MULTILINE)
_MARKS = ((Style.BOLD, "**"), (Style.ITALIC, "*"), (Style.STRIKE, "~~"))


def render_markdown(document: Document) -> str:
    """Write an article as CommonMark with tables; nothing in it becomes markup by accident."""
    writer = _Writer(document.links)
    parts: list[str] = []
    footer = ""
    for block in document.blocks:
        if isinstance(block, Footer):
            footer = writer.block(block)
        else:
            parts.append(writer.block(block))
    parts += [writer.details(table) for table in document.details]
    parts.append(footer)
    return "\n\n".join(part for part in parts if part) + "\n"


class _Writer:
    """Writes blocks; knows the addresses behind link numbers."""

    def __init__(self, links: LinkList) -> None:
        self._links = links

    def block(self, block: Block) -> str:
        """Write one block without blank lines around it."""
        return _WRITERS[type(block)](self, block)

    def blocks(self, blocks: Iterable[Block]) -> str:
        return "\n\n".join(self.block(block) for block in blocks)

    def text(self, spans: Inline) -> str:
        """Write running text; forced breaks become hard breaks."""
        written = "".join(self._span(span) for span in spans)
        return _LINE_START.sub(r"\1\\\2", written).replace("\n", "\\\n")

    def details(self, table: DetailsTable) -> str:
        rows = [f"**{_escape(table.title)}**", ""]
        for row in table.rows:
            values = ", ".join(
                f"[{_escape(v.text)}](<{v.href}>)" if v.href else _escape(v.text)
                for v in row.values
            )
            rows.append(f"- {_escape(row.label)}: {values}")
        return "\n".join(rows)

    def _span(self, span: Span) -> str:
        core = span.text.strip()
        if not core:
            return span.text
        if span.style & Style.CODE:
            fence = "`" * (max(map(len, re.findall("`+", core)), default=0) + 1)
            marked = f"{fence} {core} {fence}" if "`" in core else f"`{core}`"
        else:
            marks = "".join(mark for style, mark in _MARKS if span.style & style)
            marked = f"{marks}{_escape(core)}{marks[::-1]}"
        link = self._links.get(span.link)
        if link is not None:
            marked = f"[{marked}](<{link.href}>)"
        return span.text.replace(core, marked, 1)

    def _heading(self, block: Heading) -> str:
        return "#" * block.level + " " + self.text(block.spans).replace("\\\n", " ")

    def _paragraph(self, block: Paragraph | Footer) -> str:
        return self.text(block.spans)

    def _list(self, block: ListBlock | Footnotes) -> str:
        items = []
        for item in block.items:
            marker = {"☑": "- [x]", "☐": "- [ ]"}.get(item.marker, item.marker or "-")
            items.append(_indent(self.blocks(item.blocks), f"{marker} ", " " * (len(marker) + 1)))
        return "\n".join(items)

    def _definitions(self, block: Definitions) -> str:
        return "\n\n".join(
            f"**{self.text(item.term)}**\n\n{self.blocks(item.blocks)}".strip()
            for item in block.items
        )

    def _quote(self, block: Quote) -> str:
        return _indent(self.blocks(block.blocks), "> ", "> ")

    def _code(self, block: Code) -> str:
        fence = "`" * max(3, max(map(len, re.findall("`+", block.text)), default=0) + 1)
        return f"{fence}{block.language}\n{block.text}\n{fence}"

    def _picture(self, block: Picture) -> str:
        link = self._links.get(block.link)
        image = f"![{_escape(block.alt)}](<{block.src}>)" if block.src else _escape(block.alt)
        if link is not None and link.href != block.src:
            image = f"[{image}](<{link.href}>)"
        caption = self.text(block.caption)
        return f"{image}\n\n*{caption}*" if caption else image

    def _embed(self, block: Embed) -> str:
        link = self._links.get(block.link)
        return f"[{_escape(block.title)}](<{link.href}>)" if link else _escape(block.title)

    def _fold(self, block: Fold) -> str:
        return f"**{self.text(block.summary)}**\n\n{self.blocks(block.blocks)}"

    def _rule(self, _block: Rule) -> str:
        return "---"

    def _table(self, block: Table) -> str:
        count = max(sum(cell.columns for cell in row) for row in (block.header, *block.rows))
        lines = [self._row(block.header, count), "|" + " --- |" * count]
        lines += [self._row(row, count) for row in block.rows]
        caption = self.text(block.caption)
        return "\n".join([f"**{caption}**", "", *lines] if caption else lines)

    def _row(self, row: tuple[Cell, ...], count: int) -> str:
        cells: list[str] = []
        for cell in row:
            content = "" if cell.is_repeat else self.blocks(cell.blocks)
            cells += [" ".join(content.replace("\\\n", "<br>").split()), *[""] * (cell.columns - 1)]
        cells += [""] * (count - len(cells))
        return "| " + " | ".join(cells) + " |"


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


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _indent(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join(
        (rest if n else first) + line if line else rest.rstrip() for n, line in enumerate(lines)
    )
