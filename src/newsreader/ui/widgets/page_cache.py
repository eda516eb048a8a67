"""The headlines around what is on the screen, in pages; the rest stays in the library."""

from array import array
from collections import OrderedDict
from collections.abc import Sequence

from newsreader.domain.entry import Headline

PAGE_ROWS = 64  # a page is loaded in 0.25 to 0.4 ms
MOST_ROWS = 32 * PAGE_ROWS


class PageCache:
    """Headlines by id along a spine of entry ids; those used longest ago are forgotten.

    A page of rows is asked for with :meth:`want` and delivered with :meth:`put`. Headlines that
    have become stale are still shown, and wanted again.
    """

    def __init__(self) -> None:
        self.spine: array[int] = array("q")
        self._headlines: OrderedDict[int, Headline] = OrderedDict()
        self._wanted: set[int] = set()
        self._fresh: set[int] = set()

    def reset(self, spine: "array[int]") -> None:
        """Take another spine; headlines that are known stay known."""
        self.spine = spine
        self.make_stale()

    def make_stale(self) -> None:
        """Have everything loaded again when it is drawn next."""
        self._wanted.clear()
        self._fresh.clear()

    def get(self, index: int) -> Headline | None:
        """Give the headline of a row, None while it is not there."""
        return self._headlines.get(self.spine[index])

    def find(self, entry_id: int) -> Headline | None:
        """Find a headline by its id among those that are known."""
        return self._headlines.get(entry_id)

    def want(self, index: int) -> int | None:
        """Give the number of the page to load for a row, None if it is there or on its way."""
        number = index // PAGE_ROWS
        if number in self._wanted or number in self._fresh:
            return None
        self._wanted.add(number)
        return number

    def page_ids(self, number: int) -> Sequence[int]:
        """Give the entry ids of a page."""
        return self.spine[number * PAGE_ROWS : (number + 1) * PAGE_ROWS]

    def put(self, number: int, headlines: Sequence[Headline]) -> bool:
        """Keep a page that has been loaded; give whether anything in it looks different now."""
        self._wanted.discard(number)
        self._fresh.add(number)
        has_changed = any(self._headlines.get(h.id) != h for h in headlines)
        for headline in headlines:
            self._headlines[headline.id] = headline
            self._headlines.move_to_end(headline.id)
        while len(self._headlines) > MOST_ROWS:
            self._headlines.popitem(last=False)
            self._fresh = {number}
        return has_changed

    def replace(self, headline: Headline) -> None:
        """Put another version of a headline in the place of the one that is known."""
        if headline.id in self._headlines:
            self._headlines[headline.id] = headline
