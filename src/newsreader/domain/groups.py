"""Groups of a list: where each begins, and which row is a heading and which an entry.

A place counts entries, a row counts headings too. What has no groups has as many rows as places.
"""

import time
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise


class Groups:
    """The groups of a spine, each with a heading above its first entry.

    ``starts`` are the places of the first entries, ``keys`` say what the groups are: days by their
    first second, or feeds by their id; then ``names`` are the titles of the feeds.
    """

    def __init__(
        self,
        starts: Sequence[int] = (),
        keys: Sequence[int] = (),
        names: Mapping[int, str] | None = None,
    ) -> None:
        self._starts = array("q", starts)
        self._headings = array("q", (start + number for number, start in enumerate(starts)))
        self.keys = array("q", keys)
        self.names = names

    def __len__(self) -> int:
        """How many groups there are."""
        return len(self._starts)

    def row_of(self, place: int) -> int:
        """Give the row of an entry."""
        return place + bisect_right(self._starts, place)

    def place_of(self, row: int) -> int:
        """Give the place of the entry in a row; of a heading, that of the entry below it."""
        return row - bisect_left(self._headings, row)

    def heading(self, row: int) -> int | None:
        """Give the number of the group whose heading stands in a row, None if an entry does."""
        number = bisect_left(self._headings, row)
        is_heading = number < len(self) and self._headings[number] == row
        return number if is_heading else None

    def number_at(self, place: int) -> int:
        """Give the number of the group that an entry is in, -1 without groups."""
        return bisect_right(self._starts, place) - 1

    def size(self, number: int, total: int) -> int:
        """Count the entries of a group; ``total`` are those of all."""
        after = self._starts[number + 1] if number + 1 < len(self) else total
        return after - self._starts[number]

    def without(self, places: Sequence[int], total: int) -> "Groups":
        """Give the groups when the entries of these places, in order, have gone out of ``total``.

        A group that is empty then goes with them.
        """
        bounds = [bound - bisect_left(places, bound) for bound in (*self._starts, total)]
        kept = [number for number, (start, end) in enumerate(pairwise(bounds)) if start < end]
        return Groups(
            [bounds[number] for number in kept], [self.keys[number] for number in kept], self.names
        )


def collect(
    rows: Iterable[tuple[int, int]], *, by_day: bool, names: Mapping[int, str] | None = None
) -> "tuple[array[int], Groups]":
    """Give the spine and the groups of rows (id of the entry, its time or its feed), in order."""
    spine, starts, keys = array("q"), array("q"), array("q")
    begin = end = 0
    for entry_id, value in rows:
        if not begin <= value < end:
            begin, end = day_around(value) if by_day else (value, value + 1)
            starts.append(len(spine))
            keys.append(begin)
        spine.append(entry_id)
    return spine, Groups(starts, keys, names)


def day_around(moment: int) -> tuple[int, int]:
    """Give the first second of the reader's day around a moment, and that of the next day."""
    year, month, day = time.localtime(moment)[:3]
    return _midnight(year, month, day), _midnight(year, month, day + 1)


def _midnight(year: int, month: int, day: int) -> int:
    return int(time.mktime((year, month, day, 0, 0, 0, 0, 0, -1)))
