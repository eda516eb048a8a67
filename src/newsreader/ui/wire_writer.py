"""From the cells that changed to the fewest bytes that change them on a terminal."""

from collections.abc import Iterator
from functools import lru_cache
from zlib import crc32

from newsreader.ui.wire_cells import Pen, Row, is_unsure

# The code that ends an attribute (ECMA-48, 8.3.117); bold and dim end together.
_ENDS = {
    "1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "6": "25", "7": "27", "8": "28",
    "9": "29", "21": "24", "51": "54", "52": "54", "53": "55",
}  # fmt: skip
# ECH and a move take about 10 bytes; fewer blanks are written out.
_FEWEST_ERASED = 11


class Writer:
    """Write cells at positions; remembers where the cursor is and which pen it holds."""

    def __init__(self, *, erases_in_colour: bool = True) -> None:
        self._erases_in_colour = erases_in_colour
        self._out: list[str] = []
        self._y: int | None = None
        self._x: int | None = None
        self._pen: Pen | None = None

    def forget(self) -> None:
        """Expect nothing of cursor and pen: somebody else has written."""
        self._y = self._x = self._pen = None

    def take(self) -> str:
        """Give what was written since the last time, with no link left open."""
        if self._pen and self._pen.link:
            self._use(self._pen._replace(link=""))
        written = "".join(self._out)
        self._out.clear()
        return written

    def write_row(self, y: int, old: Row | None, new: Row) -> None:
        """Write what differs in a row; ``old`` is None when nobody knows what is there."""
        width = len(new.texts)
        for start, end in _spans(changed_cells(old, new), new):
            self._move(y, start)
            x = start
            while x < end:
                x = self._write_cell(y, x, end, width, new)

    def scroll(self, top: int, bottom: int, lines: int) -> None:
        """Move the rows from ``top`` to before ``bottom`` up by ``lines``, down when negative.

        The rows that come free are blank in a colour that is not told.
        """
        self._out.append(f"\x1b[{top + 1};{bottom}r\x1b[{top + 1}H")
        self._out.append(f"\x1b[{abs(lines)}{'M' if lines > 0 else 'L'}\x1b[r")
        self._y = self._x = None  # DECSTBM moves the cursor, but not in every emulator

    def move_to(self, y: int, x: int) -> None:
        """Put the cursor on a cell."""
        self._move(y, x)

    def _write_cell(self, y: int, x: int, end: int, width: int, row: Row) -> int:
        """Write a cell, or erase as many blanks as start there; give the next cell to write."""
        text, pen = row.texts[x], row.pens[x]
        self._use(pen, is_blank=text == " ")
        if text == " " and (erased := self._erase(x, end, width, row)):
            return x + erased
        cells = 2 if x + 1 < width and not row.texts[x + 1] else 1
        if is_unsure(text):
            # Whatever the terminal makes of it: no old text shows beside it, and what
            # follows is placed by column.
            self._out.append(f"{' ' * cells}\x1b[{y + 1};{x + 1}H{text}")
            self._x = None
            if x + cells < end:
                self._move(y, x + cells)
            return x + cells
        self._out.append(text)
        # In the last column the cursor waits beside the screen, or on it.
        self._x = x + cells if x + cells < width else None
        return x + cells

    def _erase(self, x: int, end: int, width: int, row: Row) -> int:
        """Erase the blanks from ``x`` on if that is shorter; give how many cells it was."""
        pen = row.pens[x]
        if pen.attributes or pen.link or (pen.background and not self._erases_in_colour):
            return 0
        stop = x
        while stop < width and row.texts[stop] == " " and row.pens[stop] == pen:
            stop += 1
        if stop == width and width - x > 3:
            self._out.append("\x1b[K")
            return width - x
        blanks = min(stop, end) - x
        if blanks < _FEWEST_ERASED:
            return 0
        self._out.append(f"\x1b[{blanks}X")
        if x + blanks < end:
            self._out.append(f"\x1b[{blanks}C")
            self._x = x + blanks
        return blanks

    def _use(self, pen: Pen, *, is_blank: bool = False) -> None:
        if self._pen == pen or (is_blank and self._pen and self._pen.on_blank() == pen):
            return
        self._out.append(_change(self._pen, pen))
        self._pen = pen

    def _move(self, y: int, x: int) -> None:
        if (self._y, self._x) == (y, x):
            return
        ways = [f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H"]
        if self._y == y:
            ways.append(f"\x1b[{x + 1}G" if x else "\r")
            if self._x is not None and x > self._x:
                ways.append("\x1b[C" if x == self._x + 1 else f"\x1b[{x - self._x}C")
        elif self._y is not None and y > self._y:
            if self._x == x:
                ways.append(f"\x1b[{y - self._y}B")
            if y == self._y + 1:
                ways.append("\r\n" + (f"\x1b[{x}C" if x else ""))
        self._out.append(min(ways, key=len))
        self._y, self._x = y, x


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
    return is_short and all(pen == row.pens[end - 1] for pen in row.pens[end:start])


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
