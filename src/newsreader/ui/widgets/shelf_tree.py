"""The shelves beside the list of bookmarks: states and tags."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.strip import Strip

from newsreader.domain.wording import grouped
from newsreader.services.bookmark_shelves import Shelf
from newsreader.ui.widgets.headline_line import fit
from newsreader.ui.widgets.line_list import LineList


class ShelfTree(LineList):
    """Show the shelves; the cursor stays on its shelf when others come and go."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "shelf--row",
        "shelf--cursor",
        "shelf--resting",
        "shelf--count",
    }

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._shelves: Sequence[Shelf] = ()

    @property
    def row_count(self) -> int:
        """One row for each shelf."""
        return len(self._shelves)

    @property
    def current(self) -> Shelf | None:
        """The shelf under the cursor; None before they are loaded."""
        return self._shelves[self.cursor] if self._shelves else None

    def can_rest(self, index: int) -> bool:
        """Skip the blank row."""
        return super().can_rest(index) and bool(self._shelves[index].title)

    def show(self, shelves: Sequence[Shelf]) -> None:
        """Show other shelves, or other counts."""
        kept = self.current
        self._shelves = shelves
        place = (i for i, s in enumerate(shelves) if kept and (s.view.tags, s.title) == (
            kept.view.tags, kept.title))  # fmt: skip
        self.set_reactive(LineList.cursor, next(place, self.validate_cursor(self.cursor)))
        self.rows_changed()
        self.show_cursor()

    def render_row(self, index: int, line: int, width: int) -> Strip:
        """Draw a shelf: title, and at the right how much is there."""
        shelf = self._shelves[index]
        name = "row" if index != self.cursor else "cursor" if self.has_focus else "resting"
        base = self.get_component_rich_style(f"shelf--{name}")
        count = f"{grouped(shelf.bookmarks)} " if shelf.bookmarks else ""
        lead = "  " + "  " * shelf.depth + ("#" if shelf.is_tag and not shelf.depth else "")
        quiet = base + self.get_component_rich_style("shelf--count", partial=True)
        return Strip(
            [
                Segment(f" {lead}", quiet),
                Segment(fit(shelf.title, width - len(lead) - len(count) - 2), base),
                Segment(" " + count, quiet),
            ]
        ).adjust_cell_length(width, base)
