"""From the cells that changed to the fewest bytes that change them on a terminal."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from newsreader.ui.wire_cells import Pen, Row, is_unsure

# The code that ends an attribute (ECMA-48, 8.3.117); bold and dim end together.
_ENDS = {
    "1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "6": "25", "7": "27", "8": "28",
    "9": "29", "21": "24", "51": "54", "52": "54", "53": "55",
}  # fmt: skip
# ECH and a move take about 10 bytes; fewer blanks are written out.
_FEWEST_ERASED = 11


class _Run(NamedTuple):
    """Cells of a row that are written with one pen."""

    y: int
    start: int
    end: int
    pen: Pen
    row: Row


class _State(NamedTuple):
    """Where the terminal's cursor is and which pen it holds; None is what nobody knows."""

    y: int | None = None
    x: int | None = None
    pen: Pen | None = None


class Writer:
    """Write cells at positions; remembers what state the terminal is left in."""

    def __init__(self, *, erases_in_colour: bool = True, pen: Pen | None = None) -> None:
        self._erases_in_colour = erases_in_colour
        self._out: list[str] = []
        self._state = _State(pen=pen)

    def forget(self) -> None:
        """Expect nothing of cursor and pen: somebody else has written."""
        self._state = _State()

    def take(self) -> str:
        """Give what was written since the last time, with no link left open."""
        if self._state.pen and self._state.pen.link:
            self._use(self._state.pen._replace(link=""))
        written, self._out = "".join(self._out), []
        return written

    def write_rows(self, rows: Iterable[tuple[int, Row | None, Row]]) -> None:
        """Write what differs in rows (y, old, new); old is None when nobody knows it."""
        runs = [run for y, old, new in rows for run in _runs(y, old, new)]
        before = self._state
        line_by_line, after = self._write_runs(runs)
        # A change of colours takes 20 bytes, a move 5 to 8: often it pays to finish with one
        # pen before the next is taken.
        self._state = before
        pen_by_pen, after_pens = self._write_runs(sorted(runs, key=_by_pen))
        if len(pen_by_pen) < len(line_by_line):
            line_by_line, after = pen_by_pen, after_pens
        self._out.append(line_by_line)
        self._state = after

    def scroll(self, top: int, bottom: int, lines: int) -> None:
        """Move the rows from ``top`` to before ``bottom`` up by ``lines``, down when negative.

        The rows that come free are blank in a colour that is not told.
        """
        self._out.append(f"\x1b[{top + 1};{bottom}r\x1b[{top + 1}H")
        self._out.append(f"\x1b[{abs(lines)}{'M' if lines > 0 else 'L'}\x1b[r")
        # DECSTBM moves the cursor, but not in every emulator.
        self._state = _State(pen=self._state.pen)

    def move_to(self, y: int, x: int) -> None:
        """Put the cursor on a cell."""
        now = self._state
        if (now.y, now.x) == (y, x):
            return
        ways = [f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H"]
        if now.y == y:
            ways.append(f"\x1b[{x + 1}G" if x else "\r")
            if now.x is not None and x > now.x:
                ways.append("\x1b[C" if x == now.x + 1 else f"\x1b[{x - now.x}C")
        elif now.y is not None and y > now.y:
            if now.x == x:
                ways.append("\x1b[B" if y == now.y + 1 else f"\x1b[{y - now.y}B")
            if y == now.y + 1 and not x:
                ways.append("\r\n")
        self._out.append(min(ways, key=len))
        self._state = now._replace(y=y, x=x)

    def _write_runs(self, runs: list[_Run]) -> tuple[str, _State]:
        """Give what writes the runs in this order, and the state of the terminal then."""
        kept, self._out = self._out, []
        for run in runs:
            self.move_to(run.y, run.start)
            self._use(run.pen)
            x = run.start
            while x < run.end:
                x = self._write_cell(x, run)
        written, self._out = "".join(self._out), kept
        return written, self._state

    def _write_cell(self, x: int, run: _Run) -> int:
        """Write a cell, or erase as many blanks as start there; give the next cell to write."""
        texts = run.row.texts
        text = texts[x]
        if text == " " and (erased := self._erase(x, run)):
            return x + erased
        end = x + (2 if x + 1 < len(texts) and not texts[x + 1] else 1)
        if is_unsure(text):
            # Whatever the terminal makes of it: no old text shows beside it, and what
            # follows is placed by column.
            self._out.append(f"{' ' * (end - x)}\x1b[{run.y + 1};{x + 1}H{text}")
            self._state = self._state._replace(x=None)
            if end < run.end:
                self.move_to(run.y, end)
            return end
        self._out.append(text)
        # In the last column the cursor waits beside the screen, or on it.
        self._state = self._state._replace(x=end if end < len(texts) else None)
        return end

    def _erase(self, x: int, run: _Run) -> int:
        """Erase the blanks from ``x`` on if that is shorter; give how many cells it was."""
        texts, pens = run.row
        pen = pens[x]
        if pen.attributes or pen.link or (pen.background and not self._erases_in_colour):
            return 0
        stop = x
        while stop < len(texts) and texts[stop] == " " and pens[stop] == pen:
            stop += 1
        if stop == len(texts) and stop - x > 3:
            self._out.append("\x1b[K")
            return stop - x
        blanks = min(stop, run.end) - x
        if blanks < _FEWEST_ERASED:
            return 0
        self._out.append(f"\x1b[{blanks}X")
        if x + blanks < run.end:
            self.move_to(run.y, x + blanks)
        return blanks

    def _use(self, pen: Pen) -> None:
        if self._state.pen != pen:
            self._out.append(_change(self._state.pen, pen))
            self._state = self._state._replace(pen=pen)


def _runs(y: int, old: Row | None, new: Row) -> Iterator[_Run]:
    """Cut what differs in a row into runs of one pen; a blank goes with any that shows it so."""
    for start, end in _spans(changed_cells(old, new), new):
        begin, pen, is_blank = start, new.pens[start], True
        for x in range(start, end):
            cell_pen = new.pens[x]
            if new.texts[x] == " " and pen.on_blank() == cell_pen:
                continue
            if cell_pen != pen:
                if not is_blank or cell_pen.on_blank() != pen:
                    yield _Run(y, begin, x, pen, new)
                    begin = x
                pen = cell_pen
            is_blank = new.texts[x] == " "
        yield _Run(y, begin, end, pen, new)


def _by_pen(run: _Run) -> tuple[object, ...]:
    if run.row.first_unsure() is not None:
        # It may spill over what follows in the row: left to right, before all others.
        return (0, run.y, run.start)
    return (1, run.pen.background, run.pen, run.y, run.start)


def changed_cells(old: Row | None, new: Row) -> list[int]:
    """List the cells to write, in order, so that no half of a wide character is left over."""
    width = len(new.texts)
    if old is None:
        return list(range(width))
    pairs = zip(old.texts, new.texts, old.pens, new.pens, strict=True)
    changed = {x for x, (a, b, c, d) in enumerate(pairs) if a != b or c != d}
    for x in tuple(changed):
        if x and not (old.texts[x] and new.texts[x]):
            changed.add(x - 1)
        if x + 1 < width and not (old.texts[x + 1] and new.texts[x + 1]):
            changed.add(x + 1)
    unsure = [x for x in (old.first_unsure(), new.first_unsure()) if x is not None]
    if unsure and changed and max(changed) >= min(unsure):
        changed.update(range(min(unsure), width))
    return sorted(changed)


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
