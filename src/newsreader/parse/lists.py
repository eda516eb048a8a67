"""Lists as they are found: items without ``li``, bullets in the text, lists beside items."""

import re
from collections.abc import Iterable, Iterator

from newsreader.domain.document import ListBlock, ListItem, Paragraph, Span
from newsreader.parse.html import TEXT, Node, attribute, children

_BULLET = re.compile(r"^\s*[•‣▪◦●]\s*")


def list_parts(node: Node) -> Iterator[tuple[str, Iterable[Node]]]:
    """Give marker and nodes of each item; what stands between the items is an item too."""
    is_ordered = node.tag == "ol"
    number = _start(node) if is_ordered else 0
    between: list[Node] = []
    for part in children(node):
        if part.tag != "li":
            between.append(part)
            continue
        if between:
            yield "", between
            between = []
        value = attribute(part, "value")
        if is_ordered and value.isdecimal() and len(value) < 8:
            number = int(value)
        yield (f"{number}." if is_ordered else ""), children(part)
        number += 1
    if between:
        yield "", between


def _start(node: Node) -> int:
    value = attribute(node, "start")
    return int(value) if value.isdecimal() and len(value) < 8 else 1


def check_box(item: ListItem) -> ListItem:
    """Take a leading check box as the marker."""
    first = item.blocks[0]
    if isinstance(first, Paragraph) and first.spans[0].text[:1] in {"☑", "☐"}:
        box = first.spans[0].text[0]
        spans = (first.spans[0]._replace(text=first.spans[0].text[1:].lstrip()), *first.spans[1:])
        return ListItem(box, (Paragraph(spans), *item.blocks[1:]))
    return item


def split_bullets(item: ListItem) -> Iterator[ListItem]:
    """Make items of lines that bring their own bullets, which happens in lists without ``li``."""
    first = item.blocks[0]
    if item.marker or not (isinstance(first, Paragraph) and _BULLET.match(first.spans[0].text)):
        yield item
        return
    lines: list[list[Span]] = [[]]
    for span in first.spans:
        for index, text in enumerate(re.split(r"\n|\s*[•‣▪◦●]\s*", span.text)):
            if index:
                lines.append([])
            if text:
                lines[-1].append(span._replace(text=text))
    filled = [tuple(line) for line in lines if line]
    for line in filled[:-1]:
        yield ListItem("", (Paragraph(line),))
    if filled:
        yield ListItem("", (Paragraph(filled[-1]), *item.blocks[1:]))


def join_orphans(items: list[ListItem]) -> tuple[ListItem, ...]:
    """Hang a list that stands directly in a list under the item before it."""
    joined: list[ListItem] = []
    for item in items:
        if joined and not item.marker and all(isinstance(b, ListBlock) for b in item.blocks):
            joined[-1] = ListItem(joined[-1].marker, joined[-1].blocks + item.blocks)
        else:
            joined.append(item)
    return tuple(joined)


def definition_parts(node: Node) -> Iterator[Node]:
    """Go through terms and definitions; groups in ``div`` are opened."""
    for part in children(node):
        if part.tag == "div" and part.css_first("dt") is not None:
            yield from definition_parts(part)
        elif part.tag != TEXT or (part.text_content or "").strip():
            yield part
