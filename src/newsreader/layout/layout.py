"""A document at one width: lines that are made when they are needed."""

from bisect import bisect_right
from collections.abc import Callable, Iterator

from newsreader.domain.document import Block, Document, Footer, LinkList, Style
from newsreader.layout.blocks import NARROWEST, Layouter
from newsreader.layout.details import lay_details
from newsreader.layout.lines import BLANK, DEFAULT_OPTIONS, Line, Options, Role, Segment, hang
from newsreader.layout.wrap import wrap

_MOST_LAID_AGAIN = 1_000  # lines of a block: 50 ms


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
        self._blocks: list[Block] = []  # those that have lines, as in block_starts
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

    def lay_again(self, is_changed: Callable[[Block], bool]) -> bool:
        """Lay blocks again that are laid already and have changed; say whether there were any.

        Only what can be done at once: blocks of very many lines stay as they are.
        """
        changed = [index for index, block in enumerate(self._blocks) if is_changed(block)]
        layouter = Layouter(self._options)
        for index in changed:
            start = self.block_starts[index]
            while index + 1 == len(self.block_starts) and not self.is_complete:
                if self.lay_until(len(self.lines) + 64) - start > _MOST_LAID_AGAIN:
                    break
            end = self.block_starts[index + 1] - 1 if index + 1 < len(self.block_starts) else None
            end = len(self.lines) if end is None else end
            if end - start <= _MOST_LAID_AGAIN:
                lines = list(layouter.lay_block(self._blocks[index], self.width))
                self.lines[start:end] = lines
                self._move_starts(index + 1, len(lines) - (end - start))
        return bool(changed)

    def _move_starts(self, first: int, step: int) -> None:
        starts = self.block_starts
        if self.details_line is not None and self.details_line in starts[first:]:
            self.details_line += step
        starts[first:] = [start + step for start in starts[first:]]

    def _lay(self) -> Iterator[Line]:
        layouter = Layouter(self._options)
        footer: Footer | None = None
        for block in self._document.blocks:
            if isinstance(block, Footer):
                footer = block
            else:
                yield from self._separated(layouter.lay_block(block, self.width), block)
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

    def _separated(self, lines: Iterator[Line], block: Block | None = None) -> Iterator[Line]:
        """Put a blank line before the lines of a block, unless it is the first, and note it."""
        for index, line in enumerate(lines):
            if index == 0:
                if self.lines:
                    yield BLANK
                self.block_starts.append(len(self.lines))
                if block is not None:
                    self._blocks.append(block)
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
