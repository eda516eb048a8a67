"""A list of rows with a cursor that costs the same for ten rows and for a million."""

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from newsreader.ui.commands import Scope, bindings
from newsreader.ui.widgets.flat_lines import BarLines, FlatLines

_CONTEXT = 2
"""Rows that stay visible above and below the cursor."""


class LineList(ScrollView, can_focus=True):
    """Draw only the rows on the screen; subclasses say how many there are and draw one."""

    ALLOW_SELECT = False
    BINDINGS = bindings(Scope.MOVING)

    cursor = reactive(0, repaint=False, always_update=False)
    """Index of the row the cursor is on; 0 in an empty list."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._styles_cache = FlatLines()

    class CursorMoved(Message):
        """The cursor went to another row, by key or by mouse."""

        def __init__(self, line_list: "LineList", index: int) -> None:
            super().__init__()
            self.line_list = line_list
            self.index = index

        @property
        def control(self) -> "LineList":
            """The list, for ``@on`` with a selector."""
            return self.line_list

    class Chosen(Message):
        """The row under the cursor was clicked on."""

        def __init__(self, line_list: "LineList", index: int) -> None:
            super().__init__()
            self.line_list = line_list
            self.index = index

        @property
        def control(self) -> "LineList":
            """The list, for ``@on`` with a selector."""
            return self.line_list

    @property
    def row_count(self) -> int:
        """How many rows there are."""
        raise NotImplementedError

    @property
    def row_height(self) -> int:
        """Lines per row."""
        return 1

    def render_row(self, index: int, line: int, width: int) -> Strip:
        """Draw one line of a row."""
        raise NotImplementedError

    def can_rest(self, index: int) -> bool:
        """Say whether the cursor may stand on a row; it skips blank ones."""
        return 0 <= index < self.row_count

    # -- drawing

    @property
    def page_rows(self) -> int:
        """How many rows fit on the screen."""
        return max(1, self.scrollable_content_region.height // self.row_height)

    def render_line(self, y: int) -> Strip:
        """Draw a line of the visible part."""
        width = self.scrollable_content_region.width
        index, line = divmod(self.scroll_offset.y + y, self.row_height)
        if not 0 <= index < self.row_count:
            return Strip.blank(width, self.rich_style)
        return self.render_row(index, line, width)

    def refresh_row(self, index: int) -> None:
        """Draw one row again, if it is visible."""
        y = index * self.row_height - self.scroll_offset.y
        if -self.row_height < y < self.size.height:
            self.refresh(Region(0, y, self.size.width, self.row_height))

    def rows_changed(self) -> None:
        """Take note of another number or height of rows and draw everything again."""
        size = Size(0, self.row_count * self.row_height)
        if self.styles.auto_dimensions:
            self.virtual_size = size
        elif size != self.virtual_size:
            # The size on the screen stays: nothing is laid out again unless a scrollbar comes or
            # goes. That takes longer than drawing the list.
            self.set_reactive(LineList.virtual_size, size)
            self._scroll_update(size)
        self.refresh()

    # -- the cursor

    def validate_cursor(self, index: int) -> int:
        """Keep the cursor inside the list."""
        return max(0, min(index, self.row_count - 1))

    def watch_cursor(self, old: int, new: int) -> None:
        """Draw the two rows that look different now and keep the cursor in sight."""
        self.refresh_row(old)
        self.refresh_row(new)
        self.show_cursor()

    def show_cursor(self) -> None:
        """Scroll as little as needed for the cursor to be seen with some rows around it.

        A cursor that walks out of the page turns a third of it: then most steps scroll nothing.
        """
        context = min(_CONTEXT, (self.page_rows - 1) // 2)
        first = self.scroll_offset.y // self.row_height
        top = max(0, min(first, self.cursor - context))
        top = max(top, self.cursor + context + 1 - self.page_rows)
        if abs(top - first) == 1:
            top += (top - first) * (self.page_rows // 3)
        top = max(0, min(top, self.row_count - self.page_rows))
        if top != first:
            self.scroll_to(y=top * self.row_height, animate=False)

    def move_cursor(self, index: int, step: int = 1) -> bool:
        """Put the cursor on a row, or on the next in the direction of ``step`` where it may rest.

        Gives whether it moved.
        """
        index = self.validate_cursor(index)
        while not self.can_rest(index):
            index += step
            if not 0 <= index < self.row_count:
                return False
        if index == self.cursor:
            return False
        self.cursor = index
        self.post_message(self.CursorMoved(self, index))
        return True

    def action_line_down(self) -> None:
        """Move the cursor one row down."""
        self.move_cursor(self.cursor + 1)

    def action_line_up(self) -> None:
        """Move the cursor one row up."""
        self.move_cursor(self.cursor - 1, -1)

    def action_page_down(self) -> None:
        """Move the cursor a page down."""
        self.move_cursor(self.cursor + self.page_rows, -1)

    def action_page_up(self) -> None:
        """Move the cursor a page up."""
        self.move_cursor(self.cursor - self.page_rows)

    def action_half_page_down(self) -> None:
        """Move the cursor half a page down."""
        self.move_cursor(self.cursor + self.page_rows // 2, -1)

    def action_half_page_up(self) -> None:
        """Move the cursor half a page up."""
        self.move_cursor(self.cursor - self.page_rows // 2)

    def action_top(self) -> None:
        """Move the cursor to the first row."""
        self.move_cursor(0)

    def action_bottom(self) -> None:
        """Move the cursor to the last row."""
        self.move_cursor(self.row_count - 1, -1)

    # -- events

    def on_mount(self) -> None:
        """Draw the scrollbar as quickly as the rows: it is drawn with each of their turns."""
        self.vertical_scrollbar._styles_cache = BarLines()

    def watch_has_focus(self, _has_focus: bool) -> None:
        """Have nothing styled again: no rule depends on who has the keys."""

    def on_focus(self) -> None:
        """Show that keys work here now."""
        self.refresh_row(self.cursor)

    def on_blur(self) -> None:
        """Show that keys work elsewhere now."""
        self.refresh_row(self.cursor)

    def on_resize(self) -> None:
        """Fit the rows to another width and keep the cursor in sight."""
        self.rows_changed()
        self.show_cursor()

    def on_click(self, event: events.Click) -> None:
        """Put the cursor where the mouse is."""
        index = (self.scroll_offset.y + event.y) // self.row_height
        if self.can_rest(index):
            self.move_cursor(index)
            self.post_message(self.Chosen(self, index))
