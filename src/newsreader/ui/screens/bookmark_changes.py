"""What keys change about bookmarks: about the one under the cursor, or all that are selected."""

import sqlite3
from collections.abc import Callable, Coroutine
from typing import Any

from textual import events, on, work

from newsreader.domain.bookmark import BookmarkRow, State
from newsreader.domain.errors import NewsreaderError
from newsreader.domain.events import BookmarksChanged
from newsreader.domain.wording import counted, grouped
from newsreader.services import bookmarks
from newsreader.services.library import Library
from newsreader.services.undo import History
from newsreader.store import bookmarks as store
from newsreader.ui.keeping import Keeping
from newsreader.ui.key_taker import KeyTaker
from newsreader.ui.screens.bookmark_panes import BookmarkPanes
from newsreader.ui.tagging import Tagging
from newsreader.ui.targets import Targets
from newsreader.ui.widgets.tag_line import TagLine

_NEXT_STATE = {State.INBOX: State.READING, State.READING: State.DONE, State.DONE: State.INBOX}


class BookmarkChanges(KeyTaker, BookmarkPanes):
    """Tag, annotate, move on, hand on and remove; every change is one step of the history."""

    def __init__(self, library: Library, history: History) -> None:
        super().__init__(library)
        self._history = history
        self.keeping = Keeping(library, history, self.say)
        self._tagging = Tagging(self, self.keeping)

    def start(self, changing: Coroutine[Any, Any, object]) -> None:
        """Change something while the screen goes on."""
        self.run_worker(changing, group="change", exit_on_error=False)

    # -- selecting

    def action_select(self) -> None:
        """Begin a range at the cursor, or end it."""
        self.list.toggle_range()
        self.say(self.list.selection_sentence())

    def action_select_all(self) -> None:
        """Select the whole list, or nothing."""
        self.list.toggle_all()
        self.say(self.list.selection_sentence())

    def action_cancel(self) -> None:
        """Forget the selection, then leave the article, the search, the bookmarks."""
        if not self.list.clear_selection():
            super().action_cancel()

    def _targets(self) -> tuple[list[int], list[BookmarkRow], str]:
        """Give what is to be changed, what of it is loaded, and how to name it; end selecting."""
        ids = self.list.take_targets()
        found = (self.list.find(bookmark_id) for bookmark_id in ids)
        rows = [row for row in found if row is not None]
        name = rows[0].label if len(ids) == 1 and rows else counted(len(ids), "bookmark")
        return ids, rows, name

    # -- tags

    def take_key(self, event: events.Key) -> bool:
        """Let the line for tags have the keys that are meant for it."""
        return self._tagging.take_key(event)

    async def action_edit_tags(self) -> None:
        """Ask for the tags, with completion; suggest some."""
        if ids := self.list.take_targets():
            targets = Targets(bookmark_ids=tuple(ids))
            if len(ids) > 1:
                self.say(f"Tags that all {grouped(len(ids))} have; -tag takes one away from each.")
            await self._tagging.open(targets, is_writing=True)
            self.start(self._tagging.fill(targets))

    @on(TagLine.Given)
    def _tagged(self, message: TagLine.Given) -> None:
        assert isinstance(message.subject, Targets)  # noqa: S101 - nothing else is asked about
        self.start(self.keeping.retag(message.subject, message.added, message.taken))

    # -- changing

    def action_toggle_star(self) -> None:
        """Star the bookmarks, or take the star away if all have one."""
        ids, rows, name = self._targets()
        if ids:
            is_starred = len(rows) < len(ids) or not all(row.is_starred for row in rows)
            title = f"{'Starred' if is_starred else 'Took the star from'}: {name}"
            self.change(title, store.set_star, ids, is_starred)

    def action_next_state(self) -> None:
        """Move the bookmarks on, as the first of them: inbox, reading, done."""
        ids, rows, name = self._targets()
        if ids and rows:
            state = _NEXT_STATE[rows[0].state]
            self.change(f"Moved to {state}: {name}", store.set_state, ids, state)

    def action_snooze(self) -> None:
        """Keep the bookmarks out of the inbox for a week, or wake them if all sleep."""
        ids, rows, name = self._targets()
        if ids:
            is_asleep = len(rows) == len(ids) and all(row.snoozed_until for row in rows)
            until = None if is_asleep else self.library.clock() + bookmarks.SNOOZE_S
            title = f"{'Snoozed for a week' if until else 'Woken'}: {name}"
            self.change(title, store.set_snoozed, ids, until)

    def action_delete(self) -> None:
        """Remove the bookmarks with their copies; undo brings both back."""
        ids, _, name = self._targets()
        if ids:

            def remove(db: sqlite3.Connection, _now: int) -> int:
                return store.remove_bookmarks(db, ids)

            self.change(f"Removed: {name}", remove)

    @work(group="change", exit_on_error=False)
    async def change(self, title: str, change: Callable[..., object], *arguments: object) -> None:
        """Change something, in a step that can be taken back; the time is the last argument."""
        try:
            await self._history.change(title, change, *arguments, self.library.clock())
        except NewsreaderError as error:
            self.say(str(error), is_error=True)
        else:
            self.say(f"{title}.", can_undo=True)
            self.library.bus.publish(BookmarksChanged())

    @work(group="change", exit_on_error=False)
    async def action_undo(self) -> None:
        """Take back the last change."""
        await self._reverse(self._history.undo, "Taken back")

    @work(group="change", exit_on_error=False)
    async def action_redo(self) -> None:
        """Do again what was taken back."""
        await self._reverse(self._history.redo, "Done again")

    async def _reverse(self, reverse: Callable[[], Any], verb: str) -> None:
        try:
            step = await reverse()
        except NewsreaderError as error:
            self.say(str(error))
            return
        self.say(f"{verb}: {step.title}")
        self.library.bus.publish(BookmarksChanged())
