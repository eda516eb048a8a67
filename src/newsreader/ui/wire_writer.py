"""From the cells that changed to the fewest bytes that change them on a terminal."""

from collections.abc import Iterable, Iterator
from copy import copy
from functools import lru_cache
from itertools import compress, count
from operator import is_not, ne
from typing import NamedTuple
from zlib import crc32

from newsreader.ui.wire_cells import Pen, Row, has_mark, is_emoji

# The code that ends an attribute (ECMA-48, 8.3.117); bold and dim end together.
_ENDS = {
    "1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "6": "25", "7": "27", "8": "28",
    "9": "29", "21": "24", "51": "54", "52": "54", "53": "55",
}  # fmt: skip
# ECH and a move take about 10 bytes; fewer blanks are written out.
_FEWEST_ERASED = 11
_BLANKS = [" "] * 3


class _Run(NamedTuple):
    """Cells of a row that are written with one pen."""

    y: int
    start: int
    end: int
    pen: Pen
    row: Row
    is_unsure: bool
    """Whether terminals may disagree about columns of the row."""


class Writer:
    """Write cells at positions; remembers where the cursor is and which pen it holds."""

    def __init__(self, *, erases_in_colour: bool = True, pen: Pen | None = None) -> None:
        self._erases_in_colour = erases_in_colour
        self._out: list[str] = []
        # None is what nobody knows.
        self._y: int | None = None
        self._x: int | None = None
        self._pen = pen

    def fork(self) -> "Writer":
        """Give a writer for the same terminal, to try something with."""
        other = copy(self)
        other._out = []
        return other

    def forget(self) -> None:
        """Expect nothing of cursor and pen: somebody else has written."""
        self._y = self._x = self._pen = None

    def take(self) -> str:
        """Give what was written since the last time, with no link left open."""
        if self._pen and self._pen.link:
            self._use(self._pen._replace(link=""))
        written, self._out = "".join(self._out), []
        return written

    def write_rows(self, rows: Iterable[tuple[int, Row | None, Row]]) -> None:
        """Write what differs in rows (y, old, new); old is None when nobody knows it."""
        runs = [run for y, old, new in rows for run in _runs(y, old, new)]
        scratch = self.fork()
        texts = {id(run): scratch._text_of(run) for run in runs}
        # A change of colours takes 20 to 30 bytes, a move 5 to 8: often it pays to begin with the
        # pen that is held already, or to finish with one pen before the next is taken.
        orders = [runs, sorted(runs, key=_by_pen)]
        if any(run.pen == self._pen for run in runs):
            orders.append(sorted(runs, key=self._held_first))
        tries = [(self.fork(), order) for order in orders]
        written, best = min(
            ((writer._write_runs(order, texts), writer) for writer, order in tries),
            key=lambda tried: len(tried[0]),
        )
        self._y, self._x, self._pen = best._y, best._x, best._pen
        self._out.append(written)

    def scroll(self, top: int, bottom: int, lines: int) -> None:
        """Move the rows from ``top`` to before ``bottom`` up by ``lines``, down when negative.

        The rows that come free are blank in a colour that is not told.
        """
        self._out.append(f"\x1b[{top + 1};{bottom}r\x1b[{top + 1}H")
        self._out.append(f"\x1b[{abs(lines)}{'M' if lines > 0 else 'L'}\x1b[r")
        # DECSTBM moves the cursor, but not in every emulator.
        self._y = self._x = None

    def move_to(self, y: int, x: int) -> None:
        """Put the cursor on a cell."""
        if self._y == y and self._x == x:
            return
        ways = [f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H"]
        if self._y == y:
            ways.append(f"\x1b[{x + 1}G" if x else "\r")
            if self._x is not None and x > self._x:
                ways.append("\x1b[C" if x == self._x + 1 else f"\x1b[{x - self._x}C")
        elif self._y is not None and y > self._y:
            if self._x == x:
                ways.append("\x1b[B" if y == self._y + 1 else f"\x1b[{y - self._y}B")
            if y == self._y + 1 and not x:
                ways.append("\r\n")
        self._out.append(min(ways, key=len))
        self._y, self._x = y, x

    def _held_first(self, run: _Run) -> int:
        """Sort what the pen in hand can write to the front, behind what may spill over others."""
        if run.is_unsure:
            return 0
        return 1 if run.pen == self._pen else 2

    def _write_runs(self, runs: list[_Run], texts: dict[int, tuple[str, int | None]]) -> str:
        kept, self._out = self._out, []
        for run in runs:
            self.move_to(run.y, run.start)
            self._use(run.pen)
            text, self._x = texts[id(run)]
            self._out.append(text)
        written, self._out = "".join(self._out), kept
        return written

    def _text_of(self, run: _Run) -> tuple[str, int | None]:
        """Give what writes a run from its first cell on with its pen, and the column after."""
        self._out, self._y, self._x = [], run.y, run.start
        if run.is_unsure:
            self._write_cells(run)
        else:
            self._write_text(run)
        return "".join(self._out), self._x

    def _write_text(self, run: _Run) -> None:
        """Write a run, and erase its long blanks where that is shorter."""
        texts, pens = run.row
        x, end = run.start, run.end
        while x < end:
            blank = _next_blanks(texts, x, end)
            self._out.append("".join(texts[x:blank]))
            # In the last column the cursor waits beside the screen, or on it.
            self._x = blank if blank < len(texts) else None
            if blank == end:
                return
            stop = blank + 1
            while stop < len(texts) and texts[stop] == " " and pens[stop] == pens[blank]:
                stop += 1
            x = self._blank(blank, min(stop, end), stop == len(texts), run)

    def _blank(self, start: int, stop: int, is_rest: bool, run: _Run) -> int:
        """Make cells blank, and the rest of the row if that is; give the next cell to write."""
        pen = run.row.pens[start]
        is_erased = not (pen.attributes or pen.link) and (
            not pen.background or self._erases_in_colour
        )
        if is_erased and is_rest and len(run.row.texts) - start > 3:
            self._out.append("\x1b[K")
            return run.end
        if is_erased and stop - start >= _FEWEST_ERASED:
            self._out.append(f"\x1b[{stop - start}X")
            if stop < run.end:
                self.move_to(run.y, stop)
            return stop
        self._out.append(" " * (stop - start))
        self._x = stop if stop < len(run.row.texts) else None
        return stop

    def _write_cells(self, run: _Run) -> None:
        """Write a run whose columns the terminal may see otherwise, cell by cell."""
        texts = run.row.texts
        x = run.start
        while x < run.end:
            text, end = texts[x], x + 1
            if has_mark(text):
                x = self._write_marked(run, x)
                continue
            if end < len(texts) and not texts[end]:
                end += 1
            if is_emoji(text):
                # No old text shows beside it, and what follows is placed by column.
                self._out.append(f"{' ' * (end - x)}\x1b[{run.y + 1};{x + 1}H{text}")
                self._x = None
                if end < run.end:
                    self.move_to(run.y, end)
            else:
                self._out.append(text)
                self._x = end if end < len(texts) else None
            x = end

    def _write_marked(self, run: _Run, start: int) -> int:
        """Write cells from one with a spacing mark on as one text; give the next cell to write.

        A terminal that gives marks a cell of their own pushes the text into the blanks after it:
        so those come first, and what follows is placed by column.
        """
        texts = run.row.texts
        end = next((x for x in range(start, run.end) if is_emoji(texts[x])), run.end)
        blanks = " " * (end - start)
        text = "".join(texts[start:end]).rstrip(" ")
        self._out.append(f"{blanks}\x1b[{run.y + 1};{start + 1}H{text}")
        self._x = None
        if end < run.end:
            self.move_to(run.y, end)
        return end

    def _use(self, pen: Pen) -> None:
        if self._pen != pen:
            self._out.append(_change(self._pen, pen))
            self._pen = pen


def _next_blanks(texts: list[str], start: int, end: int) -> int:
    """Find the first blank of three in a row, or one at the end; ``end`` without any."""
    for x in range(start, end):
        if texts[x] == " " and texts[x : x + 3] == _BLANKS[: len(texts) - x]:
            return x
    return end


def _runs(y: int, old: Row | None, new: Row) -> Iterator[_Run]:
    """Cut what differs in a row into runs of one pen; a blank goes with any that shows it so."""
    texts, pens = new
    is_row_unsure = new.first_unsure() is not None
    for start, end in _spans(changed_cells(old, new), new):
        begin, pen, is_blank = start, pens[start], True
        blank = pen.on_blank()
        for x in range(start, end):
            cell_pen = pens[x]
            if cell_pen is not pen and not (texts[x] == " " and cell_pen == blank):
                if cell_pen != pen and not (is_blank and cell_pen.on_blank() == pen):
                    yield _Run(y, begin, x, pen, new, is_row_unsure)
                    begin, is_blank = x, True
                pen, blank = cell_pen, cell_pen.on_blank()
            is_blank = is_blank and texts[x] == " "
        yield _Run(y, begin, end, pen, new, is_row_unsure)


def _by_pen(run: _Run) -> tuple[object, ...]:
    if run.is_unsure:  # it may spill over what follows in the row, so before all others
        return (0, run.y, run.start)
    return (1, run.pen.background, run.pen, run.y, run.start)


def changed_cells(old: Row | None, new: Row) -> list[int]:
    """List the cells to write, in order, so that no half of a wide character is left over."""
    width = len(new.texts)
    if old is None:
        return list(range(width))
    changed = set(compress(count(), map(ne, old.texts, new.texts)))
    # Nearly all pens are the same object or another pen: tuples are compared for the rest only.
    others = compress(count(), map(is_not, old.pens, new.pens))
    changed.update(x for x in others if old.pens[x] != new.pens[x])
    if "" in old.texts or "" in new.texts:
        changed.update(_other_halves(changed, old, new))
    unsure = [x for x in (old.first_unsure(), new.first_unsure()) if x is not None]
    if unsure and changed and max(changed) >= min(unsure):
        changed.update(range(min(unsure), width))
    return sorted(changed)


def _other_halves(changed: set[int], old: Row, new: Row) -> Iterator[int]:
    """Give the other halves of the wide characters among the changed cells."""
    for x in tuple(changed):
        if x and not (old.texts[x] and new.texts[x]):
            yield x - 1
        if x + 1 < len(new.texts) and not (old.texts[x + 1] and new.texts[x + 1]):
            yield x + 1


def _spans(changed: list[int], row: Row) -> Iterator[tuple[int, int]]:
    """Give the runs (start, end) to write; a gap that is shorter than a move is written too."""
    if not changed:
        return
    start = end = changed[0]
    for x in changed:
        if x > end and not _is_bridged(row, end, x):
            yield start, end
            start = x
        end = x + 1
    yield start, end


def _is_bridged(row: Row, end: int, start: int) -> bool:
    gap = "".join(row.texts[end:start])
    is_short = start - end <= 4 and len(gap.encode("utf-8", "replace")) <= 4
    pen = row.pens[end - 1]
    return is_short and all(
        row.pens[x] == (pen.on_blank() if row.texts[x] == " " else pen) for x in range(end, start)
    )


@lru_cache(8192)
def _change(old: Pen | None, new: Pen) -> str:
    """Write the shortest change from one pen to another; None is a pen that nobody knows."""
    link = _link(new.link) if (old.link if old else "") != new.link else ""
    if old is None:
        return "\x1b]8;;\x1b\\" * (not new.link) + _sgr("0", *_codes(new)) + link
    if old._replace(link=new.link) == new:
        return link
    return min(_sgr("0", *_codes(new)), _sgr(*_delta(old, new)), key=len) + link


def _delta(old: Pen, new: Pen) -> Iterator[str]:
    ends = dict.fromkeys(
        _ENDS.get(code, "0") for code in old.attributes if code not in new.attributes
    )
    yield from ends
    # What ends bold ends dim as well: whatever shares its end is started again.
    for code in new.attributes:
        if code not in old.attributes or _ENDS.get(code) in ends or "0" in ends:
            yield code
    if new.foreground != old.foreground or "0" in ends:
        yield new.foreground or "39"
    if new.background != old.background or "0" in ends:
        yield new.background or "49"


def _codes(pen: Pen) -> Iterator[str]:
    yield from pen.attributes
    yield from (code for code in (pen.foreground, pen.background) if code)


def _sgr(*codes: str) -> str:
    return "\x1b[m" if codes == ("0",) else f"\x1b[{';'.join(codes)}m"


def _link(url: str) -> str:
    # The id holds the cells of one link together, however they are written.
    return f"\x1b]8;id={crc32(url.encode()):x};{url}\x1b\\" if url else "\x1b]8;;\x1b\\"
