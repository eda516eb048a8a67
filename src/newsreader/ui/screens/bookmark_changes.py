"""What keys change about bookmarks: about the one under the cursor, or all that are selected."""

import asyncio
import sqlite3
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from textual import events, on, work

from newsreader.domain.bookmark import Bookmark, BookmarkRow, State
from newsreader.domain.bookmark_view import parse_bookmark_query
from newsreader.domain.errors import NewsreaderError
from newsreader.domain.events import BookmarksChanged
from newsreader.domain.wording import counted
from newsreader.services import bookmarks
from newsreader.services.library import Library
from newsreader.services.undo import History
from newsreader.store import bookmarks as store
from newsreader.store.tags import delete_tag, load_tags, rename_tag
from newsreader.ui.keeping import Keeping, Targets
from newsreader.ui.key_taker import KeyTaker
from newsreader.ui.screens.bookmark_panes import BookmarkPanes
from newsreader.ui.tagging import Tagging
from newsreader.ui.widgets.prompt_line import PromptLine
from newsreader.ui.widgets.tag_line import TagLine
from newsreader.ui.widgets.tag_suggester import TagSuggester

SEARCH, NOTE, TITLE, RENAME, SAVE = "search", "note", "title", "rename", "save"
_SNOOZE_S = 7 * 86_400
_NEXT_STATE = {State.INBOX: State.READING, State.READING: State.DONE, State.DONE: State.INBOX}
_SAVE_AS = "Save as .md, .epub, .html, .json, .csv, .org, .atom, or a folder"


class BookmarkChanges(KeyTaker, BookmarkPanes):
    """Tag, annotate, move on, hand on and remove; every change is one step of the history."""

    def __init__(self, library: Library, history: History) -> None:
        super().__init__(library)
        self._history = history
        self.keeping = Keeping(library, history, self.say)
        self._tagging = Tagging(self, self.keeping)
        self._asked_about: Sequence[int] = ()

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
            await self._tagging.open(targets, is_writing=True)
            self.start(self._tagging.fill(targets))

    @on(TagLine.Given)
    def _tagged(self, message: TagLine.Given) -> None:
        assert isinstance(message.subject, Targets)  # noqa: S101 - nothing else is asked about
        self.start(self.keeping.retag(message.subject, message.added, message.taken))

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_rename_tag(self) -> None:
        """Ask for another name for the tag of the shelf; a known one merges, none deletes."""
        shelf = self.shelves.current
        if shelf is None or not shelf.is_tag:
            self.say("Put the cursor on a tag first.")
            return
        known = await asyncio.wrap_future(self.library.database.read_later(load_tags))
        self.prompt.suggester = TagSuggester([tag.name for tag in known])
        self.prompt.ask(RENAME, "New name; empty deletes the tag", shelf.view.tags[0])
        self.say(f"#{shelf.view.tags[0]}: {counted(shelf.bookmarks, 'bookmark')}.")

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

    # -- what is asked for

    def _ask(self, purpose: str, question: str, answer: str = "") -> None:
        self.prompt.suggester = None
        self.prompt.ask(purpose, question, answer)

    def action_search(self) -> None:
        """Ask for words and terms."""
        self._ask(SEARCH, "Words, #tag, state:done, is:starred, feed:name")

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_write_note(self) -> None:
        """Ask for a note of one line; longer ones are written in the editor."""
        bookmark = await self.load_current()
        if bookmark is not None and "\n" in bookmark.note:
            self._edit_note(bookmark)
        elif bookmark is not None:
            self._asked_about = [bookmark.id]
            self._ask(NOTE, "Note", bookmark.note)

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

    def action_edit_title(self) -> None:
        """Ask for another title."""
        if row := self.list.current:
            self._asked_about = [row.id]
            self._ask(TITLE, "Title", row.title)

    def action_save(self) -> None:
        """Ask where to write the bookmark, or all that are selected."""
        if ids := self.list.take_targets():
            self._asked_about = ids
            self._ask(SAVE, _SAVE_AS, "bookmarks.md" if len(ids) > 1 else "bookmark.md")
            self.say(f"{counted(len(ids), 'bookmark')}. {_SAVE_AS}.")

    @on(PromptLine.Given)
    def _answered(self, message: PromptLine.Given) -> None:
        self.set_focus(self.list)
        answer, ids = message.answer.strip(), self._asked_about
        match message.purpose:
            case "search":
                self._search(answer)
            case "rename":
                self._rename(answer)
            case "title":
                self._change("Changed a title", bookmarks.set_title, ids[0], answer)
            case "note":
                self._change("Changed a note", bookmarks.set_note, ids[0], answer)
            case "save" if answer:
                self._save(ids, Path(answer))

    @on(PromptLine.Dropped)
    def _dropped(self) -> None:
        self.set_focus(self.list)

    def _search(self, words: str) -> None:
        if words:
            self.show_view(parse_bookmark_query(words), f"Search: {words}")
        else:
            self.show_shelf()

    @work(group="save", exit_on_error=False)
    async def _save(self, ids: Sequence[int], path: Path) -> None:
        try:
            self.say(await asyncio.to_thread(_export, self.library, ids, path))
        except NewsreaderError as error:
            self.say(str(error), is_error=True)

    # -- changing

    def action_toggle_star(self) -> None:
        """Star the bookmarks, or take the star away if all have one."""
        ids, rows, name = self._targets()
        if ids:
            is_starred = len(rows) < len(ids) or not all(row.is_starred for row in rows)
            title = f"{'Starred' if is_starred else 'Took the star from'}: {name}"
            self._change(title, store.set_star, ids, is_starred)

    def action_next_state(self) -> None:
        """Move the bookmarks on, as the first of them: inbox, reading, done."""
        ids, rows, name = self._targets()
        if ids and rows:
            state = _NEXT_STATE[rows[0].state]
            self._change(f"Moved to {state}: {name}", store.set_state, ids, state)

    def action_snooze(self) -> None:
        """Keep the bookmarks out of the inbox for a week, or wake them if all sleep."""
        ids, rows, name = self._targets()
        if ids:
            is_asleep = len(rows) == len(ids) and all(row.snoozed_until for row in rows)
            until = None if is_asleep else self.library.clock() + _SNOOZE_S
            title = f"{'Snoozed for a week' if until else 'Woken'}: {name}"
            self._change(title, store.set_snoozed, ids, until)

    def action_delete(self) -> None:
        """Remove the bookmarks with their copies; undo brings both back."""
        ids, _, name = self._targets()
        if ids:

            def remove(db: sqlite3.Connection, _now: int) -> int:
                return store.remove_bookmarks(db, ids)

            self._change(f"Removed: {name}", remove)

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


def _export(library: Library, ids: Sequence[int], path: Path) -> str:
    """Write bookmarks where nothing is yet; runs in a thread."""
    from newsreader.services.bookmark_files import export_bookmarks, format_of
    from newsreader.services.bookmark_records import iterate_saved

    path = path.expanduser().absolute()
    form = format_of(path)
    if path.exists():
        raise NewsreaderError("file_exists", f"{path} is there already. Choose another name.")
    return export_bookmarks(iterate_saved(library, ids), form, path, library.clock())
