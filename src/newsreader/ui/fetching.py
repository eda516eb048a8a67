"""Fetching while the reader reads: started by a key, told of on the status line, stopped by Esc."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Protocol

from textual.screen import Screen
from textual.worker import Worker

from newsreader.domain.errors import NewsreaderError
from newsreader.domain.events import RefreshFinished, RefreshProgress
from newsreader.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from newsreader.services.refresh import Parser


class Refresher(Protocol):
    """What is needed of ``services.refresh.Refresher``."""

    async def refresh(
        self, feed_ids: Sequence[int] | None = None, *, force: bool = False
    ) -> RefreshFinished:
        """Fetch feeds and store what they bring."""

    async def aclose(self) -> None:
        """End it."""

    @property
    def parser(self) -> "Parser":
        """What reads documents, here and when a feed is added."""


class Fetching:
    """Run refreshes beside everything else; no key waits for one."""

    def __init__(
        self, screen: Screen[None], refresher: Callable[[], Refresher], status: StatusLine
    ) -> None:
        self._screen = screen
        self._refresher = refresher
        self._status = status
        self._workers: list[Worker[None]] = []

    @property
    def is_running(self) -> bool:
        """Whether feeds are being fetched."""
        return any(not worker.is_finished for worker in self._workers)

    def start(self, feed_ids: Sequence[int] | None, *, force: bool = True) -> None:
        """Fetch some feeds, or all (None); with ``force`` also those that are not due."""
        self._status.progress = "Fetching …"
        self._workers = [worker for worker in self._workers if not worker.is_finished]
        run = self._refresh(feed_ids, force=force)
        self._workers.append(self._screen.run_worker(run, group="fetch", exit_on_error=False))

    def cancel(self) -> bool:
        """Stop fetching; what has arrived stays. False if nothing was being fetched."""
        was_running = self.is_running
        for worker in self._workers:
            worker.cancel()
        return was_running

    def show_progress(self, progress: RefreshProgress) -> None:
        """Say how far it is."""
        if self.is_running and progress.total:
            parts = [f"Fetching {progress.done} of {progress.total}"]
            parts += [f"{progress.new} new"] if progress.new else []
            self._status.progress = " · ".join(parts)

    def show_end(self, finished: RefreshFinished) -> None:
        """Say how it went."""
        self._status.progress = ""
        self._status.say(sentence_about(finished))

    async def _refresh(self, feed_ids: Sequence[int] | None, *, force: bool) -> None:
        try:
            await self._refresher().refresh(feed_ids, force=force)
        except NewsreaderError as error:
            self._status.progress = ""
            self._status.say(str(error), is_error=True)


def sentence_about(finished: RefreshFinished) -> str:
    """Say how a refresh went.

    >>> sentence_about(RefreshFinished(2, 1, 0, 1, 3, 0, 0.5))
    '2 feeds fetched: 3 new, 1 failed.'
    """
    count = finished.ok + finished.failed
    if finished.is_cancelled:
        return f"Stopped after {count} of {finished.feeds} feeds, {finished.new} new."
    if not finished.feeds:
        return "Nothing to fetch right now."
    parts = [f"{finished.new} new" if finished.new else "nothing new"]
    parts += [f"{finished.failed} failed"] if finished.failed else []
    feeds = "1 feed" if count == 1 else f"{count} feeds"
    return f"{feeds} fetched: {', '.join(parts)}."
