"""What a key changes: shown at once, written then, taken back on the screen if that fails."""

import sqlite3
from collections.abc import Awaitable, Callable

from newsreader.domain.bookmark import Bookmark
from newsreader.domain.errors import NewsreaderError, UsageError
from newsreader.domain.events import BookmarksChanged, StateChanged, SubscriptionsChanged
from newsreader.domain.headline import Headline
from newsreader.domain.text import clean_line
from newsreader.domain.view import View
from newsreader.domain.wording import GONE, counted, grouped
from newsreader.services.library import Library
from newsreader.services.reading import mark_view_read
from newsreader.services.undo import History, Step
from newsreader.store.entries import load_entry, set_read, set_starred
from newsreader.store.feeds import remove_empty_folders, remove_feed
from newsreader.ui.widgets.headline_list import HeadlineList

_Change = Callable[[sqlite3.Connection, list[int]], list[int]]
_LONGEST = 60
"""Letters of a title in a sentence: it says which one is meant, the list says the rest."""


class Changing:
    """Change marks and subscriptions; ``say`` gets one sentence about what happened."""

    def __init__(
        self, library: Library, history: History, headlines: HeadlineList, say: Callable[..., None]
    ) -> None:
        self._library = library
        self._history = history
        self._headlines = headlines
        self._say = say

    async def set_read(self, headline: Headline, is_read: bool) -> None:
        """Mark an article read or unread because the reader said so."""
        title = f"Marked {'read' if is_read else 'unread'}: {headline.title}"
        await self._mark(headline._replace(is_read=is_read), headline, title, self._read(is_read))

    async def open(self, headline: Headline) -> None:
        """Mark an article read because it was opened; not where nothing can be written."""
        if headline.is_read or self._library.database.is_read_only:
            return
        title = f"Read: {headline.title}"
        marked = headline._replace(is_read=True)
        await self._mark(marked, headline, title, self._read(True), is_by_itself=True)

    async def toggle_star(self, headline: Headline) -> None:
        """Star an article, or take its star away."""
        is_starred = not headline.is_starred
        title = f"{'Starred' if is_starred else 'Took the star from'}: {headline.title}"
        marked = headline._replace(is_starred=is_starred)
        await self._mark(marked, headline, title, lambda db, ids: set_starred(db, ids, is_starred))

    def _read(self, is_read: bool) -> _Change:
        now = self._library.clock()
        return lambda db, ids: set_read(db, ids, is_read, now)

    async def _mark(
        self,
        marked: Headline,
        before: Headline,
        title: str,
        change: _Change,
        *,
        is_by_itself: bool = False,
    ) -> None:
        """Show an article marked, and write that down; it looks as before if that fails."""

        def change_one(db: sqlite3.Connection) -> None:
            if not change(db, [before.id]) and load_entry(db, before.id) is None:
                raise UsageError("unknown_entry", GONE)

        self._headlines.patch(marked)
        make = self._history.change_by_itself if is_by_itself else self._history.change
        try:
            await make(title, change_one)
        except NewsreaderError as error:
            self._headlines.patch(before)
            self._say(str(error), is_error=True)
        else:
            self._library.bus.publish(StateChanged((before.id,)))

    async def toggle_bookmark(self, headline: Headline) -> Bookmark | None:
        """Keep a copy of an article, or give it up; give the bookmark if it is kept."""
        from newsreader.services.bookmarks import toggle_bookmark

        is_bookmarked = not headline.is_bookmarked
        self._headlines.patch(headline._replace(is_bookmarked=is_bookmarked))
        title = f"{'Bookmarked' if is_bookmarked else 'Bookmark removed'}: {headline.title}"
        try:
            now = self._library.clock()
            kept = await self._history.change(title, toggle_bookmark, headline.id, now)
        except NewsreaderError as error:
            self._headlines.patch(headline)
            self._say(str(error), is_error=True)
            return None
        self._library.bus.publish(BookmarksChanged())
        if kept is None:
            self._say("The copy is given up, with its note and tags.", can_undo=True)
        return kept

    async def mark_view_read(self, view: View, title: str) -> None:
        """Mark everything in a view read."""
        now = self._library.clock()
        try:
            ids = await self._history.change(f"Marked all read: {title}", mark_view_read, view, now)
        except NewsreaderError as error:
            self._say(str(error), is_error=True)
            return
        if not ids:
            self._say("All was read already.")
            return
        self._say(f"Marked {grouped(len(ids))} read.", can_undo=True)
        self._library.bus.publish(StateChanged(None))

    async def unsubscribe(self, feed_id: int, title: str) -> None:
        """Stop following a feed; its bookmarks stay."""

        def remove(db: sqlite3.Connection) -> None:
            remove_feed(db, feed_id)
            remove_empty_folders(db)

        try:
            await self._history.change(f"Unsubscribed: {title}", remove)
        except NewsreaderError as error:
            self._say(str(error), is_error=True)
            return
        self._say(f"You no longer follow {clean_line(title, _LONGEST)}.", can_undo=True)
        self._publish_all()

    async def undo(self, steps: int = 1) -> list[Step]:
        """Take back the last steps of the history and give those that could be."""
        return await self._go(self._history.undo, "Taken back", steps)

    async def redo(self, steps: int = 1) -> list[Step]:
        """Do again what was taken back last, and give the steps that could be."""
        return await self._go(self._history.redo, "Done again", steps)

    async def _go(self, move: Callable[[], Awaitable[Step]], what: str, steps: int) -> list[Step]:
        """Go through the history, past steps that do not work any more, and say what came of it."""
        made: list[Step] = []
        refused: list[str] = []
        for _ in range(steps):
            try:
                made.append(await move())
            except NewsreaderError as error:
                refused.append(str(error))
        if made:
            title = clean_line(made[0].title, _LONGEST)
            done = f"{what}: {title if steps == 1 else counted(len(made), 'step')}"
            refused.insert(0, f"{done}." if steps > 1 else done)
            self._publish_all()
        self._say(" ".join(refused[:2]))
        return made

    def _publish_all(self) -> None:
        """Tell that anything may look different now."""
        for event in (StateChanged(None), BookmarksChanged(), SubscriptionsChanged()):
            self._library.bus.publish(event)
