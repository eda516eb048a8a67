"""Three panes and a status line: what is to be seen in which size, and which has the keys."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding
from textual.reactive import reactive
from textual.widget import Widget

from newsreader.services.library import Library
from newsreader.ui.arrangement import NORMAL, WIDE
from newsreader.ui.arranging import Arranging
from newsreader.ui.commands import Command, Scope, bindings, command
from newsreader.ui.styles import use_sheet
from newsreader.ui.widgets.feed_tree import FeedTree
from newsreader.ui.widgets.ground import Column, Row
from newsreader.ui.widgets.headline_pane import HeadlinePane
from newsreader.ui.widgets.pane_title import PaneTitle
from newsreader.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from textual.screen import Screen

    from newsreader.ui.widgets.article_pane import ArticlePane
    from newsreader.ui.widgets.article_view import ArticleView
    from newsreader.ui.widgets.welcome import Welcome

    _Screen = Screen[None]
else:
    _Screen = object  # a class of Textual's takes 0.5 ms to make: only the whole screen is one

PANES = ("feeds", "headlines", "article")
# by rising importance; what lists share stands last, where a change of pane writes nothing
_HINTS = {
    "feeds": ("add-feed", "fetch", "next-unread", "open", "search", "help"),
    "headlines": ("toggle-star", "toggle-bookmark", "next-unread", "open", "search", "help"),
    "welcome": ("open", "help", "back"),
    "article": ("copy-link", "toggle-bookmark", "open-link", "next-unread", "read-on", "help"),
}

_ARTICLE_COMMANDS = [one for one in bindings(Scope.ARTICLE) if isinstance(one, Binding)]
_MOVING_COMMANDS = [one for one in bindings(Scope.MOVING) if isinstance(one, Binding)]


class PanesScreen(_Screen):
    """Lay out the panes; styles/app.tcss shows three, two or one of them by the width.

    Messages come to methods named for them: ``@on`` is for a whole class of Textual's.
    """

    AUTO_FOCUS = "#headlines"
    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [  # type: ignore[misc] # Textual forgets ClassVar
        (0, "-narrow"),
        (NORMAL, "-normal"),
        (WIDE, "-wide"),
    ]

    pane = reactive("headlines", init=False)
    """The pane that has the keys; where there is no room for more, the only one to be seen."""

    def __init__(self, library: Library, feeds: FeedTree, headlines: HeadlinePane) -> None:
        super().__init__(classes="-at-headlines")
        self.feeds = feeds
        self.headline_pane = headlines
        self.headlines = headlines.list
        self.status = StatusLine(id="status")
        self.welcome: Welcome | None = None
        """Shown in place of the panes while there are no feeds."""
        self._article_pane: ArticlePane | None = None
        self._was_shown = False
        self._is_focus_due = False
        """A pane is to have the keys that cannot have them yet."""
        self._arranging = Arranging(self, library)
        self.status.hints = list(_hints(self.pane))

    def compose(self) -> ComposeResult:
        """Lay out the panes above the status line."""
        self._note_width()
        with Row(id="panes"):
            with Column(id="feeds-pane", classes="pane"):
                yield PaneTitle("newsreader")
                yield self.feeds
            yield self.headline_pane
            if self.app.size.width >= WIDE:
                yield self.article_pane
        yield self.status

    def _note_width(self) -> None:
        """Take the class of the width before there are panes: Textual does after the first frame.

        Then all would be styled and laid out twice.
        """
        width = self.app.size.width
        names = (name for least, name in self.HORIZONTAL_BREAKPOINTS or () if least <= width)
        self.add_class(*list(names)[-1:], update=False)

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        """Style nothing again when the screen is shown for the first time: 10 ms of the start."""
        event.refresh_styles = self._was_shown
        self._was_shown = True

    def make_article_pane(self) -> "ArticlePane":
        """Make the pane for articles; where it is not to be seen at the start, it comes later."""
        raise NotImplementedError

    @property
    def article_pane(self) -> "ArticlePane":
        """The pane for articles, made when it is needed first: its imports take 20 ms."""
        if self._article_pane is None:
            self._article_pane = self.make_article_pane()
            for panes in self.query("#panes"):
                panes.mount(self._article_pane)
                self._arranging.apply()
                if self.pane == "article":  # it was asked for, and can have the keys only now
                    self.call_after_refresh(self._focus_pane)
        return self._article_pane

    @property
    def article(self) -> "ArticleView":
        """The article itself."""
        return self.article_pane.view

    @property
    def is_article_visible(self) -> bool:
        """Whether the article is on the screen now."""
        return self.pane == "article" or (self.has_class("-wide") and not self.has_class("-zen"))

    @property
    def active_bindings(self) -> dict[str, ActiveBinding]:
        """Let the commands of the article work from the panes beside it too."""
        active = super().active_bindings
        if self._article_pane is not None and self.is_article_visible:
            for binding in _ARTICLE_COMMANDS:
                active.setdefault(binding.key, ActiveBinding(self.article, binding, True))
            # it gets the focus a moment after its pane was made, but its keys work at once
            if self.pane == "article" and self.focused in (None, self.headlines, self.feeds):
                for binding in _MOVING_COMMANDS:
                    active[binding.key] = ActiveBinding(self.article, binding, True)
        return active

    def watch_pane(self, old: str, new: str) -> None:
        """Give the keys to a pane and, where there is no room for more, the place."""
        self.remove_class(f"-at-{old}")
        self.add_class(f"-at-{new}")
        self._focus_pane()
        self.status.hints = list(_hints(new))

    def _focus_pane(self) -> None:
        widget = self._pane_widget(self.pane)
        self.set_focus(widget, scroll_visible=False)  # panes do not scroll
        self._is_focus_due = self.focused is not widget

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Follow the mouse into another pane; late news of the pane before leads nowhere."""
        is_news = event.widget is self.focused and not self._is_focus_due
        if is_news and event.widget.id in PANES:
            self.pane = event.widget.id

    def _pane_widget(self, pane: str) -> Widget:
        if pane == "article":
            return self.article
        return self.feeds if pane == "feeds" else self.headlines

    def go_to(self, pane: str) -> None:
        """Give the keys to a pane."""
        self.pane = pane

    async def show_welcome(self, is_welcome: bool) -> None:
        """Show the welcome in place of the panes, or the panes."""
        if is_welcome is (self.welcome is not None):
            return
        use_sheet(self.app, "welcome")
        self.set_class(is_welcome, "-welcome")
        if self.welcome is None:
            from newsreader.ui.widgets.welcome import Welcome

            self.welcome = Welcome(id="welcome")
            await self.mount(self.welcome)
            self.welcome.focus()
            self.status.hints = list(_hints("welcome"))
        else:
            await self.welcome.remove()
            self.welcome = None
            self.set_focus(self._pane_widget(self.pane))
            self.status.hints = list(_hints(self.pane))

    def action_backward(self) -> None:
        """Go out of the article, the list, the folder."""
        if self.pane != "feeds":
            self.action_previous_pane()
        elif not self.feeds.set_open(False):
            self.feeds.go_to_parent()

    def action_next_pane(self) -> None:
        """Go to the pane on the right, from the last to the first."""
        self.go_to(PANES[(PANES.index(self.pane) + 1) % len(PANES)])

    def action_previous_pane(self) -> None:
        """Go to the pane on the left."""
        self.go_to(PANES[max(0, PANES.index(self.pane) - 1)])

    def action_go_to_feeds(self) -> None:
        """Go to the feeds."""
        self.go_to("feeds")

    def action_go_to_headlines(self) -> None:
        """Go to the headlines."""
        self.go_to("headlines")

    def action_go_to_article(self) -> None:
        """Go to the article."""
        self.go_to("article")

    def action_toggle_folder(self) -> None:
        """Show or hide the feeds of the folder."""
        if not self.feeds.toggle_folder():
            self.status.say("Put the cursor on a folder, or on a feed in one.")

    def action_toggle_read_feeds(self) -> None:
        """Show all feeds, or only those with unread articles."""
        is_unread_only = not self._arranging.now.is_unread_feeds_only
        self._arranging.remember_feeds(is_unread_only)
        self.feeds.show_unread_only(is_unread_only)
        what = "Only feeds with unread articles are" if is_unread_only else "All feeds are"
        self.status.say(f"{what} shown.")

    def on_feed_tree_folder_toggled(self, message: FeedTree.FolderToggled) -> None:
        """Remember which folders are closed."""
        self._arranging.remember_folders(message.closed)

    def action_toggle_zen(self) -> None:
        """Show one pane only, or all again."""
        self.toggle_class("-zen")
        self._arranging.apply()

    def action_toggle_lines(self) -> None:
        """Give each headline one line, or two."""
        self._arranging.remember_lines(not self.headlines.has_two_lines)
        self._arrange()

    def action_pane_wider(self) -> None:
        """Make the pane that has the keys wider."""
        self._widen(1)

    def action_pane_narrower(self) -> None:
        """Make the pane that has the keys narrower."""
        self._widen(-1)

    def _widen(self, steps: int) -> None:
        if not self._arranging.widen(self.pane, steps):
            self.status.say("There is no room for that here.")

    def restore_arrangement(self, note: str) -> None:
        """Arrange everything as it was at the last visit, before anything is listed."""
        self._arranging.restore(note)
        now = self._arranging.now
        self.feeds.close_folders(now.closed_folders)
        self.feeds.show_unread_only(now.is_unread_feeds_only)
        self.headline_pane.sort_as(now.order, now.group)
        self._arrange()

    def on_resize(self) -> None:
        """Fit the panes to another size of the terminal."""
        self._arrange()

    def _arrange(self) -> None:
        """Give headlines two lines where the list is narrow but high, unless the reader chose."""
        size = self.app.size
        is_roomy = size.width >= WIDE and size.height >= 36
        chosen = self._arranging.now.has_two_lines
        self.headlines.has_two_lines = is_roomy if chosen is None else chosen
        self._arranging.apply()


def _hints(pane: str) -> Iterable[Command]:
    return (command(name) for name in _HINTS[pane])
