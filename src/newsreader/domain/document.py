"""The document model: an article as blocks of styled text, without any notion of width."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntFlag
from threading import RLock
from typing import Generic, NamedTuple, TypeVar

from newsreader.domain.details import DetailsTable

T = TypeVar("T")


class Style(IntFlag):
    """How a piece of text is set; flags combine."""

    PLAIN = 0
    BOLD = 1
    ITALIC = 2
    UNDERLINE = 4
    STRIKE = 8
    CODE = 16
    MARK = 32
    DIM = 64


class Span(NamedTuple):
    """A piece of text in one style; ``\\n`` is a forced line break.

    ``link`` is the number of a :class:`Link`, 0 for none.
    """

    text: str
    style: Style = Style.PLAIN
    link: int = 0


Inline = tuple[Span, ...]


class Link(NamedTuple):
    """An address of the article under the number that the text shows."""

    number: int
    href: str
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; ``level`` is 1 to 6."""

    level: int
    spans: Inline


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    spans: Inline


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item; ``marker`` is its number or check box (``3.``, ``☑``), empty for a bullet."""

    marker: str
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list; nested lists are blocks of its items."""

    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """A term, perhaps empty, and what is said about it."""

    term: Inline
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Definitions:
    """A definition list."""

    items: tuple[Definition, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation of blocks."""

    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Code:
    """Preformatted text; ``language`` is empty when unknown."""

    text: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """An image, told by its alternative text and caption.

    ``link`` is the number of the address it leads to; ``src`` is empty for images without one.
    """

    alt: str
    src: str = ""
    caption: Inline = ()
    link: int = 0


@dataclass(frozen=True, slots=True)
class Embed:
    """Something to be played or opened elsewhere; ``kind`` is video, audio or page."""

    kind: str
    title: str
    link: int = 0


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell over ``columns`` columns; ``is_repeat`` marks the lower part of a rowspan."""

    blocks: tuple["Block", ...]
    is_header: bool = False
    columns: int = 1
    is_repeat: bool = False


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A data table; header and rows may have fewer cells than the widest row has columns."""

    header: Row
    rows: tuple[Row, ...]
    caption: Inline = ()


@dataclass(frozen=True, slots=True)
class Fold:
    """A part with its own summary line (``<details>`` of HTML), shown open."""

    summary: Inline
    blocks: tuple["Block", ...]


@dataclass(frozen=True, slots=True)
class Footnotes:
    """Notes to the text, in order; markers as in the text."""

    items: tuple[ListItem, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A thematic break."""


@dataclass(frozen=True, slots=True)
class Footer:
    """The publisher's closing line, such as ``Besuchen Sie uns auf: ...``; the last block."""

    spans: Inline


Block = (
    Heading
    | Paragraph
    | ListBlock
    | Definitions
    | Quote
    | Code
    | Picture
    | Embed
    | Table
    | Fold
    | Footnotes
    | Rule
    | Footer
)


class Growing(Generic[T]):
    """A sequence that is made while it is read, and kept.

    Several readers may iterate at once, in any thread; each sees all items from the start.
    """

    def __init__(self, source: Iterable[T]) -> None:
        self.is_complete = False
        """Whether everything has been made."""
        self._source = iter(source)
        self._made: list[T] = []
        self._making = RLock()

    def __iter__(self) -> Iterator[T]:
        index = 0
        while index < len(self._made) or self._make_one(index):
            yield self._made[index]
            index += 1

    def _make_one(self, index: int) -> bool:
        with self._making:
            if index < len(self._made):
                return True  # somebody else was faster
            for item in self._source:
                self._made.append(item)
                return True
            self.is_complete = True
        return False


class LinkList:
    """The addresses of an article, numbered from 1 in the order in which they are met."""

    def __init__(self) -> None:
        self._links: list[Link] = []
        self._numbers: dict[str, int] = {}

    def number(self, href: str, text: str) -> int:
        """Give the number of an address; the same address always has the same number."""
        number = self._numbers.get(href)
        if number is None:
            number = self._numbers[href] = len(self._links) + 1
            self._links.append(Link(number, href, text))
        return number

    def get(self, number: int) -> Link | None:
        """Find a link by its number."""
        return self._links[number - 1] if 0 < number <= len(self._links) else None

    def __iter__(self) -> Iterator[Link]:
        return iter(self._links)

    def __len__(self) -> int:
        return len(self._links)


@dataclass(frozen=True, slots=True)
class Document:
    """An article for reading.

    Blocks and details are made on demand, and links grow with the blocks: the list of links is
    complete when the blocks have been read to the end.
    """

    blocks: Growing[Block]
    details: Growing[DetailsTable]
    links: LinkList


def plain(spans: Inline) -> str:
    """Give the text of spans without styles.

    >>> plain((Span("a "), Span("b", Style.BOLD)))
    'a b'
    """
    return "".join(span.text for span in spans)
