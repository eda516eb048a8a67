"""The main screen: feeds, headlines, article."""

import asyncio
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.reactive import reactive
from textual.screen import Screen
from textual.timer import Timer

from newsreader.domain.errors import NewsreaderError
from newsreader.domain.events import (
    BookmarksChanged,
    EntriesArrived,
    Event,
    FeedChecked,
    LibraryChangedOutside,
    RefreshFinished,
    StateChanged,
    SubscriptionsChanged,
)
from newsreader.services.articles import Articles
from newsreader.services.library import Library
from newsreader.services.overview import load_overview, today
from newsreader.services.undo import History
from newsreader.ui.bridge import LibraryChanged, connect
from newsreader.ui.commands import Command, Scope, bindings, command
from newsreader.ui.marking import Marking
from newsreader.ui.widgets.article_view import ArticleView
from newsreader.ui.widgets.feed_rows import UNREAD, FeedRow, RowKind, view_of
from newsreader.ui.widgets.feed_tree import FeedTree
from newsreader.ui.widgets.headline_list import HeadlineList
from newsreader.ui.widgets.headline_pane import HeadlinePane
from newsreader.ui.widgets.line_list import LineList
from newsreader.ui.widgets.pane_title import PaneTitle
from newsreader.ui.widgets.status_line import StatusLine

PANES = ("feeds", "headlines", "article")
_HINTS = {
    "feeds": ("open", "add-feed", "fetch", "fetch-all", "search", "help"),
    "headlines": ("open", "next-unread", "toggle-star", "toggle-bookmark", "search", "help"),
    "article": ("read-on", "next-unread", "open-link", "copy-link", "toggle-bookmark", "help"),
}
_PREVIEW_PAUSE_S = 0.12  # a cursor held down passes headlines without opening each
_OVERVIEW_PAUSE_S = 0.05  # many changes in a row cost one look at the counts


class MainScreen(Screen[None]):
    """Wire the three panes: what is chosen in one is shown in the next."""

    BINDINGS = bindings(Scope.READING, Scope.MARKING, Scope.FEEDS, Scope.PANES)
    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [  # type: ignore[misc] # Textual forgets ClassVar
        (0, "-narrow"),
        (64, "-normal"),
        (120, "-wide"),
    ]

    AUTO_FOCUS = "#headlines"

    pane = reactive("headlines", init=False)
    """The pane that has the keys; where there is no room for more, the only one to be seen."""

    def __init__(self, library: Library) -> None:
        super().__init__(classes="-at-headlines")
        self.library = library
        self._articles = Articles(library)
        self._first_overview = library.database.read(load_overview, library.clock())
        self._feeds = FeedTree(id="feeds")
        self._headline_pane = HeadlinePane(
            library, view_of(UNREAD, None), "Unread", id="headlines-pane"
        )
        self._headlines = self._headline_pane.list
        self._article = ArticleView(id="article")
        self._status = StatusLine(id="status")
        self._marking = Marking(library, History(library), self._headlines, self._status.say)
        self._preview_timer: Timer | None = None
        self._overview_timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out the panes; styles/app.tcss says which are to be seen."""
        with Horizontal(id="panes"):
            with Vertical(id="feeds-pane", classes="pane"):
                yield PaneTitle(id="brand")
                yield self._feeds
            yield self._headline_pane
            with Vertical(id="article-pane", classes="pane"):
                yield self._article
        yield self._status

    async def on_mount(self) -> None:
        """Show the feeds and give the keys to the headlines."""
        self._disconnect = connect(self.library.bus, self)
        self.query_one("#brand", PaneTitle).title = "newsreader"
        self._status.hints = _hints(self.pane)
        try:
            self._feeds.show(await asyncio.wrap_future(self._first_overview))
        except NewsreaderError as error:
            self._status.say(str(error), is_error=True)

    def on_unmount(self) -> None:
        """Stop listening to the library."""
        self._disconnect()

    # -- what the library tells

    @on(LibraryChanged)
    def _library_changed(self, message: LibraryChanged) -> None:
        """Bring counts up to date, offer what is new, show marks that others changed."""
        match message.event:
            case EntriesArrived() | LibraryChangedOutside() | RefreshFinished():
                self._headline_pane.look_for_new()
                self._headlines.reload()
            case StateChanged(ids=None) | BookmarksChanged():
                self._headlines.reload()
        self._look_at_counts(message.event)

    def _look_at_counts(self, event: Event) -> None:
        is_countable = isinstance(
            event,
            EntriesArrived
            | FeedChecked
            | StateChanged
            | SubscriptionsChanged
            | BookmarksChanged
            | LibraryChangedOutside,
        )
        if is_countable and self._overview_timer is None:
            self._overview_timer = self.set_timer(_OVERVIEW_PAUSE_S, self._load_overview)

    @work(exclusive=True, group="overview", exit_on_error=False)
    async def _load_overview(self) -> None:
        self._overview_timer = None
        job = self.library.database.read_later(load_overview, self.library.clock())
        try:
            self._feeds.show(await asyncio.wrap_future(job))
        except NewsreaderError as error:
            self._status.say(str(error), is_error=True)

    # -- from pane to pane

    @on(LineList.CursorMoved, "#feeds")
    def _feed_chosen(self) -> None:
        """List the headlines of the row under the cursor."""
        if self.has_class("-narrow"):
            return
        self._open_row(self._feeds.current)

    def _open_row(self, row: FeedRow) -> None:
        if row.key is not None:
            view = view_of(row.key, today(self.library.clock()).since)
            is_feed = row.kind is RowKind.FEED
            self._headline_pane.show_view(view, row.title, has_feed=not is_feed)

    @on(LineList.CursorMoved, "#headlines")
    @on(HeadlinePane.Shown)
    def _headline_chosen(self) -> None:
        """Show the article under the cursor beside the list, once the cursor rests."""
        if self._preview_timer is not None:
            self._preview_timer.stop()
            self._preview_timer = None
        if self.is_article_visible and not self._shows_current():
            self._preview_timer = self.set_timer(_PREVIEW_PAUSE_S, self._load_article)

    @on(LineList.Chosen, "#headlines")
    def _headline_clicked(self) -> None:
        self.action_open()

    @on(HeadlinePane.UnreadFound)
    def _unread_found(self, message: HeadlinePane.UnreadFound) -> None:
        if message.entry_id is None:
            self._status.say("Nothing more unread here.")
        elif self.is_article_visible:
            self._open_article()

    @on(HeadlinePane.Failed)
    @on(HeadlineList.LoadFailed)
    def _failed(self, message: HeadlinePane.Failed | HeadlineList.LoadFailed) -> None:
        self._status.say(message.sentence, is_error=True)

    # -- the article

    @property
    def is_article_visible(self) -> bool:
        """Whether the article is on the screen now."""
        return self.pane == "article" or (self.has_class("-wide") and not self.has_class("-zen"))

    def _shows_current(self) -> bool:
        shown = self._article.article
        return shown is not None and shown.entry.id == self._headlines.current_id

    @work(exclusive=True, group="article", exit_on_error=False)
    async def _load_article(self) -> None:
        entry_id = self._headlines.current_id
        try:
            article = (
                None if entry_id is None else await asyncio.to_thread(self._articles.open, entry_id)
            )
        except NewsreaderError as error:
            self._status.say(str(error), is_error=True)
            return
        if entry_id == self._headlines.current_id:
            self._article.show(article)

    def _open_article(self) -> None:
        """Show the article under the cursor and mark it read."""
        headline = self._headlines.current
        if headline is None:
            return
        if not self._shows_current():
            self._load_article()
        self.run_worker(self._marking.opened(headline), exit_on_error=False)

    # -- panes

    def watch_pane(self, old: str, new: str) -> None:
        """Give the keys to a pane and, where there is no room for more, the place."""
        self.remove_class(f"-at-{old}")
        self.add_class(f"-at-{new}")
        self.query_one(f"#{new}").focus()
        self._status.hints = _hints(new)

    @on(events.DescendantFocus)
    def _pane_focused(self, event: events.DescendantFocus) -> None:
        """Follow the mouse into another pane."""
        if event.widget.id in PANES:
            self.pane = event.widget.id

    def action_forward(self) -> None:
        """Go into the folder, the list, the article."""
        if self.pane == "feeds" and self._feeds.set_open(True):
            return
        self.action_open()

    def action_backward(self) -> None:
        """Go out of the article, the list, the folder."""
        if self.pane != "feeds":
            self.action_previous_pane()
        elif not self._feeds.set_open(False):
            self._feeds.go_to_parent()

    def action_next_pane(self) -> None:
        """Go to the pane on the right, from the last to the first."""
        self._go_to(PANES[(PANES.index(self.pane) + 1) % len(PANES)])

    def action_previous_pane(self) -> None:
        """Go to the pane on the left."""
        self._go_to(PANES[max(0, PANES.index(self.pane) - 1)])

    def action_go_to_feeds(self) -> None:
        """Go to the feeds."""
        self._go_to("feeds")

    def action_go_to_headlines(self) -> None:
        """Go to the headlines."""
        self._go_to("headlines")

    def action_go_to_article(self) -> None:
        """Go to the article."""
        self._go_to("article")

    def _go_to(self, pane: str) -> None:
        self.pane = pane
        if pane == "article":
            self._open_article()

    def action_toggle_zen(self) -> None:
        """Show one pane only, or all again."""
        self.toggle_class("-zen")

    def action_toggle_lines(self) -> None:
        """Give each headline one line, or two."""
        self._headlines.has_two_lines = not self._headlines.has_two_lines

    # -- reading

    def action_open(self) -> None:
        """Open the list of the feed, or the article of the headline."""
        if self.pane == "feeds":
            self._open_row(self._feeds.current)
            self.pane = "headlines"
        elif self.pane == "headlines":
            self._go_to("article")

    def action_read_on(self) -> None:
        """Show the next page of the article, then the next unread one."""
        if not (self.is_article_visible and self._shows_current()):
            self._go_to("article")
        elif not self._article.page_down():
            self._open_article()
            self._headline_pane.go_to_unread()
        else:
            self._open_article()

    def action_next_unread(self) -> None:
        """Go to the next unread headline."""
        self._headline_pane.go_to_unread()

    def action_previous_unread(self) -> None:
        """Go to the unread headline before."""
        self._headline_pane.go_to_unread(is_backward=True)

    def action_show_new(self) -> None:
        """Show what has arrived meanwhile."""
        self._headline_pane.rebuild()

    # -- marking

    def action_toggle_read(self) -> None:
        """Mark the article read, or unread again."""
        if headline := self._headlines.current:
            self.run_worker(
                self._marking.set_read(headline, not headline.is_read), exit_on_error=False
            )

    def action_toggle_star(self) -> None:
        """Star the article, or take the star away."""
        if headline := self._headlines.current:
            self.run_worker(self._marking.toggle_star(headline), exit_on_error=False)

    def action_mark_all_read(self) -> None:
        """Mark everything in the list read."""
        pane = self._headline_pane
        self.run_worker(self._marking.mark_view_read(pane.view, pane.title), exit_on_error=False)

    def action_undo(self) -> None:
        """Take back the last change."""
        self.run_worker(self._marking.undo(), exit_on_error=False)

    def action_back(self) -> None:
        """Go back; from the feeds, quit."""
        if self.pane == "article":
            self.action_previous_pane()
        else:
            self.app.exit()


def _hints(pane: str) -> list[Command]:
    return [command(name) for name in _HINTS[pane]]
