"""The list of bookmarks: ids of a view, pages of rows, a cursor that stays on its bookmark."""

import textwrap
from array import array
from collections.abc import Callable
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.reactive import reactive
from textual.strip import Strip

from newsreader.domain.bookmark import BookmarkRow, State
from newsreader.ui.widgets.headline_line import age, fit
from newsreader.ui.widgets.line_list import LineList
from newsreader.ui.widgets.paged_list import Loader, PagedList

_SIGNS = {State.INBOX: "●", State.READING: "◐", State.DONE: " "}
_AGE = 7


class BookmarkList(PagedList[BookmarkRow], LineList):
    """Show the bookmarks of a view; it is given ids and asks ``load`` for what is on the screen."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "bookmark--row",
        "bookmark--cursor",
        "bookmark--resting",
        "bookmark--state",
        "bookmark--star",
        "bookmark--tags",
        "bookmark--empty",
        "bookmark--selected",
    }

    empty_text = reactive("")
    """What an empty list says."""

    def __init__(self, load: Loader[BookmarkRow], clock: Callable[[], int], id: str) -> None:
        super().__init__(load, id)
        self._clock = clock

    @property
    def current(self) -> BookmarkRow | None:
        """The bookmark under the cursor, None if there is none or it is being loaded."""
        return self._cache.get(self.cursor) if self.row_count else None

    def show(self, spine: "array[int]", *, is_same_view: bool) -> None:
        """Show a view, or the same one as it is now: the cursor stays on its bookmark."""
        kept, row = self.current_id, self.cursor if is_same_view else 0
        self._cache.reset(spine)
        self.selection.reset(spine, is_same_view=is_same_view)
        if is_same_view and kept is not None and kept in spine:
            row = spine.index(kept)
        self.set_reactive(LineList.cursor, self.validate_cursor(row))
        self.rows_changed()
        self.show_cursor()

    def find(self, bookmark_id: int) -> BookmarkRow | None:
        """Find a bookmark among those that are loaded."""
        return self._cache.find(bookmark_id)

    def go_to(self, bookmark_id: int) -> None:
        """Put the cursor on a bookmark, if the view has it."""
        if bookmark_id in self._cache.spine:
            self.move_cursor(self._cache.spine.index(bookmark_id))

    def render_line(self, y: int) -> Strip:
        """Draw a line; an empty list says why it is empty."""
        if self.row_count or y == 0 or not self.empty_text:
            return super().render_line(y)
        width = self.scrollable_content_region.width
        room = max(width - 4, 10)
        parts = self.empty_text.split("\n")
        lines = [line for part in parts for line in textwrap.wrap(part, room) or [""]]
        if len(lines) >= self.size.height:  # no line to spare
            lines = list(filter(None, lines))
        style = self.get_component_rich_style("bookmark--empty")
        text = lines[y - 1] if y <= len(lines) else ""
        return Strip([Segment("   " + text, style)]).adjust_cell_length(width, style)

    def render_row(self, index: int, line: int, width: int) -> Strip:
        """Draw a bookmark, marked if it is selected."""
        strip = self._draw(index, width)
        return self.marked(index, strip, "bookmark--selected")

    def _draw(self, index: int, width: int) -> Strip:
        """Draw state, star, title, tags, day; a blank line while it is being loaded."""
        name = "row" if index != self.cursor else "cursor" if self.has_focus else "resting"
        base = self.get_component_rich_style(f"bookmark--{name}")
        row = self._cache.get(index)
        if row is None:
            return Strip.blank(width, base)

        tags = " ".join(f"#{tag}" for tag in row.tags) if width >= 44 else ""
        tags_width = min(width // 4, cell_len(tags) + 2) if tags else 0
        return Strip(
            [
                Segment(f" {_SIGNS[row.state]} ", base + self._part("state")),
                Segment("★ " if row.is_starred else "  ", base + self._part("star")),
                Segment(fit(row.label, width - 7 - tags_width - _AGE), base),
                Segment(fit(f"  {tags}", tags_width), base + self._part("tags")),
                Segment(age(row.created_at, self._clock()).rjust(_AGE), base + self._part("tags")),
            ]
        ).adjust_cell_length(width, base)

    def _part(self, name: str) -> Style:
        return self.get_component_rich_style(f"bookmark--{name}", partial=True)
