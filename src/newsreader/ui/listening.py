"""What the main screen does when the library tells of a change."""

import asyncio
import time
from typing import TYPE_CHECKING

from textual.timer import Timer

from newsreader.domain.errors import NewsreaderError
from newsreader.domain.events import (
    BookmarksChanged,
    EntriesArrived,
    Event,
    FeedChecked,
    FeedFetching,
    FeedHeldBack,
    LibraryChangedOutside,
    RefreshFinished,
    RefreshProgress,
    RefreshStarted,
    StateChanged,
    SubscriptionsChanged,
)
from newsreader.services.overview import load_overview
from newsreader.ui.fetching import Fetching

if TYPE_CHECKING:
    from newsreader.ui.screens.main import MainScreen

_OVERVIEW_PAUSE_S = 0.05  # many changes in a row cost one look at the counts
_OVERVIEW_SHARE = 0.1  # of the time, at most: a look at a thousand feeds takes 50 ms


class Listening:
    """Bring counts up to date, offer what is new, show marks that others changed."""

    def __init__(self, screen: "MainScreen", fetching: Fetching) -> None:
        self._screen = screen
        self._fetching = fetching
        self._timer: Timer | None = None
        self._took_s = 0.0
        self._has_come = False

    def hear(self, event: Event) -> None:
        """Take note of an event; the counts follow a moment later, for many events at once."""
        self._fetching.note(event)
        match event:
            case RefreshProgress() | FeedFetching() | FeedHeldBack() | RefreshStarted():
                return
            case EntriesArrived(new_ids=new_ids, changed_ids=changed_ids):
                self._has_come |= bool(new_ids)
                if changed_ids:
                    self._screen.headlines.reload()
            case LibraryChangedOutside():
                self._has_come = True
                self._screen.headlines.reload()
            case StateChanged(ids=None) | BookmarksChanged() | SubscriptionsChanged():
                self._screen.headlines.reload()
            case StateChanged() | FeedChecked() | RefreshFinished():
                pass
        if self._timer is None:
            pause_s = max(_OVERVIEW_PAUSE_S, self._took_s / _OVERVIEW_SHARE)
            self._timer = self._screen.set_timer(pause_s, self._look)

    def _look(self) -> None:
        self._screen.run_worker(self._load_overview, group="overview", exit_on_error=False)  # type: ignore[arg-type] # Textual's hint is narrower than Textual

    async def _load_overview(self) -> None:
        self._timer, started = None, time.monotonic()
        screen = self._screen
        if self._has_come:
            self._has_come = False
            screen.headline_pane.look_for_new()
        job = screen.library.database.read_later(load_overview, screen.library.clock())
        try:
            await screen.show_overview(await asyncio.wrap_future(job))
        except NewsreaderError as error:
            screen.status.say(str(error), is_error=True)
        screen.headline_pane.recount()
        self._took_s = time.monotonic() - started
