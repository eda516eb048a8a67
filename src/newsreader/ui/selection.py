"""What is selected in a list: ranges of rows, or everything, kept by the ids of the entries."""

from array import array
from collections.abc import Iterable, Sequence


class Selection:
    """Some entries of a spine; while a range is open, it goes from its first row to the cursor."""

    def __init__(self) -> None:
        self._spine: Sequence[int] = array("q")
        self._kept: set[int] = set()
        self._anchor: int | None = None

    def __bool__(self) -> bool:
        """Whether anything is selected."""
        return bool(self._kept) or self._anchor is not None

    @property
    def is_open(self) -> bool:
        """Whether the range grows with the cursor."""
        return self._anchor is not None

    def reset(self, spine: Sequence[int], *, is_same_view: bool) -> None:
        """Take another spine; of the same view, what is still there stays selected."""
        anchor_id = None if self._anchor is None else self._spine[self._anchor]
        self._anchor = None
        if not is_same_view:
            self._kept.clear()
        elif anchor_id is not None and anchor_id in spine:
            self._anchor = spine.index(anchor_id)
        self._spine = spine

    def toggle_range(self, cursor: int) -> None:
        """Open a range at the cursor, or close the one that is open."""
        if self._anchor is None:
            self._anchor = cursor if self._spine else None
        else:
            self._kept.update(self._range(cursor))
            self._anchor = None

    def toggle_all(self) -> None:
        """Select everything, or nothing if everything is."""
        is_all = len(self._kept) == len(self._spine)
        self.clear()
        if not is_all:
            self._kept.update(self._spine)

    def select(self, ids: Iterable[int]) -> None:
        """Select these and nothing else."""
        self.clear()
        self._kept.update(ids)

    def clear(self) -> bool:
        """Select nothing; False if nothing was selected."""
        had_any = bool(self)
        self._kept.clear()
        self._anchor = None
        return had_any

    def has(self, row: int, cursor: int) -> bool:
        """Say whether a row is selected."""
        if self._anchor is not None and row in self._rows(cursor):
            return True
        return bool(self._kept) and self._spine[row] in self._kept

    def ids(self, cursor: int) -> list[int]:
        """Give the selected entries in the order of the list."""
        if not self._kept:
            return list(self._range(cursor))
        chosen = self._kept.union(self._range(cursor))
        return [entry_id for entry_id in self._spine if entry_id in chosen]

    def _rows(self, cursor: int) -> range:
        if self._anchor is None:
            return range(0)
        return range(min(self._anchor, cursor), max(self._anchor, cursor) + 1)

    def _range(self, cursor: int) -> Sequence[int]:
        rows = self._rows(cursor)
        return self._spine[rows.start : rows.stop]
