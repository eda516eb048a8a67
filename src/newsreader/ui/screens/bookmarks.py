"""The bookmarks screen: what keys do to what is kept."""

import asyncio
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from textual import on, work
from textual.binding import Binding

from newsreader.domain.bookmark import Bookmark, State
from newsreader.domain.bookmark_view import parse_bookmark_query
from newsreader.domain.errors import NewsreaderError
from newsreader.domain.events import BookmarksChanged
from newsreader.services import bookmarks
from newsreader.services.bookmark_tags import suggest_tags
from newsreader.services.library import Library
from newsreader.services.undo import History
from newsreader.store import bookmarks as store
from newsreader.store.bookmark_lists import (
    pick_bookmark,
)
from newsreader.store.tags import delete_tag, load_tags, rename_tag
from newsreader.ui.commands import Scope, binding_key, bindings, command
from newsreader.ui.keeping import Keeping
from newsreader.ui.links import open_or_copy
from newsreader.ui.screens.bookmark_panes import BookmarkPanes
from newsreader.ui.widgets.article_view import ArticleView
from newsreader.ui.widgets.prompt_line import PromptLine
from newsreader.ui.widgets.tag_suggester import TagSuggester

SEARCH, TAGS, NOTE, RENAME = "search", "tags", "note", "rename"
_SNOOZE_S = 7 * 86_400
# What these do elsewhere they do here, to a bookmark.
_SHARED = (
    "open", "read-on", "open-link", "copy-link", "search", "toggle-star", "edit-tags", "delete",
    "undo", "redo", "forward", "backward", "next-pane", "previous-pane", "cancel", "back",
)  # fmt: skip
_NEXT_STATE = {State.INBOX: State.READING, State.READING: State.DONE, State.DONE: State.INBOX}


class BookmarksScreen(BookmarkPanes):
    """Tag, annotate, move on, remove and find again what is kept."""

    BINDINGS: ClassVar[list[Any]] = [
        *bindings(Scope.BOOKMARKS),
        *(Binding(binding_key(name), command(name).action, show=False) for name in _SHARED),
    ]

    def __init__(self, library: Library, history: History, browser: Sequence[str] = ()) -> None:
        super().__init__(library)
        self._history = history
        self._browser = browser

    # -- what is asked for

    def action_search(self) -> None:
        """Ask for words and terms."""
        self.prompt.suggester = None
        self.prompt.ask(SEARCH, "Words, #tag, state:done, is:starred, feed:name")

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_edit_tags(self) -> None:
        """Ask for the tags, with completion; suggest some."""
        bookmark = await self.load_current()
        if bookmark is None:
            return
        read = self.library.database.read_later
        known = await asyncio.wrap_future(read(load_tags))
        likely = await asyncio.wrap_future(read(suggest_tags, bookmark))
        self.prompt.suggester = TagSuggester([*likely, *(tag.name for tag in known)])
        tags = "".join(f"{tag}, " for tag in bookmark.tags)
        self.prompt.ask(TAGS, "Tags, with commas between", tags)
        if likely:
            self.say(f"Perhaps: {', '.join(likely)}")

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_write_note(self) -> None:
        """Ask for a note of one line; longer ones are written in the editor."""
        bookmark = await self.load_current()
        if bookmark is not None and "\n" in bookmark.note:
            self._edit_note(bookmark)
        elif bookmark is not None:
            self.prompt.suggester = None
            self.prompt.ask(NOTE, "Note", bookmark.note)

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_edit_note(self) -> None:
        """Write the note in the reader's editor."""
        bookmark = await self.load_current()
        if bookmark is not None:
            self._edit_note(bookmark)

    def _edit_note(self, bookmark: Bookmark) -> None:
        from newsreader.ui.editor import edit_text

        text = edit_text(self.app, bookmark.note)
        if text is None:
            self.say("No editor could be started; set EDITOR, or write the note with w.")
        elif text.strip() != bookmark.note:
            self._change("Changed a note", bookmarks.set_note, bookmark.id, text)

    def action_rename_tag(self) -> None:
        """Ask for another name for the tag of the shelf; a known one merges, none deletes."""
        shelf = self.shelves.current
        if shelf is None or not shelf.is_tag:
            self.say("Put the cursor on a tag first.")
            return
        self.prompt.suggester = TagSuggester([])
        self.prompt.ask(RENAME, "New name; empty deletes the tag", shelf.view.tags[0])

    @on(PromptLine.Given)
    def _answered(self, message: PromptLine.Given) -> None:
        self.list.focus()
        answer, bookmark_id = message.answer.strip(), self.list.current_id
        if message.purpose == SEARCH:
            self._search(answer)
        elif message.purpose == RENAME:
            self._rename(answer)
        elif bookmark_id is not None and message.purpose == TAGS:
            tags = answer.split(",")
            self._change("Changed tags", bookmarks.set_bookmark_tags, bookmark_id, tags)
        elif bookmark_id is not None:
            self._change("Changed a note", bookmarks.set_note, bookmark_id, answer)

    @on(PromptLine.Dropped)
    def _dropped(self) -> None:
        self.list.focus()

    def _search(self, words: str) -> None:
        if words:
            self.show_view(parse_bookmark_query(words), f"Search: {words}")
        else:
            self.show_shelf()

    def _rename(self, name: str) -> None:
        shelf = self.shelves.current
        if shelf is None or not shelf.is_tag:
            return
        old = shelf.view.tags[0]

        def change(db: sqlite3.Connection, _now: int) -> int:
            return rename_tag(db, old, name) if name else delete_tag(db, old)

        if self.view.tags == (old,):
            self.view = replace(self.view, tags=(name,) if name else ())
            self.list_title = f"#{name}" if name else "All"
        self._change(f"Renamed the tag {old}" if name else f"Deleted the tag {old}", change)

    # -- changing

    def action_toggle_star(self) -> None:
        """Star the bookmark, or take the star away."""
        if row := self.list.current:
            title = "Took a star away" if row.is_starred else "Starred"
            self._change(title, store.set_star, row.id, not row.is_starred)

    def action_next_state(self) -> None:
        """Move the bookmark on: inbox, reading, done."""
        if row := self.list.current:
            state = _NEXT_STATE[row.state]
            self._change(f"Moved to {state}", store.set_state, row.id, state)

    def action_snooze(self) -> None:
        """Keep the bookmark out of the inbox for a week, or wake it."""
        if row := self.list.current:
            until = None if row.snoozed_until else self.library.clock() + _SNOOZE_S
            title = "Snoozed for a week" if until else "Woken"
            self._change(title, store.set_snoozed, row.id, until)

    def action_delete(self) -> None:
        """Remove the bookmark with its copy; undo brings both back."""
        if row := self.list.current:
            title = f"Removed: {row.label}"

            def remove(db: sqlite3.Connection, bookmark_id: int, _now: int) -> bool:
                return store.remove_bookmark(db, bookmark_id)

            self._change(title, remove, row.id)

    @work(group="change", exit_on_error=False)
    async def _change(self, title: str, change: Callable[..., object], *arguments: object) -> None:
        """Change something, in a step that can be taken back; the time is the last argument."""
        try:
            await self._history.change(title, change, *arguments, self.library.clock())
        except NewsreaderError as error:
            self.say(str(error), is_error=True)
        else:
            self.say(f"{title}. u takes it back.")
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

    # -- finding again

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_random_bookmark(self) -> None:
        """Go to any bookmark of the list."""
        job = self.library.database.read_later(pick_bookmark, self.view)
        picked = await asyncio.wrap_future(job)
        if picked is not None:
            self.list.go_to(picked)

    @work(exclusive=True, group="view", exit_on_error=False)
    async def action_year_ago(self) -> None:
        """List what was saved on this day of former years."""
        job = self.library.database.read_later(bookmarks.load_year_ago, self.library.clock())
        found = await asyncio.wrap_future(job)
        if not found:
            self.say("Nothing was saved on this day of former years.")
            return
        self.list_title = "On this day"
        self.show_spine(found, is_same_view=False)

    # -- the page itself

    def action_open_link(self) -> None:
        """Open the page in the browser."""
        if (row := self.list.current) and row.url:
            open_or_copy(self, row.url, self._browser, self.say)

    def on_article_view_link_chosen(self, message: ArticleView.LinkChosen) -> None:
        """Open a link of the article, or keep its page."""
        if message.is_to_keep:
            keeping = Keeping(self.library, self._history, self.say)
            self.run_worker(keeping.link(message.url), group="change", exit_on_error=False)
        else:
            open_or_copy(self, message.url, self._browser, self.say)

    def action_copy_link(self) -> None:
        """Copy the address."""
        if (row := self.list.current) and row.url:
            self.app.copy_to_clipboard(row.url)
            self.say(f"Copied {row.url}")
