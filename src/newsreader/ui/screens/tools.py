"""What carries out the commands of the main screen: made, and imported, when it is needed first.

Together that would be a tenth of the start. ``ui/later.py`` imports it all while nothing happens,
so that no key waits for it either.
"""

import asyncio
from collections.abc import Callable, Coroutine
from functools import cached_property
from typing import TYPE_CHECKING

from newsreader.services.library import Library
from newsreader.ui.keyed import KeyedApp
from newsreader.ui.watched import CHANGING

if TYPE_CHECKING:
    from newsreader.domain.events import Event
    from newsreader.services.refresh_log import RefreshLog
    from newsreader.services.undo import History
    from newsreader.ui.bulk import Bulk
    from newsreader.ui.caring import Caring
    from newsreader.ui.changing import Changing
    from newsreader.ui.fetching import Fetching, Refresher
    from newsreader.ui.keeping import Keeping
    from newsreader.ui.many import Many
    from newsreader.ui.screens.panes import PanesScreen as _Panes
    from newsreader.ui.subscribing import Subscribing
    from newsreader.ui.tagging import Tagging
else:
    _Panes = object  # a class of Textual's takes 0.5 ms to make: only the whole screen is one


class Tools(_Panes):
    """Keep the tools of the commands; the screen says what its library is, and how to fetch."""

    library: Library
    _refresher: "Callable[[], Refresher]"

    def _start(self, work: Coroutine[None, None, None]) -> None:
        self.run_worker(work, exit_on_error=False)

    def _start_steps(self, work: Coroutine[None, None, None]) -> None:
        """Start what asks the library more than once; nobody leaves before it is done."""
        self.run_worker(work, group=CHANGING, exit_on_error=False)

    async def _ask(self, work: Coroutine[None, None, None]) -> None:
        """Start what opens a dialog; go on when it is there: keys typed meanwhile are for it."""
        is_answered = asyncio.Event()

        async def do() -> None:
            try:
                await work
            finally:  # it may end without a dialog
                is_answered.set()

        if isinstance(self.app, KeyedApp):
            self.app.on_dialog = is_answered.set
        self._start(do())
        await is_answered.wait()

    @cached_property
    def _fetching(self) -> "Fetching":
        from newsreader.ui.fetching import Fetching

        return Fetching(self, self._refresher, self.status, self._refresh_log)

    @cached_property
    def _history(self) -> "History":
        from newsreader.services.undo import History

        return History(self.library)

    @cached_property
    def _changing(self) -> "Changing":
        from newsreader.ui.changing import Changing

        return Changing(self.library, self._history, self.headlines, self.status.say)

    @cached_property
    def _keeping(self) -> "Keeping":
        from newsreader.ui.keeping import Keeping

        return Keeping(self.library, self._history, self.status.say)

    @cached_property
    def _tagging(self) -> "Tagging":
        from newsreader.ui.tagging import Tagging

        return Tagging(self, self._keeping)

    @property
    def _tagging_so_far(self) -> "Tagging | None":
        """The tool for tags if anything has been tagged yet: most keys only want to close it."""
        return vars(self).get("_tagging")

    @cached_property
    def _bulk(self) -> "Bulk":
        from newsreader.ui.bulk import Bulk

        return Bulk(self.library, self._history, self.status.say)

    @cached_property
    def _many(self) -> "Many":
        from newsreader.ui.many import Many

        return Many(self, self.library, self.headlines, self.status.say)

    @cached_property
    def _caring(self) -> "Caring":
        from newsreader.ui.caring import Caring

        return Caring(self.library, self._history, self.status.say)

    @cached_property
    def _subscribing(self) -> "Subscribing":
        from newsreader.ui.subscribing import Subscribing

        return Subscribing(self, self.library, self._history, self._refresher, self._fetching)

    @cached_property
    def _refresh_log(self) -> "RefreshLog":
        from newsreader.services.refresh_log import RefreshLog

        return RefreshLog()

    def _log(self, event: "Event") -> None:
        self._refresh_log.note(event)
