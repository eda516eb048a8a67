"""What a layout is made of: lines of segments, and the signs they are drawn with."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from newsreader.domain.document import Style
from newsreader.layout.cells import width_of


class Role(StrEnum):
    """What a segment is, for the theme to colour."""

    TEXT = "text"
    HEADING = "heading"
    SUBHEADING = "subheading"
    LABEL = "label"
    MARKER = "marker"
    REFERENCE = "reference"
    META = "meta"
    BAR = "bar"
    CODE = "code"
    PICTURE = "picture"


class PictureRow(NamedTuple):
    """A row of a picture that is painted ``columns`` wide; row -1 is where it is still told."""

    src: str
    columns: int
    row: int = -1


class Segment(NamedTuple):
    """A piece of a line; ``link`` is the number of the link that it opens, 0 for none."""

    text: str
    style: Style = Style.PLAIN
    role: Role = Role.TEXT
    link: int = 0
    picture: PictureRow | None = None
    """What is painted in place of the text, or will be."""


Segments = tuple[Segment, ...]


class Line(NamedTuple):
    """One line; only ``segments`` are text of the article, prefix and suffix are decoration."""

    segments: Segments = ()
    prefix: Segments = ()
    suffix: Segments = ()
    end: str = "\n"
    """How the text goes on in the next line: a new line, a space, or nothing."""
    copy: str | None = None
    """What to copy in place of the segments, such as ``Ort: Istanbul``."""

    @property
    def all_segments(self) -> Segments:
        """Everything to be painted, from left to right."""
        return self.prefix + self.segments + self.suffix

    @property
    def text(self) -> str:
        """The line as it looks."""
        return "".join(segment.text for segment in self.all_segments)

    @property
    def width(self) -> int:
        """Its width in cells."""
        return sum(width_of(segment.text) for segment in self.all_segments)


BLANK = Line()


class Glyphs(NamedTuple):
    """The signs that we add."""

    bullets: str = "•◦▪"
    bar: str = "▎"
    picture: str = "▣"
    video: str = "▶"
    audio: str = "♪"
    page: str = "◈"
    folded: str = "↩"
    rule: str = "─"
    open: str = "▾"


DEFAULT_GLYPHS = Glyphs()
ASCII_GLYPHS = Glyphs("*-+", "|", "[image]", "[video]", "[audio]", "[page]", "\\", "-", "v")


@dataclass(frozen=True, slots=True)
class Options:
    """How to lay out."""

    glyphs: Glyphs = DEFAULT_GLYPHS
    has_references: bool = True
    """Whether link numbers are shown after the text of links."""
    has_pictures: bool = True
    """Whether pictures are told by their text."""
    picture_size: Callable[[str, int], tuple[int, int] | None] | None = None
    """Gives columns and rows of a picture for a width; None while it cannot be painted."""
    has_link_list: bool = True
    """Whether the addresses are listed at the end."""
    language: str = "en"
    """Of our own words, ``de`` or ``en``."""


DEFAULT_OPTIONS = Options()


def hang(lines: Iterable[Line], first: Segment, width: int) -> Iterator[Line]:
    """Put a marker before the first line and as much space before the others."""
    lead = Segment(first.text + " " * (width - width_of(first.text)), first.style, first.role)
    space = (Segment(" " * width),)
    for index, line in enumerate(lines):
        if index:
            yield line._replace(prefix=space + line.prefix)
        elif line.prefix:
            yield line._replace(prefix=(lead, *line.prefix))
        else:
            yield line._replace(segments=(lead, *line.segments))


def prefixed(lines: Iterable[Line], prefix: Segment) -> Iterator[Line]:
    """Put the same decoration before every line."""
    for line in lines:
        yield line._replace(prefix=(prefix, *line.prefix))


def copied(lines: Iterable[Line]) -> str:
    """Give the text of lines for the clipboard: without gutters, wrapped lines joined again."""
    parts: list[str] = []
    for line in lines:
        text = line.copy
        if text is None:
            text = "".join(segment.text for segment in line.segments)
        parts += [text.rstrip() if line.end == "\n" else text, line.end]
    return "".join(parts[:-1])
