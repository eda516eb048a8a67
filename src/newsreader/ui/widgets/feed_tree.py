"""The tree of smart views, folders and feeds."""

from collections.abc import Collection, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip

from newsreader.domain.view import Scope
from newsreader.domain.wording import grouped
from newsreader.services.overview import Overview
from newsreader.ui.widgets.feed_rows import FeedRow, RowKey, RowKind, feed_rows
from newsreader.ui.widgets.headline_line import fit
from newsreader.ui.widgets.line_list import LineList

_OPEN, _CLOSED, _ERROR = "▾", "▸", "!"
_NARROW = 18
"""Cells of the pane below which names need what sets them in."""
_LEAST_NAME = 4
"""Cells of a name, for which the count goes."""


class FeedTree(LineList):
    """Show an overview as a tree; the cursor stays on its feed when things come and go."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "feed--row",
        "feed--cursor",
        "feed--resting",
        "feed--strong",
        "feed--folder",
        "feed--error",
    }

    class FolderToggled(Message):
        """A folder was opened or closed; ``closed`` are all that are closed now."""

        def __init__(self, closed: frozenset[int]) -> None:
            super().__init__()
            self.closed = closed

    def __init__(self, id: str, closed_folders: Collection[int] = ()) -> None:
        super().__init__(id=id)
        self._overview = Overview()
        self._closed_folders = set(closed_folders)
        self._wanted: RowKey | None = None
        self._is_unread_only = False
        self._rows: list[FeedRow] = feed_rows(self._overview, self._closed_folders)

    @property
    def row_count(self) -> int:
        """How many rows the tree has while some folders are closed."""
        return len(self._rows)

    @property
    def current(self) -> FeedRow:
        """The row under the cursor."""
        return self._rows[self.validate_cursor(self.cursor)]

    def can_rest(self, index: int) -> bool:
        """Skip the blank row."""
        return super().can_rest(index) and self._rows[index].kind is not RowKind.BLANK

    def show(self, overview: Overview) -> None:
        """Show another state of the library."""
        self._overview = overview
        self._rebuild()

    def go_to(self, key: RowKey) -> bool:
        """Put the cursor on a row, opening no folders; False if it is not to be seen."""
        index = self._index(key)
        if index is not None:
            self.move_cursor(index)
        return index is not None

    def close_folders(self, folder_ids: Collection[int]) -> None:
        """Hide the feeds of these folders and show all others."""
        if set(folder_ids) != self._closed_folders:
            self._closed_folders = set(folder_ids)
            self._rebuild()

    def show_unread_only(self, is_unread_only: bool) -> None:
        """Leave out feeds with nothing unread, or show all."""
        if is_unread_only != self._is_unread_only:
            self._is_unread_only = is_unread_only
            self._rebuild()

    def want(self, feed_id: int) -> None:
        """Put the cursor on a feed as soon as the tree shows it."""
        self._wanted = RowKey(Scope.FEED, feed_id)
        self._rebuild()

    def rows_from_cursor(self, step: int) -> list[FeedRow]:
        """Give the rows below the cursor, or above it for -1, the nearest first.

        Those in closed folders are among them.
        """
        rows = feed_rows(self._overview, ())
        place = next((i for i, row in enumerate(rows) if row.key == self.current.key), 0)
        return rows[place + 1 :] if step > 0 else rows[:place][::-1]

    def reveal(self, key: RowKey) -> None:
        """Put the cursor on a row, opening the folders that hide it."""
        folder_id = self._overview.folder_of(key.scope, key.target_id)
        hiding = set()
        while folder_id is not None:
            hiding.add(folder_id)
            folder_id = self._overview.folders[folder_id].parent_id
        if key.scope is Scope.FOLDER:
            hiding.discard(key.target_id or 0)
        self._wanted = key
        if hiding & self._closed_folders:
            self._close(self._closed_folders - hiding)
        else:
            self._rebuild()

    def set_open(self, is_open: bool) -> bool:
        """Open or close the folder under the cursor; False if there was nothing to do."""
        row = self.current
        if row.kind is not RowKind.FOLDER or row.is_open is is_open:
            return False
        self.toggle_folder()
        return True

    def go_to_parent(self) -> bool:
        """Put the cursor on the folder that the row is in; False at the top."""
        depth = self.current.depth
        for index in range(self.cursor - 1, -1, -1):
            row = self._rows[index]
            if row.kind is RowKind.FOLDER and row.depth < depth:
                return self.move_cursor(index)
        return False

    def toggle_folder(self) -> bool:
        """Show or hide the feeds of the folder under the cursor, or hide a feed with its folder.

        False if the cursor is neither on a folder nor in one.
        """
        if self.current.kind is RowKind.FEED:
            self.go_to_parent()
        row = self.current
        if row.kind is not RowKind.FOLDER or row.key is None or row.key.target_id is None:
            return False
        self._close(self._closed_folders ^ {row.key.target_id})
        return True

    def _close(self, folder_ids: set[int]) -> None:
        self._closed_folders = folder_ids
        self._rebuild()
        self.post_message(self.FolderToggled(frozenset(folder_ids)))

    def on_click(self, event: events.Click) -> None:
        """Open or close a folder by its sign, or by a double click; the cursor moves as ever."""
        index = self.scroll_offset.y + event.y
        if not self.can_rest(index) or self._rows[index].kind is not RowKind.FOLDER:
            return
        sign = 1 + 2 * self._rows[index].depth
        if event.x <= sign + 1 or event.chain == 2:
            self.move_cursor(index)
            self.toggle_folder()

    def render_row(self, index: int, line: int, width: int) -> Strip:
        """Draw a row: sign, title, and at the right what is unread."""
        row = self._rows[index]
        base = self._base(index)
        count = f"{grouped(row.unread)} " if row.unread else ""
        sign = {True: _OPEN, False: _CLOSED}[row.is_open] if row.kind is RowKind.FOLDER else " "
        is_narrow = width < _NARROW
        mark = _ERROR if row.error else ""
        mark = f"{mark} " if is_narrow else f" {mark} "
        lead = " " + "  " * (0 if is_narrow else row.depth)
        room = width - len(lead) - 2 - len(mark) - len(count)
        if room < _LEAST_NAME:
            room, count = room + len(count), ""
        title, error = self._title_class(row), base
        if row.error:
            error += self.get_component_rich_style("feed--error", partial=True)
        return Strip(
            [
                Segment(f"{lead}{sign} ", base),
                Segment(fit(row.title, room), self._part(index, title) if title else base),
                Segment(mark, error),
                Segment(count, base),
            ]
        ).adjust_cell_length(width, base)

    def _part(self, index: int, name: str) -> Style:
        """Give the style of a part; the row under the cursor is of one colour, for fewer bytes."""
        style = self.get_component_rich_style(name, partial=True)
        return self._base(index) + (style.without_color if index == self.cursor else style)

    def _base(self, index: int) -> Style:
        if index != self.cursor:
            return self.get_component_rich_style("feed--row")
        return self.get_component_rich_style("feed--cursor" if self.has_focus else "feed--resting")

    @staticmethod
    def _title_class(row: FeedRow) -> str:
        """Name what makes a title stand out; '' for one that does not."""
        if row.kind is RowKind.FEED:
            return "feed--strong" if row.unread else ""
        return "feed--folder" if row.kind is RowKind.FOLDER else "feed--strong"

    def _rebuild(self) -> None:
        """Work out the rows again; the cursor stays on its row."""
        before, place, key = self._rows, self.cursor, self.current.key
        self._rows = feed_rows(
            self._overview,
            self._closed_folders,
            is_unread_only=self._is_unread_only,
            kept=self._wanted or key,
        )
        if self._wanted is not None and self.go_to(self._wanted):
            self._wanted, key = None, self.current.key
        index = self._index(key)
        self.set_reactive(
            LineList.cursor, index if index is not None else self.validate_cursor(self.cursor)
        )
        if len(before) == len(self._rows) and self.cursor == place:
            self._draw_changes(before)
        else:
            self.rows_changed()
            self.show_cursor()

    def _draw_changes(self, before: Sequence[FeedRow]) -> None:
        """Draw again what looks different: most looks at the counts find a few."""
        first = self.scroll_offset.y
        for index in range(first, min(first + self.page_rows, self.row_count)):
            if self._rows[index] != before[index]:
                self.refresh_row(index)

    def _index(self, key: RowKey | None) -> int | None:
        return next((i for i, row in enumerate(self._rows) if row.key == key), None)
