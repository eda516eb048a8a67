"""The screen twice: as Textual wants it, and as the terminal shows it."""

from collections import Counter
from collections.abc import Iterator

from rich.color import ColorSystem
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.strip import Strip

from newsreader.ui.terminal import Terminal
from newsreader.ui.wire_cells import PLAIN, Row
from newsreader.ui.wire_writer import Writer

# Scrolling costs 20 bytes; fewer rows that would be saved are written again.
_FEWEST_SCROLLED = 2


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
        rows = [(y, self._shown[y], self.rows[y]) for y in self._scroll(changed)]
        self._writer.write_rows(rows)
        for y, _, row in rows:
            self._shown[y] = row.copy()
        if cursor is not None:
            self._writer.move_to(cursor[1], cursor[0])
        return self._writer.take()

    def frame(self) -> str:
        """Give the bytes that paint the whole canvas onto a cleared terminal, without links."""
        writer = Writer(erases_in_colour=self._terminal.erases_in_colour, pen=PLAIN)
        blank = Row.blank(self.size[0])
        unlinked = (
            Row(row.texts, [pen._replace(link="") for pen in row.pens]) for row in self.rows
        )
        writer.write_rows((y, blank, row) for y, row in enumerate(unlinked))
        return writer.take()

    def _scroll(self, changed: list[int]) -> list[int]:
        """Scroll what has only moved up or down; give the rows that are to be written then."""
        shift = self._best_shift(changed)
        if shift is None:
            return changed
        top, bottom, lines = shift
        self._writer.scroll(top, bottom, lines)
        free: list[Row | None] = [None] * abs(lines)
        moved = self._shown[top:bottom]
        self._shown[top:bottom] = moved[lines:] + free if lines > 0 else free + moved[:lines]
        return [
            y for y in sorted({*changed, *range(top, bottom)}) if self._shown[y] != self.rows[y]
        ]

    def _best_shift(self, changed: list[int]) -> tuple[int, int, int] | None:
        """Find (top, bottom, lines up) of the scroll that saves most rows, None without any."""
        shown = {_line(row): y for y, row in enumerate(self._shown) if row is not None}
        votes = Counter(
            shown[line] - y
            for y in changed
            if (line := _line(self.rows[y])) in shown and not line.isspace()
        )
        votes.pop(0, None)
        if not votes:
            return None
        lines, _ = votes.most_common(1)[0]
        saved = [y for y in changed if shown.get(_line(self.rows[y])) == y + lines]
        top, bottom = min(saved[0], saved[0] + lines), max(saved[-1], saved[-1] + lines) + 1
        spoilt = (bottom - top - abs(lines)) - len(saved)
        return (top, bottom, lines) if len(saved) - spoilt > _FEWEST_SCROLLED else None


def _line(row: Row) -> str:
    return "".join(row.texts)


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
                yield y, x, chop.crop(0, min(end, stop) - x)
