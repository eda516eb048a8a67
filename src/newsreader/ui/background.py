"""What the program does by itself while it is open: fetch what is due, back up, tidy up."""

import asyncio
from collections.abc import Callable

from textual.screen import Screen

from newsreader.config.model import Settings
from newsreader.domain.errors import NewsreaderError, StoreError
from newsreader.domain.schedule import HOUR, MINUTE
from newsreader.domain.wording import READ_ONLY, counted
from newsreader.services.library import Library
from newsreader.store.feeds import load_due_feeds
from newsreader.ui.fetching import Fetching
from newsreader.ui.keyed import KeyedApp
from newsreader.ui.resting import Resting

_EVERY_S = 60.0
TIDY_EVERY_S = 3_600


class Background:
    """Look every minute for something to do.

    ``say`` gets what went wrong, ``notify`` what has come, each in a sentence.
    """

    def __init__(
        self,
        library: Library,
        settings: Callable[[], Settings],
        fetching: Fetching,
        say: Callable[..., None],
        notify: Callable[[str], None],
    ) -> None:
        self._library = library
        self._settings = settings
        self._fetching = fetching
        self._say = say
        self._notify = notify
        self._resting = Resting()
        self._tidied_at: int | None = None
        self._has_told = False
        self._stopped_at: int | None = None
        """When the reader stopped what was fetched by itself; None if it came to its end."""

    def start(self, screen: Screen[None]) -> None:
        """Look now, and then every minute until the screen is closed.

        What takes long waits until the reader of the screen rests.
        """
        if isinstance(screen.app, KeyedApp):
            self._resting = screen.app.resting

        def look() -> None:
            # Not self.look(): a coroutine that is dropped before it begins is a warning.
            screen.run_worker(self.look, group="background", exit_on_error=False)  # type: ignore[arg-type] # Textual's hint is narrower than Textual

        look()
        screen.set_interval(_EVERY_S, look)

    async def look(self) -> None:
        """Fetch what is due; tidy up if the last time is an hour ago. Not while feeds are fetched.

        A refresh that the reader stopped goes on after their own interval, or an hour.
        """
        if self._fetching.is_running or self._is_read_only():
            return
        settings = self._settings().refresh
        try:
            if settings.automatic and not self._is_stopped() and await self._is_due():
                new = await self._fetch_due()
                if new and settings.notify:
                    self._notify(f"{counted(new, 'new article')}.")
            if not self._fetching.is_running:
                await self._tidy()
        except NewsreaderError as error:
            self._say(str(error), is_error=True)

    def _is_read_only(self) -> bool:
        """Tell whether nothing can be done, and the reader, once, that it is so."""
        if self._library.database.is_read_only and not self._has_told:
            self._has_told = True
            self._say(READ_ONLY, is_error=True)
        return self._library.database.is_read_only

    def _is_stopped(self) -> bool:
        """Tell whether the reader stopped a refresh just now; a clock set back ends that."""
        if self._stopped_at is None:
            return False
        rest_s = self._settings().refresh.interval_minutes * MINUTE or HOUR
        return 0 <= self._library.clock() - self._stopped_at < rest_s

    async def _fetch_due(self) -> int:
        """Fetch what is due, and note whether the reader let it; give how many entries came."""
        new = await self._fetching.fetch_due()
        self._stopped_at = self._library.clock() if self._fetching.is_due_stopped else None
        return new

    async def _is_due(self) -> bool:
        """Look before the fetching is imported: most minutes have nothing for it."""
        job = self._library.database.read_later(load_due_feeds, self._library.clock())
        due = await asyncio.wrap_future(job)
        return bool(due)

    async def _tidy(self) -> None:
        now = self._library.clock()
        if self._tidied_at is not None and 0 <= now - self._tidied_at < TIDY_EVERY_S:
            return
        self._tidied_at = now
        await self._resting.wait()
        from newsreader.services.backup import back_up_if_due
        from newsreader.services.retention import rule_of, tidy

        try:
            await back_up_if_due(self._library)
        except StoreError as error:  # no space for a copy, say: the rest goes on
            self._say(str(error), is_error=True)
        await tidy(self._library, rule_of(self._settings()))
