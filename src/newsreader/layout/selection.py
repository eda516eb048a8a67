"""What a mouse selection over lines means as text: decoration is never part of it."""

from collections.abc import Callable, Iterable, Iterator

from newsreader.layout.cells import split_at, width_of
from newsreader.layout.lines import Line, Role, Segment, Segments, copied

Span = tuple[int, int]
"""First cell and the one after the last; -1 stands for the end of the line."""


def selected_text(lines: Iterable[Line], span_of: Callable[[int], Span | None]) -> str:
    """Give the text of a selection for the clipboard.

    ``span_of`` tells which cells of a line, counted from its own left edge, are selected; None
    means none. Lines that are selected whole keep what they say when copied (``Ort: Istanbul``).
    """
    return copied(_selected(lines, span_of))


def _selected(lines: Iterable[Line], span_of: Callable[[int], Span | None]) -> Iterator[Line]:
    for number, line in enumerate(lines):
        span = span_of(number)
        if span is None:
            continue
        start, end = span
        lead = sum(width_of(segment.text) for segment in line.prefix)
        content = sum(width_of(segment.text) for segment in line.segments)
        first, last = max(start - lead, 0), content if end < 0 else min(end - lead, content)
        if first == 0 and last == content:
            yield line._replace(segments=tuple(_cut(line.segments, first, last)))
        elif last > first:
            cut = tuple(_cut(line.segments, first, last))
            yield Line(cut, end="\n" if last < content else line.end)


def _cut(segments: Segments, first: int, last: int) -> Iterator[Segment]:
    """Give what lies in some cells, without the numbers that we put after links."""
    start = 0
    for segment in segments:
        end = start + width_of(segment.text)
        if end > first and start < last and segment.role is not Role.REFERENCE:
            text, _ = split_at(segment.text, last - start) if last < end else (segment.text, "")
            _, text = split_at(text, first - start) if first > start else ("", text)
            yield segment._replace(text=text)
        start = end
