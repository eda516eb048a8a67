"""What commands of linear mode change, with a history; every change says what it did."""

import asyncio
import sqlite3
from collections.abc import Callable
from typing import Any

from newsreader.config.model import Settings
from newsreader.domain.events import RefreshFinished
from newsreader.domain.headline import Headline
from newsreader.domain.view import View
from newsreader.services.bookmarks import toggle_bookmark
from newsreader.services.feed_edit import edit_feed, load_state
from newsreader.services.library import Library
from newsreader.services.reading import mark_view_read
from newsreader.services.undo import History
from newsreader.store.entries import set_read, set_starred


class Changes:
    """Change marks, take changes back, fetch; each waits until it is done."""

    def __init__(self, library: Library, settings: Settings, say: Callable[[str], None]) -> None:
        self._library = library
        self._settings = settings
        self._history = History(library)
        self._say = say

    def set_read(self, headline: Headline, is_read: bool) -> None:
        """Mark an article read or unread."""
        title = f"Marked {'read' if is_read else 'unread'}: {headline.title}"
        self._change(title, set_read, [headline.id], is_read, self._library.clock())
        self._say(title)

    def set_starred(self, headline: Headline, is_starred: bool) -> None:
        """Star an article, or take its star away."""
        title = f"{'Starred' if is_starred else 'Took the star from'}: {headline.title}"
        self._change(title, set_starred, [headline.id], is_starred)
        self._say(title)

    def toggle_bookmark(self, headline: Headline) -> None:
        """Keep a copy of an article, or give it up."""
        title = f"{'Bookmark removed' if headline.is_bookmarked else 'Bookmarked'}: "
        title += headline.title
        self._change(title, toggle_bookmark, headline.id, self._library.clock())
        self._say(title)

    def mark_all_read(self, view: View, name: str) -> None:
        """Mark everything in a view read."""
        now = self._library.clock()
        ids = self._change(f"Marked all read: {name}", mark_view_read, view, now)
        self._say(f"Marked {len(ids)} read. u takes it back." if ids else "All was read already.")

    def set_for_feed(self, feed_id: int, typed: str, ask: Callable[[str], str]) -> None:
        """Say what is set for a feed, or change what is typed."""
        from newsreader.ui.linear.feed_settings import ask_for_wish

        before = self._library.database.read(load_state, feed_id).result()
        wish = ask_for_wish(before, typed, self._say, ask) if before is not None else None
        if before is None or wish is None:
            self._say("Nothing is changed.")
            return
        after = self._change(wish.title, edit_feed, feed_id, wish.change)
        is_same = after == before
        said = "It is so already." if is_same else f"{wish.told(before, after)} u takes it back."
        self._say(said)

    def undo(self) -> None:
        """Take back the last change."""
        self._say(f"Taken back: {asyncio.run(self._history.undo()).title}")

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._say(f"Done again: {asyncio.run(self._history.redo()).title}")

    def fetch_all(self) -> RefreshFinished:
        """Fetch every feed."""
        return asyncio.run(self._refresh())

    async def _refresh(self) -> RefreshFinished:
        from newsreader.services.fetching import make_refresher

        refresher = make_refresher(self._library, self._settings)
        try:
            return await refresher.refresh(None, force=True)
        finally:
            await refresher.aclose()

    def _change(self, title: str, change: Callable[..., Any], *args: Any) -> Any:
        def job(db: sqlite3.Connection) -> Any:
            return change(db, *args)

        return asyncio.run(self._history.change(title, job))
