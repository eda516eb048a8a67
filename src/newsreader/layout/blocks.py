"""How each kind of block becomes lines."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from newsreader.domain.document import (
    Block,
    Code,
    Definitions,
    Embed,
    Fold,
    Footer,
    Footnotes,
    Heading,
    Inline,
    ListBlock,
    ListItem,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Span,
    Style,
    Table,
    plain,
)
from newsreader.domain.text import clean_line
from newsreader.domain.urls import host
from newsreader.layout.cells import chop, expand_tabs, width_of
from newsreader.layout.lines import (
    BLANK,
    Line,
    Options,
    PictureRow,
    Role,
    Segment,
    Segments,
    hang,
    prefixed,
)
from newsreader.layout.tables import lay_table
from newsreader.layout.wrap import iter_segments, wrap

NARROWEST = 16
"""Cells; narrower screens are laid out for this width."""

_ROOM = 6  # cells; blocks are not indented further when less would be left

_LONGEST_NAME = 80  # characters of a file
_CAPTION = Style.DIM | Style.ITALIC


class Layouter:
    """Lays blocks of a document into lines."""

    def __init__(self, options: Options, list_level: int = 0) -> None:
        self.options = options
        self._list_level = list_level

    def lay(self, blocks: Iterable[Block], width: int, *, is_tight: bool = False) -> Iterator[Line]:
        """Yield the lines of blocks, with a blank line between them unless they are tight."""
        is_first = True
        for block in blocks:
            for index, line in enumerate(self.lay_block(block, width)):
                if index == 0 and not is_first and not is_tight:
                    yield BLANK
                is_first = False
                yield line

    def lay_block(self, block: Block, width: int) -> Iterator[Line]:
        """Yield the lines of one block."""
        layer = _LAYERS[type(block)]
        return layer(self, block, width)

    def text(
        self, spans: Inline, width: int, role: Role = Role.TEXT, style: Style = Style.PLAIN
    ) -> Iterator[Line]:
        """Yield the lines of running text."""
        references = self.options.has_references
        return wrap(iter_segments(spans, role, style, has_references=references), width)

    def _paragraph(self, block: Paragraph, width: int) -> Iterator[Line]:
        return self.text(block.spans, width)

    def _heading(self, block: Heading, width: int) -> Iterator[Line]:
        role = Role.HEADING if block.level <= 2 else Role.SUBHEADING
        return self.text(block.spans, width, role, Style.BOLD)

    def _footer(self, block: Footer, width: int) -> Iterator[Line]:
        return self.text(block.spans, width, Role.META, Style.DIM)

    def _rule(self, _block: Rule, width: int) -> Iterator[Line]:
        sign = self.options.glyphs.rule * min(width, 24)
        yield Line(prefix=(Segment(sign, Style.DIM, Role.BAR),))

    def _quote(self, block: Quote, width: int) -> Iterator[Line]:
        bar = Segment(self.options.glyphs.bar + " ", Style.DIM, Role.BAR)
        inner = width - width_of(bar.text)
        if inner < _ROOM:
            return self.lay(block.blocks, width)
        return prefixed(self.lay(block.blocks, inner), bar)

    def _list(self, block: ListBlock, width: int) -> Iterator[Line]:
        return self._items(block.items, width, self._bullet())

    def _footnotes(self, block: Footnotes, width: int) -> Iterator[Line]:
        yield from self._rule(Rule(), width)
        yield from self._items(block.items, width, self._bullet())

    def _items(self, items: tuple[ListItem, ...], width: int, bullet: str) -> Iterator[Line]:
        """Lay items with hanging markers; all texts of a list begin in the same column."""
        is_tight = all(_is_tight(item) for item in items)
        indent = max(width_of(item.marker or bullet) for item in items) + 1
        nested = Layouter(self.options, self._list_level + 1)
        inner = width - indent if width - indent >= _ROOM else width
        for index, item in enumerate(items):
            if index and not is_tight:
                yield BLANK
            marker = item.marker or bullet
            text = marker.rjust(indent - 1) + " "
            lines = nested.lay(item.blocks, inner, is_tight=is_tight)
            if inner == width:
                yield Line((Segment(text.strip(), Style.PLAIN, Role.MARKER),), end=" ")
                yield from lines
            else:
                yield from hang(lines, Segment(text, Style.PLAIN, Role.MARKER), indent)

    def _bullet(self) -> str:
        bullets = self.options.glyphs.bullets
        return bullets[min(self._list_level, len(bullets) - 1)]

    def _definitions(self, block: Definitions, width: int) -> Iterator[Line]:
        is_tight = all(_is_plain(item.blocks) for item in block.items)
        indent = 2 if width - 2 >= _ROOM else 0
        for index, item in enumerate(block.items):
            if index and not is_tight:
                yield BLANK
            yield from self.text(item.term, width, Role.LABEL, Style.BOLD)
            lines = self.lay(item.blocks, width - indent, is_tight=is_tight)
            yield from prefixed(lines, Segment(" " * indent)) if indent else lines

    def _code(self, block: Code, width: int) -> Iterator[Line]:
        """Lay code; a line that is too long is folded, with a mark at the fold."""
        indent = 2 if width - 2 >= _ROOM else 0
        prefix = (Segment(" " * indent),) if indent else ()
        mark = Segment(self.options.glyphs.folded, Style.DIM, Role.BAR)
        if block.language:
            label = Segment(block.language, Style.DIM, Role.META)
            yield Line(prefix=(*prefix, label), copy="", end="")
        inner = width - indent
        for source in block.text.split("\n"):
            line = expand_tabs(source)
            if width_of(line) <= inner:
                yield Line((Segment(line, Style.CODE, Role.CODE),) if line else (), prefix)
                continue
            held = ""
            for piece in chop(line, inner - width_of(mark.text)):
                if held:
                    yield Line((Segment(held, Style.CODE, Role.CODE),), prefix, (mark,), end="")
                held = piece
            yield Line((Segment(held, Style.CODE, Role.CODE),), prefix)

    def _picture(self, block: Picture, width: int) -> Iterator[Line]:
        if not self.options.has_pictures:
            return
        size_of = self.options.picture_size if block.src else None
        if size_of is None:
            yield from self._told(block, width)
            return
        size = size_of(block.src, width)
        if size is None:
            yield from _waiting(self._told(block, width), PictureRow(block.src, width))
            return
        for row in range(size[1]):
            painted = PictureRow(block.src, width, row)
            yield Line(
                (Segment(" " * size[0], role=Role.PICTURE, picture=painted),), copy="", end=""
            )
        if block.caption:
            yield from self.text(block.caption, width, Role.META, _CAPTION)

    def _told(self, block: Picture, width: int) -> Iterator[Line]:
        """Tell a picture by its text."""
        glyph = self.options.glyphs.picture
        caption = plain(block.caption)
        alt = block.alt if block.alt or caption else _file_name(block.src)
        is_told = bool(caption) and alt in caption  # one line says both
        spans = block.caption if is_told else (Span(alt),)
        caption_spans = () if is_told else block.caption
        if block.link:
            spans = (*spans, Span("", Style.PLAIN, block.link))
        yield from self._titled(glyph, spans, width)
        if caption_spans:
            indent = Segment(" " * (width_of(glyph) + 1))
            lines = self.text(caption_spans, width - width_of(indent.text), Role.META, _CAPTION)
            yield from prefixed(lines, indent)

    def _embed(self, block: Embed, width: int) -> Iterator[Line]:
        glyphs = {"video": self.options.glyphs.video, "audio": self.options.glyphs.audio}
        glyph = glyphs.get(block.kind, self.options.glyphs.page)
        return self._titled(glyph, (Span(block.title, Style.PLAIN, block.link),), width)

    def _fold(self, block: Fold, width: int) -> Iterator[Line]:
        if block.summary:
            spans = tuple(span._replace(style=span.style | Style.BOLD) for span in block.summary)
            yield from self._titled(self.options.glyphs.open, spans, width)
        indent = 2 if width - 2 >= _ROOM else 0
        if block.blocks:
            lines = self.lay(block.blocks, width - indent)
            yield from prefixed(lines, Segment(" " * indent)) if indent else lines

    def _table(self, block: Table, width: int) -> Iterator[Line]:
        if block.caption:
            yield from self.text(block.caption, width, Role.LABEL, Style.BOLD)
        # what is painted has no width that a column could be measured by
        plain_layouter = Layouter(replace(self.options, picture_size=None), self._list_level)
        yield from lay_table(block, width, plain_layouter)

    def _titled(self, glyph: str, spans: Inline, width: int) -> Iterator[Line]:
        """Lay text behind a sign."""
        indent = width_of(glyph) + 1
        if width - indent < _ROOM:
            return self.text((Span(glyph + " "), *spans), width)
        marker = Segment(glyph + " ", Style.PLAIN, Role.MARKER)
        return hang(self.text(spans, width - indent), marker, indent)


_LAYERS: dict[type, Callable[[Layouter, Any, int], Iterator[Line]]] = {
    Paragraph: Layouter._paragraph,
    Heading: Layouter._heading,
    Footer: Layouter._footer,
    Rule: Layouter._rule,
    Quote: Layouter._quote,
    ListBlock: Layouter._list,
    Footnotes: Layouter._footnotes,
    Definitions: Layouter._definitions,
    Code: Layouter._code,
    Picture: Layouter._picture,
    Embed: Layouter._embed,
    Fold: Layouter._fold,
    Table: Layouter._table,
}


def _is_tight(item: ListItem) -> bool:
    """Tell whether an item is one paragraph, perhaps with lists under it."""
    first, *rest = item.blocks
    return isinstance(first, Paragraph | ListBlock) and all(isinstance(b, ListBlock) for b in rest)


def _is_plain(blocks: tuple[Block, ...]) -> bool:
    return all(isinstance(block, Paragraph | ListBlock) for block in blocks)


def _waiting(lines: Iterable[Line], picture: PictureRow) -> Iterator[Line]:
    """Note on the first line which picture will be painted there."""
    note: Segments = (Segment("", picture=picture),)
    for line in lines:
        yield line._replace(segments=line.segments + note)
        note = ()


def _file_name(address: str) -> str:
    """Say something about an image of which nothing else is known."""
    name = unquote(address.partition("?")[0].rpartition("/")[2])
    return clean_line(name, _LONGEST_NAME) or host(address)
