"""Tables: tell data from layout, and put cells into rows."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from newsreader.domain.document import Block, Cell, Inline, Row, Table
from newsreader.parse.html import Node, attribute, children, elements

MOST_ROWS = 2_000
"""A longer table becomes several, so that no single block is without bounds."""

MOST_COLUMNS = 100
_MOST_REPEATS = 20_000  # cells that rowspan may add to a table
_LONG_CELL = 600  # characters; data cells are shorter
_LAYOUT_CONTENT = "h1, h2, h3, h4, blockquote, figure, iframe, pre, hr"

Fill = Callable[[Iterable[Node]], tuple[Block, ...]]
"""Makes the blocks of a cell."""


class SourceRow(NamedTuple):
    """A ``tr`` with its own cells."""

    cells: list[Node]
    is_head: bool


def rows_of(table: Node) -> list[SourceRow]:
    """Collect the table's own rows, in the order of the source; nested tables keep theirs."""
    rows: list[SourceRow] = []
    for part in elements(table):
        if part.tag == "tr":
            rows.append(SourceRow(_cells(part), False))
        elif part.tag in {"thead", "tbody", "tfoot"}:
            is_head = part.tag == "thead"
            rows += [SourceRow(_cells(row), is_head) for row in elements(part) if row.tag == "tr"]
    return [row for row in rows if row.cells]


def is_layout(table: Node, rows: list[SourceRow]) -> bool:
    """Tell whether a table only places things on a page."""
    if attribute(table, "role").lower() in {"presentation", "none"}:
        return True
    if not rows or max(len(row.cells) for row in rows) == 1:
        return True
    if len(table.css("table")) > 1:
        return True
    has_header = any(cell.tag == "th" for row in rows for cell in row.cells)
    if has_header:
        return False
    return (
        len(rows) == 1
        or table.css_first(_LAYOUT_CONTENT) is not None
        or any(len(cell.text()) > _LONG_CELL for row in rows for cell in row.cells)
    )


def layout_cells(rows: list[SourceRow]) -> Iterator[Node]:
    """Go through the cells of a layout table in reading order."""
    return (cell for row in rows for cell in row.cells)


def build_tables(rows: list[SourceRow], caption: Inline, fill: Fill) -> Iterator[Table]:
    """Make data tables; more than one only if there are very many rows."""
    filled = _span_rows(rows, fill)
    head_count = sum(1 for row in rows if row.is_head)
    if head_count == 0 and len(rows) > 1 and all(cell.tag == "th" for cell in rows[0].cells):
        head_count = 1
    # of several header rows the last one names the columns
    header = filled.pop(head_count - 1) if head_count and len(filled) > 1 else ()
    for start in range(0, len(filled), MOST_ROWS):
        yield Table(header, tuple(filled[start : start + MOST_ROWS]), caption)


def _cells(row: Node) -> list[Node]:
    return [cell for cell in elements(row) if cell.tag in {"td", "th"}]


def _span_rows(rows: list[SourceRow], fill: Fill) -> list[Row]:
    """Fill the cells and repeat those that reach into lower rows."""
    waiting: dict[int, tuple[int, Cell]] = {}  # column: rows still to cover, the cell
    repeats = 0
    result: list[Row] = []
    for row in rows:
        line: list[Cell] = []
        column = 0
        sources = iter(row.cells)
        while True:
            if column in waiting and repeats < _MOST_REPEATS:
                left, cell = waiting.pop(column)
                repeats += 1
                if left > 1:
                    waiting[column] = (left - 1, cell)
            else:
                source = next(sources, None)
                if source is None:
                    break
                cell = _fill_cell(source, fill)
                if (height := _number(source, "rowspan")) > 1:
                    waiting[column] = (height - 1, _repeat(cell))
            line.append(cell)
            column += cell.columns
        result.append(tuple(line))
    return result


def _fill_cell(source: Node, fill: Fill) -> Cell:
    columns = min(_number(source, "colspan"), MOST_COLUMNS)
    return Cell(fill(children(source)), source.tag == "th", columns)


def _repeat(cell: Cell) -> Cell:
    return Cell(cell.blocks, cell.is_header, cell.columns, is_repeat=True)


def _number(node: Node, name: str) -> int:
    value = attribute(node, name).strip()
    return min(int(value), 1_000) or 1 if value.isdecimal() and len(value) < 8 else 1
