"""The rows around what is on the screen, in pages; the rest stays in the library."""

from array import array
from collections import OrderedDict
from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

PAGE_ROWS = 64  # a page is loaded in 0.25 to 0.4 ms
MOST_ROWS = 32 * PAGE_ROWS


class HasId(Protocol):
    """Something with a number in the library."""

    @property
    def id(self) -> int:
        """The number."""


Row = TypeVar("Row", bound=HasId)


class RowCache(Generic[Row]):
    """Rows by id along a spine of ids; those used longest ago are forgotten.

    A page of rows is asked for with :meth:`want` and delivered with :meth:`put`. Rows that have
    become stale are still shown, and wanted again.
    """

    def __init__(self) -> None:
        self.spine: array[int] = array("q")
        self._rows: OrderedDict[int, Row] = OrderedDict()
        self._wanted: set[int] = set()
        self._fresh: set[int] = set()

    def reset(self, spine: "array[int]") -> None:
        """Take another spine; rows that are known stay known."""
        self.spine = spine
        self.make_stale()

    def make_stale(self) -> None:
        """Have everything loaded again when it is drawn next."""
        self._wanted.clear()
        self._fresh.clear()

    def get(self, index: int) -> Row | None:
        """Give what stands in a row, None while it is not there."""
        return self._rows.get(self.spine[index])

    def find(self, row_id: int) -> Row | None:
        """Find a row by its id among those that are known."""
        return self._rows.get(row_id)

    def want(self, *numbers: int) -> list[int]:
        """Say that pages are needed; give those that have to be loaded, each once.

        The others are there or on their way.
        """
        missing = [n for n in dict.fromkeys(numbers) if not (n in self._wanted or n in self._fresh)]
        self._wanted.update(missing)
        return missing

    def page_ids(self, number: int) -> Sequence[int]:
        """Give the ids of a page."""
        return self.spine[number * PAGE_ROWS : (number + 1) * PAGE_ROWS]

    def put(self, number: int, rows: Sequence[Row]) -> bool:
        """Keep a page that has been loaded; give whether anything in it looks different now."""
        self._wanted.discard(number)
        self._fresh.add(number)
        has_changed = any(self._rows.get(row.id) != row for row in rows)
        for row in rows:
            self._rows[row.id] = row
            self._rows.move_to_end(row.id)
        if len(self._rows) > MOST_ROWS:
            while len(self._rows) > MOST_ROWS:
                self._rows.popitem(last=False)
            self._fresh = {known for known in self._fresh if self._is_whole(known)} | {number}
        return has_changed

    def _is_whole(self, number: int) -> bool:
        return all(row_id in self._rows for row_id in self.page_ids(number))

    def replace(self, row: Row) -> None:
        """Put another version of a row in the place of the one that is known."""
        if row.id in self._rows:
            self._rows[row.id] = row
