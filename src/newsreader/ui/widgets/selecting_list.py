"""A list whose rows can be selected, to change many at once."""

from array import array
from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.strip import Strip

from newsreader.domain.wording import grouped
from newsreader.ui.selection import Selection

if TYPE_CHECKING:
    from newsreader.ui.widgets.line_list import LineList as _List
else:
    _List = object  # a class of Textual's takes 0.5 ms to make: only what can be shown is one

SELECTED = "┃"


class SelectingList(_List):
    """Keep what is selected by its ids; subclasses reset it with every spine.

    It stands before LineList among the bases of a list.
    """

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self.selection = Selection()

    @property
    def spine(self) -> "array[int]":
        """The ids of all that is listed."""
        raise NotImplementedError

    @property
    def row_count(self) -> int:
        """How many rows the view has."""
        return len(self.spine)

    @property
    def place(self) -> int:
        """The place of the cursor in the spine."""
        return self.cursor

    @property
    def current_id(self) -> int | None:
        """The id of what is under the cursor, None in an empty list."""
        return self.spine[self.place] if self.spine else None

    def selected_ids(self) -> list[int]:
        """Give what is selected in the order of the list."""
        return self.selection.ids(self.place)

    def toggle_range(self) -> None:
        """Begin to select at the cursor, or end it."""
        self.selection.toggle_range(self.place)
        self.refresh()

    def toggle_all(self) -> None:
        """Select everything, or nothing."""
        self.selection.toggle_all()
        self.refresh()

    def select(self, ids: Iterable[int]) -> None:
        """Select these and nothing else."""
        self.selection.select(ids)
        self.refresh()

    def select_rows(self, count: int) -> None:
        """Select so many rows from the cursor on, unless something is selected already."""
        if not self.selection:
            self.select(self.spine[self.place : self.place + count])

    def clear_selection(self) -> bool:
        """Select nothing; False if nothing was selected."""
        had_any = self.selection.clear()
        if had_any:
            self.refresh()
        return had_any

    def take_targets(self) -> list[int]:
        """Give what is selected, else what is under the cursor, and end selecting."""
        ids = self.selected_ids()
        self.clear_selection()
        current = self.current_id
        return ids or ([current] if current is not None else [])

    def selection_sentence(self) -> str:
        """Say how selecting stands."""
        count = len(self.selected_ids())
        if self.selection.is_open:
            return "Selecting: move the cursor, then change, or select again to end."
        return f"Selected {grouped(count)}." if count else "Nothing is selected."

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the rows between as well while a range grows."""
        super().watch_cursor(old, new)
        if self.selection.is_open:
            self.refresh()

    def marked(self, place: int, strip: Strip, component: str) -> Strip:
        """Mark the first cell of a row that is selected, in the style of a component."""
        if not self.selection.has(place, self.place):
            return strip
        mark = self.get_component_rich_style(component)
        return Strip([Segment(SELECTED, mark), *strip.crop(1)], strip.cell_length)
