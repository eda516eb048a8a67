"""What the feed doctor's keys change; every step can be taken back."""

import sqlite3
from collections.abc import Callable
from typing import Concatenate, ParamSpec

from newsreader.domain.errors import NewsreaderError
from newsreader.domain.events import SubscriptionsChanged
from newsreader.domain.feed import Feed
from newsreader.services.library import Library
from newsreader.services.undo import History
from newsreader.store.feeds import set_paused

P = ParamSpec("P")


class Caring:
    """Pause feeds and rewrite their addresses; ``say`` gets one sentence about what happened."""

    def __init__(self, library: Library, history: History, say: Callable[..., None]) -> None:
        self._library = library
        self._history = history
        self._say = say

    async def toggle_pause(self, feed: Feed) -> None:
        """Leave a feed out of refreshes, or take it in again."""
        is_paused = not feed.is_paused
        title = f"{'Paused' if is_paused else 'Resumed'}: {feed.title}"
        if await self._change(title, set_paused, feed.id, is_paused):
            self._say(f"{title}. u takes it back.")

    async def rewrite(self, feed: Feed, address: str) -> bool:
        """Fetch a feed from another address from now on; False if that is refused."""
        from newsreader.services.subscriptions import rewrite_address

        if not await self._change(f"New address: {feed.title}", rewrite_address, feed.id, address):
            return False
        self._say(f"{feed.title} has a new address; its articles stay. u takes it back.")
        return True

    async def _change(
        self,
        title: str,
        change: Callable[Concatenate[sqlite3.Connection, P], None],
        *args: P.args,
        **kw: P.kwargs,
    ) -> bool:
        try:
            await self._history.change(title, change, *args, **kw)
        except NewsreaderError as error:
            self._say(str(error), is_error=True)
            return False
        self._library.bus.publish(SubscriptionsChanged())
        return True
