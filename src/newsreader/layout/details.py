"""Details tables as lines: a column of labels, and values that may be links."""

from collections.abc import Iterator

from newsreader.domain.details import DetailRow, DetailsTable, Value
from newsreader.domain.document import LinkList, Style
from newsreader.layout.cells import width_of
from newsreader.layout.lines import Line, Options, Role, Segment, Segments
from newsreader.layout.wrap import labelled, wrap

_GAP = 2


def lay_details(
    table: DetailsTable, links: LinkList, width: int, options: Options
) -> Iterator[Line]:
    """Yield the lines of a details table, its title first; links in it get their numbers."""
    yield from wrap((Segment(table.title, Style.BOLD, Role.HEADING),), width)
    longest = max((width_of(row.label) for row in table.rows), default=0)
    indent = min(longest, width // 3) + _GAP
    for row in table.rows:
        lines = _row_lines(row, links, width - indent, options)
        yield from labelled(row.label, lines, indent, width)


def _row_lines(row: DetailRow, links: LinkList, width: int, options: Options) -> Iterator[Line]:
    for value in row.values or (Value(""),):
        lines = list(wrap(_value_segments(value, links, options), width))
        yield from lines or [Line()]


def _value_segments(value: Value, links: LinkList, options: Options) -> Segments:
    if value.href is None:
        return (Segment(value.text),)
    number = links.number(value.href, value.text)
    segments: Segments = (Segment(value.text, link=number),)
    if options.has_references:
        segments += (Segment(f"[{number}]", Style.DIM, Role.REFERENCE, number),)
    return segments
