"""The places of linear mode: feeds, headlines, an article; each a list with a line to stand on."""

from typing import Protocol

from newsreader.domain.document import Document
from newsreader.domain.headline import Headline
from newsreader.domain.view import View
from newsreader.layout.spoken import speak_details, speak_document
from newsreader.services.articles import Article
from newsreader.services.library import Library
from newsreader.store.headlines import load_listing, load_page
from newsreader.ui.dates import day_name
from newsreader.ui.linear.words import article_words, count, headline_words, place
from newsreader.ui.widgets.feed_rows import FeedRow, RowKey, RowKind


class Place(Protocol):
    """A list of things to say."""

    index: int
    """Where the reader stands."""

    @property
    def size(self) -> int:
        """How many things there are."""

    def words(self) -> str:
        """Say the thing where the reader stands."""


def move(where: Place, index: int) -> bool:
    """Go to a line, or as far as there are any; False if that is where the reader stands."""
    index = max(0, min(index, where.size - 1))
    has_moved = index != where.index
    where.index = index
    return has_moved


class Feeds:
    """The smart views, folders and feeds."""

    def __init__(self, rows: list[FeedRow], index: int = 0) -> None:
        self._rows = [row for row in rows if row.kind is not RowKind.BLANK]
        self.index = min(index, len(self._rows) - 1)

    @property
    def size(self) -> int:
        """How many rows there are; never none."""
        return len(self._rows)

    @property
    def current(self) -> FeedRow:
        """The row where the reader stands."""
        return self._rows[self.index]

    def has(self, key: RowKey) -> bool:
        """Say whether there is a row about something."""
        return any(row.key == key for row in self._rows)

    def go_to(self, key: RowKey | None) -> None:
        """Stand on the row that is about something, if it is there."""
        places = (index for index, row in enumerate(self._rows) if row.key == key)
        self.index = next(places, self.index)

    def go_to_feed(self, step: int, *, is_unread: bool) -> bool:
        """Stand on the next feed in a direction; False if there is none that way."""
        index = self.index + step
        while 0 <= index < self.size:
            row = self._rows[index]
            if row.kind is RowKind.FEED and (row.unread or not is_unread):
                self.index = index
                return True
            index += step
        return False

    def words(self) -> str:
        """Say the row: kind, title, how much is unread, what went wrong."""
        row = self.current
        kind = {RowKind.FOLDER: "folder ", RowKind.FEED: "feed "}.get(row.kind, "")
        facts = [f"{place(self.index, self.size)}, {kind}{row.title}"]
        if row.unread:
            facts.append(f"{row.unread}" if row.kind is RowKind.SMART else f"{row.unread} unread")
        if row.error:
            facts.append(f"error: {row.error}")
        return ", ".join(facts)


class Headlines:
    """The headlines of a view, in an order that stays while the reader is here."""

    def __init__(self, library: Library, view: View, title: str) -> None:
        self.view = view
        self.title = title
        self.index = 0
        self._library = library
        self.spine, self._groups = library.database.read(load_listing, view).result()
        """The ids of all entries, in the order of the list."""
        self._group_said = -1

    @property
    def size(self) -> int:
        """How many headlines there are."""
        return len(self.spine)

    @property
    def current_id(self) -> int | None:
        """The entry where the reader stands."""
        return self.spine[self.index] if self.spine else None

    @property
    def current(self) -> Headline | None:
        """The headline where the reader stands; None if there is none or it is gone."""
        if self.current_id is None:
            return None
        found = self._library.database.read(load_page, [self.current_id]).result()
        return found[0] if found else None

    def go_to(self, entry_id: int) -> bool:
        """Stand on an entry; False if it is not in the list."""
        if entry_id not in self.spine:
            return False
        self.index = self.spine.index(entry_id)
        return True

    def summary(self) -> str:
        """Say what is listed."""
        return f"{self.title}, {count(self.size, 'headline') if self.size else 'nothing'}."

    def words(self) -> str:
        """Say the headline, its number first; before that its group, where that is another one."""
        if not self.size:
            return "There is nothing here."
        headline = self.current
        told = "gone" if headline is None else headline_words(headline, self._library.clock())
        return f"{self._group()}{place(self.index, self.size)}, {told}"

    def _group(self) -> str:
        """Name the group of the headline, '' if it was said with the headline before."""
        number = self._groups.number_at(self.index)
        is_said, self._group_said = number == self._group_said, number
        if is_said or number < 0:
            return ""
        key, names = self._groups.keys[number], self._groups.names
        name = day_name(key, self._library.clock()) if names is None else names.get(key, "")
        return f"{name}. "


class Reading:
    """An article, part by part; its headline is the first part."""

    def __init__(
        self, article: Article, word_count: int | None, now: int, *, has_pictures: bool
    ) -> None:
        self.entry = article.entry
        self.document: Document = article.document
        origin = article_words(article.entry, word_count, now)
        title = article.entry.title
        parts = [f"{title}{'' if title.endswith(('.', '?', '!')) else '.'} {origin}"]
        parts += speak_document(article.document, has_pictures=has_pictures)
        self.details_index = len(parts)
        parts += speak_details(article.document.details, article.document.links)
        self._parts = parts
        self.index = 0

    @property
    def size(self) -> int:
        """How many parts there are."""
        return len(self._parts)

    @property
    def has_details(self) -> bool:
        """Whether there is a details table."""
        return self.details_index < self.size

    def words(self) -> str:
        """Say the part."""
        return self._parts[self.index]

    def rest(self) -> list[str]:
        """Give the parts after this one and stand on the last."""
        parts = self._parts[self.index + 1 :]
        self.index = self.size - 1
        return parts
