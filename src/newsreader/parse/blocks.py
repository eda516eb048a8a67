"""The walker: from nodes to blocks, on demand, in linear time, however deep the nesting."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from newsreader.domain.document import (
    Block,
    Code,
    Definition,
    Definitions,
    Embed,
    Fold,
    Footnotes,
    Heading,
    Inline,
    LinkList,
    ListBlock,
    ListItem,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Span,
    Style,
)
from newsreader.domain.text import clean
from newsreader.parse.html import TEXT, Node, attribute, children, has_class, names, text_of
from newsreader.parse.inline import SUBSCRIPT, SUPERSCRIPT, Run, Script, quote_marks, resolve
from newsreader.parse.lists import (
    check_box,
    definition_parts,
    join_orphans,
    list_parts,
    split_bullets,
)
from newsreader.parse.media import read_image, read_player
from newsreader.parse.noise import DROPPED, is_hidden, is_share_row
from newsreader.parse.tables import build_tables, is_layout, layout_cells, rows_of

DEEPEST = 24
"""Blocks inside blocks; what lies deeper is shown flat."""

_MOST_OPEN = 100  # elements around a block; deeper ones are not looked into

_STYLES = {
    "b": Style.BOLD,
    "strong": Style.BOLD,
    "i": Style.ITALIC,
    "em": Style.ITALIC,
    "cite": Style.ITALIC,
    "dfn": Style.ITALIC,
    "var": Style.ITALIC,
    "u": Style.UNDERLINE,
    "ins": Style.UNDERLINE,
    "s": Style.STRIKE,
    "strike": Style.STRIKE,
    "del": Style.STRIKE,
    "code": Style.CODE,
    "kbd": Style.CODE,
    "samp": Style.CODE,
    "tt": Style.CODE,
    "mark": Style.MARK,
    "small": Style.DIM,
}
_SCRIPTS: dict[str, Script] = {"sup": SUPERSCRIPT, "sub": SUBSCRIPT}
_FLOW = names(
    "p div section article main header footer aside nav body html center address form fieldset "
    "legend figcaption caption tbody thead tfoot tr td th li dt dd dir menu summary hgroup "
    "textarea optgroup option search table ul ol dl blockquote figure details pre h1 h2 h3 h4 h5 "
    "h6 marquee dialog title"
)
"""Elements that stand on lines of their own; their content is walked in place."""

_FOOTNOTES = names("footnotes footnote-list endnotes footnotes-list references")
_BACK = frozenset("↩↑^⤴⏎")
_VARIANTS = "\ufe0e\ufe0f"
_LANGUAGE = re.compile(
    r"(?:^|\s)(?:language-|lang-|highlight-source-|highlight-|brush:\s*|sourceCode\s+)([\w+#.-]+)"
)
_CAPTION_STYLE = Style.DIM | Style.ITALIC


class _Open(NamedTuple):
    """An element whose content is being walked, with what to restore at its end."""

    rest: Iterator[Node]
    style: Style
    href: str
    script: Script | None
    is_block: bool = False
    closing: str = ""


class Outer(NamedTuple):
    """What holds around nodes: how deep they are, and in which inline elements."""

    depth: int = 0
    style: Style = Style.PLAIN
    href: str = ""
    script: Script | None = None


TOP = Outer()


class Walker:
    """Makes blocks of nodes for one article."""

    def __init__(self, base_url: str, language: str, links: LinkList) -> None:
        self._base_url = base_url
        self._quotes = quote_marks(language)
        self.links = links
        self._last_image = ""

    def blocks(self, nodes: Iterable[Node], outer: Outer = TOP) -> Iterator[Block]:
        """Yield the blocks of nodes that follow each other."""
        run = Run(self.links)
        run.style, run.href, run.script = outer.style, outer.href, outer.script
        waiting: list[Block] = []  # images inside a paragraph come after it
        stack = [_Open(iter(nodes), run.style, run.href, run.script)]
        while stack:
            top = stack[-1]
            node = next(top.rest, None)
            if node is None:
                run.add(top.closing)
                run.style, run.href, run.script = top.style, top.href, top.script
                stack.pop()
                if top.is_block:
                    yield from self._flush(run, waiting)
                continue
            tag = node.tag
            if tag == TEXT:
                run.add(node.text_content or "")
                continue
            if tag in DROPPED or is_hidden(node.attributes):
                continue
            maker = _MAKERS.get(tag or "")
            if maker is not None and outer.depth < DEEPEST and len(stack) < _MOST_OPEN:
                inside = Outer(outer.depth + 1, run.style, run.href, run.script)
                yield from self._flush(run, waiting)
                yield from maker(self, node, inside)
            elif tag in _FLOW:
                if len(stack) > _MOST_OPEN or not is_share_row(node):
                    yield from self._flush(run, waiting)
                    stack.append(_Open(children(node), run.style, run.href, run.script, True))
            else:
                stack.append(self._enter(node, run, waiting))
        yield from self._flush(run, waiting)

    def inline(self, nodes: Iterable[Node], outer: Outer = TOP) -> tuple[Inline, tuple[Block, ...]]:
        """Give nodes as one run of text, and apart from it the blocks that are not text."""
        spans: list[Span] = []
        others: list[Block] = []
        for block in self.blocks(nodes, outer):
            if isinstance(block, Paragraph | Heading):
                if spans:
                    spans.append(Span(" "))
                spans.extend(block.spans)
            else:
                others.append(block)
        return tuple(spans), tuple(others)

    def _flush(self, run: Run, waiting: list[Block]) -> Iterator[Block]:
        if not run.is_empty:
            for spans in run.take():
                yield Paragraph(spans)
        if waiting:
            yield from waiting
            waiting.clear()

    def _enter(self, node: Node, run: Run, waiting: list[Block]) -> _Open:
        """Begin an inline element: note what it changes, and what to restore at its end."""
        tag = node.tag or ""
        before = _Open(children(node), run.style, run.href, run.script)
        if tag in _STYLES:
            run.style |= _STYLES[tag]
        elif tag in _SCRIPTS:
            run.script = _SCRIPTS[tag]
        elif tag in {"q", "rt"}:
            marks = self._quotes if tag == "q" else "()"
            run.add(marks[0])
            return before._replace(closing=marks[1])
        elif tag == "a":
            return self._enter_link(node, run, before)
        elif tag == "br":
            run.break_line()
        elif tag == "img":
            self._image(node, run, waiting)
        elif tag == "input" and attribute(node, "type").lower() == "checkbox":
            run.add("☑ " if "checked" in node.attributes else "☐ ")
        elif tag in {"math", "svg"}:
            return before._replace(rest=_foreign_parts(node))
        return before

    def _enter_link(self, node: Node, run: Run, before: _Open) -> _Open:
        href = attribute(node, "href")
        if href.startswith("#") and text_of(node).strip(_VARIANTS) in _BACK:
            return before._replace(rest=iter(()))
        run.href = resolve(self._base_url, href)
        return before

    def _image(self, node: Node, run: Run, waiting: list[Block]) -> None:
        image = read_image(node, self._base_url)
        if image is None:
            return
        if image.is_text:
            run.add(image.alt)
            return
        if image.src and image.src == self._last_image:
            return  # lazy loaders repeat it in noscript
        self._last_image = image.src
        target = run.href or image.src
        link = self.links.number(target, image.alt) if target else 0
        waiting.append(Picture(image.alt, image.src, (), link))

    def _heading(self, node: Node, outer: Outer) -> Iterator[Block]:
        level = int((node.tag or "h6")[1])
        for block in self.blocks(children(node), outer):
            yield Heading(level, block.spans) if isinstance(block, Paragraph) else block

    def _quote(self, node: Node, outer: Outer) -> Iterator[Block]:
        blocks = tuple(self.blocks(children(node), outer))
        if blocks:
            yield Quote(blocks)

    def _code(self, node: Node, _outer: Outer) -> Iterator[Block]:
        text = clean(_preformatted(node)).strip("\n").rstrip()
        if text.strip():
            yield Code(text, _code_language(node))

    def _rule(self, node: Node, _outer: Outer) -> Iterator[Block]:
        if not _is_footnotes(node):  # notes bring their own
            yield Rule()

    def _list(self, node: Node, outer: Outer) -> Iterator[Block]:
        items = [
            ListItem(marker, blocks)
            for marker, nodes in list_parts(node)
            for blocks in [tuple(self.blocks(nodes, outer))]
            if blocks
        ]
        items = [split for item in items for split in split_bullets(check_box(item))]
        if items and _is_footnotes(node):
            yield Footnotes(tuple(items))
        elif items:
            yield ListBlock(join_orphans(items))

    def _definitions(self, node: Node, outer: Outer) -> Iterator[Block]:
        items: list[Definition] = []
        for part in definition_parts(node):
            if part.tag == "dt":
                term, others = self.inline(children(part), outer)
                items.append(Definition(term, others))
            else:
                blocks = tuple(self.blocks(children(part), outer))
                if items:
                    items[-1] = Definition(items[-1].term, items[-1].blocks + blocks)
                elif blocks:
                    items.append(Definition((), blocks))
        if items:
            yield Definitions(tuple(items))

    def _fold(self, node: Node, outer: Outer) -> Iterator[Block]:
        parts = list(children(node))
        heads = [part for part in parts if part.tag == "summary"]
        rest = [part for part in parts if part.tag != "summary"]
        summary, others = self.inline((n for head in heads for n in children(head)), outer)
        blocks = others + tuple(self.blocks(rest, outer))
        if summary or blocks:
            yield Fold(summary, blocks)

    def _figure(self, node: Node, outer: Outer) -> Iterator[Block]:
        parts = list(children(node))
        captions = [part for part in parts if part.tag == "figcaption"]
        rest = [part for part in parts if part.tag != "figcaption"]
        blocks = list(self.blocks(rest, outer))
        caption, others = self.inline((n for part in captions for n in children(part)), outer)
        for index, block in enumerate(blocks):
            if isinstance(block, Picture) and caption:
                blocks[index] = Picture(block.alt, block.src, caption, block.link)
                caption = ()
        yield from blocks
        if caption:
            yield Paragraph(tuple(s._replace(style=s.style | _CAPTION_STYLE) for s in caption))
        yield from others

    def _player(self, node: Node, outer: Outer) -> Iterator[Block]:
        player = read_player(node, self._base_url)
        if player is not None:
            yield Embed(player.kind, player.title, self.links.number(player.href, player.title))
        elif node.tag == "object":
            yield from self.blocks(children(node), outer)

    def _table(self, node: Node, outer: Outer) -> Iterator[Block]:
        rows = rows_of(node)
        captions = (n for part in children(node) if part.tag == "caption" for n in children(part))
        caption, others = self.inline(captions, outer)
        if is_layout(node, rows):
            if caption:
                yield Paragraph(caption)
            yield from others
            yield from self.blocks(layout_cells(rows), outer)
            return
        yield from others
        yield from build_tables(rows, caption, lambda nodes: tuple(self.blocks(nodes, outer)))


Maker = Callable[[Walker, Node, Outer], Iterator[Block]]

_MAKERS: dict[str, Maker] = {
    **{f"h{level}": Walker._heading for level in range(1, 7)},
    "blockquote": Walker._quote,
    "pre": Walker._code,
    "listing": Walker._code,
    "xmp": Walker._code,
    "hr": Walker._rule,
    "ul": Walker._list,
    "ol": Walker._list,
    "menu": Walker._list,
    "dl": Walker._definitions,
    "details": Walker._fold,
    "figure": Walker._figure,
    "iframe": Walker._player,
    "embed": Walker._player,
    "object": Walker._player,
    "video": Walker._player,
    "audio": Walker._player,
    "table": Walker._table,
}


def _foreign_parts(node: Node) -> Iterator[Node]:
    """Give the TeX source of a formula if it has one; the texts of a drawing, not its title."""
    source = node.css_first('annotation[encoding*="tex"]') if node.tag == "math" else None
    if source is not None:
        return children(source)
    return (part for part in children(node) if part.tag not in {"title", "desc"})


def _preformatted(node: Node) -> str:
    parts: list[str] = []
    for part in node.traverse(include_text=True):
        if part.tag == TEXT:
            parts.append(part.text_content or "")
        elif part.tag == "br":
            parts.append("\n")
    return "".join(parts)


def _code_language(node: Node) -> str:
    """Find the language in the classes of the block, its ``code`` or the box around it."""
    inner = node.css_first("code")
    for element in (node, inner, node.parent):
        if element is not None:
            found = _LANGUAGE.search(attribute(element, "class")) or _LANGUAGE.search(
                "language-" + attribute(element, "data-lang")
                if attribute(element, "data-lang")
                else ""
            )
            if found:
                return clean(found[1]).lower()
    return ""


def _is_footnotes(node: Node) -> bool:
    parent = node.parent
    return any(
        element is not None
        and (
            has_class(element.attributes, _FOOTNOTES)
            or attribute(element, "role") == "doc-endnotes"
        )
        for element in (node, parent)
    )
