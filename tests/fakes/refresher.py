"""A refresher without a network."""

import asyncio
from collections.abc import Sequence

from fakes.parser import InlineParser
from newsreader.domain.errors import NewsreaderError
from newsreader.domain.events import FeedChecked, RefreshFinished, RefreshProgress, RefreshStarted
from newsreader.fetch.answers import Limits
from newsreader.services.library import Library


class StubRefresher:
    """Fetches nothing, and says it fetched what it was told; may take until it is stopped."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self.asked: list[tuple[Sequence[int] | None, bool]] = []
        self.checks: list[FeedChecked] = []
        self.obeys: Limits | None = None
        self.wish_s = 0
        self.is_slow = False
        self.is_busy = False
        self.failure: NewsreaderError | None = None
        """What a refresh ends by, in the middle."""

    @property
    def parser(self) -> InlineParser:
        """What reads documents."""
        return InlineParser()

    @property
    def limits(self) -> Limits:
        """How much is put up with."""
        return Limits(total_s=2, body_size=2_000)

    def obey(self, limits: Limits, wish_s: int) -> None:
        """Remember what the settings want."""
        self.obeys, self.wish_s = limits, wish_s

    async def refresh(
        self, feed_ids: Sequence[int] | None = None, *, force: bool = False
    ) -> RefreshFinished:
        """Publish what was prepared, and remember what was asked."""
        self.asked.append((feed_ids, force))
        self._library.bus.publish(RefreshStarted((1,)))
        self._library.bus.publish(RefreshProgress(0, 1, 0, 0))
        if self.is_slow:
            self.is_busy = True
            try:
                await asyncio.Event().wait()
            finally:
                self.is_busy = False
                self._library.bus.publish(_finished(0, 0, is_cancelled=True))
        for check in self.checks:
            self._library.bus.publish(check)
        if self.failure is not None:
            self._library.bus.publish(_finished(0, 0, is_cancelled=True))
            raise self.failure
        failed = sum(check.error_code is not None for check in self.checks)
        finished = _finished(sum(check.new_count for check in self.checks), failed)
        self._library.bus.publish(finished)
        return finished

    async def aclose(self) -> None:
        """Do nothing."""


def _finished(new: int, failed: int, *, is_cancelled: bool = False) -> RefreshFinished:
    return RefreshFinished(1, 1 - failed, 0, failed, new, 0, 0.1, is_cancelled)
