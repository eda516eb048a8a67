"""Keeping from where one reads: tags for an article, a quote of it."""

import asyncio
import sqlite3
from collections.abc import Callable
from typing import Any

from textual.app import App

from newsreader.domain.bookmark import Bookmark, Highlight
from newsreader.domain.errors import NewsreaderError
from newsreader.domain.events import BookmarksChanged
from newsreader.services.bookmark_tags import suggest_tags
from newsreader.services.bookmarks import (
    add_highlight,
    bookmark_entry,
    bookmark_url,
    set_bookmark_tags,
)
from newsreader.services.library import Library
from newsreader.services.undo import History
from newsreader.store.tags import load_tags


class Keeping:
    """Bookmark an article and say something about it, in one step that can be taken back."""

    def __init__(self, library: Library, history: History, say: Callable[..., None]) -> None:
        self._library = library
        self._history = history
        self._say = say

    async def tag(self, app: App[Any], entry_id: int) -> None:
        """Keep an article and ask for its tags."""
        from newsreader.ui.screens.tag_bookmark import TagScreen

        bookmark = await self._change("Kept an article", bookmark_entry, entry_id)
        if bookmark is None:
            return
        read = self._library.database.read_later
        likely = await asyncio.wrap_future(read(suggest_tags, bookmark))
        known = [tag.name for tag in await asyncio.wrap_future(read(load_tags))]
        answer = await app.push_screen_wait(TagScreen(bookmark.tags, likely, known))
        if answer is not None:
            tags = answer.split(",")
            await self._change("Changed tags", set_bookmark_tags, bookmark.id, tags)

    async def quote(self, entry_id: int, text: str) -> None:
        """Keep an article with a quote of it."""

        def keep(db: sqlite3.Connection, now: int) -> Bookmark | None:
            bookmark = bookmark_entry(db, entry_id, now)
            return add_highlight(db, bookmark.id, Highlight(text), now)

        await self._change("Kept a quote", keep)

    async def link(self, url: str) -> None:
        """Keep a page at once, then fetch its title and a copy."""
        from newsreader.services.bookmark_pages import complete_bookmark

        def keep(db: sqlite3.Connection, now: int) -> Bookmark:
            return bookmark_url(db, url, now)

        bookmark = await self._change(f"Kept {url}", keep)
        if bookmark is not None and not bookmark.html:
            failure = await complete_bookmark(self._library, bookmark.id)
            if failure is not None:
                self._say(f"Kept without a copy: {failure.sentence}")

    async def _change(
        self, title: str, change: Callable[..., Bookmark | None], *arguments: object
    ) -> Bookmark | None:
        try:
            kept = await self._history.change(title, change, *arguments, self._library.clock())
        except NewsreaderError as error:
            self._say(str(error), is_error=True)
            return None
        self._say(f"{title}. u takes it back.")
        self._library.bus.publish(BookmarksChanged())
        return kept
