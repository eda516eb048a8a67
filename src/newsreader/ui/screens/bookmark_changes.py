"""What keys change about bookmarks: about the one under the cursor, or all that are selected."""

from collections.abc import Callable, Coroutine
from typing import Any

from textual import events, on

from newsreader.domain.errors import NewsreaderError
from newsreader.domain.events import BookmarksChanged, StateChanged, SubscriptionsChanged
from newsreader.domain.wording import grouped
from newsreader.services import bookmark_moves
from newsreader.services.library import Library
from newsreader.services.undo import History
from newsreader.ui.keeping import Keeping
from newsreader.ui.key_taker import KeyTaker
from newsreader.ui.screens.bookmark_panes import BookmarkPanes
from newsreader.ui.tagging import Tagging
from newsreader.ui.targets import Targets
from newsreader.ui.widgets.tag_line import TagLine


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

    def select_rows(self, count: int) -> None:
        """Mean so many bookmarks from the cursor on with the next command."""
        self.list.select_rows(count)

    def action_cancel(self) -> None:
        """Forget the selection, then leave the article, the search, the bookmarks."""
        if self.list.clear_selection():
            self.say(self.list.selection_sentence())
        else:
            super().action_cancel()

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
        self._change_targets(bookmark_moves.toggle_star)

    def action_next_state(self) -> None:
        """Move the bookmarks on, as the first of them: inbox, reading, done."""
        self._change_targets(bookmark_moves.move_on)

    def action_snooze(self) -> None:
        """Keep the bookmarks out of the inbox for a week, or wake them if all sleep."""
        self._change_targets(bookmark_moves.snooze)

    def action_delete(self) -> None:
        """Remove the bookmarks with their copies; undo brings both back."""
        self._change_targets(bookmark_moves.remove)

    def _change_targets(self, change: Callable[..., str]) -> None:
        """Change what is selected, or what is under the cursor; the change gives its title."""
        if ids := self.list.take_targets():
            self.start(self._change(str, change, ids))

    def change(self, title: str, change: Callable[..., object], *arguments: object) -> None:
        """Change something, in a step that can be taken back; the time is the last argument."""
        self.start(self._change(lambda _: title, change, *arguments))

    async def _change(
        self, title: Callable[[Any], str], change: Callable[..., object], *arguments: object
    ) -> None:
        try:
            done = await self._history.change(title, change, *arguments, self.library.clock())
        except NewsreaderError as error:
            self.say(str(error), is_error=True)
        else:
            self.say(f"{title(done)}.", can_undo=True)
            self.library.bus.publish(BookmarksChanged())

    def action_undo(self) -> None:
        """Take back the last change."""
        self.start(self._go(1))

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self.start(self._go(-1))

    def action_history(self) -> None:
        """List what was done and what of it was taken back; go to the step that is picked."""
        from newsreader.ui.screens.history import pick_step

        pick_step(self.app, self._history, self.say, lambda steps: self.start(self._go(steps)))

    async def _go(self, steps: int) -> None:
        """Take back so many steps, or do them again below 0, and say what the last one was."""
        reverse = self._history.undo if steps > 0 else self._history.redo
        try:
            for _ in range(abs(steps)):
                step = await reverse()
                self.say(f"{'Taken back' if steps > 0 else 'Done again'}: {step.title}")
        except NewsreaderError as error:
            self.say(str(error))
        # the steps may be of any list: the one below this screen shows them, too
        for event in (BookmarksChanged(), StateChanged(None), SubscriptionsChanged()):
            self.library.bus.publish(event)
