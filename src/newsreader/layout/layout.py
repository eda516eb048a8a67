"""A document at one width: lines that are made when they are needed."""

from bisect import bisect_right
from collections.abc import Iterator

from newsreader.domain.document import Document, Footer, LinkList, Style
from newsreader.layout.blocks import NARROWEST, Layouter
from newsreader.layout.details import lay_details
from newsreader.layout.lines import BLANK, DEFAULT_OPTIONS, Line, Options, Role, Segment, hang
from newsreader.layout.wrap import wrap


class Layout:
    """The lines of a document, from the top as far as somebody asked.

    After the blocks come details, the publisher's footer and the list of links. A width below
    ``NARROWEST`` counts as that.
    """

    def __init__(self, document: Document, width: int, options: Options = DEFAULT_OPTIONS) -> None:
        self.width = max(width, NARROWEST)
        self.lines: list[Line] = []
        """What has been laid out so far."""
        self.block_starts: list[int] = []
        """The first line of each block, for keeping a place when the width changes."""
        self.details_line: int | None = None
        """Where the details begin; None if there are none or they are not laid out yet."""
        self.is_complete = False
        self._document = document
        self._options = options
        self._source = self._lay()

    def lay_until(self, count: int) -> int:
        """Lay out until there are ``count`` lines or all; give how many there are."""
        while len(self.lines) < count:
            line = next(self._source, None)
            if line is None:
                self.is_complete = True
                break
            self.lines.append(line)
        return len(self.lines)

    def lay_all(self) -> int:
        """Lay out everything; give the number of lines."""
        for line in self._source:
            self.lines.append(line)
        self.is_complete = True
        return len(self.lines)

    def place_of(self, line: int) -> tuple[int, int]:
        """Name a line by block and line inside the block; means about the same at any width."""
        block = max(bisect_right(self.block_starts, line) - 1, 0)
        return block, line - self.block_starts[block] if self.block_starts else line

    def line_of(self, place: tuple[int, int]) -> int:
        """Find the line of a place, laying out as far as needed."""
        while (line := self.known_line_of(place)) is None:
            self.lay_until(len(self.lines) + 64)
        return line

    def known_line_of(self, place: tuple[int, int]) -> int | None:
        """Find the line of a place; None if it is not laid out yet."""
        block, offset = place
        starts, count = self.block_starts, len(self.lines)
        if block >= len(starts):
            return max(count - 1, 0) if self.is_complete else None
        line = starts[block] + offset
        if block + 1 < len(starts):
            return min(line, starts[block + 1] - 1)
        if self.is_complete:
            return min(line, max(count - 1, 0))
        return line if line < count else None

    def _lay(self) -> Iterator[Line]:
        layouter = Layouter(self._options)
        footer: Footer | None = None
        for block in self._document.blocks:
            if isinstance(block, Footer):
                footer = block
            else:
                yield from self._separated(layouter.lay_block(block, self.width))
        for index, table in enumerate(self._document.details):
            lines = lay_details(table, self._document.links, self.width, self._options)
            yield from self._separated(lines)
            if index == 0:
                self.details_line = self.block_starts[-1]
        if footer is not None:
            yield from self._separated(layouter.lay_block(footer, self.width))
        options = self._options
        if options.has_references and options.has_link_list and len(self._document.links):
            yield from self._separated(_lay_links(self._document.links, self.width, options))

    def _separated(self, lines: Iterator[Line]) -> Iterator[Line]:
        """Put a blank line before the lines of a block, unless it is the first, and note it."""
        for index, line in enumerate(lines):
            if index == 0:
                if self.lines:
                    yield BLANK
                self.block_starts.append(len(self.lines))
            yield line


def _lay_links(links: LinkList, width: int, options: Options) -> Iterator[Line]:
    """List the addresses under their numbers, whole, so that a terminal knows them as such."""
    yield Line((Segment("Links", Style.BOLD, Role.SUBHEADING),))
    indent = len(f"[{len(links)}]") + 1
    for link in links:
        marker = Segment(
            f"[{link.number}]".rjust(indent - 1), Style.DIM, Role.REFERENCE, link.number
        )
        lines = wrap((Segment(link.href, Style.DIM, Role.META, link.number),), width - indent)
        yield from hang(lines, marker, indent)
