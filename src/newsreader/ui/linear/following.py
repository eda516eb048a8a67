"""What linear mode does to feeds: fetching, following, leaving, going from one to the next."""

from newsreader.domain.events import RefreshFinished
from newsreader.domain.view import Scope
from newsreader.domain.wording import fetched_elsewhere, left_alone
from newsreader.ui.linear.standing import Standing
from newsreader.ui.linear.words import count
from newsreader.ui.widgets.feed_rows import RowKey, RowKind


class Following(Standing):
    """The commands for feeds."""

    # -- from feed to feed

    def do_next_feed(self, _: str) -> None:
        """List the next feed."""
        self._go_to_feed(1)

    def do_previous_feed(self, _: str) -> None:
        """List the feed before."""
        self._go_to_feed(-1)

    def do_next_unread_feed(self, _: str) -> None:
        """List the next feed with something unread."""
        self._go_to_feed(1, is_unread=True)

    def do_previous_unread_feed(self, _: str) -> None:
        """List the feed before that has something unread."""
        self._go_to_feed(-1, is_unread=True)

    def _go_to_feed(self, step: int, *, is_unread: bool = False) -> None:
        self._load_feeds()
        if self._feeds.go_to_feed(step, is_unread=is_unread):
            self._list_row(self._feeds.current)
        else:
            self._say(f"There is no other {'unread feed' if is_unread else 'feed'} that way.")

    def do_open_site(self, _: str) -> None:
        """Open the site of the feed in the browser."""
        feed_id = self._feed_here()
        if feed_id is None:
            return
        sites = (feed.site_url for feed in self._overview().feeds if feed.id == feed_id)
        if site := next(sites, None):
            self._open_url(site)
        else:
            self._say("This feed does not name its site.")

    # -- following them

    def do_add_feed(self, address: str) -> None:
        """Follow a feed, or the feed of a web site."""
        address = address or self._voice.ask("Address of a feed or a site:")
        if not address:
            self._say("Nothing is added.")
            return
        self._say("Looking.")
        try:
            feed = self._changes.follow(address, self._voice.ask)
        except KeyboardInterrupt:
            self._say("Stopped.")
            return
        if feed is not None:
            self._say(f"You follow {feed.title} now.")
            self._load_feeds()
            self._feeds.go_to(RowKey(Scope.FEED, feed.id))
            self._list_row(self._feeds.current)

    def do_unsubscribe(self, _: str) -> None:
        """Stop following the feed where the reader stands."""
        row = self._feeds.current
        if self._where is self._feeds and row.kind is RowKind.FEED and row.key is not None:
            self._changes.unsubscribe(row.key.target_id or 0, row.title)
            self._renew_lists()
            self._stand(self._feeds)
        else:
            self._say("Go to a feed to unsubscribe from it.")

    def do_feed_settings(self, typed: str) -> None:
        """Say what is set for the feed, and change it."""
        if (feed_id := self._feed_here()) is not None:
            self._changes.set_for_feed(feed_id, typed, self._voice.ask)

    # -- fetching

    def do_fetch(self, _: str) -> None:
        """Fetch the feed, or the feeds of the folder."""
        view = self._headlines.view
        if self._where is self._feeds:
            view = self._view_of(self._feeds.current)
        self._fetch(self._overview().feed_ids(view.scope, view.target_id))

    def do_fetch_all(self, _: str) -> None:
        """Fetch every feed; Ctrl-C stops that and nothing else."""
        self._fetch(None)

    def _fetch(self, feed_ids: list[int] | None) -> None:
        self._say("Fetching.")
        try:
            finished = self._changes.fetch(feed_ids)
        except KeyboardInterrupt:
            self._say("Stopped. What has arrived stays.")
        else:
            self._say(_told(finished))
        if self._where is self._feeds:
            self._stand_in_feeds()
        else:
            self._list_again()


def _told(finished: RefreshFinished) -> str:
    """Say how a refresh went."""
    left = " ".join(
        filter(None, (left_alone(finished.paused), fetched_elsewhere(finished.elsewhere)))
    )
    if not finished.feeds:
        return left or "There is no feed to fetch."
    failed = f", {count(finished.failed, 'feed')} failed" if finished.failed else ""
    moved = f", {finished.moved} moved to a new address" if finished.moved else ""
    fetched = f"{count(finished.feeds, 'feed')} fetched, {finished.new} new{moved}{failed}."
    return f"{fetched} {left}".rstrip()
