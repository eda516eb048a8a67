"""What commands of linear mode change, with a history; every change says what it did."""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

from newsreader.config.model import Settings
from newsreader.domain.events import RefreshFinished
from newsreader.domain.feed import Feed
from newsreader.domain.headline import Headline
from newsreader.domain.view import View
from newsreader.services.bookmarks import toggle_bookmark
from newsreader.services.feed_edit import edit_feed, load_state
from newsreader.services.library import Library
from newsreader.services.reading import mark_view_read
from newsreader.services.undo import History
from newsreader.store.entries import set_read, set_starred
from newsreader.store.feeds import remove_empty_folders, remove_feed
from newsreader.ui.bulk import Bulk
from newsreader.ui.linear.commands import number_in
from newsreader.ui.targets import Targets


class Changes:
    """Change marks, take changes back, fetch; each waits until it is done."""

    def __init__(
        self, library: Library, settings: Settings, say: Callable[[str], None], undo: str = "u"
    ) -> None:
        self._library = library
        self._settings = settings
        self._history = History(library)
        self._say = say
        self._way_back = f"{undo} takes it back."
        self._bulk = Bulk(library, self._history, self._tell)

    def _tell(self, sentence: str, *, is_error: bool = False, can_undo: bool = False) -> None:
        self._say(f"{sentence} {self._way_back}" if can_undo and not is_error else sentence)

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
        told = f"Marked {len(ids)} read. {self._way_back}" if ids else "All was read already."
        self._say(told)

    def mark_read(self, ids: Sequence[int], is_read: bool = True) -> None:
        """Mark many articles read, or unread."""
        asyncio.run(self._bulk.set_read(ids, is_read))

    def star(self, ids: Sequence[int], is_starred: bool) -> None:
        """Star many articles, or take their stars away."""
        asyncio.run(self._bulk.set_starred(ids, is_starred))

    def bookmark(self, ids: Sequence[int]) -> None:
        """Keep copies of many articles."""
        asyncio.run(self._bulk.bookmark(ids))

    def mark_everything_read(self) -> None:
        """Mark all articles of all feeds read."""
        asyncio.run(self._bulk.mark_everything_read())

    def delete(self, ids: Sequence[int], title: str = "") -> None:
        """Delete articles; ``title`` says which one it is."""
        asyncio.run(self._bulk.delete(ids, title))

    def edit_tags(self, headline: Headline, typed: str, ask: Callable[[str], str]) -> None:
        """Keep an article and change its tags by what is typed: names, a minus takes one away."""
        from newsreader.domain.bookmark import tag_names
        from newsreader.ui.keeping import Keeping

        keeping = Keeping(self._library, self._history, self._tell)
        targets = Targets(entry_ids=(headline.id,))
        if not typed:
            known = asyncio.run(keeping.known_tags(targets))
            self._say(f"Tags: {', '.join(known.has) or 'none'}.")
            if known.likely:
                self._say(f"Perhaps: {', '.join(known.likely)}.")
            typed = ask("Tags to add, with commas between them; -name takes one away:")
        words = [word.strip() for word in typed.split(",")]
        taken = tag_names(word[1:] for word in words if word.startswith("-"))
        added = tag_names(word for word in words if not word.startswith("-"))
        if added or taken:
            asyncio.run(keeping.retag(targets, added, taken))
        else:
            self._say("Nothing is changed.")

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
        said = "It is so already." if is_same else f"{wish.told(before, after)} {self._way_back}"
        self._say(said)

    def follow(self, address: str, ask: Callable[[str], str]) -> Feed | None:
        """Follow the feed of an address; where there are several, the one that is picked."""
        return asyncio.run(self._follow(address, ask))

    async def _follow(self, address: str, ask: Callable[[str], str]) -> Feed | None:
        from newsreader.services.fetching import make_client
        from newsreader.services.subscriptions import find_candidates, subscribe

        async with make_client(self._library, self._settings) as client:
            found = await find_candidates(address, now=self._library.clock(), client=client)
        number = 1
        if len(found) > 1:
            for place, candidate in enumerate(found, 1):
                self._say(f"{place}: {candidate.title}, {candidate.url}")
            number = number_in(ask(f"Number of the feed, 1 to {len(found)}. Empty: none."))
        if not 1 <= number <= len(found):
            self._say("Nothing is added.")
            return None
        return await subscribe(self._library, found[number - 1], history=self._history)

    def unsubscribe(self, feed_id: int, title: str) -> None:
        """Stop following a feed; its bookmarks stay."""

        def remove(db: sqlite3.Connection) -> None:
            remove_feed(db, feed_id)
            remove_empty_folders(db)

        asyncio.run(self._history.change(f"Unsubscribed: {title}", remove))
        self._say(f"You no longer follow {title}. {self._way_back}")

    def undo(self) -> bool:
        """Take back the last change; say whether lists are other lists now."""
        step = asyncio.run(self._history.undo())
        self._say(f"Taken back: {step.title}")
        return step.adds_or_removes

    def redo(self) -> bool:
        """Do again what was taken back last; say whether lists are other lists now."""
        step = asyncio.run(self._history.redo())
        self._say(f"Done again: {step.title}")
        return step.adds_or_removes

    def done(self) -> list[str]:
        """Tell what can be taken back, the latest first."""
        return [step.title for step in reversed(self._history.done)]

    def fetch(self, feed_ids: Sequence[int] | None) -> RefreshFinished:
        """Fetch feeds, all of them for None."""
        return asyncio.run(self._refresh(feed_ids))

    async def _refresh(self, feed_ids: Sequence[int] | None) -> RefreshFinished:
        from newsreader.services.fetching import make_refresher

        refresher = make_refresher(self._library, self._settings)
        try:
            return await refresher.refresh(feed_ids, force=True)
        finally:
            await refresher.aclose()

    def _change(self, title: str, change: Callable[..., Any], *args: Any) -> Any:
        def job(db: sqlite3.Connection) -> Any:
            return change(db, *args)

        return asyncio.run(self._history.change(title, job))
