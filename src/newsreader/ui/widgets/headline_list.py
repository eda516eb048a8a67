"""The list of headlines: a spine of ids, pages of headlines, a cursor that stays on its entry.

A place counts headlines, a row counts the headings of groups too.
"""

from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, Self

from rich.segment import Segment
from textual.geometry import Region
from textual.reactive import reactive
from textual.strip import Strip

from newsreader.domain.groups import Groups
from newsreader.domain.headline import Headline
from newsreader.store.headlines import Listing
from newsreader.ui.dates import day_name
from newsreader.ui.widgets.headline_line import (
    LineStyles,
    age,
    facts_line,
    heading_line,
    one_line,
    time_of_day,
    title_line,
)
from newsreader.ui.widgets.line_list import LineList
from newsreader.ui.widgets.page_cache import PAGE_ROWS
from newsreader.ui.widgets.paged_list import Loader, PagedList


class HeadlineList(PagedList[Headline], LineList):
    """Show the headlines of a view; it is given ids and asks ``load`` for what is on the screen."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "headline--row",
        "headline--cursor",
        "headline--resting",
        "headline--unread",
        "headline--mark",
        "headline--star",
        "headline--bookmark",
        "headline--group",
        "headline--selected",
    }

    has_two_lines = reactive(False)
    has_feed = reactive(True)
    """Whether the names of the feeds are shown; a list of one feed does without."""
    empty_text = reactive("")
    """What an empty list says."""

    def __init__(self, load: Loader[Headline], clock: Callable[[], int], id: str) -> None:
        super().__init__(load, id)
        self._clock = clock
        self._groups = Groups()
        self._line_styles: dict[str, LineStyles] = {}

    # -- what is shown

    @property
    def row_count(self) -> int:
        """How many headlines the view has, with the headings of its groups."""
        return self.count + len(self._groups)

    @property
    def count(self) -> int:
        """How many headlines the view has."""
        return len(self._cache.spine)

    @property
    def row_height(self) -> int:
        """One line or two."""
        return 2 if self.has_two_lines else 1

    def can_rest(self, index: int) -> bool:
        """Skip the headings."""
        return super().can_rest(index) and self._groups.heading(index) is None

    @property
    def place(self) -> int:
        """The place of the cursor among the headlines."""
        return self.place_of(self.cursor)

    def place_of(self, row: int) -> int:
        """Give the place of the headline in a row; of a heading, that of the one below it."""
        return self._groups.place_of(row)

    @property
    def current(self) -> Headline | None:
        """The headline under the cursor, None if there is none or it is being loaded."""
        return self.at(self.place)

    @property
    def group(self) -> str:
        """The name of the group whose heading is scrolled past, '' where that stands on top."""
        first = self.scroll_offset.y // self.row_height
        number = self._groups.number_at(self.place_of(first))
        is_hidden = number >= 0 and self._groups.heading(first) is None
        return self._group_name(number) if is_hidden else ""

    def at(self, place: int) -> Headline | None:
        """Give the headline of a place, None if there is none or it is being loaded."""
        return self._cache.get(place) if 0 <= place < self.count else None

    def show(self, listing: Listing, first: Sequence[Headline] = ()) -> None:
        """Show another view from its top; ``first`` are its first headlines, if they are known."""
        self._cache.reset(listing.spine)
        self._groups = listing.groups
        self.selection.reset(listing.spine, is_same_view=False)
        self._cache.put(0, first[:PAGE_ROWS])
        self.set_reactive(LineList.cursor, self._groups.row_of(0))
        self.scroll_to(y=0, animate=False)
        self.rows_changed()

    def extend(self, listing: Listing) -> None:
        """Show the same view in full, or as it is now: the cursor stays on its entry."""
        spine, kept, place = listing.spine, self.current_id, self.place
        self._cache.reset(spine)
        self._groups = listing.groups
        self.selection.reset(spine, is_same_view=True)
        if kept is not None and kept not in spine[place : place + 1] and kept in spine:
            place = spine.index(kept)
        self.set_reactive(LineList.cursor, self._row_of(place))
        self.rows_changed()
        self.show_cursor()

    def reload(self) -> None:
        """Load the headlines on the screen again: their marks or titles may have changed."""
        self._cache.make_stale()
        self.refresh()

    def patch(self, headline: Headline) -> None:
        """Show an entry with other marks at once."""
        self._cache.replace(headline)
        first = self.place_of(self.scroll_offset.y // self.row_height)
        visible = self._cache.spine[first : first + self.page_rows + 1]
        if headline.id in visible:
            self.refresh_row(self._groups.row_of(first + visible.index(headline.id)))

    def find(self, entry_id: int) -> Headline | None:
        """Find a headline among those that are loaded."""
        return self._cache.find(entry_id)

    def go_to(self, entry_id: int) -> bool:
        """Put the cursor on an entry; False if the view does not have it."""
        if entry_id not in self._cache.spine:
            return False
        self.go_to_place(self._cache.spine.index(entry_id))
        return True

    def go_to_place(self, place: int) -> bool:
        """Put the cursor on the headline of a place, or the nearest; give whether it moved."""
        return self.move_cursor(self._row_of(place))

    def _row_of(self, place: int) -> int:
        return self._groups.row_of(max(0, min(place, self.count - 1)))

    def take_away(self, entry_ids: Iterable[int]) -> None:
        """Take entries off the list; the cursor goes to the next that stays."""
        gone = set(entry_ids)
        places = [place for place, entry_id in enumerate(self.spine) if entry_id in gone]
        following = (i for i in self.spine[self.place :] if i not in gone)
        stays = next(following, None)
        spine = array("q", (i for i in self.spine if i not in gone))
        self.extend(Listing(spine, self._groups.without(places, self.count)))
        if stays is not None:
            self.go_to(stays)

    def rows_gone(self, ids: set[int]) -> None:
        """Take them off the list, but for that of the article that may just be read."""
        if left := ids - {self.current_id}:
            self.take_away(left)

    # -- drawing

    def watch_has_two_lines(self, has_two_lines: bool) -> None:
        """Fit the rows to another height."""
        self.set_class(has_two_lines, "-two-lines")
        self.rows_changed()
        self.show_cursor()

    def render_line(self, y: int) -> Strip:
        """Draw a line; an empty list says why it is empty."""
        if not self.row_count and y == 1 and self.empty_text:
            width = self.scrollable_content_region.width
            style = self.get_component_rich_style("headline--row")
            text = Segment(" " * 5 + self.empty_text, style)
            return Strip([text]).adjust_cell_length(width, style)
        return super().render_line(y)

    def render_row(self, index: int, line: int, width: int) -> Strip:
        """Draw one line of a heading, or of a headline, blank while it is being loaded."""
        number = self._groups.heading(index)
        if number is not None:
            return self._draw_heading(number, line, width)
        place = self.place_of(index)
        strip = self._draw(place, line, width, is_cursor=index == self.cursor)
        return self.marked(place, strip, "headline--selected")

    def _draw_heading(self, number: int, line: int, width: int) -> Strip:
        row = self.get_component_rich_style("headline--row")
        if line < self.row_height - 1:
            return Strip.blank(width, row)
        name = row + self.get_component_rich_style("headline--group", partial=True)
        count = self._groups.size(number, self.count)
        return heading_line(self._group_name(number), count, width, row, name)

    def _group_name(self, number: int) -> str:
        key, names = self._groups.keys[number], self._groups.names
        return day_name(key, self._clock()) if names is None else names.get(key, "")

    def _draw(self, place: int, line: int, width: int, is_cursor: bool) -> Strip:
        headline = self._cache.get(place)
        styles = self._styles(is_cursor)
        if headline is None:
            return Strip.blank(width, styles.row)
        if self.has_two_lines and line == 0:
            return title_line(headline, width, styles)
        draw = facts_line if self.has_two_lines else one_line
        has_feed = self.has_feed and self._groups.names is None
        return draw(headline, width, self._when(headline), has_feed, styles)

    def _when(self, headline: Headline) -> str:
        """Say what the heading does not say already."""
        is_by_day = len(self._groups) and self._groups.names is None
        if is_by_day:
            return time_of_day(headline.sort_at)
        return age(headline.sort_at, self._clock())

    def refresh(self, *regions: Region, **options: bool) -> Self:
        """Draw regions again, or everything; then the styles may be others."""
        if not regions:
            self._line_styles.clear()
        return super().refresh(*regions, **options)

    def _styles(self, is_cursor: bool) -> LineStyles:
        """Give the styles of a row, kept because Textual forgets them with every key."""
        row = "headline--row"
        if is_cursor:
            row = "headline--cursor" if self.has_focus else "headline--resting"
        if row not in self._line_styles:
            style = self.get_component_rich_style
            parts = [style(f"headline--{part}", partial=True) for part in LineStyles._fields[1:]]
            if is_cursor:  # a row of one colour takes half the bytes
                parts = [part.without_color for part in parts]
            self._line_styles[row] = LineStyles(style(row), *parts)
        return self._line_styles[row]
