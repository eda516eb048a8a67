"""The list of headlines: a spine of ids, pages of headlines, a cursor that stays on its entry."""

from array import array
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from rich.segment import Segment
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from newsreader.domain.entry import Headline
from newsreader.domain.errors import NewsreaderError
from newsreader.ui.widgets.headline_line import LineStyles, facts_line, one_line, title_line
from newsreader.ui.widgets.line_list import LineList
from newsreader.ui.widgets.page_cache import PAGE_ROWS, PageCache
from newsreader.ui.widgets.selecting_list import SelectingList

Loader = Callable[[Sequence[int]], Awaitable[list[Headline]]]


class HeadlineList(SelectingList):
    """Show the headlines of a view; it is given ids and asks ``load`` for what is on the screen."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "headline--row",
        "headline--cursor",
        "headline--resting",
        "headline--unread",
        "headline--mark",
        "headline--star",
        "headline--bookmark",
        "headline--muted",
        "headline--empty",
        "headline--selected",
    }

    has_two_lines = reactive(False)
    has_feed = reactive(True)
    """Whether the names of the feeds are shown; a list of one feed does without."""
    empty_text = reactive("")
    """What an empty list says."""

    @dataclass
    class LoadFailed(Message):
        """A page of headlines could not be read."""

        sentence: str

    def __init__(self, load: Loader, clock: Callable[[], int], id: str) -> None:
        super().__init__(id=id)
        self._load = load
        self._clock = clock
        self._cache = PageCache()
        self._line_styles: dict[str, LineStyles] = {}

    # -- what is shown

    @property
    def row_height(self) -> int:
        """One line or two."""
        return 2 if self.has_two_lines else 1

    @property
    def current(self) -> Headline | None:
        """The headline under the cursor, None if there is none or it is being loaded."""
        return self.at(self.cursor)

    def at(self, index: int) -> Headline | None:
        """Give the headline of a row, None if there is none or it is being loaded."""
        return self._cache.get(index) if 0 <= index < self.row_count else None

    def show(self, spine: "array[int]", first: Sequence[Headline] = ()) -> None:
        """Show another view from its top; ``first`` are its first headlines, if they are known."""
        self._cache.reset(spine)
        self.selection.reset(spine, is_same_view=False)
        self._cache.put(0, first[:PAGE_ROWS])
        self.set_reactive(LineList.cursor, 0)
        self.scroll_to(y=0, animate=False)
        self.rows_changed()

    def extend(self, spine: "array[int]") -> None:
        """Show the same view in full, or as it is now: the cursor stays on its entry."""
        kept, row = self.current_id, self.cursor
        self._cache.reset(spine)
        self.selection.reset(spine, is_same_view=True)
        if kept is not None and kept in spine[row : row + 1]:
            index = row
        elif kept is not None and kept in spine:
            index = spine.index(kept)
        else:
            index = self.validate_cursor(row)
        self.set_reactive(LineList.cursor, index)
        self.rows_changed()
        self.show_cursor()

    def reload(self) -> None:
        """Load the headlines on the screen again: their marks or titles may have changed."""
        self._cache.make_stale()
        self.refresh()

    def patch(self, headline: Headline) -> None:
        """Show an entry with other marks at once."""
        self._cache.replace(headline)
        first = self.scroll_offset.y // self.row_height
        visible = self._cache.spine[first : first + self.page_rows + 1]
        if headline.id in visible:
            self.refresh_row(first + visible.index(headline.id))

    def find(self, entry_id: int) -> Headline | None:
        """Find a headline among those that are loaded."""
        return self._cache.find(entry_id)

    def go_to(self, entry_id: int) -> bool:
        """Put the cursor on an entry; False if the view does not have it."""
        if entry_id not in self._cache.spine:
            return False
        self.move_cursor(self._cache.spine.index(entry_id))
        return True

    @property
    def spine(self) -> "array[int]":
        """The ids of all entries of the view."""
        return self._cache.spine

    def take_away(self, entry_ids: Iterable[int]) -> None:
        """Take entries off the list; the cursor goes to the next that stays."""
        gone = set(entry_ids)
        following = (i for i in self.spine[self.cursor :] if i not in gone)
        stays = next(following, None)
        self.extend(array("q", (i for i in self.spine if i not in gone)))
        if stays is not None:
            self.go_to(stays)

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
            style = self.get_component_rich_style("headline--empty")
            text = Segment(" " * 5 + self.empty_text, style)
            return Strip([text]).adjust_cell_length(width, style)
        return super().render_line(y)

    def render_row(self, index: int, line: int, width: int) -> Strip:
        """Draw one line of a headline, blank while it is being loaded."""
        strip = self._draw(index, line, width, is_cursor=index == self.cursor)
        return self.marked(index, strip, self.get_component_rich_style("headline--selected"))

    def _draw(self, index: int, line: int, width: int, is_cursor: bool) -> Strip:
        headline = self._cache.get(index)
        styles = self._styles(is_cursor)
        self._ask_for(index)
        if headline is None:
            return Strip.blank(width, styles.row)
        if self.has_two_lines and line == 0:
            return title_line(headline, width, styles)
        if self.has_two_lines:
            return facts_line(headline, width, self._clock(), self.has_feed, styles)
        return one_line(headline, width, self._clock(), self.has_feed, styles)

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

    # -- loading

    def _ask_for(self, index: int) -> None:
        number = self._cache.want(index)
        if number is not None:
            self.run_worker(
                self._fill(number, self._cache.spine), group="pages", exit_on_error=False
            )

    async def _fill(self, number: int, spine: "array[int]") -> None:
        try:
            headlines = await self._load(self._cache.page_ids(number))
        except NewsreaderError as error:
            self.post_message(self.LoadFailed(str(error)))
            return
        if spine is self._cache.spine and self._cache.put(number, headlines):
            self.refresh()
