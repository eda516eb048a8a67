"""The bookmarks screen: shelves, a list, the saved article with its note, and what keys do."""

import asyncio
import sqlite3
from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from newsreader.domain.bookmark import Bookmark, BookmarkRow, State
from newsreader.domain.bookmark_view import BookmarkView, parse_bookmark_query
from newsreader.domain.errors import NewsreaderError
from newsreader.domain.events import BookmarksChanged, LibraryChangedOutside
from newsreader.domain.text import clean
from newsreader.services import bookmarks
from newsreader.services.articles import read_article
from newsreader.services.bookmark_shelves import load_shelves
from newsreader.services.bookmark_tags import suggest_tags
from newsreader.services.library import Library
from newsreader.services.undo import History
from newsreader.store import bookmarks as store
from newsreader.store.bookmark_lists import (
    load_bookmark_page,
    load_bookmark_spine,
    pick_bookmark,
)
from newsreader.store.tags import delete_tag, load_tags, rename_tag
from newsreader.ui.arrangement import NORMAL, WIDE
from newsreader.ui.bridge import LibraryChanged, connect
from newsreader.ui.commands import Scope, binding_key, bindings, command
from newsreader.ui.dates import full_date
from newsreader.ui.keeping import Keeping
from newsreader.ui.links import open_or_copy
from newsreader.ui.styles import style_sheet
from newsreader.ui.widgets.article_view import ArticleView
from newsreader.ui.widgets.bookmark_list import BookmarkList
from newsreader.ui.widgets.headline_line import reading_time
from newsreader.ui.widgets.headline_list import HeadlineList
from newsreader.ui.widgets.line_list import LineList
from newsreader.ui.widgets.pane_title import PaneTitle
from newsreader.ui.widgets.prompt_line import PromptLine
from newsreader.ui.widgets.shelf_tree import ShelfTree
from newsreader.ui.widgets.status_line import StatusLine
from newsreader.ui.widgets.tag_suggester import TagSuggester

SEARCH, TAGS, NOTE, RENAME = "search", "tags", "note", "rename"
_PREVIEW_PAUSE_S = 0.12  # a cursor held down passes bookmarks without opening each
_SNOOZE_S = 7 * 86_400
# What these do elsewhere they do here, to a bookmark.
_SHARED = (
    "open", "read-on", "open-link", "copy-link", "search", "toggle-star", "edit-tags", "delete",
    "undo", "redo", "forward", "backward", "next-pane", "previous-pane", "cancel", "back",
)  # fmt: skip
_HINTS = ("open", "edit-tags", "edit-note", "next-state", "search", "back")
_EMPTY = (
    "Nothing here yet.\n\n"
    "b on an article keeps a copy of it here, whatever becomes of its feed.\n"
    "newsreader bookmark add ADDRESS keeps any page; newsreader import FILE takes\n"
    "over the bookmarks of a browser or another program."
)
_NEXT_STATE = {State.INBOX: State.READING, State.READING: State.DONE, State.DONE: State.INBOX}


class BookmarksScreen(Screen[None]):
    """Read, tag, annotate and remove what is kept."""

    CSS_PATH = style_sheet("bookmarks")
    AUTO_FOCUS = "#bookmarks"
    BINDINGS: ClassVar[list[Any]] = [
        *bindings(Scope.BOOKMARKS),
        *(Binding(binding_key(name), command(name).action, show=False) for name in _SHARED),
    ]
    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [  # type: ignore[misc] # Textual forgets ClassVar
        (0, "-narrow"),
        (NORMAL, "-normal"),
        (WIDE, "-wide"),
    ]

    def __init__(self, library: Library, history: History, browser: Sequence[str] = ()) -> None:
        super().__init__()
        self._library = library
        self._history = history
        self._browser = browser
        self._view = BookmarkView()
        self._title = "All"
        self._opened: Bookmark | None = None
        self._preview_timer: Timer | None = None
        self._wanted: int | None = None
        self.shelves = ShelfTree("shelves")
        self.list = BookmarkList(self._load_page, library.clock, "bookmarks")
        self.preview = ArticleView("preview")
        self.status = StatusLine("bookmarks-status")
        self._prompt = PromptLine()
        self._heading, self._read_heading = PaneTitle("All"), PaneTitle()
        self.status.hints = [command(name) for name in _HINTS]

    def compose(self) -> ComposeResult:
        """Lay out shelves, list and article above the status line."""
        with Horizontal():
            with Vertical(id="shelves-pane", classes="pane"):
                yield PaneTitle("Bookmarks")
                yield self.shelves
            with Vertical(id="bookmarks-pane", classes="pane"):
                yield self._heading
                yield self._prompt
                yield self.list
            with Vertical(id="preview-pane", classes="pane"):
                yield self._read_heading
                yield Static(id="note", markup=False)
                yield self.preview
        yield self.status

    def on_mount(self) -> None:
        """Show all bookmarks and listen for changes."""
        self._disconnect = connect(self._library.bus, self)
        self._reload()

    def on_unmount(self) -> None:
        """Stop listening to the library."""
        self._disconnect()

    # -- loading

    @on(LibraryChanged)
    def _library_changed(self, message: LibraryChanged) -> None:
        if isinstance(message.event, BookmarksChanged | LibraryChangedOutside):
            self._reload()

    @work(exclusive=True, group="view", exit_on_error=False)
    async def _reload(self, *, is_same_view: bool = True) -> None:
        """Show shelves and list as they are now, and make what is new findable."""
        from newsreader.services.bookmark_index import index_bookmarks

        database = self._library.database
        try:
            now = self._library.clock()
            spine = await asyncio.wrap_future(database.read(load_bookmark_spine, self._view))
            self._show_spine(spine, is_same_view=is_same_view)
            shelves = await asyncio.wrap_future(database.read_later(load_shelves, now))
            self.shelves.show(shelves)
            if await index_bookmarks(self._library) and self._view.search:
                spine = await asyncio.wrap_future(database.read(load_bookmark_spine, self._view))
                self._show_spine(spine, is_same_view=True)
        except NewsreaderError as error:
            self._say(str(error), is_error=True)

    def _show_spine(self, spine: "array[int]", *, is_same_view: bool) -> None:
        self.list.empty_text = "Nothing found." if self._view.search else _EMPTY
        self.list.show(spine, is_same_view=is_same_view)
        if self._wanted is not None:
            self.list.go_to(self._wanted)
            self._wanted = None
        self._heading.title = self._title
        self._heading.note = f"{len(spine):n}" if spine else ""
        self._preview_later()

    async def _load_page(self, ids: Sequence[int]) -> list[BookmarkRow]:
        return await asyncio.wrap_future(self._library.database.read(load_bookmark_page, ids))

    @on(HeadlineList.LoadFailed)
    def _failed(self, message: HeadlineList.LoadFailed) -> None:
        self._say(message.sentence, is_error=True)

    def _show_view(self, view: BookmarkView, title: str) -> None:
        self._view, self._title = view, title
        self._reload(is_same_view=False)

    # -- from pane to pane

    @on(LineList.CursorMoved, "#shelves")
    def _shelf_chosen(self) -> None:
        shelf = self.shelves.current
        if shelf is not None:
            title = f"#{shelf.view.tags[0]}" if shelf.is_tag else shelf.title
            self._show_view(shelf.view, title)

    @on(LineList.CursorMoved, "#bookmarks")
    def _preview_later(self) -> None:
        """Show the article under the cursor once the cursor rests."""
        if self._preview_timer is not None:
            self._preview_timer.stop()
        self._preview_timer = self.set_timer(_PREVIEW_PAUSE_S, self._load_preview)

    @on(LineList.Chosen, "#bookmarks")
    def _clicked(self) -> None:
        self.action_open()

    @work(exclusive=True, group="article", exit_on_error=False)
    async def _load_preview(self) -> None:
        bookmark = await self._load_current()
        if bookmark == self._opened:
            return
        is_same_text = self._opened is not None and bookmark is not None and (
            (self._opened.id, self._opened.html) == (bookmark.id, bookmark.html)
        )  # fmt: skip
        self._opened = bookmark
        self._show_note(bookmark)
        self._read_heading.title = bookmark.feed_title if bookmark else ""
        if bookmark is None:
            self.preview.show(None)
        elif not is_same_text:
            article = await asyncio.to_thread(
                read_article, bookmarks.bookmark_as_entry(_with_text(bookmark))
            )
            date = full_date(bookmark.published_at or bookmark.created_at)
            facts = (bookmark.author or "", date, reading_time(bookmark.word_count))
            self.preview.show(article, facts)

    def _show_note(self, bookmark: Bookmark | None) -> None:
        texts = [bookmark.note] if bookmark and bookmark.note else []
        quotes = bookmark.highlights if bookmark else ()
        texts += [f"“{quote.quote}”\n{quote.comment}".strip() for quote in quotes]
        note = self.query_one("#note", Static)
        note.update(clean("\n\n".join(texts)))
        note.set_class(bool(texts), "-written")

    async def _load_current(self) -> Bookmark | None:
        bookmark_id = self.list.current_id
        if bookmark_id is None:
            return None
        job = self._library.database.read(store.load_bookmark, bookmark_id)
        try:
            return await asyncio.wrap_future(job)
        except NewsreaderError as error:
            self._say(str(error), is_error=True)
            return None

    def action_open(self) -> None:
        """Read the bookmark, or go to the list of the shelf."""
        if self.focused is self.shelves:
            self.list.focus()
        elif self.list.current_id is not None:
            self.add_class("-reading")
            self.preview.focus()
            self._load_preview()
            self._library.database.write(
                store.mark_opened, self.list.current_id, self._library.clock()
            )

    def action_read_on(self) -> None:
        """Show the next page of the article, then the next bookmark."""
        if self.focused is not self.preview:
            self.action_open()
        elif not self.preview.page_down():
            self.list.action_line_down()

    def action_forward(self) -> None:
        """Go to the list, or into the article."""
        self.action_open()

    def action_backward(self) -> None:
        """Go out of the article to the list, then to the shelves."""
        if self.focused is self.preview:
            self.remove_class("-reading")
            self.list.focus()
        else:
            self.shelves.focus()

    def action_next_pane(self) -> None:
        """Give the keys to the pane on the right."""
        self.action_open() if self.focused is not self.preview else self.shelves.focus()

    def action_previous_pane(self) -> None:
        """Give the keys to the pane on the left."""
        self.action_backward()

    def action_cancel(self) -> None:
        """Leave the article, then the search, then the bookmarks."""
        if self.focused is self.preview:
            self.action_backward()
        elif self._title.startswith("Search"):
            self._shelf_chosen()
        else:
            self.dismiss()

    def action_back(self) -> None:
        """Leave the article; elsewhere, the bookmarks."""
        if self.focused is self.preview:
            self.action_backward()
        else:
            self.dismiss()

    # -- what is asked for

    def action_search(self) -> None:
        """Ask for words and terms."""
        self._prompt.suggester = None
        self._prompt.ask(SEARCH, "Words, #tag, state:done, is:starred, feed:name")

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_edit_tags(self) -> None:
        """Ask for the tags, with completion; suggest some."""
        bookmark = await self._load_current()
        if bookmark is None:
            return
        read = self._library.database.read_later
        known = await asyncio.wrap_future(read(load_tags))
        likely = await asyncio.wrap_future(read(suggest_tags, bookmark))
        self._prompt.suggester = TagSuggester([*likely, *(tag.name for tag in known)])
        tags = "".join(f"{tag}, " for tag in bookmark.tags)
        self._prompt.ask(TAGS, "Tags, with commas between", tags)
        if likely:
            self._say(f"Perhaps: {', '.join(likely)}")

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_write_note(self) -> None:
        """Ask for a note of one line; longer ones are written in the editor."""
        bookmark = await self._load_current()
        if bookmark is not None and "\n" in bookmark.note:
            self._edit_note(bookmark)
        elif bookmark is not None:
            self._prompt.suggester = None
            self._prompt.ask(NOTE, "Note", bookmark.note)

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_edit_note(self) -> None:
        """Write the note in the reader's editor."""
        bookmark = await self._load_current()
        if bookmark is not None:
            self._edit_note(bookmark)

    def _edit_note(self, bookmark: Bookmark) -> None:
        from newsreader.ui.editor import edit_text

        text = edit_text(self.app, bookmark.note)
        if text is None:
            self._say("No editor could be started; set EDITOR, or write the note with w.")
        elif text.strip() != bookmark.note:
            self._change("Changed a note", bookmarks.set_note, bookmark.id, text)

    def action_rename_tag(self) -> None:
        """Ask for another name for the tag of the shelf; a known one merges, none deletes."""
        shelf = self.shelves.current
        if shelf is None or not shelf.is_tag:
            self._say("Put the cursor on a tag first.")
            return
        self._prompt.suggester = TagSuggester([])
        self._prompt.ask(RENAME, "New name; empty deletes the tag", shelf.view.tags[0])

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
            self._show_view(parse_bookmark_query(words), f"Search: {words}")
        else:
            self._shelf_chosen()

    def _rename(self, name: str) -> None:
        shelf = self.shelves.current
        if shelf is None or not shelf.is_tag:
            return
        old = shelf.view.tags[0]

        def change(db: sqlite3.Connection, _now: int) -> int:
            return rename_tag(db, old, name) if name else delete_tag(db, old)

        if self._view.tags == (old,):
            self._view = replace(self._view, tags=(name,) if name else ())
            self._title = f"#{name}" if name else "All"
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
            until = None if row.snoozed_until else self._library.clock() + _SNOOZE_S
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
            await self._history.change(title, change, *arguments, self._library.clock())
        except NewsreaderError as error:
            self._say(str(error), is_error=True)
        else:
            self._say(f"{title}. u takes it back.")
            self._library.bus.publish(BookmarksChanged())

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
            self._say(str(error))
            return
        self._say(f"{verb}: {step.title}")
        self._library.bus.publish(BookmarksChanged())

    # -- finding again

    @work(exclusive=True, group="ask", exit_on_error=False)
    async def action_random_bookmark(self) -> None:
        """Go to any bookmark of the list."""
        job = self._library.database.read_later(pick_bookmark, self._view)
        picked = await asyncio.wrap_future(job)
        if picked is not None:
            self.list.go_to(picked)

    @work(exclusive=True, group="view", exit_on_error=False)
    async def action_year_ago(self) -> None:
        """List what was saved on this day of former years."""
        job = self._library.database.read_later(bookmarks.load_year_ago, self._library.clock())
        found = await asyncio.wrap_future(job)
        if not found:
            self._say("Nothing was saved on this day of former years.")
            return
        self._title = "On this day"
        self._show_spine(found, is_same_view=False)

    # -- the page itself

    def action_open_link(self) -> None:
        """Open the page in the browser."""
        if (row := self.list.current) and row.url:
            open_or_copy(self, row.url, self._browser, self._say)

    def on_article_view_link_chosen(self, message: ArticleView.LinkChosen) -> None:
        """Open a link of the article, or keep its page."""
        if message.is_to_keep:
            keeping = Keeping(self._library, self._history, self._say)
            self.run_worker(keeping.link(message.url), group="change", exit_on_error=False)
        else:
            open_or_copy(self, message.url, self._browser, self._say)

    def action_copy_link(self) -> None:
        """Copy the address."""
        if (row := self.list.current) and row.url:
            self.app.copy_to_clipboard(row.url)
            self._say(f"Copied {row.url}")

    def _say(self, sentence: str, *, is_error: bool = False) -> None:
        self.status.say(sentence, is_error=is_error)


def _with_text(bookmark: Bookmark) -> Bookmark:
    """Give something to read where there is no copy: the description, or why there is none."""
    if bookmark.html:
        return bookmark
    from newsreader.parse.plaintext import text_to_html

    text = bookmark.description or "No copy of this page was kept; o opens it in the browser."
    return replace(bookmark, html=text_to_html(text))
