"""The main screen: what is chosen in one pane is shown in the next, and what keys do to it."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from functools import cached_property
from typing import TYPE_CHECKING

from textual import on, work
from textual.screen import Screen
from textual.timer import Timer

from newsreader.config.model import Settings
from newsreader.domain.errors import NewsreaderError
from newsreader.domain.headline import Headline
from newsreader.domain.view import Scope as ViewScope
from newsreader.services.first_look import VIEW, FirstLook, take_first_look
from newsreader.services.library import Library
from newsreader.services.overview import Overview, today
from newsreader.ui.bridge import LibraryChanged, connect
from newsreader.ui.commands import Scope, bindings, command
from newsreader.ui.desktop import DesktopApp
from newsreader.ui.screens.keep_commands import KeepCommands
from newsreader.ui.screens.panes import PanesScreen
from newsreader.ui.styles import use_sheet
from newsreader.ui.terminal import Colours, Terminal
from newsreader.ui.watched import Watched
from newsreader.ui.widgets.feed_rows import FeedRow, RowKind, view_of
from newsreader.ui.widgets.feed_tree import FeedTree
from newsreader.ui.widgets.ground import Ground
from newsreader.ui.widgets.headline_list import HeadlineList
from newsreader.ui.widgets.headline_pane import HeadlinePane
from newsreader.ui.widgets.line_list import LineList
from newsreader.ui.wire import WiredApp

_PREVIEW_PAUSE_S = 0.12  # a cursor held down passes headlines without opening each

_BACKGROUND_AFTER_S = 2.0  # the start belongs to the screen
_LATER_AFTER_S = 0.3  # what the first screen does without is made when it is there
_CHOOSING = "Type the letters or the number of a link. Esc leaves."

if TYPE_CHECKING:
    from newsreader.ui.fetching import Refresher
    from newsreader.ui.listening import Listening
    from newsreader.ui.widgets.article_pane import ArticlePane
    from newsreader.ui.widgets.article_view import ArticleView


class MainScreen(Watched, KeepCommands, PanesScreen, Ground, Screen[None]):
    """Wire the panes to the library."""

    BINDINGS = bindings(Scope.READING, Scope.MARKING, Scope.FEEDS, Scope.PANES)

    def __init__(
        self,
        library: Library,
        settings: Settings,
        refresher: "Callable[[], Refresher]",
        first_look: "Future[FirstLook] | None" = None,
    ) -> None:
        headlines = HeadlinePane(library, VIEW, "Unread", id="headlines-pane")
        super().__init__(library, FeedTree(id="feeds"), headlines)
        self.library = library
        self._settings = settings
        self._overview = Overview()
        self._is_counted = False
        self._first_look = first_look or take_first_look(library)
        self._refresher = refresher
        self._preview_timer: Timer | None = None

    def make_article_pane(self) -> "ArticlePane":
        """Make the pane for articles."""
        from newsreader.ui.widgets.article_pane import ArticlePane

        use_sheet(self.app, "article")
        pane = ArticlePane(self.library, self.status.say)
        self._arrange_article(pane)
        return pane

    def _arrange_article(self, pane: "ArticlePane") -> None:
        from newsreader.ui.article_options import (
            article_measure,
            article_options,
            paints_pictures,
        )

        reading = self._settings.reading
        terminal = self.app.terminal if isinstance(self.app, WiredApp) else Terminal()
        pane.view.use(
            article_options(reading, terminal),
            article_measure(reading),
            is_painting=paints_pictures(reading, terminal),
            send=self._graphics(terminal),
        )

    def _graphics(self, terminal: Terminal) -> "Callable[[str], None] | None":
        """Give what hands images to the terminal, if the reader wants that."""
        is_wanted = self._settings.screen.graphics == "kitty" and terminal.colours is Colours.TRUE
        return self.app.send_graphics if is_wanted and isinstance(self.app, DesktopApp) else None

    def use_settings(self, settings: Settings) -> None:
        """Obey other settings from now on."""
        self._settings = settings
        if self._article_pane is not None:
            self._arrange_article(self._article_pane)

    async def on_mount(self) -> None:
        """Show the feeds, or the welcome."""
        self._disconnect = connect(self.library.bus, self)
        self._forget_log = self.library.bus.subscribe(self._log)
        self.set_timer(_BACKGROUND_AFTER_S, self._begin_background)
        self.set_timer(_LATER_AFTER_S, self._prepare)
        try:
            look = await asyncio.wrap_future(self._first_look)
        except NewsreaderError as error:
            self.status.say(str(error), is_error=True)
            self.restore_arrangement("")
            return
        self.restore_arrangement(look.arrangement)
        self.headline_pane.show_first(look.headlines, VIEW, look.overview.all_unread)
        await self.show_overview(look.overview)

    @work(group="later", exit_on_error=False)
    async def _prepare(self) -> None:
        """Import what keys will want, and make the pane for articles."""
        from newsreader.ui.later import import_later

        await import_later()
        _ = self.article_pane

    def _begin_background(self) -> None:
        """Do from now on what the program does by itself."""
        from newsreader.ui.background import Background

        background = Background(
            self.library, lambda: self._settings, self._fetching, self.status.say, self._notify
        )
        background.start(self)

    def _notify(self, sentence: str) -> None:
        if isinstance(self.app, DesktopApp):
            self.app.notify_outside(sentence, self._settings.screen.notifications)

    @property
    def is_loaded(self) -> bool:
        """Whether feeds and headlines are on the screen."""
        return self._is_counted and self.headline_pane.is_loaded

    def on_unmount(self) -> None:
        """Stop listening to the library."""
        self._disconnect()
        self._forget_log()

    # -- what the library tells

    @on(LibraryChanged)
    def _library_changed(self, message: LibraryChanged) -> None:
        """Bring counts up to date, offer what is new, show marks that others changed."""
        self._listening.hear(message.event)

    async def show_overview(self, overview: Overview) -> None:
        """Show other counts, and other feeds and folders."""
        self._name_list(self._overview, overview)
        self._overview, self._is_counted = overview, True
        self.feeds.show(overview)
        if self._is_listed_gone():
            self._open_row(self.feeds.current)
        await self.show_welcome(not overview.feeds and not overview.bookmarked)

    @cached_property
    def _listening(self) -> "Listening":
        from newsreader.ui.listening import Listening

        return Listening(self, self._fetching)

    def _is_listed_gone(self) -> bool:
        """Say whether the list is of a feed or a folder that is followed no more."""
        view, followed = self.headline_pane.view, self._overview
        if view.scope is ViewScope.FEED:
            return all(feed.id != view.target_id for feed in followed.feeds)
        return view.scope is ViewScope.FOLDER and view.target_id not in followed.folders

    @on(HeadlinePane.Failed)
    @on(HeadlineList.LoadFailed)
    def _failed(self, message: HeadlinePane.Failed | HeadlineList.LoadFailed) -> None:
        self.status.say(message.sentence, is_error=True)

    # -- from pane to pane

    @on(LineList.CursorMoved, "#feeds")
    def _feed_chosen(self) -> None:
        """List the headlines of the row under the cursor."""
        row = self.feeds.current
        if row.error:
            self.status.say(f"{row.title}: {row.error}", is_error=True)
        if not self.has_class("-narrow"):
            self._open_row(row)

    def _open_row(self, row: FeedRow) -> None:
        if row.key is not None:
            view = view_of(row.key, today(self.library.clock()).since)
            is_feed = row.kind is RowKind.FEED
            self.headline_pane.show_view(view, row.title, has_feed=not is_feed)

    @on(LineList.CursorMoved, "#headlines")
    @on(HeadlinePane.Shown)
    def _headline_chosen(self) -> None:
        """Show the article under the cursor beside the list, once the cursor rests."""
        if self._preview_timer is not None:
            self._preview_timer.stop()
            self._preview_timer = None
        self.close_tags()
        if self.is_article_visible and not self._shows_current():
            self._preview_timer = self.set_timer(_PREVIEW_PAUSE_S, self._preview)

    def _preview(self) -> None:
        if not self._shows_current():  # it may have been opened meanwhile
            self._load_article()

    @on(LineList.Chosen, "#headlines")
    @on(LineList.Chosen, "#welcome")
    def _clicked(self) -> None:
        self.action_open()

    @on(LineList.Chosen, "#feeds")
    def _feed_clicked(self) -> None:
        """List the feed under the mouse where the list is not beside it."""
        if self.has_class("-narrow") and self.feeds.current.kind is not RowKind.FOLDER:
            self.action_open()

    @on(HeadlinePane.UnreadFound)
    def _unread_found(self, message: HeadlinePane.UnreadFound) -> None:
        if message.entry_id is None:
            self.status.say("Nothing more unread here.")
        else:
            self._show_article()

    def _show_article(self) -> None:
        """Open the article under the cursor where it stands, or go to it."""
        if self.is_article_visible:
            self._open_article()
        else:
            self.go_to("article")

    # -- the article

    def _shows_current(self) -> bool:
        shown = self.article.article
        return shown is not None and shown.entry.id == self.headlines.current_id

    @work(exclusive=True, group="article", exit_on_error=False)
    async def _load_article(self) -> None:
        entry_id = self.headlines.current_id
        loaded = await self.article_pane.load(entry_id)
        if entry_id == self.headlines.current_id:
            headline = self.headlines.current
            self.article_pane.show(loaded, headline.word_count if headline else None)

    def on_article_view_link_chosen(self, message: "ArticleView.LinkChosen") -> None:
        """Open a link of the article, or keep its page."""
        if message.is_to_keep:
            self._start(self.keep_link(message.url))
        else:
            self._open_url(message.url)

    def on_article_view_choosing(self, message: "ArticleView.Choosing") -> None:
        """Say what the keys mean while a link is chosen, and why none was."""
        self.status.asking = _CHOOSING if message.is_choosing else ""
        if message.trouble:
            self.status.say(message.trouble)

    def _open_article(self) -> None:
        """Show the article under the cursor and mark it read, now or after a while."""
        if headline := self.headlines.current:
            if not self._shows_current():
                self._load_article()
            self._mark_opened(headline)

    @work(exclusive=True, group="opened", exit_on_error=False)
    async def _mark_opened(self, headline: Headline) -> None:
        await asyncio.sleep(self._settings.reading.mark_read_after_s)
        if self.headlines.current_id == headline.id:
            await self._changing.open(headline)

    def go_to(self, pane: str) -> None:
        """Give the keys to a pane; the article is opened with it."""
        super().go_to(pane)
        if pane == "article":
            self._open_article()

    # -- actions: reading

    def action_open(self) -> None:
        """Open the list of the feed, or the article of the headline."""
        if self.welcome is not None:
            self.call_later(self.run_action, command(self.welcome.current).action)
        elif self.pane == "feeds":
            self._open_row(self.feeds.current)
            self.go_to("headlines")
        elif self.headlines.count:
            self.go_to("article")

    def action_forward(self) -> None:
        """Go into the folder, the list, the article."""
        if not (self.pane == "feeds" and self.feeds.set_open(True)):
            self.action_open()

    def action_read_on(self) -> None:
        """Show the next page of the article, then the next unread one."""
        if not (self.is_article_visible and self._shows_current()):
            self.action_open()
            return
        self._open_article()
        if not self.article.page_down():
            self.headline_pane.go_to_unread()

    def action_next_unread(self) -> None:
        """Go to the next place of the words found in the article; else to the next unread one."""
        if self.pane == "article" and self.article.is_finding:
            self.article.go_to_match()
        else:
            self.headline_pane.go_to_unread()

    def action_previous_unread(self) -> None:
        """Go to the unread headline before."""
        self.headline_pane.go_to_unread(is_backward=True)

    def action_open_link(self) -> None:
        """Open the page of the article in the browser, or copy its address where there is none."""
        if self.headlines.selection:
            self._start(self._many.open(self._settings.links.browser_command))
        elif (url := self._current_url()) is not None:
            self._open_url(url)

    def action_copy_link(self) -> None:
        """Copy the words that are selected, or the address of the article."""
        if self.copy_selected():
            return
        if (url := self._current_url()) is not None:
            self.app.copy_to_clipboard(url)
            self.status.say(f"Copied {url}")

    def _current_url(self) -> str | None:
        headline = self.headlines.current
        if headline is None or not headline.url:
            self.status.say("This article has no link.")
            return None
        return headline.url

    def _open_url(self, url: str) -> None:
        from newsreader.ui.links import open_or_copy

        open_or_copy(self, url, self._settings.links.browser_command, self.status.say)

    async def action_search(self) -> None:
        """Find words in the article that is open; elsewhere find articles by their words."""
        if self.pane == "article":
            self.article_pane.start_find()
        else:
            await self.headline_pane.start_search()

    def action_toggle_unread_only(self) -> None:
        """Show all headlines of the view, or only unread ones."""
        self.headline_pane.toggle_unread_only()

    def action_show_new(self) -> None:
        """Show what has arrived meanwhile."""
        self.headline_pane.rebuild()

    # -- actions: the rest

    def action_bookmarks(self) -> None:
        """Show what is kept."""
        from newsreader.ui.screens.bookmarks import BookmarksScreen

        browser = self._settings.links.browser_command
        self.app.push_screen(BookmarksScreen(self.library, self._history, browser))

    def action_cancel(self) -> None:
        """Leave the search, stop fetching, leave the article."""
        if self.pane == "article" and self.article_pane.end_find():
            return
        if self.headlines.clear_selection():
            self.status.say(self.headlines.selection_sentence())
            return
        if self.headline_pane.end_search():
            self.headlines.focus()
        elif not self._fetching.cancel() and self.pane == "article":
            self.action_previous_pane()

    def action_back(self) -> None:
        """Go back: out of the article, out of the search, out of the program."""
        if self.pane == "article":
            self.action_previous_pane()
        elif not self.headline_pane.end_search():
            self.app.exit()
