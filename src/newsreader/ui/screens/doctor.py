"""The feed doctor: how each feed is doing, troubled ones first, and what can be done about it."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.timer import Timer

from newsreader.domain.errors import NewsreaderError
from newsreader.domain.events import (
    EntriesArrived,
    FeedChecked,
    LibraryChangedOutside,
    SubscriptionsChanged,
)
from newsreader.domain.feed import Feed
from newsreader.domain.text import clean_line
from newsreader.domain.wording import counted
from newsreader.services.feed_health import FeedHealth, load_feed_health
from newsreader.services.library import Library
from newsreader.services.undo import History
from newsreader.ui.arrangement import WIDE
from newsreader.ui.bridge import LibraryChanged, connect
from newsreader.ui.caring import Caring
from newsreader.ui.changing import Changing
from newsreader.ui.commands import Command, Scope
from newsreader.ui.fetching import Fetching, Refresher
from newsreader.ui.styles import style_sheet
from newsreader.ui.watched import Watched
from newsreader.ui.widgets.feed_health_list import FeedFacts, FeedHealthList
from newsreader.ui.widgets.headline_list import HeadlineList
from newsreader.ui.widgets.line_list import LineList
from newsreader.ui.widgets.pane_title import PaneTitle
from newsreader.ui.widgets.prompt_line import PromptLine
from newsreader.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from newsreader.services.subscriptions import Candidate

_RELOAD_PAUSE_S = 0.2  # a refresh of many feeds costs a few looks at them
_F = Scope.FEEDS
_MORE = Command("more", "More", "Show more facts; after the last, the first.", ("space",), _F)
_SETTINGS = Command("settings", "Settings", "Change what is set for the feed.", ("ctrl+e",), _F)
_REDO = Command("redo", "Redo", "Do again what was taken back.", ("U", "ctrl+y"), _F)
_KEYS = (
    Command("remove", "Remove", "Stop following the feed.", ("D",), _F),
    Command("pause", "Pause", "Leave the feed out of refreshes, or take it in again.", ("p",), _F),
    Command("find", "Find", "Look for the feed on its site.", ("f",), _F),
    Command("rewrite", "Address", "Type another address for the feed.", ("e",), _F),
    Command("retry", "Retry", "Fetch the feed again now.", ("r", "enter"), _F),
    Command("undo", "Undo", "Take back the last change.", ("u", "ctrl+z"), _F),
    Command("close", "Back", "Go back to reading.", ("escape", "q", "exclamation_mark"), _F),
)


class DoctorScreen(Watched, Screen[None]):
    """Show the feeds with a verdict each, and the facts of the one under the cursor."""

    CSS_PATH = style_sheet("feed_care")
    AUTO_FOCUS = "#health"
    OWN_COMMANDS: ClassVar[tuple[Command, ...]] = (_MORE, _SETTINGS, *_KEYS[:-1], _REDO, _KEYS[-1])
    BINDINGS = [  # noqa: RUF012 - Textual's way
        Binding(",".join(key.keys), key.action, key.title, show=False) for key in OWN_COMMANDS
    ]
    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [  # type: ignore[misc] # Textual forgets ClassVar
        (0, "-normal"),
        (WIDE, "-wide"),
    ]

    def __init__(
        self,
        library: Library,
        history: History,
        headlines: HeadlineList,
        fetching: Fetching,
        refresher: Callable[[], Refresher],
    ) -> None:
        super().__init__()
        self._library = library
        self._history = history
        self._fetching = fetching
        self._refresher = refresher
        self.status = StatusLine("care-status")
        self.status.hints = _KEYS
        self._changing = Changing(library, history, headlines, self.status.say)
        self._caring = Caring(library, history, self.status.say)
        self.list = FeedHealthList(library.clock, "health")
        self.facts = FeedFacts(library.clock, "facts")
        self._facts_pane = VerticalScroll(id="facts-pane", can_focus=False)
        self._heading = PaneTitle("Feed doctor")
        self._prompt = PromptLine()
        self._retried: set[int] = set()
        self._reload_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out the list beside the facts, or above them."""
        with Vertical(id="health-pane"):
            yield self._heading
            yield self.list
        with self._facts_pane:
            yield self._prompt
            yield self.facts
        yield self.status

    def on_mount(self) -> None:
        """Look at all feeds, and again whenever something happens to them."""
        self._disconnect = connect(self._library.bus, self)
        self._reload()

    def on_unmount(self) -> None:
        """Stop listening to the library."""
        self._disconnect()

    # -- what is shown

    @on(LibraryChanged)
    def _library_changed(self, message: LibraryChanged) -> None:
        match message.event:
            case FeedChecked(feed_id) as checked if feed_id in self._retried:
                self._retried.discard(feed_id)
                if checked.error_code:
                    self.status.say(checked.error or checked.error_code, is_error=True)
                else:
                    self.status.say(f"It answers: {counted(checked.new_count, 'new article')}.")
            case FeedChecked() | EntriesArrived():
                pass
            case SubscriptionsChanged() | LibraryChangedOutside():
                self._reload()
                return
            case _:
                return
        if self._reload_timer is None:
            self._reload_timer = self.set_timer(_RELOAD_PAUSE_S, self._reload)

    @work(exclusive=True, group="health", exit_on_error=False)
    async def _reload(self) -> None:
        self._reload_timer = None
        job = self._library.database.read_later(load_feed_health, self._library.clock())
        try:
            self._show(await asyncio.wrap_future(job))
        except NewsreaderError as error:
            self.status.say(str(error), is_error=True)

    def _show(self, feeds: list[FeedHealth]) -> None:
        self.list.show(feeds)
        self._show_facts()
        troubled = sum(not one.is_well for one in feeds)
        if not feeds:
            self._heading.note = "There are no feeds yet."
        elif troubled:
            need = "needs" if troubled == 1 else "need"
            self._heading.note = f"{troubled} of {counted(len(feeds), 'feed')} {need} a look"
        else:
            self._heading.note = "All feeds are well."

    @on(LineList.CursorMoved)
    def _cursor_moved(self) -> None:
        self._show_facts()
        self._facts_pane.scroll_home(animate=False)

    def _show_facts(self) -> None:
        self.facts.health = self.list.current
        self.call_after_refresh(self._offer_more)

    def _offer_more(self) -> None:
        """Name the key for what does not fit, where something does not."""
        *hints, back = (_SETTINGS, *_KEYS) if self.has_class("-wide") else _KEYS
        more = (_MORE,) if self._facts_pane.max_scroll_y else ()
        self.status.hints = (*hints, *more, back)

    # -- what keys do

    def _start(self, work: Coroutine[None, None, object]) -> None:
        self.run_worker(work, exit_on_error=False)

    @property
    def _feed(self) -> Feed | None:
        return self.list.current.feed if self.list.current else None

    def _fetch(self, feed: Feed) -> None:
        self._retried.add(feed.id)
        self.status.say(f"Fetching {clean_line(feed.title)} …")
        self._fetching.start([feed.id])

    def action_more(self) -> None:
        """Show more facts; after the last, the first."""
        pane = self._facts_pane
        if pane.is_vertical_scroll_end:
            pane.scroll_home(animate=False)
        else:
            pane.scroll_page_down(animate=False)

    def action_retry(self) -> None:
        """Fetch the feed again now."""
        if feed := self._feed:
            self._fetch(feed)

    def action_pause(self) -> None:
        """Leave the feed out of refreshes, or take it in again."""
        if feed := self._feed:
            self._start(self._caring.toggle_pause(feed))

    def action_remove(self) -> None:
        """Stop following the feed; its bookmarks stay."""
        if feed := self._feed:
            self._start(self._changing.unsubscribe(feed.id, feed.title))

    def action_undo(self) -> None:
        """Take back the last change."""
        self._start(self._changing.undo())

    def action_redo(self) -> None:
        """Do again what was taken back last."""
        self._start(self._changing.redo())

    def action_close(self) -> None:
        """Go back to reading."""
        self.dismiss(None)

    # -- what is set for it

    def action_settings(self) -> None:
        """Show and change all that is set for the feed."""
        if feed := self._feed:
            self._start(self._open_settings(feed))

    async def _open_settings(self, feed: Feed) -> None:
        from newsreader.ui.screens.feed_settings import open_feed_settings

        def fetch(_feed_id: int) -> None:
            self._fetch(feed)

        try:
            await open_feed_settings(self, self._library, self._history, feed.id, fetch)
        except NewsreaderError as error:
            self.status.say(str(error), is_error=True)

    # -- another address

    def action_rewrite(self) -> None:
        """Ask for another address."""
        if feed := self._feed:
            self._prompt.ask(str(feed.id), "Address", feed.url)

    @on(PromptLine.Given)
    def _address_given(self, message: PromptLine.Given) -> None:
        self.list.focus()
        feed = self._feed
        if feed is not None and str(feed.id) == message.purpose and message.answer.strip():
            self._start(self._rewrite(feed, message.answer.strip()))

    @on(PromptLine.Dropped)
    def _address_dropped(self) -> None:
        self.list.focus()

    async def _rewrite(self, feed: Feed, address: str) -> None:
        if address != feed.url and await self._caring.rewrite(feed, address):
            self._fetch(feed)

    @work(exclusive=True, group="find", exit_on_error=False)
    async def action_find(self) -> None:
        """Look for feeds at the feed's address and on its site, and let one be chosen."""
        from newsreader.services.subscriptions import find_other_addresses

        feed = self._feed
        if feed is None:
            return
        self.status.say(f"Looking for feeds at {feed.url} and on its site …")
        refresher, now = self._refresher(), self._library.clock()
        try:
            others = await find_other_addresses(
                feed, now=now, parser=refresher.parser, limits=refresher.limits
            )
        except NewsreaderError as error:
            self.status.say(str(error), is_error=True)
            return
        if not others:
            self.status.say("The site names no feed but this one.")
            return
        self.status.say("")
        chosen = await self._choose(others)
        if chosen is not None:
            await self._rewrite(feed, chosen.url)

    async def _choose(self, candidates: "list[Candidate]") -> "Candidate | None":
        from newsreader.ui.screens.pick import Choice, PickScreen

        choices = [
            Choice(f"{clean_line(one.title)} · {counted(one.item_count, 'article')} · {one.url}")
            for one in candidates
        ]
        keys = "Enter take this one, keeping all articles   Esc leave it"
        number = await self.app.push_screen_wait(PickScreen("Feeds of the site", choices, keys))
        return None if number is None else candidates[number]
