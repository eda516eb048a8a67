"""The pane of headlines: a view of the library, its title, and what has arrived since."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message
from textual.timer import Timer
from textual.widgets import Input
from textual.worker import WorkerCancelled

from newsreader.domain.errors import NewsreaderError
from newsreader.domain.headline import Headline
from newsreader.domain.view import Grouping, Order, Scope, View
from newsreader.domain.wording import grouped
from newsreader.services.library import Library
from newsreader.services.reading import FIRST_ROWS, FirstScreen, load_first_screen
from newsreader.store.headlines import (
    Listing,
    count_newer,
    count_view,
    find_unread,
    load_listing,
    load_page,
    load_spine,
)
from newsreader.ui.styles import use_sheet
from newsreader.ui.watched import Watched
from newsreader.ui.widgets.ground import Column
from newsreader.ui.widgets.headline_list import HeadlineList
from newsreader.ui.widgets.pane_title import PaneTitle

if TYPE_CHECKING:
    from newsreader.ui.widgets.search_bar import SearchBar

_SEARCH_PAUSE_S = 0.15  # words are looked for when typing rests


class HeadlinePane(Watched, Column):
    """Load a view into the list, first what fits the screen, then all its ids."""

    class Failed(Message):
        """The library could not be read."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    class Shown(Message):
        """Another view, or another state of it, is listed."""

    class UnreadFound(Message):
        """The search for the next unread headline ended; None if there is none."""

        def __init__(self, entry_id: int | None) -> None:
            super().__init__()
            self.entry_id = entry_id

    def __init__(self, library: Library, view: View, title: str, *, id: str) -> None:
        super().__init__(id=id, classes="pane")
        self.view = view
        self.title = title
        self._database = library.database
        self.is_loaded = False
        """Whether the first view is on the screen."""
        self._last_id = 0
        self._heading = PaneTitle()
        self._bar: SearchBar | None = None
        """The line to search with, once there is one."""
        self._before_search: tuple[View, str, int | None] | None = None
        self._search_timer: Timer | None = None
        self._wanted_id: int | None = None
        self._order, self._group = view.order, view.group
        self.list = HeadlineList(self._load_page, library.clock, id="headlines")
        self._first: Future[FirstScreen] | None = None
        """The beginning of the view that is to be listed."""

    def compose(self) -> ComposeResult:
        """Lay out the title and the list; the line to search with comes when it is needed."""
        yield self._heading
        yield self.list

    def on_mount(self) -> None:
        """Name the first view."""
        self._heading.title = self.title
        self.list.empty_text = _empty_text(self.view)
        self.watch(self.list, "scroll_y", self._name_group, init=False)

    def sort_as(self, order: Order, group: Grouping) -> None:
        """Have lists sorted and grouped as at the last visit; nothing has been listed yet."""
        self._order, self._group = order, group

    def show_first(self, first: FirstScreen, view: View, count: int) -> None:
        """List a view of ``count`` entries that begins like this, if it is still the one wanted.

        It is not if a key has asked for another one meanwhile, or lists have another order.
        """
        if view == self.view.ordered(self._order).grouped(self._group):
            self._show_start(first, count)
        else:
            self.show_view(self.view, self.title, has_feed=self.list.has_feed)

    def show_view(self, view: View, title: str, *, has_feed: bool = True) -> None:
        """List a view from its top, in the order and the groups that were chosen last."""
        view = view.ordered(self._order).grouped(self._group)
        if view == self.view and title == self.title:
            return
        self.view, self.title = view, title
        self._heading.title = title
        self.list.has_feed = has_feed
        self.list.empty_text = _empty_text(view)
        self._first = self._database.read(load_first_screen, view)
        self._load_view()

    def name_anew(self, title: str) -> None:
        """Show another title over the same list."""
        self.title = self._heading.title = title

    @work(exclusive=True, group="view", exit_on_error=False)
    async def _load_view(self) -> None:
        first, self._first = self._first, None
        if first is None:
            return
        try:
            self._show_start(await asyncio.wrap_future(first))
        except NewsreaderError as error:
            self.post_message(self.Failed(str(error)))

    def _show_start(self, start: FirstScreen, count: int = 0) -> None:
        """List the beginning of a view; ``count`` is how many it has in all, 0 if not known yet."""
        is_all = len(start.spine) < FIRST_ROWS
        self._last_id = start.last_id
        self.list.show(Listing(start.spine, start.groups), start.headlines)
        self._shown(len(start.spine) if is_all else count)
        self._go_to_wanted()
        if not is_all:
            self.call_after_refresh(self._go_on, self.view)

    def _go_on(self, view: View) -> None:
        """Load the rest of a view, unless another one has been asked for meanwhile."""
        if view is self.view:
            self._load_rest()

    @work(exclusive=True, group="view", exit_on_error=False)
    async def _load_rest(self) -> None:
        """Load all ids of the view, after its first screen has been painted."""
        job = self._database.read_later(load_listing, self.view)
        try:
            listing = await asyncio.wrap_future(job)
        except NewsreaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        self.list.extend(listing)
        self._shown(self.list.count)
        self._go_to_wanted()

    @work(exclusive=True, group="view", exit_on_error=False)
    async def rebuild(self) -> None:
        """List the view as it is now; the cursor stays on its headline."""
        try:
            start = await asyncio.wrap_future(self._database.read(load_first_screen, self.view))
            listing = await asyncio.wrap_future(self._database.read_later(load_listing, self.view))
        except NewsreaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        self._last_id = start.last_id
        self.list.extend(listing)
        self._shown(self.list.count)

    @work(exclusive=True, group="new", exit_on_error=False)
    async def look_for_new(self) -> None:
        """Offer what has arrived; an empty list takes it in at once."""
        job = self._database.read_later(count_newer, self.view, self._last_id)
        try:
            new = await asyncio.wrap_future(job)
        except NewsreaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        if new and not self.list.count:
            self.rebuild()
        else:
            self._heading.new = new

    @work(exclusive=True, group="returned", exit_on_error=False)
    async def take_in_returned(self) -> None:
        """List the view again if something is in it now that is not in the list."""
        try:
            spine = await asyncio.wrap_future(self._database.read_later(load_spine, self.view))
        except NewsreaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        if not set(spine) <= set(self.list.spine):
            self.rebuild()

    @work(exclusive=True, group="unread", exit_on_error=False)
    async def go_to_unread(self, *, is_backward: bool = False) -> None:
        """Put the cursor on the next unread headline of the view, or the one before."""
        entry_id = self.list.current_id
        if entry_id is None:
            self.post_message(self.UnreadFound(None))
            return
        job = self._database.read(find_unread, self.view, entry_id, is_backward=is_backward)
        try:
            found = await asyncio.wrap_future(job)
        except NewsreaderError as error:
            self.post_message(self.Failed(str(error)))
            return
        if found is not None and not self.list.go_to(found):
            # It came after the list was made: the reader asked for it, so it may come in now.
            with suppress(WorkerCancelled):
                await self.rebuild().wait()
            if not self.list.go_to(found):
                found = None
        self.post_message(self.UnreadFound(found))

    # -- search

    async def start_search(self) -> None:
        """Ask for words; what is listed now comes back when the search ends."""
        if self._bar is None:
            from newsreader.ui.widgets.search_bar import SearchBar

            use_sheet(self.app, "search")
            self._bar = SearchBar(placeholder="Words to find")
            await self.mount(self._bar, before=self.list)
        if self._before_search is None:
            self._before_search = (self.view, self.title, self.list.current_id)
            self._bar.value = ""
        self.add_class("-searching")
        self._bar.display = True  # styles come later, and what is hidden cannot have the keys
        self.screen.set_focus(self._bar)  # at once: what is typed behind this is written into it

    def end_search(self) -> bool:
        """List again what was listed before; False if nothing was searched for."""
        if self._before_search is None:
            return False
        view, title, self._wanted_id = self._before_search
        self._before_search = None
        self.remove_class("-searching")
        if self._bar is not None:
            self._bar.display = False
        self.show_view(view, title, has_feed=view.scope is not Scope.FEED)
        return True

    @on(Input.Changed)
    def _words_changed(self) -> None:
        """Search while the words are being typed, once they rest."""
        if self._search_timer is not None:
            self._search_timer.stop()
        self._search_timer = self.set_timer(_SEARCH_PAUSE_S, self._search)

    def on_search_bar_left(self) -> None:
        """Go on to what was found."""
        self._words_given()

    @on(Input.Submitted)
    def _words_given(self) -> None:
        """Go on to what was found."""
        self._search()
        self.list.focus()

    def _search(self) -> None:
        typed = self._bar.value if self._bar is not None else ""
        words = typed.strip()
        if self._before_search is not None and len(words) > 1:
            self.show_view(View(search=typed), f"Search: {words}")

    def _go_to_wanted(self) -> None:
        if self._wanted_id is not None and self.list.go_to(self._wanted_id):
            self._wanted_id = None

    def toggle_unread_only(self) -> None:
        """List all headlines of the view, or only unread ones."""
        self._wanted_id = self.list.current_id
        view = self.view.only_unread(not self.view.unread_only)
        is_all = view.scope is Scope.ALL and not view.search
        title = ("Unread" if view.unread_only else "All articles") if is_all else self.title
        self.show_view(view, title, has_feed=self.list.has_feed)

    def set_order(self, order: Order) -> None:
        """List this view, and those to come, in another order."""
        self._wanted_id = self.list.current_id
        self._order = order
        self.show_view(self.view, self.title, has_feed=self.list.has_feed)

    def set_group(self, group: Grouping) -> None:
        """List this view, and those to come, under the headings of other groups."""
        self._wanted_id = self.list.current_id
        self._group = group
        self.show_view(self.view, self.title, has_feed=self.list.has_feed)

    async def _load_page(self, entry_ids: Sequence[int]) -> list[Headline]:
        return await asyncio.wrap_future(self._database.read(load_page, entry_ids))

    @work(exclusive=True, group="count", exit_on_error=False)
    async def recount(self) -> None:
        """Count again what is unread, where only that is listed."""
        if not self.view.unread_only or not self.is_loaded:
            return
        try:
            self._tell_count(
                await asyncio.wrap_future(self._database.read_later(count_view, self.view))
            )
        except NewsreaderError as error:
            self.post_message(self.Failed(str(error)))

    def _tell_count(self, count: int) -> None:
        self._heading.note = grouped(count) if count else ""

    @on(HeadlineList.CursorMoved)
    def _name_group(self) -> None:
        """Name the group of the first row on the screen: its heading may be far above."""
        self._heading.part = self.list.group

    def _shown(self, count: int) -> None:
        self._tell_count(count)
        self._name_group()
        self._heading.new = 0
        self.is_loaded = True
        self.post_message(self.Shown())


def _empty_text(view: View) -> str:
    if view.search:
        return "Nothing found."
    if view.unread_only:
        return "Nothing unread."
    words = {Scope.STARRED: "starred", Scope.BOOKMARKED: "kept"}
    return f"Nothing {words.get(view.scope, 'here')} yet."
