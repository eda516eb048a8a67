"""Reading an article: its place is kept, its links are followed, words are found in it."""

import asyncio
import time
from collections.abc import Callable, Sequence

from newsreader.domain.entry import Entry
from newsreader.domain.errors import NewsreaderError
from newsreader.services.articles import Article, Articles
from newsreader.services.library import Library
from newsreader.store.database import Priority
from newsreader.store.entries import load_position, save_position
from newsreader.ui.widgets.article_view import ArticleView
from newsreader.ui.widgets.headline_line import reading_time


class Reading:
    """What the main screen does with the article pane."""

    def __init__(self, library: Library, view: ArticleView, say: Callable[..., None]) -> None:
        self._library = library
        self._articles = Articles(library)
        self._view = view
        self._say = say

    async def load(self, entry_id: int | None) -> tuple[Article, float] | None:
        """Open an article and find out how far it has been read; None if it is gone."""
        if entry_id is None:
            return None
        try:
            article = await asyncio.to_thread(self._articles.open, entry_id)
            position = self._library.database.read(load_position, entry_id)
            return (article, await asyncio.wrap_future(position)) if article else None
        except NewsreaderError as error:
            self._say(str(error), is_error=True)
            return None

    def show(self, loaded: tuple[Article, float] | None, word_count: int | None) -> None:
        """Put an article on the screen at the place where it was left."""
        if loaded is None:
            self._view.show(None)
        else:
            article, fraction = loaded
            self._view.show(article, facts(article.entry, word_count), fraction)

    def left(self, entry_id: int, fraction: float) -> None:
        """Remember how far an article has been read."""
        self._library.database.write_with(
            Priority.SYNC, save_position, entry_id, fraction, self._library.clock()
        )

    def find(self, words: str) -> None:
        """Mark words in the article and say how often they occur."""
        count = self._view.find(words)
        if words:
            places = "1 place" if count == 1 else f"{count or 'No'} places"
            self._say(f"“{words}”: {places}")


def facts(entry: Entry, word_count: int | None) -> Sequence[str]:
    """List what stands below a headline: feed, author, date, reading time."""
    date = time.strftime("%a %-d %b %Y, %H:%M", time.localtime(entry.published_at or entry.sort_at))
    author = entry.author or ""
    return (entry.feed_title, author, date, reading_time(word_count))
