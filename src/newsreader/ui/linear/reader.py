"""Linear mode's reader: obeys one command after the other and says what came of it."""

from collections.abc import Callable

from newsreader.config.model import Settings
from newsreader.domain.errors import NewsreaderError
from newsreader.domain.events import RefreshFinished
from newsreader.domain.headline import Headline
from newsreader.domain.view import Scope, View
from newsreader.domain.wording import fetched_elsewhere, left_alone
from newsreader.services.articles import Articles
from newsreader.services.indexing import index_step
from newsreader.services.library import Library
from newsreader.services.overview import load_overview, today
from newsreader.store.entries import set_read
from newsreader.store.headlines import find_unread
from newsreader.ui.linear.changes import Changes
from newsreader.ui.linear.commands import Typed, help_lines
from newsreader.ui.linear.places import Feeds, Headlines, Place, Reading, move
from newsreader.ui.linear.speech import UNKNOWN_KEY, Speech
from newsreader.ui.linear.words import count
from newsreader.ui.links import has_browser, open_in_browser
from newsreader.ui.widgets.feed_rows import FeedRow, RowKind, feed_rows, view_of

_START = View(Scope.ALL, unread_only=True)


class LinearReader:
    """Stand in the feeds, in a list of headlines or in an article, and obey commands.

    A command's method is its id with underscores: ``next-unread`` is ``do_next_unread``.
    """

    def __init__(self, library: Library, settings: Settings, voice: Speech) -> None:
        self._library = library
        self._settings = settings
        self._voice = voice
        self._say = voice.say
        self._articles = Articles(library)
        self._changes = Changes(library, settings, voice.say)
        self._feeds = Feeds(self._feed_rows())
        self._headlines = Headlines(library, _START, "Unread")
        self._before_search: Headlines | None = None
        self._reading: Reading | None = None
        self._where: Place = self._headlines
        self._is_over = False

    def run(self) -> None:
        """Say hello, then obey until the end."""
        self._say("newsreader, linear mode. Question mark says the commands.")
        if not any(row.kind is RowKind.FEED for row in self._feed_rows()):
            self._say("You follow no feeds yet. Quit, then: newsreader add ADDRESS")
        self._enter_headlines()
        while not self._is_over and (typed := self._voice.listen()) is not None:
            if isinstance(typed, str):
                name = repr(typed) if typed.isprintable() and typed != UNKNOWN_KEY else "This key"
                self._say(f"{name} is no command. Question mark says the commands.")
            else:
                self.obey(typed)

    def obey(self, typed: Typed) -> None:
        """Do what a command says, or say why not."""
        do: Callable[[str], None] = getattr(self, "do_" + typed.id.replace("-", "_"))
        try:
            do(typed.argument)
        except NewsreaderError as error:
            self._say(str(error))

    # -- standing somewhere

    def _feed_rows(self) -> list[FeedRow]:
        now = self._library.clock()
        return feed_rows(self._library.database.read(load_overview, now).result(), ())

    def _stand(self, where: Place) -> None:
        """Go somewhere and say where that is."""
        self._where = where
        if where is not self._reading:
            self._reading = None
        self._say(where.words())

    def _list(self, view: View, title: str) -> None:
        self._headlines = Headlines(self._library, view, title)
        self._enter_headlines()

    def _enter_headlines(self) -> None:
        self._say(self._headlines.summary())
        self._stand(self._headlines)

    def _read(self) -> None:
        """Open the article of the headline, mark it read and say its first part."""
        headline = self._headline()
        article = self._articles.open(headline.id) if headline else None
        if headline is None or article is None:
            return
        if not headline.is_read:
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

    # -- moving

    def _move(self, index: int, at_end: str) -> None:
        has_moved = move(self._where, index)
        self._say(self._where.words() if has_moved else at_end)

    def do_line_down(self, _: str) -> None:
        """Say the next line."""
        end = "End of the article." if self._reading else "This is the last one."
        self._move(self._where.index + 1, end)

    def do_line_up(self, _: str) -> None:
        """Say the line before."""
        self._move(self._where.index - 1, "This is the first one.")

    def do_top(self, _: str) -> None:
        """Say the first line."""
        move(self._where, 0)
        self._say(self._where.words())

    def do_bottom(self, _: str) -> None:
        """Say the last line."""
        move(self._where, self._where.size - 1)
        self._say(self._where.words())

    def do_redraw(self, _: str) -> None:
        """Say the line again."""
        self._say(self._where.words())

    def do_open(self, _: str) -> None:
        """Open the feed or the headline; in an article, say its next part."""
        if self._reading is not None:
            self.do_line_down("")
        elif self._where is self._feeds:
            row = self._feeds.current
            if row.key is not None:
                since = today(self._library.clock()).since
                self._before_search = None
                self._list(view_of(row.key, since), row.title)
        else:
            self._read()

    def do_read_on(self, _: str) -> None:
        """Say the rest of the article; at its end, open the next unread one."""
        if self._reading is None:
            self.do_open("")
        elif self._reading.index == self._reading.size - 1:
            self.do_next_unread("")
        else:
            for part in self._reading.rest():
                self._say(part)

    def do_next_unread(self, _: str) -> None:
        """Open the next unread article."""
        self._open_unread(is_backward=False)

    def do_previous_unread(self, _: str) -> None:
        """Open the unread article before."""
        self._open_unread(is_backward=True)

    def _open_unread(self, *, is_backward: bool) -> None:
        here = self._headlines.current_id
        found = None
        if here is not None:
            job = self._library.database.read(
                find_unread, self._headlines.view, here, is_backward=is_backward
            )
            found = job.result()
        if found is not None and self._headlines.go_to(found):
            self._where = self._headlines
            self._read()
        else:
            self._say("Nothing more unread here.")

    def do_backward(self, _: str) -> None:
        """Leave the article for the headlines, the headlines for the feeds."""
        if self._reading is not None:
            self._stand(self._headlines)
        elif self._where is self._headlines:
            self.do_go_to_feeds("")

    def do_go_to_headlines(self, _: str) -> None:
        """Stand in the headlines."""
        self._stand(self._headlines)

    def do_go_to_feeds(self, _: str) -> None:
        """Stand in the feeds, with the counts of now."""
        self._feeds = Feeds(self._feed_rows(), self._feeds.index)
        self._stand(self._feeds)

    def do_jump_to_details(self, _: str) -> None:
        """Say the first line of the details."""
        if self._reading is None or not self._reading.has_details:
            self._say("There are no details here.")
        else:
            self._reading.index = self._reading.details_index
            self._say(self._reading.words())

    def do_back(self, _: str) -> None:
        """Leave the article, then the search, then the program."""
        if self._reading is not None:
            self._stand(self._headlines)
        elif self._before_search is not None:
            self._headlines, self._before_search = self._before_search, None
            self._enter_headlines()
        else:
            self._is_over = True

    def do_quit(self, _: str) -> None:
        """End the program."""
        self._is_over = True

    def do_help(self, _: str) -> None:
        """Say the commands."""
        for line in help_lines():
            self._say(line)

    # -- lists

    def do_search(self, words: str) -> None:
        """List the articles in which words occur."""
        words = words or self._voice.ask("Search for:")
        if not words:
            self._say("Nothing searched for.")
            return
        self._before_search = self._before_search or self._headlines
        self._index_all()
        self._list(View(search=words), f"Found for {words}")

    def _index_all(self) -> None:
        """Read into the index what waits for it; Ctrl-C searches without the rest."""
        try:
            if index_step(self._library):
                self._say("Preparing the search.")
                while index_step(self._library):
                    pass
        except KeyboardInterrupt:
            self._say("The search is not complete yet.")

    def do_toggle_unread_only(self, _: str) -> None:
        """List everything, or only what is unread."""
        view, title = self._headlines.view, self._headlines.title
        self._say("Read ones as well." if view.unread_only else "Only unread ones.")
        if view.scope is Scope.ALL and not view.search:
            title = "All articles" if view.unread_only else "Unread"
        self._relist(view.only_unread(not view.unread_only), title)

    def _relist(self, view: View, title: str) -> None:
        """List anew, standing on the same headline if it is still there."""
        here = self._headlines.current_id
        self._headlines = Headlines(self._library, view, title)
        if here is not None:
            self._headlines.go_to(here)
        self._enter_headlines()

    # -- links

    def do_open_link(self, _: str) -> None:
        """Open the page of the article."""
        if headline := self._headline():
            self._open_url(headline.url)

    def do_copy_link(self, _: str) -> None:
        """Say the address of the article."""
        if headline := self._headline():
            self._say(headline.url or "This article has no link.")

    def do_choose_link(self, number: str) -> None:
        """Open a link of the article by its number."""
        links = self._reading.document.links if self._reading else ()
        if not links or self._reading is None:
            self._say("There are no links here.")
            return
        number = number or self._voice.ask(f"Number of the link, 1 to {len(links)}:")
        link = self._reading.document.links.get(int(number)) if number.isdecimal() else None
        if link is None:
            self._say("There is no such link.")
        else:
            self._open_url(link.href)

    def _open_url(self, url: str | None) -> None:
        browser = self._settings.links.browser_command
        if not url:
            self._say("This article has no link.")
        elif has_browser(browser):
            open_in_browser(url, browser)
            self._say(f"Opened {url}")
        else:
            self._say(f"No browser here. The address is {url}")

    # -- changes

    def do_toggle_read(self, _: str) -> None:
        """Mark the article read, or unread again."""
        if headline := self._headline():
            self._changes.set_read(headline, not headline.is_read)

    def do_toggle_star(self, _: str) -> None:
        """Star the article, or take the star away."""
        if headline := self._headline():
            self._changes.set_starred(headline, not headline.is_starred)

    def do_toggle_bookmark(self, _: str) -> None:
        """Keep a copy of the article, or give it up."""
        if headline := self._headline():
            self._changes.toggle_bookmark(headline)

    def do_mark_all_read(self, _: str) -> None:
        """Mark everything in the list read."""
        self._changes.mark_all_read(self._headlines.view, self._headlines.title)

    def do_feed_settings(self, typed: str) -> None:
        """Say what is set for the feed, and change it."""
        row, headline = self._feeds.current, self._headlines.current
        if self._where is self._feeds:
            feed_id = row.key.target_id if row.kind is RowKind.FEED and row.key else None
        else:
            feed_id = headline.feed_id if headline else None
        if feed_id is None:
            self._say("There is no feed here.")
        else:
            self._changes.set_for_feed(feed_id, typed, self._voice.ask)

    def do_undo(self, _: str) -> None:
        """Take back the last change."""
        self._changes.undo()

    def do_redo(self, _: str) -> None:
        """Do again what was taken back."""
        self._changes.redo()

    def do_fetch_all(self, _: str) -> None:
        """Fetch every feed; Ctrl-C stops that and nothing else."""
        self._say("Fetching.")
        try:
            finished = self._changes.fetch_all()
        except KeyboardInterrupt:
            self._say("Stopped. What has arrived stays.")
        else:
            self._say(_told(finished))
        self._relist(self._headlines.view, self._headlines.title)


def _told(finished: RefreshFinished) -> str:
    """Say how a refresh went."""
    left = " ".join(
        filter(None, (left_alone(finished.paused), fetched_elsewhere(finished.elsewhere)))
    )
    if not finished.feeds:
        return left or "There is no feed to fetch."
    failed = f", {count(finished.failed, 'feed')} failed" if finished.failed else ""
    fetched = f"{count(finished.feeds, 'feed')} fetched, {finished.new} new{failed}."
    return f"{fetched} {left}".rstrip()
