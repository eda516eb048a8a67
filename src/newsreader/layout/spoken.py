"""A document in words: things to hear or to feel one after the other, without any drawing."""

from collections.abc import Callable, Iterable, Iterator
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
    ListItem,
    Paragraph,
    Picture,
    Quote,
    Row,
    Rule,
    Table,
)

_BOXES = {"☑": "checked:", "☐": "not checked:"}


def speak_document(document: Document, *, has_pictures: bool = True) -> Iterator[str]:
    """Yield an article part by part; every part is one line, however long.

    Links are named after their text, ``(link 3)``; the details follow in :func:`speak_details`.
    """
    for block in document.blocks:
        if has_pictures or not isinstance(block, Picture):
            yield from _SPEAKERS[type(block)](block)


def speak_details(tables: Iterable[DetailsTable], links: LinkList) -> Iterator[str]:
    """Yield the title of each details table and its rows, ``Place: Istanbul (link 4)``."""
    for table in tables:
        yield table.title + ":"
        for row in table.rows:
            values = (
                f"{value.text} (link {links.number(value.href, value.text)})"
                if value.href
                else value.text
                for value in row.values
            )
            yield f"{row.label}: {', '.join(values)}"


def speak_text(spans: Inline) -> str:
    """Write running text with its links named; forced line breaks stay.

    >>> from newsreader.domain.document import Span
    >>> speak_text((Span("see "), Span("here", link=3), Span(".")))
    'see here (link 3).'
    """
    parts: list[str] = []
    for index, span in enumerate(spans):
        parts.append(span.text)
        follows = spans[index + 1].link if index + 1 < len(spans) else 0
        if span.link and span.link != follows:
            core = span.text.rstrip()
            parts[-1] = f"{core} (link {span.link})" + span.text[len(core) :]
    return "".join(parts)


def _speak_blocks(blocks: Iterable[Block]) -> Iterator[str]:
    for block in blocks:
        yield from _SPEAKERS[type(block)](block)


def _lines(text: str) -> Iterator[str]:
    return (line for line in text.split("\n") if line.strip())


def _paragraph(block: Paragraph | Footer) -> Iterator[str]:
    return _lines(speak_text(block.spans))


def _heading(block: Heading) -> Iterator[str]:
    yield f"Heading {block.level}: {' '.join(speak_text(block.spans).split())}"


def _list(block: ListBlock) -> Iterator[str]:
    count = len(block.items)
    for number, item in enumerate(block.items, 1):
        yield from _item(f"Item {number} of {count}:", item)


def _footnotes(block: Footnotes) -> Iterator[str]:
    for number, item in enumerate(block.items, 1):
        yield from _item(f"Note {item.marker.strip('.') or number}:", item)


def _item(lead: str, item: ListItem) -> Iterator[str]:
    box = _BOXES.get(item.marker)
    yield from _led(f"{lead} {box}" if box else lead, _speak_blocks(item.blocks))


def _led(lead: str, parts: Iterator[str]) -> Iterator[str]:
    """Put a word before the first part; it stands alone where there is none."""
    first = next(parts, "")
    yield f"{lead} {first}".rstrip()
    yield from parts


def _definitions(block: Definitions) -> Iterator[str]:
    for item in block.items:
        yield from _led(f"{speak_text(item.term)}:", _speak_blocks(item.blocks))


def _quote(block: Quote) -> Iterator[str]:
    parts = list(_led("Quote:", _speak_blocks(block.blocks)))
    yield from parts
    if len(parts) > 1:
        yield "End of quote."


def _code(block: Code) -> Iterator[str]:
    lines = list(_lines(block.text))
    yield f"Code, {_count(len(lines), 'line')}:"
    yield from lines
    yield "End of code."


def _picture(block: Picture) -> Iterator[str]:
    words = [block.alt, speak_text(block.caption)]
    text = "Picture: " + ". ".join(" ".join(part.split()) for part in words if part.strip())
    yield f"{text} (link {block.link})" if block.link else text


def _embed(block: Embed) -> Iterator[str]:
    link = f" (link {block.link})" if block.link else ""
    yield f"{block.kind.capitalize()}: {block.title}{link}"


def _fold(block: Fold) -> Iterator[str]:
    yield from _lines(speak_text(block.summary))
    yield from _speak_blocks(block.blocks)


def _rule(_block: Rule) -> Iterator[str]:
    yield "Break."


def _table(block: Table) -> Iterator[str]:
    columns = max((len(row) for row in (block.header, *block.rows)), default=0)
    size = f"{_count(len(block.rows), 'row')}, {_count(columns, 'column')}"
    caption = " ".join(speak_text(block.caption).split())
    yield f"Table: {caption}, {size}." if caption else f"Table, {size}."
    names = [_cell_text(cell) for cell in block.header]
    for number, row in enumerate(block.rows, 1):
        yield f"Row {number}: {'; '.join(_named_cells(names, row))}."


def _named_cells(names: list[str], row: Row) -> Iterator[str]:
    """Say the cells of a row after the names of their columns; empty ones are left out."""
    column = 0
    for cell in row:
        text = _cell_text(cell)
        name = names[column] if column < len(names) else ""
        column += cell.columns
        if text:
            yield f"{name}: {text}" if name else text


def _cell_text(cell: Cell) -> str:
    return " ".join(" ".join(_speak_blocks(cell.blocks)).split())


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


_SPEAKERS: dict[type, Callable[[Any], Iterator[str]]] = {
    Paragraph: _paragraph,
    Heading: _heading,
    Footer: _paragraph,
    Rule: _rule,
    Quote: _quote,
    ListBlock: _list,
    Footnotes: _footnotes,
    Definitions: _definitions,
    Code: _code,
    Picture: _picture,
    Embed: _embed,
    Fold: _fold,
    Table: _table,
}
