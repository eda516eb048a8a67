"""What keys do to lists: selecting, changing many articles, sorting, going from feed to feed."""

import asyncio
import random
from collections.abc import Sequence
from pathlib import Path

from newsreader.domain.errors import NewsreaderError
from newsreader.domain.view import Grouping, Order, Scope, View
from newsreader.services.overview import Overview
from newsreader.store.headlines import load_older, load_spine
from newsreader.ui.screens.tools import Tools
from newsreader.ui.widgets.feed_rows import FeedRow, RowKind
from newsreader.ui.widgets.headline_pane import HeadlinePane

_DAY_S = 86_400

# The letters of newsboat's menu, where it has such an order.
_ORDERS = (
    (Order.NEWEST, "d", "Date, newest first"),
    (Order.OLDEST, "D", "Date, oldest first"),
    (Order.UNREAD_FIRST, "u", "Unread first"),
    (Order.FEED, "f", "Feed"),
    (Order.TITLE, "t", "Title"),
    (Order.LONGEST, "l", "Length, longest first"),
    (Order.SHORTEST, "s", "Length, shortest first"),
)
_GROUPINGS = (
    (Grouping.NONE, "n", "Nothing"),
    (Grouping.DAY, "d", "Day"),
    (Grouping.FEED, "f", "Feed"),
)


class ListCommands(Tools):
    """The commands for lists; the screen that has them says what its library is."""

    _overview: Overview

    def _show_article(self) -> None:
        """Open the article under the cursor where it stands, or go to it."""
        raise NotImplementedError

    def _open_row(self, row: FeedRow) -> None:
        """List what a row of the tree stands for."""
        raise NotImplementedError

    def _open_article(self) -> None:
        """Show the article under the cursor."""
        raise NotImplementedError

    def _open_url(self, url: str) -> None:
        """Open an address in the browser."""
        raise NotImplementedError

    # -- selecting

    def action_select(self) -> None:
        """Begin a range at the cursor, or end it."""
        self.headlines.toggle_range()
        self._say_selected()

    def action_select_all(self) -> None:
        """Select the whole list, or nothing."""
        self.headlines.toggle_all()
        self._say_selected()

    def select_rows(self, count: int) -> None:
        """Mean so many headlines from the cursor on with the next command."""
        self.headlines.select_rows(count)

    def _say_selected(self) -> None:
        self.status.say(self.headlines.selection_sentence())

    def toggle_selected(self, mark: str) -> bool:
        """Read, star or bookmark what is selected; undone where all is so already.

        False if nothing is selected. Headlines that are not loaded count as not marked.
        """
        if not self.headlines.selection:
            return False
        ids = self.headlines.take_targets()
        found = [self.headlines.find(entry_id) for entry_id in ids]
        if mark == "read":
            is_read = not all(headline and headline.is_read for headline in found)
            self._start(self._bulk.set_read(ids, is_read))
        elif mark == "star":
            is_starred = not all(headline and headline.is_starred for headline in found)
            self._start(self._bulk.set_starred(ids, is_starred))
        else:
            self._start(self._bulk.bookmark(ids))
        return True

    # -- changing one, or what is selected

    def action_toggle_read(self) -> None:
        """Mark the article read, or unread again."""
        if not self.toggle_selected("read") and (headline := self.headlines.current):
            self._start(self._changing.set_read(headline, not headline.is_read))

    def action_toggle_star(self) -> None:
        """Star the article, or take the star away."""
        if not self.toggle_selected("star") and (headline := self.headlines.current):
            self._start(self._changing.toggle_star(headline))

    def action_mark_all_read(self) -> None:
        """Mark everything in the list read."""
        pane = self.headline_pane
        self._start(self._changing.mark_view_read(pane.view, pane.title))

    def action_mark_read(self) -> None:
        """Mark the article, or what is selected, read."""
        if ids := self.headlines.take_targets():
            self._start(self._bulk.set_read(ids, True))

    def action_mark_unread(self) -> None:
        """Mark the article, or what is selected, unread."""
        if ids := self.headlines.take_targets():
            self._start(self._bulk.set_read(ids, False))

    def action_mark_above_read(self) -> None:
        """Mark all above the cursor read."""
        self._start(self._mark_read(self.headlines.spine[: self.headlines.place]))

    def action_mark_below_read(self) -> None:
        """Mark all below the cursor read."""
        self._start(self._mark_read(self.headlines.spine[self.headlines.place + 1 :]))

    def action_mark_older_read(self, days: int = 0) -> None:
        """Mark what is older than the article under the cursor read, or older than some days."""
        current = self.headlines.current
        if days:
            before = self.library.clock() - days * _DAY_S
        elif current is not None:
            before = current.sort_at
        else:
            return
        self._start_steps(self._mark_older(before))

    async def _mark_older(self, before: int) -> None:
        job = self.library.database.read(load_older, self.headline_pane.view, before)
        try:
            ids = await asyncio.wrap_future(job)
        except NewsreaderError as error:
            self.status.say(str(error), is_error=True)
        else:
            await self._mark_read(ids)

    async def _mark_read(self, ids: Sequence[int]) -> None:
        if ids:
            await self._bulk.set_read(ids, True)
        else:
            self.status.say("There is nothing to mark.")

    def action_mark_everything_read(self) -> None:
        """Mark all articles of all feeds read."""
        self._start(self._bulk.mark_everything_read())

    def action_delete(self) -> None:
        """Delete the article, or what is selected."""
        current = self.headlines.current
        is_one = current is not None and not self.headlines.selection
        title = f"“{current.title}”" if current is not None and is_one else ""
        if ids := self.headlines.take_targets():
            self._take_away(ids)
            self._start(self._delete(ids, title))

    def action_delete_all(self) -> None:
        """Delete everything in the list."""
        if ids := list(self.headlines.spine):
            self._take_away(ids)
            self._start(self._delete(ids))

    async def _delete(self, ids: Sequence[int], title: str = "") -> None:
        if not await self._bulk.delete(ids, title) or not self.headlines.count:
            self.headline_pane.rebuild()

    def _take_away(self, ids: Sequence[int]) -> None:
        """Take articles off the list at once: the next key is meant for the one that follows."""
        self.headlines.take_away(ids)
        if self.pane == "article" and self.headlines.count:
            self._open_article()

    async def action_export(self) -> None:
        """Write what is selected to a file, or the article under the cursor."""
        await self._ask(self._many.ask_and_export())

    async def export_headlines(self, path: Path) -> None:
        """Write what is selected to a file that was named already."""
        await self._many.export(path)

    async def save_headline(self, path: Path) -> None:
        """Save the article under the cursor without opening it."""
        from newsreader.services.saving import save_article

        loaded = await self.article_pane.load(self.headlines.current_id)
        if loaded is None:
            self.status.say("There is no article to save.")
            return
        try:
            saved = await asyncio.to_thread(save_article, loaded[0], path)
        except NewsreaderError as error:
            self.status.say(str(error), is_error=True)
        else:
            self.status.say(f"Saved {saved}")

    # -- the history

    def action_undo(self) -> None:
        """Take back the last change."""
        self._start_steps(self._undo(1))

    def action_redo(self) -> None:
        """Do again what was taken back."""
        self._start_steps(self._redo(1))

    async def _undo(self, steps: int) -> None:
        undone = await self._changing.undo(steps)
        self._list_again(any(step.adds_or_removes for step in undone))

    async def _redo(self, steps: int) -> None:
        redone = await self._changing.redo(steps)
        self._list_again(any(step.adds_or_removes for step in redone))

    def _list_again(self, is_needed: bool) -> None:
        """List the view again where entries came back into it, or went."""
        if is_needed:
            self.headline_pane.rebuild()
        else:
            self.headline_pane.take_in_returned()

    def action_history(self) -> None:
        """List what was done and what of it was taken back; go to the step that is picked."""
        from newsreader.ui.screens.history import pick_step

        pick_step(self.app, self._history, self.status.say, self._go_through)

    def _go_through(self, steps: int) -> None:
        self._start_steps(self._undo(steps) if steps > 0 else self._redo(-steps))

    # -- sorting

    def action_sort(self) -> None:
        """Choose what the list is sorted by."""
        from newsreader.ui.screens.pick import Choice, PickScreen

        orders = [order for order, _, _ in _ORDERS]
        now = self.headline_pane.view.order
        choices = [Choice(title, key) for _, key, title in _ORDERS]
        cursor = orders.index(now) if now in orders else 0
        self.app.push_screen(PickScreen("Sort by", choices, cursor=cursor), self._picked_order)

    def _picked_order(self, number: int | None) -> None:
        if number is not None:
            self._sort(_ORDERS[number][0])

    def action_reverse_sort(self) -> None:
        """Turn the order of the list round."""
        self._sort(self.headline_pane.view.order.opposite)

    def _sort(self, order: Order) -> None:
        self.headline_pane.set_order(order)
        self._arranging.remember_list(order, self.headline_pane.view.group)

    def action_group(self) -> None:
        """Choose what stands together in the list."""
        from newsreader.ui.screens.pick import Choice, PickScreen

        groupings = [grouping for grouping, _, _ in _GROUPINGS]
        choices = [Choice(title, key) for _, key, title in _GROUPINGS]
        cursor = groupings.index(self.headline_pane.view.group)
        self.app.push_screen(PickScreen("Group by", choices, cursor=cursor), self._picked_grouping)

    def _picked_grouping(self, number: int | None) -> None:
        if number is not None:
            grouping = _GROUPINGS[number][0]
            self.headline_pane.set_group(grouping)
            self._arranging.remember_list(self.headline_pane.view.order, grouping)

    # -- going elsewhere

    def action_go_to_number(self, number: int = 0) -> None:
        """Go to the line with this number, the first being 1."""
        if not number:
            self.status.say("Type the number first.")
        elif self.pane == "feeds":
            self.feeds.move_cursor(number - 1)
        elif self.headlines.go_to_place(number - 1) and self.pane == "article":
            self._open_article()

    def action_random_unread(self) -> None:
        """Go to one of the unread articles of the list."""
        self._start(self._go_to_random(self.headline_pane.view.only_unread()))

    async def _go_to_random(self, view: View) -> None:
        try:
            ids = await asyncio.wrap_future(self.library.database.read(load_spine, view))
        except NewsreaderError as error:
            self.status.say(str(error), is_error=True)
            return
        found = random.choice(ids) if ids else None  # noqa: S311 - no secret
        if found is not None and not self.headlines.go_to(found):
            found = None
        self.headline_pane.post_message(HeadlinePane.UnreadFound(found))

    def action_open_site(self) -> None:
        """Open the site of the feed under the cursor in the browser."""
        key = self.feeds.current.key
        feed_id = key.target_id if key and key.scope is Scope.FEED else None
        sites = (feed.site_url for feed in self._overview.feeds if feed.id == feed_id)
        if site := next(sites, None):
            self._open_url(site)
        else:
            self.status.say("Put the cursor on a feed that names its site.")

    def action_leave(self) -> None:
        """Go out of the article, the search, the list; from the feeds, out of the program."""
        if self.pane == "feeds":
            self.app.exit()
        elif self.pane == "headlines" and self.headline_pane.end_search():
            self.headlines.focus()
        else:
            self.action_previous_pane()

    def action_next_headline(self, number: int = 0) -> None:
        """Go to the next headline, read or not, or so many on."""
        self._step(max(1, number))

    def action_previous_headline(self, number: int = 0) -> None:
        """Go to the headline before, or so many back."""
        self._step(-max(1, number))

    def _step(self, step: int) -> None:
        """Open an article further on; those on the way stay closed."""
        if self.headlines.go_to_place(self.headlines.place + step):
            self._show_article()

    def action_next_feed(self) -> None:
        """List the next feed."""
        self._go_to_feed(1)

    def action_previous_feed(self) -> None:
        """List the feed before."""
        self._go_to_feed(-1)

    def action_next_unread_feed(self) -> None:
        """List the next feed with something unread."""
        self._go_to_feed(1, is_unread=True)

    def action_previous_unread_feed(self) -> None:
        """List the feed before that has something unread."""
        self._go_to_feed(-1, is_unread=True)

    def _go_to_feed(self, step: int, *, is_unread: bool = False) -> None:
        for row in self.feeds.rows_from_cursor(step):
            if row.kind is RowKind.FEED and row.key and (row.unread or not is_unread):
                self.feeds.reveal(row.key)
                self._open_row(row)
                return
        what = "unread feed" if is_unread else "feed"
        self.status.say(f"There is no other {what} that way.")
