"""The screen twice: as Textual wants it, and as the terminal shows it."""

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from operator import ne
from typing import NamedTuple

from rich.color import ColorSystem
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.strip import Strip

from newsreader.ui.terminal import Terminal
from newsreader.ui.wire_cells import PLAIN, Row
from newsreader.ui.wire_writer import Writer

# Scrolling costs 20 bytes; for fewer rows it is not tried.
_FEWEST_SCROLLED = 3
_MOVE_BYTES = 7


class _Shift(NamedTuple):
    """Rows that move together."""

    top: int
    bottom: int
    """The row after the last."""
    lines: int
    """How far up; down when negative."""


class Canvas:
    """Take Textual's updates, give the bytes that bring the terminal up to them."""

    def __init__(self, width: int, height: int, terminal: Terminal) -> None:
        self.size = (width, height)
        self._terminal = terminal
        self.rows = [Row.blank(width) for _ in range(height)]
        """The screen as Textual wants it."""
        self._shown: list[Row | None] = [None] * height
        self._touched: set[int] = set()
        self._writer = Writer(erases_in_colour=terminal.erases_in_colour)

    def paint(self, update: LayoutUpdate | ChopsUpdate, colours: ColorSystem) -> None:
        """Bring an update onto the canvas."""
        for y, x, strip in _pieces(update):
            if y < len(self.rows):
                self.rows[y].write(x, strip, colours, self._terminal.encoding)
                self._touched.add(y)

    def forget(self) -> None:
        """Expect nothing of the terminal: all that was painted is to be written again."""
        self._shown = [None] * len(self.rows)
        self._writer.forget()

    def touch_all(self) -> None:
        """Look at every row with the next ``flush``."""
        self._touched.update(range(len(self.rows)))

    def flush(self, cursor: tuple[int, int] | None = None) -> str:
        """Give what has to be written; '' when the terminal shows it all already.

        ``cursor`` is the cell (x, y) on which the cursor shall be, None when nobody cares.
        """
        changed = [y for y in sorted(self._touched) if self._shown[y] != self.rows[y]]
        self._touched.clear()
        attempts = [self._attempt(changed, shift) for shift in self._ways(changed)]
        written, self._shown, self._writer = min(attempts, key=lambda attempt: len(attempt[0]))
        if cursor is not None:
            self._writer.move_to(cursor[1], cursor[0])
        return written + self._writer.take()

    def frame(self) -> str:
        """Give the bytes that paint the whole canvas onto a cleared terminal, without links."""
        writer = Writer(erases_in_colour=self._terminal.erases_in_colour, pen=PLAIN)
        blank = Row.blank(self.size[0])
        unlinked = (
            Row(row.texts, [pen._replace(link="") for pen in row.pens]) for row in self.rows
        )
        writer.write_rows((y, blank, row) for y, row in enumerate(unlinked))
        return writer.take()

    def _attempt(
        self, changed: list[int], shift: _Shift | None = None
    ) -> tuple[str, list[Row | None], Writer]:
        """Give the bytes that show the changed rows, what is shown then, and the writer after.

        With a shift those rows are scrolled before they are written.
        """
        writer, shown = self._writer.fork(), self._shown.copy()
        if shift is not None:
            writer.scroll(*shift)
            shown = self._after(shift)
            all_rows = {*changed, *range(shift.top, shift.bottom)}
            changed = [y for y in sorted(all_rows) if shown[y] != self.rows[y]]
        writer.write_rows((y, shown[y], self.rows[y]) for y in changed)
        for y in changed:
            shown[y] = self.rows[y].copy()
        return writer.take(), shown, writer

    def _ways(self, changed: list[int]) -> "list[_Shift | None]":
        """Give what may lead to the fewest bytes: nothing moved, rows shifted, or both to compare.

        Working out the bytes of both takes 2 ms more; a guess of them tells most cases.
        """
        shift = self._likely_shift(changed)
        if shift is None:
            return [None]
        rows = {*changed, *range(shift.top, shift.bottom)}
        still, moved = self._guess(self._shown, rows), self._guess(self._after(shift), rows)
        if moved >= still:
            return [None]
        return [shift] if 2 * moved < still else [None, shift]

    def _after(self, shift: _Shift) -> list[Row | None]:
        """Give what is shown after a shift."""
        top, bottom, lines = shift
        free: list[Row | None] = [None] * abs(lines)
        moved = self._shown[top:bottom]
        moved = moved[lines:] + free if lines > 0 else free + moved[:lines]
        return self._shown[:top] + moved + self._shown[bottom:]

    def _guess(self, shown: list[Row | None], rows: Iterable[int]) -> int:
        """Guess the bytes that bring what is shown to what shall be: the letters, and the moves."""
        counts = (self._differing_cells(shown[y], y) for y in rows)
        return sum(count + _MOVE_BYTES for count in counts if count)

    def _differing_cells(self, shown: Row | None, y: int) -> int:
        return self.size[0] if shown is None else sum(map(ne, shown.texts, self.rows[y].texts))

    def _likely_shift(self, changed: list[int]) -> _Shift | None:
        """Find the rows of which most have only moved, None without any.

        Quarters of rows are compared: beside a list that scrolls something may stand still.
        """
        if len(changed) < _FEWEST_SCROLLED:
            return None
        places: dict[tuple[int, str], list[int]] = {}
        for y, row in enumerate(self._shown):
            for quarter in _quarters(row) if row is not None else ():
                places.setdefault(quarter, []).append(y)
        moves = [
            (found[0] - y, y)
            for y in changed
            for quarter in _quarters(self.rows[y])
            if len(found := places.get(quarter, [])) == 1 and found[0] != y
        ]
        if not moves:
            return None
        lines, _ = Counter(lines for lines, _ in moves).most_common(1)[0]
        moved = sorted({y for move, y in moves if move == lines})
        if len(moved) < _FEWEST_SCROLLED:
            return None
        first, last = moved[0], moved[-1]
        return _Shift(min(first, first + lines), max(last, last + lines) + 1, lines)


def _quarters(row: Row) -> tuple[tuple[int, str], ...]:
    """Give the texts of the quarters of a row, without blank ones."""
    return _quarters_of("".join(row.texts), -(-len(row.texts) // 4))


@lru_cache(512)
def _quarters_of(line: str, width: int) -> tuple[tuple[int, str], ...]:
    quarters = (line[number * width : (number + 1) * width].strip() for number in range(4))
    return tuple((number, text) for number, text in enumerate(quarters) if text)


def _pieces(update: LayoutUpdate | ChopsUpdate) -> Iterator[tuple[int, int, Strip]]:
    """Take an update apart into (y, x, strip), with the crops of Textual's own rendering."""
    if isinstance(update, LayoutUpdate):
        for y, strips in enumerate(update.strips, update.region.y):
            x = update.region.x
            for strip in strips:
                yield y, x, strip
                x += strip.cell_length
        return
    for y, start, stop in update.spans:
        for end, (x, chop) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if chop is not None and x <= stop and end > start:
                yield y, x, chop.crop(0, end - x) if end <= stop else _cropped(chop, stop - x)


def _cropped(strip: Strip, cells: int) -> Strip:
    """Crop a strip, but not in the middle of a wide character: that is drawn whole.

    Textual's own rendering puts a blank over its first half, and what is left of it stays.
    """
    cropped, wider = strip.crop(0, cells), strip.crop(0, cells + 1)
    return cropped if wider.text.startswith(cropped.text) else wider
