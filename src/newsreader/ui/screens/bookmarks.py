"""The bookmarks screen: finding again what is kept, and going to its page."""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from textual import work
from textual.binding import Binding

from newsreader.domain.errors import NewsreaderError
from newsreader.domain.view import Order
from newsreader.domain.wording import counted
from newsreader.services import bookmarks
from newsreader.services.library import Library
from newsreader.services.undo import History
from newsreader.store.bookmark_lists import pick_bookmark
from newsreader.ui.commands import Scope, binding_key, bindings, command
from newsreader.ui.links import open_or_copy, open_or_copy_all
from newsreader.ui.screens.bookmark_asking import BookmarkAsking
from newsreader.ui.widgets.article_view import ArticleView

_ORDERS = (Order.NEWEST, Order.OLDEST)
# What these do elsewhere they do here, to a bookmark.
_SHARED = (
    "open", "read-on", "open-link", "copy-link", "search", "toggle-star", "edit-tags", "delete",
    "undo", "redo", "forward", "backward", "next-pane", "previous-pane", "cancel", "back",
    "select", "select-all", "keep-quote", "save", "export", "pictures", "history", "sort",
    "reverse-sort",
)  # fmt: skip


class BookmarksScreen(BookmarkAsking):
    """Find, open, copy; what is changed stands in :class:`BookmarkAsking` and below it."""

    BINDINGS: ClassVar[list[Any]] = [
        *bindings(Scope.BOOKMARKS),
        *(Binding(binding_key(name), command(name).action, show=False) for name in _SHARED),
    ]

    def __init__(self, library: Library, history: History, browser: Sequence[str] = ()) -> None:
        super().__init__(library, history)
        self._browser = browser

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
        day = self.library.clock()
        job = self.library.database.read_later(bookmarks.load_year_ago, day)
        found = await asyncio.wrap_future(job)
        if not found:
            self.say("Nothing was saved on this day of former years.")
            return
        self.day, self.list_title = day, "On this day"
        self.show_spine(found, is_same_view=False)

    # -- the order

    def action_sort(self) -> None:
        """Choose what comes first."""
        from newsreader.ui.screens.pick import Choice, PickScreen

        choices = [Choice("Kept last", "d"), Choice("Kept first", "D")]
        cursor = _ORDERS.index(self.view.order)

        def picked(number: int | None) -> None:
            if number is not None:
                self.set_order(_ORDERS[number])

        self.app.push_screen(PickScreen("Sort by", choices, cursor=cursor), picked)

    def action_reverse_sort(self) -> None:
        """Turn the order of the list round."""
        self.set_order(self.view.order.opposite)

    # -- the page itself

    def action_open_link(self) -> None:
        """Open the page in the browser, or the pages of all that are selected."""
        if self.list.selection:
            # taken before the work begins: the next key must not mean them, too
            self.start(self._open_all(self.list.take_targets()))
        elif (row := self.list.current) and row.url:
            open_or_copy(self, row.url, self._browser, self.say)

    async def _open_all(self, ids: Sequence[int]) -> None:
        """Open pages, some at a time: the rest stays selected."""
        from newsreader.ui.many import split_for

        now, rest = split_for(self._browser, ids)
        try:
            found = await self._load_page(now)
        except NewsreaderError as error:
            self.say(str(error), is_error=True)
            return
        if rest:
            self.list.select(rest)
        done = open_or_copy_all(self, [row.url for row in found if row.url], self._browser)
        left = f" {counted(len(rest), 'bookmark')} still selected." if rest else ""
        self.say(f"{done}{left}")

    def on_article_view_link_chosen(self, message: ArticleView.LinkChosen) -> None:
        """Open a link of the article, or keep its page."""
        if message.is_to_keep:
            self.start(self._keep_link(message.url))
        else:
            open_or_copy(self, message.url, self._browser, self.say)

    def action_pictures(self) -> None:
        """Show the pictures of the article, those that were kept without asking for them."""
        from newsreader.services.bookmark_pictures import load_kept_picture
        from newsreader.services.pictures import pictures_of
        from newsreader.ui.screens.pictures import PicturesScreen

        article, bookmark_id = self.preview.article, self.list.current_id
        pictures = pictures_of(article) if article else []
        if pictures and bookmark_id is not None:
            load = partial(load_kept_picture, self.library, bookmark_id)
            self.app.push_screen(PicturesScreen(pictures, load))
        else:
            self.say("This article has no pictures. Open it first.")

    def action_copy_link(self) -> None:
        """Copy the words that are selected, or the address."""
        if self.copy_selected():
            return
        if (row := self.list.current) and row.url:
            self.app.copy_to_clipboard(row.url)
            self.say(f"Copied {row.url}")

    async def _keep_link(self, url: str) -> None:
        if bookmark := await self.keeping.link(url):
            await self.keeping.complete(bookmark)
