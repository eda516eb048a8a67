"""Changes to many articles at once: each is one step of the history."""

import sqlite3
from collections.abc import Callable, Sequence
from typing import Concatenate, ParamSpec, TypeVar

from newsreader.domain.errors import NewsreaderError
from newsreader.domain.events import BookmarksChanged, Event, StateChanged
from newsreader.domain.view import View
from newsreader.domain.wording import grouped
from newsreader.services.library import Library
from newsreader.services.reading import mark_view_read
from newsreader.services.undo import History
from newsreader.store.entries import delete_entries, set_read, set_starred

P = ParamSpec("P")
T = TypeVar("T")


class Bulk:
    """Change articles by their ids; ``say`` gets one sentence about what happened."""

    def __init__(self, library: Library, history: History, say: Callable[..., None]) -> None:
        self._library = library
        self._history = history
        self._say = say

    async def set_read(self, ids: Sequence[int], is_read: bool) -> None:
        """Mark articles read or unread."""
        what = "read" if is_read else "unread"
        await self._change(
            lambda changed: f"Marked {_count(changed)} {what}",
            f"All was {what} already.",
            set_read, ids, is_read, self._now(),
        )  # fmt: skip

    async def set_starred(self, ids: Sequence[int], is_starred: bool) -> None:
        """Star articles, or take their stars away."""
        what = "Starred" if is_starred else "Took the star from"
        await self._change(
            lambda changed: f"{what} {_count(changed)}",
            "All was starred already." if is_starred else "Nothing was starred.",
            set_starred, ids, is_starred,
        )  # fmt: skip

    async def bookmark(self, ids: Sequence[int]) -> None:
        """Keep copies of articles."""
        from newsreader.services.bookmarks import bookmark_entries

        await self._change(
            lambda kept: f"Bookmarked {_count(kept)}",
            "All was kept already.",
            bookmark_entries, ids, self._now(),
        )  # fmt: skip

    async def delete(self, ids: Sequence[int], title: str = "") -> bool:
        """Delete articles; False if that failed."""
        return await self._change(
            lambda _: f"Deleted {title or _count(ids)}",
            "All was deleted already.",
            delete_entries, ids, self._now(),
        )  # fmt: skip

    async def mark_everything_read(self) -> None:
        """Mark all articles of all feeds read."""
        await self._change(
            lambda _: "Marked all feeds read",
            "All was read already.",
            mark_view_read, View(), self._now(),
        )  # fmt: skip

    async def _change(
        self,
        title: Callable[[T], str],
        nothing: str,
        change: Callable[Concatenate[sqlite3.Connection, P], T],
        *args: P.args,
        **kw: P.kwargs,
    ) -> bool:
        """Change something; ``title`` is told what came of it, ``nothing`` said if nothing did."""
        before = self._history.last
        try:
            done = await self._history.change(title, change, *args, **kw)
        except NewsreaderError as error:
            self._say(str(error), is_error=True)
            return False
        if self._history.last is before:
            self._say(nothing)
            return True
        self._say(f"{title(done)}.", can_undo=True)
        events: tuple[Event, ...] = (StateChanged(None), BookmarksChanged())
        for event in events:
            self._library.bus.publish(event)
        return True

    def _now(self) -> int:
        return self._library.clock()


def _count(ids: Sequence[int]) -> str:
    return "1 article" if len(ids) == 1 else f"{grouped(len(ids))} articles"
