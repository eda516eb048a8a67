"""Breaking running text into lines, lazily, a line at a time."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from newsreader.domain.document import Inline, Style
from newsreader.layout.cells import chop, units, width_of
from newsreader.layout.lines import Line, Role, Segment, Segments, copied

_TOKEN = re.compile(r" +|\n|[^ \n]+")


def to_segments(
    spans: Inline,
    role: Role = Role.TEXT,
    style: Style = Style.PLAIN,
    *,
    has_references: bool = True,
) -> Segments:
    """Give spans a role and an additional style, and write the number of links after them."""
    return tuple(iter_segments(spans, role, style, has_references=has_references))


def iter_segments(
    spans: Inline, role: Role, style: Style, *, has_references: bool
) -> Iterator[Segment]:
    """Yield what ``to_segments`` gives, one by one: a paragraph may have very many spans."""
    for link, group in groupby(spans, lambda span: span.link):
        linked = (
            Segment(span.text, span.style | style if style else span.style, role, link)
            for span in group
        )
        if not (link and has_references):
            yield from linked
            continue
        *first, last = linked
        yield from first
        core = last.text.rstrip()
        yield last._replace(text=core)
        yield Segment(f"[{link}]", Style.DIM, Role.REFERENCE, link)
        if core != last.text:
            yield Segment(last.text[len(core) :], style, role)


def wrap(segments: Iterable[Segment], width: int) -> Iterator[Line]:
    """Yield the lines of running text; ``\\n`` in a segment ends a line.

    Breaks at spaces, inside words where that is allowed, and anywhere in a word that is longer
    than a line.
    """
    line = _LineMaker(width)
    for segment in segments:
        for match in _TOKEN.finditer(segment.text):
            text = match[0]
            if text == "\n":
                yield from line.put_word()
                yield line.finish("\n")
            elif text[0] == " ":
                yield from line.put_word()
                line.space = segment
            else:
                for index, unit in enumerate(units(text)):
                    if index:
                        yield from line.put_word()
                    line.word.append((unit, segment))
    yield from line.put_word()
    if not line.is_empty:
        yield line.finish("\n")


Part = tuple[str, Segment]
"""A piece of text, and the segment that it is from."""


class _LineMaker:
    """The line being filled, and the word that waits to be put on it."""

    def __init__(self, width: int) -> None:
        self.word: list[Part] = []
        self.space: Segment | None = None
        self._width = max(width, 1)
        self._parts: list[Part] = []
        self._used = 0

    @property
    def is_empty(self) -> bool:
        return not self._parts

    def put_word(self) -> Iterator[Line]:
        """Put the waiting word on this line or, ending this one, on the next."""
        if not self.word:
            return
        word, self.word = self.word, []
        width = sum(width_of(text) for text, _ in word)
        space = self.space if self._parts else None
        if self._parts and self._used + (space is not None) + width > self._width:
            yield self.finish("" if space is None else " ")
            space = None
        if space is not None:
            self._parts.append((" ", space))
            self._used += 1
        self.space = None
        if width <= self._width:
            self._parts += word
            self._used += width
        else:
            yield from self._put_long(word)

    def finish(self, end: str) -> Line:
        """End the line and begin a new one."""
        segments = [
            first[1]._replace(
                text="".join([first[0], *(text for text, _ in group)]).replace("\xa0", " ")
            )
            for _, group in groupby(self._parts, lambda part: part[1][1:])
            for first in [next(group)]
        ]
        self._parts = []
        self._used = 0
        self.space = None
        return Line(tuple(segments), end=end)

    def _put_long(self, word: list[Part]) -> Iterator[Line]:
        for text, segment in word:
            for piece in chop(text, self._width):
                width = width_of(piece)
                if self._used + width > self._width and self._parts:
                    yield self.finish("")
                self._parts.append((piece, segment))
                self._used += width


def labelled(label: str, lines: Iterable[Line], indent: int, width: int) -> Iterator[Line]:
    """Put a label before lines, in a column of ``indent`` cells; copies as ``Label: value``.

    A label that is too long for its column stands on lines of its own, up to ``width``.
    """
    space = (Segment(" " * indent),) if indent else ()
    head = Segment(label, Style.BOLD, Role.LABEL)
    is_inside = bool(label) and width_of(label) < indent
    if label and not is_inside:
        *above, last = wrap((head,), width)
        yield from above
        yield last._replace(end=" ", copy=f"{copied([last])}:")
    for index, line in enumerate(lines):
        if index or not is_inside:
            yield line._replace(prefix=space + line.prefix)
            continue
        fill = Segment(" " * (indent - width_of(label)))
        yield line._replace(
            segments=(head, fill, *line.prefix, *line.segments),
            prefix=(),
            copy=f"{label}: {copied([line])}",
        )


def longest_word(text: str) -> int:
    """Measure the widest piece that wrapping keeps together."""
    return max((width_of(unit) for word in text.split() for unit in units(word)), default=0)


def natural_width(text: str) -> int:
    """Measure text without wrapping."""
    return max(map(width_of, text.split("\n")))


def measure(spans: Inline) -> tuple[int, int]:
    """Give the least and the natural width of running text, references included."""
    text = "".join(segment.text for segment in to_segments(spans))
    return longest_word(text), natural_width(text)
