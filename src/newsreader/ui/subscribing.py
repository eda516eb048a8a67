"""Coming to feeds: by address, or out of the catalogue."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from newsreader.domain.errors import NewsreaderError
from newsreader.domain.feed import NewFeed
from newsreader.services.library import Library
from newsreader.services.undo import History
from newsreader.ui.fetching import Fetching, Refresher

if TYPE_CHECKING:
    from newsreader.services.catalogue import CatalogueFeed
    from newsreader.ui.screens.panes import PanesScreen


class Subscribing:
    """Open the dialogs, follow what was chosen there, fetch it."""

    def __init__(
        self,
        screen: "PanesScreen",
        library: Library,
        history: History,
        refresher: Callable[[], Refresher],
        fetching: Fetching,
    ) -> None:
        self._screen = screen
        self._library = library
        self._history = history
        self._refresher = refresher
        self._fetching = fetching

    async def add(self, folder: tuple[str, ...]) -> None:
        """Ask for an address; the feed found there comes with its articles."""
        from newsreader.ui.screens.add_feed import AddFeedScreen

        dialog = AddFeedScreen(self._library, self._history, self._refresher(), folder)
        feed = await self._screen.app.push_screen_wait(dialog)
        if feed is not None:
            self._screen.feeds.want(feed.id)
            self._screen.status.say(f"You follow {feed.title} now.")

    async def pick(self) -> None:
        """Let feeds be picked from the catalogue and fetch them."""
        from newsreader.ui.screens.catalogue import CatalogueScreen

        picked = await self._screen.app.push_screen_wait(CatalogueScreen())
        if picked and (feed_ids := await self._follow(picked)):
            self._fetching.start(feed_ids)

    async def import_file(self) -> None:
        """Import a file and fetch what has never been fetched."""
        from newsreader.ui.screens.import_file import ImportScreen

        sentence = await self._screen.app.push_screen_wait(
            ImportScreen(self._library, self._history)
        )
        if sentence:
            self._screen.status.say(sentence)
            self._fetching.start(None, force=False)

    async def _follow(self, picked: "Sequence[CatalogueFeed]") -> list[int]:
        """Follow what was picked, and give the ids of those that are new."""
        from newsreader.services.subscriptions import subscribe_unseen, unseen

        new = [
            NewFeed(unseen(one.url).url, custom_title=one.title, folder=(one.topic,))
            for one in picked
        ]
        try:
            feed_ids = await subscribe_unseen(self._library, new, self._history)
        except NewsreaderError as error:
            self._screen.status.say(str(error), is_error=True)
            return []
        if not feed_ids:
            self._screen.status.say("You follow all of them already.")
        return feed_ids
