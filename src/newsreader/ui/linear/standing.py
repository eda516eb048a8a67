"""Where a reader of linear mode stands, and how lists and articles are gone to."""

from newsreader.config.model import Settings
from newsreader.domain.headline import Headline
from newsreader.domain.view import Scope, View
from newsreader.services.articles import Articles
from newsreader.services.library import Library
from newsreader.services.overview import Overview, load_overview, today
from newsreader.store.entries import set_read
from newsreader.ui.keys.own import make_keymap
from newsreader.ui.linear.changes import Changes
from newsreader.ui.linear.hearing import ARTICLE, FEEDS, HEADLINES, Hearing
from newsreader.ui.linear.places import Feeds, Headlines, Place, Reading
from newsreader.ui.linear.speech import Speech
from newsreader.ui.links import has_browser, open_in_browser
from newsreader.ui.widgets.feed_rows import FeedRow, RowKey, feed_rows, view_of

_START = View(Scope.ALL, unread_only=True)
_UNREAD = "Unread"


class Standing:
    """Stand in the feeds, in a list of headlines or in an article."""

    def __init__(self, library: Library, settings: Settings, voice: Speech) -> None:
        self._library = library
        self._settings = settings
        self._voice = voice
        self._say = voice.say
        keymap, self._key_problems = make_keymap(settings.screen.keymap, settings.own_keys)
        self._hearing = Hearing(keymap)
        self._articles = Articles(library)
        self._changes = Changes(library, settings, voice.say, self._hearing.way("undo"))
        self._feeds = Feeds(self._feed_rows())
        self._headlines = Headlines(library, _START, _UNREAD)
        self._before_search: Headlines | None = None
        self._reading: Reading | None = None
        self._where: Place = self._headlines

    @property
    def _pane(self) -> str:
        """Name the place as keymaps do."""
        if self._reading is not None:
            return ARTICLE
        return FEEDS if self._where is self._feeds else HEADLINES

    def _overview(self) -> Overview:
        return self._library.database.read(load_overview, self._library.clock()).result()

    def _feed_rows(self) -> list[FeedRow]:
        return feed_rows(self._overview(), ())

    # -- going somewhere

    def _stand(self, where: Place) -> None:
        """Go somewhere and say where that is."""
        self._where = where
        if where is not self._reading:
            self._reading = None
        self._say(where.words())

    def _stand_in_feeds(self) -> None:
        """Go to the feeds, with the counts of now."""
        self._load_feeds()
        self._stand(self._feeds)

    def _load_feeds(self) -> None:
        """Load the feeds anew, standing on the same row, or where it was if it is gone."""
        before, is_here = self._feeds, self._where is self._feeds
        self._feeds = Feeds(self._feed_rows(), before.index)
        self._feeds.go_to(before.current.key)
        if is_here:
            self._where = self._feeds

    def _list(self, view: View, title: str) -> None:
        """List a view in the order and the groups that were chosen last."""
        now = self._headlines.view
        view = view.ordered(now.order).grouped(now.group)
        self._headlines = Headlines(self._library, view, title)
        self._enter_headlines()

    def _list_row(self, row: FeedRow) -> None:
        """List what a row of the feeds stands for."""
        self._before_search = None
        self._list(self._view_of(row), row.title)

    def _view_of(self, row: FeedRow) -> View:
        since = today(self._library.clock()).since
        return view_of(row.key, since) if row.key is not None else View()

    def _relist(self, view: View, title: str) -> None:
        """List anew, standing on the same headline, or where it was if it is gone."""
        self._headlines = self._anew(self._headlines, view, title)
        self._enter_headlines()

    def _anew(self, before: Headlines, view: View, title: str) -> Headlines:
        """Load a list instead of another, at the same headline, or where it was if it is gone."""
        after = Headlines(self._library, view, title)
        if before.current_id is None or not after.go_to(before.current_id):
            after.index = max(0, min(before.index, after.size - 1))
        return after

    def _renew_lists(self) -> None:
        """Load the lists anew where feeds or articles have come or gone; says nothing."""
        self._load_feeds()
        self._headlines = self._what_is_left(self._headlines)
        if self._before_search is not None:
            self._before_search = self._what_is_left(self._before_search)

    def _what_is_left(self, before: Headlines) -> Headlines:
        """Load a list anew; Unread where it was that of a feed or folder which is gone."""
        view = before.view
        if self._feeds.has(RowKey(view.scope, view.target_id)):
            return self._anew(before, view, before.title)
        return Headlines(self._library, _START.ordered(view.order).grouped(view.group), _UNREAD)

    def _list_again(self) -> None:
        """List the same as it is now."""
        self._relist(self._headlines.view, self._headlines.title)

    def _enter_headlines(self) -> None:
        self._say(self._headlines.summary())
        self._stand(self._headlines)

    # -- what is there

    def _read(self) -> None:
        """Open the article of the headline, mark it read and say its first part."""
        headline = self._headline()
        article = self._articles.open(headline.id) if headline else None
        if headline is None or article is None:
            return
        if not headline.is_read and not self._library.database.is_read_only:
            now = self._library.clock()
            self._library.database.write(set_read, [headline.id], True, now).result()
        self._reading = Reading(
            article,
            headline.word_count,
            self._library.clock(),
            has_pictures=self._settings.reading.images != "off",
        )
        self._stand(self._reading)

    def _headline(self) -> Headline | None:
        """Give the headline that a command is about; says so if there is none."""
        headline = None if self._where is self._feeds else self._headlines.current
        if headline is None:
            self._say("There is no article here.")
        return headline

    def _feed_here(self) -> int | None:
        """Give the feed where the reader stands, or that of the headline; says so if none is."""
        if self._where is self._feeds:
            key = self._feeds.current.key
            feed_id = key.target_id if key and key.scope is Scope.FEED else None
        else:
            headline = self._headlines.current
            feed_id = headline.feed_id if headline else None
        if feed_id is None:
            self._say("There is no feed here.")
        return feed_id

    def _open_url(self, url: str | None) -> None:
        browser = self._settings.links.browser_command
        if not url:
            self._say("This article has no link.")
        elif has_browser(browser):
            open_in_browser(url, browser)
            self._say(f"Opened {url}")
        else:
            self._say(f"No browser here. The address is {url}")
