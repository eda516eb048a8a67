"""The headlines around what is on the screen, in pages; the rest stays in the library."""

from array import array
from collections import OrderedDict
from collections.abc import Sequence

from newsreader.domain.entry import Headline

PAGE_ROWS = 64  # a page is loaded in 0.25 to 0.4 ms
MOST_PAGES = 32


class PageCache:
    """Pages of headlines along a spine of entry ids; the pages used last are kept."""

    def __init__(self) -> None:
        self.spine: array[int] = array("q")
        self._pages: OrderedDict[int, dict[int, Headline]] = OrderedDict()
        self._wanted: set[int] = set()

    def reset(self, spine: "array[int]") -> None:
        """Start over with another spine; headlines that are known and still in it stay known."""
        known = {}
        for page in self._pages.values():
            known.update(page)
        self.spine = spine
        self._pages.clear()
        self._wanted.clear()
        first = self.page_ids(0)
        if known and all(entry_id in known for entry_id in first):
            self.put(0, [known[entry_id] for entry_id in first])

    def get(self, index: int) -> Headline | None:
        """Give the headline of a row, None while its page is not there."""
        number = index // PAGE_ROWS
        page = self._pages.get(number)
        if page is None:
            return None
        self._pages.move_to_end(number)
        return page.get(self.spine[index])

    def want(self, index: int) -> int | None:
        """Give the number of the page to load for a row, None when it is there or on its way."""
        number = index // PAGE_ROWS
        if number in self._pages or number in self._wanted:
            return None
        self._wanted.add(number)
        return number

    def page_ids(self, number: int) -> Sequence[int]:
        """Give the entry ids of a page."""
        return self.spine[number * PAGE_ROWS : (number + 1) * PAGE_ROWS]

    def put(self, number: int, headlines: Sequence[Headline]) -> None:
        """Keep a page that has been loaded."""
        self._wanted.discard(number)
        self._pages[number] = {headline.id: headline for headline in headlines}
        while len(self._pages) > MOST_PAGES:
            self._pages.popitem(last=False)

    def replace(self, headline: Headline) -> None:
        """Put another version of a headline in the place of the one that is kept."""
        for page in self._pages.values():
            if headline.id in page:
                page[headline.id] = headline

    def find(self, entry_id: int) -> Headline | None:
        """Find a headline by its id among those that are kept."""
        for page in self._pages.values():
            if entry_id in page:
                return page[entry_id]
        return None

    def forget(self) -> None:
        """Drop all headlines, so that they are loaded again when they are drawn."""
        self._pages.clear()
        self._wanted.clear()
