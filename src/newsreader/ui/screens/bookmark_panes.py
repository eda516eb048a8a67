"""Where bookmarks are shown: shelves, a list, the saved article with its note."""

import asyncio
import sqlite3
from array import array
from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from newsreader.domain.bookmark import Bookmark, BookmarkRow
from newsreader.domain.bookmark_view import BookmarkView
from newsreader.domain.errors import NewsreaderError
from newsreader.domain.events import BookmarksChanged, LibraryChangedOutside
from newsreader.domain.text import clean
from newsreader.domain.view import Order
from newsreader.domain.wording import grouped
from newsreader.services import bookmarks
from newsreader.services.articles import read_article
from newsreader.services.bookmark_shelves import load_shelves
from newsreader.services.library import Library
from newsreader.store import bookmarks as store
from newsreader.store.bookmark_lists import (
    load_bookmark_page,
    load_bookmark_spine,
)
from newsreader.ui.arrangement import NORMAL, WIDE
from newsreader.ui.bridge import LibraryChanged, connect
from newsreader.ui.commands import command
from newsreader.ui.dates import full_date
from newsreader.ui.styles import style_sheets
from newsreader.ui.widgets.article_view import ArticleView
from newsreader.ui.widgets.bookmark_list import BookmarkList
from newsreader.ui.widgets.ground import Column, Ground, Row
from newsreader.ui.widgets.headline_line import reading_time
from newsreader.ui.widgets.line_list import LineList
from newsreader.ui.widgets.paged_list import PagedList
from newsreader.ui.widgets.pane_title import PaneTitle
from newsreader.ui.widgets.prompt_line import PromptLine
from newsreader.ui.widgets.shelf_tree import ShelfTree
from newsreader.ui.widgets.status_line import StatusLine

_PREVIEW_PAUSE_S = 0.12  # a cursor held down passes bookmarks without opening each
_HINTS = ("edit-note", "edit-tags", "next-state", "search", "open", "back")
_EMPTY = (
    "Nothing here yet.\n\n"
    "b on an article keeps a copy of it here, whatever becomes of its feed.\n\n"
    "On the command line, newsreader bookmark add ADDRESS keeps any page, and newsreader import "
    "FILE takes over the bookmarks of a browser or another program."
)


class BookmarkPanes(Ground, Screen[None]):
    """Show a shelf in the list, and in the next pane what the list's cursor is on."""

    CSS_PATH = style_sheets("article", "bookmarks")
    AUTO_FOCUS = "#bookmarks"
    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [  # type: ignore[misc] # Textual forgets ClassVar
        (0, "-narrow"),
        (NORMAL, "-normal"),
        (WIDE, "-wide"),
    ]

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library
        self.view = BookmarkView()
        self.day: int | None = None
        """Instead of the view, what was saved on this day of former years is listed."""
        self.list_title = "All"
        self._opened: Bookmark | None = None
        self._preview_timer: Timer | None = None
        self.shelves = ShelfTree("shelves")
        self.list = BookmarkList(self._load_page, library.clock, "bookmarks")
        self.preview = ArticleView("preview")
        self.status = StatusLine("bookmarks-status")
        self.prompt = PromptLine()
        self._heading, self._read_heading = PaneTitle("All"), PaneTitle()
        self.status.hints = [command(name) for name in _HINTS]

    def compose(self) -> ComposeResult:
        """Lay out shelves, list and article above the status line."""
        with Row():
            with Column(id="shelves-pane", classes="pane"):
                yield PaneTitle("Bookmarks")
                yield self.shelves
            with Column(id="bookmarks-pane", classes="pane"):
                yield self._heading
                yield self.prompt
                yield self.list
            with Column(id="preview-pane", classes="pane"):
                yield self._read_heading
                yield Static(id="note", markup=False)
                yield self.preview
        yield self.status

    def on_mount(self) -> None:
        """Show all bookmarks and listen for changes."""
        self._disconnect = connect(self.library.bus, self)
        self.reload()

    def on_unmount(self) -> None:
        """Stop listening to the library."""
        self._disconnect()

    # -- loading

    @on(LibraryChanged)
    def _library_changed(self, message: LibraryChanged) -> None:
        if isinstance(message.event, BookmarksChanged | LibraryChangedOutside):
            self.reload()

    @work(exclusive=True, group="view", exit_on_error=False)
    async def reload(self, *, is_same_view: bool = True) -> None:
        """Show shelves and list as they are now, and make what is new findable."""
        from newsreader.services.bookmark_index import index_bookmarks

        database = self.library.database
        try:
            now = self.library.clock()
            spine = await asyncio.wrap_future(database.read(_load_spine, self.view, self.day))
            self.show_spine(spine, is_same_view=is_same_view)
            shelves = await asyncio.wrap_future(database.read_later(load_shelves, now))
            self.shelves.show(shelves)
            if await index_bookmarks(self.library) and self.view.search:
                spine = await asyncio.wrap_future(database.read(load_bookmark_spine, self.view))
                self.show_spine(spine, is_same_view=True)
        except NewsreaderError as error:
            self.say(str(error), is_error=True)

    def show_spine(self, spine: "array[int]", *, is_same_view: bool) -> None:
        """List these bookmarks; the cursor stays on its own if it is the same list as before."""
        self.list.empty_text = "Nothing found." if self.view.search else _EMPTY
        self.list.show(spine, is_same_view=is_same_view)
        self._heading.title = self.list_title
        self._heading.note = grouped(len(spine)) if spine else ""
        self._preview_later()

    async def _load_page(self, ids: Sequence[int]) -> list[BookmarkRow]:
        return await asyncio.wrap_future(self.library.database.read(load_bookmark_page, ids))

    @on(PagedList.LoadFailed)
    def _failed(self, message: PagedList.LoadFailed) -> None:
        self.say(message.sentence, is_error=True)

    def show_view(self, view: BookmarkView, title: str) -> None:
        """List other bookmarks from the top, in the order that was chosen last."""
        self.view, self.list_title = replace(view, order=self.view.order), title
        self.day = None
        self.reload(is_same_view=False)

    def set_order(self, order: Order) -> None:
        """List this shelf, and those to come, in another order; the cursor stays."""
        self.view = replace(self.view, order=order)
        if self.day is None:
            self.reload()
        else:
            self.show_shelf()

    # -- from pane to pane

    @on(LineList.CursorMoved, "#shelves")
    def show_shelf(self) -> None:
        """List the bookmarks of the shelf under the cursor."""
        shelf = self.shelves.current
        if shelf is not None:
            title = f"#{shelf.view.tags[0]}" if shelf.is_tag else shelf.title
            self.show_view(shelf.view, title)

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
        bookmark = await self.load_current()
        if bookmark == self._opened:
            return
        is_same_text = _shown_of(self._opened) == _shown_of(bookmark)
        article = None
        if bookmark is not None and not is_same_text:
            entry = bookmarks.bookmark_as_entry(_with_text(bookmark))
            article = await asyncio.to_thread(read_article, entry)
        # Not before: a preview that another one replaces while it reads has shown nothing.
        self._opened = bookmark
        self._show_note(bookmark)
        self._read_heading.title = bookmark.feed_title if bookmark else ""
        self._read_heading.note = _marks(bookmark) if bookmark else ""
        if bookmark is None:
            self.preview.show(None)
        elif article is not None:
            date = full_date(bookmark.published_at or bookmark.created_at)
            length = reading_time(bookmark.word_count)
            facts = (bookmark.author or "", date, length, _page_state(bookmark))
            self.preview.show(article, facts)

    def _show_note(self, bookmark: Bookmark | None) -> None:
        texts = [bookmark.note] if bookmark and bookmark.note else []
        quotes = bookmark.highlights if bookmark else ()
        texts += [f"“{quote.quote}”\n{quote.comment}".strip() for quote in quotes]
        note = self.query_one("#note", Static)
        note.update(clean("\n\n".join(texts)))
        note.set_class(bool(texts), "-written")

    async def load_current(self) -> Bookmark | None:
        """Load the bookmark under the cursor with its copy; None if there is none."""
        bookmark_id = self.list.current_id
        if bookmark_id is None:
            return None
        job = self.library.database.read(store.load_bookmark, bookmark_id)
        try:
            return await asyncio.wrap_future(job)
        except NewsreaderError as error:
            self.say(str(error), is_error=True)
            return None

    def action_open(self) -> None:
        """Read the bookmark, or go to the list of the shelf."""
        if self.focused is self.shelves:
            self.set_focus(self.list)
        elif self.list.current_id is not None:
            self.add_class("-reading")
            self.set_focus(self.preview)
            self._load_preview()
            self.library.database.write(
                store.mark_opened, self.list.current_id, self.library.clock()
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
            self.set_focus(self.list)
        else:
            self.set_focus(self.shelves)

    def action_next_pane(self) -> None:
        """Give the keys to the pane on the right."""
        if self.focused is self.preview:
            self.set_focus(self.shelves)
        else:
            self.action_open()

    def action_previous_pane(self) -> None:
        """Give the keys to the pane on the left."""
        self.action_backward()

    def action_cancel(self) -> None:
        """Leave the article, then the search, then the bookmarks."""
        if self.focused is self.preview:
            self.action_backward()
        elif self.list_title.startswith("Search"):
            self.show_shelf()
        else:
            self.dismiss()

    def action_back(self) -> None:
        """Leave the article; elsewhere, the bookmarks."""
        if self.focused is self.preview:
            self.action_backward()
        else:
            self.dismiss()

    def say(self, sentence: str, *, is_error: bool = False, can_undo: bool = False) -> None:
        """Say what happened in the status line."""
        self.status.say(sentence, is_error=is_error, can_undo=can_undo)


def _load_spine(db: sqlite3.Connection, view: BookmarkView, day: int | None) -> "array[int]":
    if day is not None:
        return bookmarks.load_year_ago(db, day)
    return load_bookmark_spine(db, view)


def _shown_of(bookmark: Bookmark | None) -> tuple[int, str, str] | None:
    """Give what the article pane shows of a bookmark, so far as keys here change it."""
    return (bookmark.id, bookmark.label, bookmark.html) if bookmark else None


def _marks(bookmark: Bookmark) -> str:
    """Give star and state, which the list shows by signs, in words."""
    return f"{'★ ' if bookmark.is_starred else ''}{bookmark.state}"


def _page_state(bookmark: Bookmark) -> str:
    """Say what the last link check found, if that is worth a word."""
    if bookmark.link_code in {"", "ok"}:
        return ""
    return "page moved" if bookmark.link_code == "moved" else f"page lost ({bookmark.link_code})"


def _with_text(bookmark: Bookmark) -> Bookmark:
    """Give something to read where there is no copy: the description, or why there is none."""
    if bookmark.html:
        return bookmark
    from newsreader.parse.plaintext import text_to_html

    text = bookmark.description or "No copy of this page was kept; o opens it in the browser."
    return replace(bookmark, html=text_to_html(text))
