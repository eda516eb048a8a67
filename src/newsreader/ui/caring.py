"""What keys change about what is followed; every step can be taken back."""

import sqlite3
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

from newsreader.domain.errors import NewsreaderError
from newsreader.domain.events import SubscriptionsChanged
from newsreader.domain.feed import Feed, Folder, folder_path
from newsreader.services.feed_edit import (
    FeedChange,
    FeedState,
    edit_feed,
    left_behind,
    place_folder,
)
from newsreader.services.feed_settings import pause_title
from newsreader.services.library import Library
from newsreader.services.undo import History

P = ParamSpec("P")
T = TypeVar("T")


class Caring:
    """Change feeds and folders; ``say`` gets one sentence about what happened."""

    def __init__(self, library: Library, history: History, say: Callable[..., None]) -> None:
        self._library = library
        self._history = history
        self._say = say

    async def toggle_pause(self, feed: Feed) -> None:
        """Leave a feed out of refreshes, or take it in again."""
        is_paused = not feed.is_paused
        title = pause_title(feed.title, is_paused=is_paused)
        if await self.edit(title, feed, {"is_paused": is_paused}):
            self._say(f"{title}.", can_undo=True)

    async def rewrite(self, feed: Feed, address: str) -> bool:
        """Fetch a feed from another address from now on; False if that is refused."""
        after = await self.edit(f"New address: {feed.title}", feed, {"url": address})
        if after is None:
            return False
        said = f"{feed.title} has a new address; its articles stay. {left_behind(feed, after)}"
        self._say(said.rstrip(), can_undo=True)
        return True

    async def edit(self, title: str, feed: Feed, change: FeedChange) -> FeedState | None:
        """Change what is set for a feed and give what is set then; None if that is refused."""
        return await self._change(title, edit_feed, feed.id, change)

    async def place(self, folder: Folder, name: str) -> None:
        """Give a folder another name or place, as typed; an empty one dissolves it."""

        def title(path: tuple[str, ...]) -> str:
            old = "/".join(folder.path)
            return f"{old} is {'/'.join(path)} now" if path else f"Dissolved: {old}"

        path = await self._change(title, place_folder, folder.id, folder_path(name))
        if path is not None:
            self._say(f"{title(path)}.", can_undo=True)

    async def _change(
        self,
        title: str | Callable[[T], str],
        change: Callable[Concatenate[sqlite3.Connection, P], T],
        *args: P.args,
        **kw: P.kwargs,
    ) -> T | None:
        try:
            done = await self._history.change(title, change, *args, **kw)
        except NewsreaderError as error:
            self._say(str(error), is_error=True)
            return None
        self._library.bus.publish(SubscriptionsChanged())
        return done
