"""A list whose rows come from the library in pages, a screen before they are seen."""

from array import array
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic

from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from newsreader.domain.errors import NewsreaderError
from newsreader.ui.widgets.page_cache import PAGE_ROWS, Row, RowCache
from newsreader.ui.widgets.selecting_list import SelectingList

Loader = Callable[[Sequence[int]], Awaitable[list[Row]]]


class PagedList(SelectingList, Generic[Row]):
    """Keep the rows around what is on the screen; ``load`` gives those of some ids.

    It stands before LineList among the bases of a list.
    """

    class LoadFailed(Message):
        """A page could not be read."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self, load: Loader[Row], id: str) -> None:
        super().__init__(id=id)
        self._load = load
        self._cache: RowCache[Row] = RowCache()

    @property
    def spine(self) -> "array[int]":
        """The ids of all that is listed."""
        return self._cache.spine

    def place_of(self, row: int) -> int:
        """Give the place in the spine of what stands in a row."""
        return row

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw what is on the screen, and have loaded what is a screen away: a key may go there."""
        for number in self._cache.want(*self._pages(0), *self._pages(self.page_rows)):
            self.run_worker(self._fill(number, self.spine), group="pages", exit_on_error=False)
        return super().render_lines(crop)

    def _pages(self, margin: int) -> range:
        """Give the pages of the rows on the screen, and of so many above and below."""
        if not self.spine:
            return range(0)
        first = self.scroll_offset.y // self.row_height
        rows = (first - margin, first + self.page_rows + margin)
        places = (self.place_of(max(0, min(row, self.row_count - 1))) for row in rows)
        low, high = (place // PAGE_ROWS for place in places)
        return range(low, high + 1)

    def rows_gone(self, ids: set[int]) -> None:
        """Hear of rows that are in the library no more; unless told otherwise, they stay."""

    async def _fill(self, number: int, spine: "array[int]") -> None:
        ids = self._cache.page_ids(number)
        try:
            rows = await self._load(ids)
        except NewsreaderError as error:
            self.post_message(self.LoadFailed(str(error)))
            return
        if spine is not self.spine:
            return
        if self._cache.put(number, rows) and number in self._pages(0):
            self.refresh()
        if len(rows) < len(ids):
            self.rows_gone(set(ids) - {row.id for row in rows})
