"""Keeping from where one reads: tags for an article, a quote of it."""

import asyncio
import sqlite3
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from newsreader.domain.bookmark import Bookmark, Highlight
from newsreader.domain.errors import NewsreaderError
from newsreader.domain.events import BookmarksChanged
from newsreader.services.bookmark_tags import suggest_tags
from newsreader.services.bookmarks import (
    add_highlight,
    bookmark_entry,
    bookmark_url,
)
from newsreader.services.library import Library
from newsreader.services.undo import History
from newsreader.store.bookmarks import load_bookmark, load_bookmark_of, retag_bookmarks
from newsreader.store.tags import load_tags
from newsreader.ui.targets import Targets

T = TypeVar("T")


class Known(NamedTuple):
    """What is known about tags for something."""

    has: Sequence[str]
    """Those that all of it has."""
    likely: Sequence[str]
    known: Sequence[str]


class Keeping:
    """Bookmark an article and say something about it, in one step that can be taken back."""

    def __init__(self, library: Library, history: History, say: Callable[..., None]) -> None:
        self._library = library
        self._history = history
        self._say = say

    async def keep(self, entry_id: int) -> None:
        """Keep an article, if it is not kept already."""
        await self._change("Kept an article", bookmark_entry, entry_id)

    async def retag(self, targets: Targets, added: Sequence[str], taken: Sequence[str]) -> None:
        """Add tags to what is kept and take others away; articles are kept with it."""

        def change(db: sqlite3.Connection, now: int) -> None:
            ids = [bookmark_entry(db, entry_id, now).id for entry_id in targets.entry_ids]
            retag_bookmarks(db, [*ids, *targets.bookmark_ids], added, taken, now)

        await self._change("Changed tags", change)

    async def keep_pictures(self, targets: Targets) -> None:
        """Fetch the pictures of what is kept, behind everything else."""
        from newsreader.services.bookmark_pictures import keep_pictures

        found = await asyncio.wrap_future(self._library.database.read_later(_kept, targets))
        for bookmark in found:
            await keep_pictures(self._library, bookmark.id)

    async def known_tags(self, targets: Targets) -> Known:
        """Load the tags that something has or could have."""
        return await asyncio.wrap_future(self._library.database.read_later(_known_tags, targets))

    async def quote(self, entry_id: int, text: str) -> Bookmark | None:
        """Keep an article with a quote of it."""

        def keep(db: sqlite3.Connection, now: int) -> Bookmark | None:
            bookmark = bookmark_entry(db, entry_id, now)
            return add_highlight(db, bookmark.id, Highlight(text), now)

        return await self._change("Kept a quote", keep)

    async def link(self, url: str) -> Bookmark | None:
        """Keep a page at once, still without title and copy."""

        def keep(db: sqlite3.Connection, now: int) -> Bookmark:
            return bookmark_url(db, url, now)

        return await self._change(f"Kept {url}", keep)

    async def complete(self, bookmark: Bookmark) -> int:
        """Fetch the title and a copy of a page that is kept; give its id from now on."""
        from newsreader.services.bookmark_pages import complete_bookmark

        if bookmark.html:
            return bookmark.id
        completed = await complete_bookmark(self._library, bookmark.id)
        if completed.failure is not None:
            self._say(f"Kept without a copy: {completed.failure.sentence}")
        elif completed.id != bookmark.id:
            self._say("This page was kept before, under another address.")
        return completed.id

    async def _change(self, title: str, change: Callable[..., T], *arguments: object) -> T | None:
        try:
            kept = await self._history.change(title, change, *arguments, self._library.clock())
        except NewsreaderError as error:
            self._say(str(error), is_error=True)
            return None
        self._say(f"{title}.", can_undo=True)
        self._library.bus.publish(BookmarksChanged())
        return kept


def _kept(db: sqlite3.Connection, targets: Targets) -> list[Bookmark]:
    """Load the bookmarks of targets, as far as they are there."""
    found = [load_bookmark_of(db, entry_id) for entry_id in targets.entry_ids]
    found += [load_bookmark(db, bookmark_id) for bookmark_id in targets.bookmark_ids]
    return [bookmark for bookmark in found if bookmark is not None]


def _known_tags(db: sqlite3.Connection, targets: Targets) -> Known:
    kept = _kept(db, targets)
    counts = Counter(tag for bookmark in kept for tag in bookmark.tags)
    has = [tag for tag, count in counts.items() if count == len(kept)]
    if len(kept) == 1:
        likely = suggest_tags(db, kept[0])
    else:
        likely = [tag for tag, _ in counts.most_common() if tag not in has]
    return Known(has, likely, [tag.name for tag in load_tags(db)])
