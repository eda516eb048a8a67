"""Tables as a grid while it fits, with wrapped cells while that reads well, else as cards."""

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import NamedTuple, Protocol

from newsreader.domain.document import Block, Cell, Paragraph, Row, Style, Table, plain
from newsreader.layout.cells import width_of
from newsreader.layout.lines import BLANK, Line, Options, Role, Segment, Segments
from newsreader.layout.wrap import labelled, measure

_GAP = 2
_COMFORTABLE = 12  # cells; a column narrower than this and than its text is hard to read
_MOST_COLUMNS = 40
_PROBE = 60  # cells in which lists and other blocks in a cell are measured
_NUMERIC = re.compile(
    r"[-+−–±~<>]?\s?[€$£¥]?\s?\d[\d.,:’' \u202f]*\s?(?:[%€$£¥°‰]|[a-zA-Z]{1,3})?|[-–—]?"
)


class BlockLayouter(Protocol):
    """What tables need of the layouter of blocks."""

    options: Options

    def lay(self, blocks: Iterable[Block], width: int, *, is_tight: bool = False) -> Iterator[Line]:
        """Yield the lines of blocks."""


class Column(NamedTuple):
    """What a column needs: the width of its longest word, and of its longest text."""

    least: int
    natural: int
    is_numeric: bool
    body: int
    """The width of its longest text below the header."""


def lay_table(table: Table, width: int, layouter: BlockLayouter) -> Iterator[Line]:
    """Yield the lines of a data table; nothing is ever cut off."""
    count = max(sum(cell.columns for cell in row) for row in (table.header, *table.rows))
    if count <= _MOST_COLUMNS:
        columns = _columns(table, count, layouter)
        widths = _fit(columns, width)
        if widths is not None:
            return _lay_grid(table, columns, widths, layouter)
    return _lay_cards(table, width, layouter)


def _columns(table: Table, count: int, layouter: BlockLayouter) -> list[Column]:
    least, natural, body = [1] * count, [1] * count, [1] * count
    numeric = [True] * count
    for row in (table.header, *table.rows):
        for index, cell in _placed(row):
            if cell.columns > 1:
                continue
            cell_least, cell_natural = _measure(cell.blocks, layouter)
            least[index] = max(least[index], cell_least)
            natural[index] = max(natural[index], cell_natural)
            if row is not table.header:
                body[index] = max(body[index], cell_natural)
                numeric[index] = numeric[index] and _is_numeric(cell)
    return [Column(*column) for column in zip(least, natural, numeric, body, strict=True)]


def _placed(row: Row) -> Iterator[tuple[int, Cell]]:
    """Give the cells of a row with the column in which they begin."""
    column = 0
    for cell in row:
        yield column, cell
        column += cell.columns


def _measure(blocks: tuple[Block, ...], layouter: BlockLayouter) -> tuple[int, int]:
    if not blocks:
        return 1, 1
    if len(blocks) == 1 and isinstance(blocks[0], Paragraph):
        return measure(blocks[0].spans)
    natural = max((line.width for line in layouter.lay(blocks, _PROBE)), default=1)
    return min(natural, _COMFORTABLE), natural


def _is_numeric(cell: Cell) -> bool:
    if not cell.blocks:
        return True
    block = cell.blocks[0]
    return (
        len(cell.blocks) == 1
        and isinstance(block, Paragraph)
        and _NUMERIC.fullmatch(plain(block.spans).strip()) is not None
    )


def _fit(columns: list[Column], width: int) -> list[int] | None:
    """Give each column its width, or None if the table is not to be read as a grid."""
    room = width - _GAP * (len(columns) - 1)
    natural = [column.natural for column in columns]
    if sum(natural) <= room:
        return natural
    widths = [min(c.natural, max(c.least, _COMFORTABLE)) for c in columns]
    left = room - sum(widths)
    if left < 0:
        return None
    # the rest goes to those who miss most, in proportion
    missing = [n - w for n, w in zip(natural, widths, strict=True)]
    total = sum(missing)
    return [w + left * m // total for w, m in zip(widths, missing, strict=True)]


def _lay_grid(
    table: Table, columns: list[Column], widths: list[int], layouter: BlockLayouter
) -> Iterator[Line]:
    is_wrapped = any(c.body > w for c, w in zip(columns, widths, strict=True))
    if table.header:
        yield from _lay_row(table.header, columns, widths, layouter, Style.BOLD)
        sign = layouter.options.glyphs.rule
        rules = (" " * _GAP).join(sign * width for width in widths)
        yield Line(prefix=(Segment(rules, Style.DIM, Role.BAR),))
    for index, row in enumerate(table.rows):
        if index and is_wrapped:
            yield BLANK
        yield from _lay_row(row, columns, widths, layouter, Style.PLAIN)


def _lay_row(
    row: Row, columns: list[Column], widths: list[int], layouter: BlockLayouter, style: Style
) -> Iterator[Line]:
    """Lay the cells of a row side by side."""
    cells: list[list[Line]] = []
    room: list[int] = []
    right: list[bool] = []
    for index, cell in _placed(row):
        reach = range(index, min(index + cell.columns, len(widths)))
        width = sum(widths[i] for i in reach) + _GAP * (len(reach) - 1)
        blocks = () if cell.is_repeat else cell.blocks
        is_bold = style or cell.is_header
        lines = layouter.lay(blocks, width, is_tight=True)
        cells.append([_bold(line) if is_bold else line for line in lines])
        room.append(width)
        right.append(cell.columns == 1 and columns[index].is_numeric)
    height = max(map(len, cells), default=0)
    for parts in zip_longest(*cells, fillvalue=BLANK) if height else ():
        yield Line(_side_by_side(parts, room, right))


def _side_by_side(parts: tuple[Line, ...], room: list[int], right: list[bool]) -> Segments:
    segments: list[Segment] = []
    for index, (part, width, to_right) in enumerate(zip(parts, room, right, strict=True)):
        is_last = index == len(parts) - 1
        fill = Segment(" " * max(width - part.width, 0))
        gap = Segment(" " * _GAP)
        own = part.all_segments
        segments += (fill, *own) if to_right else (*own,) if is_last else (*own, fill)
        if not is_last:
            segments.append(gap)
    kept = [segment for segment in segments if segment.text]
    while kept and not kept[-1].text.strip():
        kept.pop()
    return tuple(kept)


def _bold(line: Line) -> Line:
    return line._replace(
        segments=tuple(
            s._replace(style=s.style | Style.BOLD) if s.role is Role.TEXT else s
            for s in line.segments
        )
    )


def _lay_cards(table: Table, width: int, layouter: BlockLayouter) -> Iterator[Line]:
    """Lay every row as a card, with the words of the header as labels."""
    labels = {index: _label(cell) for index, cell in _placed(table.header)}
    longest = max(map(width_of, labels.values()), default=0)
    indent = min(longest, width * 2 // 5) + _GAP if longest else 0
    for number, row in enumerate(table.rows):
        if number:
            yield BLANK
        for index, cell in _placed(row):
            if not cell.blocks:
                continue
            lines = layouter.lay(cell.blocks, width - indent, is_tight=True)
            if cell.is_header or (index == 0 and not labels):
                lines = (_bold(line) for line in lines)
            yield from labelled(labels.get(index, ""), lines, indent, width)


def _label(cell: Cell) -> str:
    texts = (plain(block.spans) for block in cell.blocks if isinstance(block, Paragraph))
    return " ".join(" ".join(texts).split())
