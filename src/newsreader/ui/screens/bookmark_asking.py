"""What is asked about bookmarks in a line: words to find, notes, titles, files, names of tags."""

import asyncio
import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from textual import on, work

from newsreader.domain.bookmark import Bookmark, Highlight
from newsreader.domain.bookmark_view import parse_bookmark_query
from newsreader.domain.errors import NewsreaderError
from newsreader.domain.wording import counted
from newsreader.services import bookmarks
from newsreader.services.library import Library
from newsreader.services.undo import History
from newsreader.store.tags import delete_tag, load_tags, rename_tag
from newsreader.ui.screens.bookmark_changes import BookmarkChanges
from newsreader.ui.screens.pick import Choice, PickScreen
from newsreader.ui.selected import SelectedWords
from newsreader.ui.widgets.prompt_line import PromptLine
from newsreader.ui.widgets.tag_suggester import TagSuggester

SEARCH, NOTE, TITLE, RENAME, SAVE, QUOTE = "search", "note", "title", "rename", "save", "quote"
_SAVE_AS = "Save as .md, .epub, .html, .json, .csv, .org, .atom, or a folder"


class BookmarkAsking(SelectedWords, BookmarkChanges):
    """Ask for a line above the list, and do what it says."""

    def __init__(self, library: Library, history: History) -> None:
        super().__init__(library, history)
        self._asked_about: Sequence[int] = ()

    # -- what is asked for

    def _ask(self, purpose: str, question: str, answer: str = "") -> None:
        self.prompt.suggester = None
        self.add_class("-asking")  # where the article stands alone, the line would not be seen
        self.prompt.ask(purpose, question, answer)

    def _end_asking(self) -> None:
        """Go back to where the question came up."""
        self.remove_class("-asking")
        self.set_focus(self.preview if self.has_class("-reading") else self.list)

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
            self.change("Changed a note", bookmarks.set_note, bookmark.id, text)

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_edit_title(self) -> None:
        """Ask for another title."""
        bookmark = await self.load_current()
        if bookmark is not None:
            self._asked_about = [bookmark.id]
            self._ask(TITLE, "Title", bookmark.title)

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_keep_quote(self) -> None:
        """Keep the words that are selected as a quote; without any, pick a quote to comment."""
        bookmark = await self.load_current()
        if bookmark is None:
            return
        text = self.get_selected_text()
        if text:
            self.change("Kept a quote", bookmarks.add_highlight, bookmark.id, Highlight(text))
        elif bookmark.highlights:
            choices = [
                Choice(quote.quote, str(n)) for n, quote in enumerate(bookmark.highlights, 1)
            ]
            picked = await self.app.push_screen_wait(PickScreen("Quotes", choices))
            if picked is not None:
                self._asked_about = [bookmark.id, picked]
                question = "What you say about it; - removes the quote"
                self._ask(QUOTE, question, bookmark.highlights[picked].comment)
                self.say(question)
        else:
            self.say("Open the article and select some words with the mouse first.")

    def _answer_quote(self, bookmark_id: int, place: int, comment: str) -> None:
        if comment == "-":
            self.change("Removed a quote", bookmarks.remove_highlight, bookmark_id, place)
        else:
            change = bookmarks.comment_highlight
            self.change("Changed a comment", change, bookmark_id, place, comment)

    def action_save(self) -> None:
        """Ask where to write the bookmark, or all that are selected."""
        if ids := self.list.take_targets():
            self._asked_about = ids
            self._ask(SAVE, _SAVE_AS, "bookmarks.md" if len(ids) > 1 else "bookmark.md")
            self.say(f"{counted(len(ids), 'bookmark')}. {_SAVE_AS}.")

    def action_export(self) -> None:
        """Do what saving does here."""
        self.action_save()

    @on(PromptLine.Given)
    def _answered(self, message: PromptLine.Given) -> None:
        self._end_asking()
        answer, ids = message.answer.strip(), self._asked_about
        match message.purpose:
            case "search":
                self._search(answer)
            case "rename":
                self._rename(answer)
            case "title":
                self.change("Changed a title", bookmarks.set_title, ids[0], answer)
            case "note":
                self.change("Changed a note", bookmarks.set_note, ids[0], answer)
            case "quote":
                self._answer_quote(ids[0], ids[1], answer)
            case "save" if answer:
                self._save(ids, Path(answer))

    @on(PromptLine.Dropped)
    def _dropped(self) -> None:
        self._end_asking()

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

    def action_rename_tag(self) -> None:
        """Ask for another name for the tag of the shelf; a known one merges, none deletes."""
        shelf = self.shelves.current
        if shelf is None or not shelf.is_tag:
            self.say("Put the cursor on a tag first.")
            return
        name = shelf.view.tags[0]
        self._ask(RENAME, "New name; empty deletes the tag", name)
        self.say(f"#{name}: {counted(shelf.bookmarks, 'bookmark')}. An empty name deletes it.")
        self._suggest_tags()

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def _suggest_tags(self) -> None:
        known = await asyncio.wrap_future(self.library.database.read_later(load_tags))
        self.prompt.suggester = TagSuggester([tag.name for tag in known])

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
        self.change(f"Renamed the tag {old}" if name else f"Deleted the tag {old}", change)


def _export(library: Library, ids: Sequence[int], path: Path) -> str:
    """Write bookmarks where nothing is yet; runs in a thread."""
    from newsreader.services.bookmark_files import export_bookmarks, format_of
    from newsreader.services.bookmark_records import iterate_saved

    path = path.expanduser().absolute()
    form = format_of(path)
    if path.exists():
        raise NewsreaderError("file_exists", f"{path} is there already. Choose another name.")
    return export_bookmarks(iterate_saved(library, ids), form, path, library.clock())
