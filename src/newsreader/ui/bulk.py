"""Changes to many articles at once: each is one step of the history."""

from collections.abc import Callable, Sequence

from newsreader.domain.errors import NewsreaderError
from newsreader.domain.events import BookmarksChanged, Event, StateChanged
from newsreader.domain.view import View
from newsreader.services.library import Library
from newsreader.services.reading import mark_view_read
from newsreader.services.undo import History
from newsreader.store.entries import delete_entries, set_read, set_starred


class Bulk:
    """Change articles by their ids; ``say`` gets one sentence about what happened."""

    def __init__(self, library: Library, history: History, say: Callable[..., None]) -> None:
        self._library = library
        self._history = history
        self._say = say

    async def set_read(self, ids: Sequence[int], is_read: bool) -> None:
        """Mark articles read or unread."""
        what = "read" if is_read else "unread"
        await self._change(f"Marked {_count(ids)} {what}", set_read, ids, is_read, self._now())

    async def set_starred(self, ids: Sequence[int], is_starred: bool) -> None:
        """Star articles, or take their stars away."""
        what = "Starred" if is_starred else "Took the star from"
        await self._change(f"{what} {_count(ids)}", set_starred, ids, is_starred)

    async def bookmark(self, ids: Sequence[int]) -> None:
        """Keep copies of articles."""
        from newsreader.services.bookmarks import bookmark_entry

        now = self._now()
        await self._change(
            f"Bookmarked {_count(ids)}",
            lambda db: [bookmark_entry(db, entry_id, now).id for entry_id in ids],
        )

    async def delete(self, ids: Sequence[int], title: str = "") -> bool:
        """Delete articles; False if that failed."""
        return await self._change(
            f"Deleted {title or _count(ids)}", delete_entries, ids, self._now()
        )

    async def mark_everything_read(self) -> None:
        """Mark all articles of all feeds read."""
        await self._change("Marked all feeds read", mark_view_read, View(), self._now())

    async def _change(self, title: str, change: Callable[..., object], *args: object) -> bool:
        try:
            await self._history.change(title, change, *args)
        except NewsreaderError as error:
            self._say(str(error), is_error=True)
            return False
        self._say(f"{title}. u takes it back.")
        events: tuple[Event, ...] = (StateChanged(None), BookmarksChanged())
        for event in events:
            self._library.bus.publish(event)
        return True

    def _now(self) -> int:
        return self._library.clock()


def _count(ids: Sequence[int]) -> str:
    return "1 article" if len(ids) == 1 else f"{len(ids):n} articles"
