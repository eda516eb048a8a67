"""Fetching while the reader reads: started by a key, told of on the status line, stopped by Esc."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from textual.screen import Screen
from textual.worker import Worker, WorkerCancelled

from newsreader.domain.errors import NewsreaderError
from newsreader.domain.events import Event, FeedChecked, RefreshFinished, RefreshProgress
from newsreader.domain.wording import counted, fetched_elsewhere, left_alone
from newsreader.ui.keys.keymap import key_for
from newsreader.ui.widgets.status_line import StatusLine

if TYPE_CHECKING:
    from newsreader.fetch.answers import Limits
    from newsreader.services.readers import Reader
    from newsreader.services.refresh_log import RefreshLog, Totals


class Refresher(Protocol):
    """What is needed of ``services.refresh.Refresher``."""

    async def refresh(
        self, feed_ids: Sequence[int] | None = None, *, force: bool = False
    ) -> RefreshFinished:
        """Fetch feeds and store what they bring."""

    async def aclose(self) -> None:
        """End it."""

    def obey(self, limits: "Limits", wish_s: int) -> None:
        """Go by other settings from the next refresh on."""

    @property
    def parser(self) -> "Reader":
        """What reads documents, here and when a feed is added."""

    @property
    def limits(self) -> "Limits":
        """How much of a publisher's answer the reader puts up with."""


class Fetching:
    """Run refreshes beside everything else; no key waits for one."""

    def __init__(
        self,
        screen: Screen[None],
        refresher: Callable[[], Refresher],
        status: StatusLine,
        log: "RefreshLog",
    ) -> None:
        self._screen = screen
        self._refresher = refresher
        self._status = status
        self._log = log
        self._workers: list[Worker[int]] = []
        self._is_quiet = False
        """Nobody asked for what is being fetched: only news are told."""
        self.is_due_stopped = False
        """The reader stopped the last refresh that nobody had asked for."""
        self._newly_failed = 0
        self._last_error = ""
        self._ended: list[RefreshFinished] = []
        """Refreshes that have ended while others beside them go on."""

    @property
    def is_running(self) -> bool:
        """Whether feeds are being fetched."""
        return any(not worker.is_finished for worker in self._workers)

    def start(self, feed_ids: Sequence[int] | None, *, force: bool = True) -> None:
        """Fetch some feeds, or all (None); with ``force`` also those that are not due."""
        self._is_quiet = False
        self._status.progress = "Fetching …"
        self._run(feed_ids, force=force)

    async def fetch_due(self) -> int:
        """Fetch what is due, quietly; give how many entries came."""
        self._is_quiet = True
        self.is_due_stopped = False
        self._newly_failed = 0
        try:
            return await self._run(None, force=False).wait()
        except WorkerCancelled:
            self.is_due_stopped = True
            return 0

    def _run(self, feed_ids: Sequence[int] | None, *, force: bool) -> Worker[int]:
        self._workers = [worker for worker in self._workers if not worker.is_finished]
        # no coroutine yet: one that is cancelled before it begins is a warning
        run = partial(self._refresh, feed_ids, force=force)
        worker: Worker[int] = self._screen.run_worker(run, group="fetch", exit_on_error=False)
        self._workers.append(worker)
        return worker

    def cancel(self) -> bool:
        """Stop fetching; what has arrived stays. False if nothing was being fetched."""
        if not self.is_running:
            return False
        for worker in self._workers:
            worker.cancel()
        self._workers = []  # they end in a moment, and tell of nothing more until then
        self._log.stop()
        self._status.progress = ""
        self._status.say("Stopped.")  # its RefreshFinished says more, if it has begun
        return True

    def note(self, event: Event) -> None:
        """Show what the library tells of a refresh."""
        match event:
            case FeedChecked() as checked:
                self._newly_failed += checked.error_count == 1
                self._last_error = checked.error or ""
            case RefreshProgress():
                self._show_progress()
            case RefreshFinished() as finished:
                self._ended.append(finished)
                if not self._log.is_open:
                    self._show_end(_as_one(self._ended, self._log.totals()))
                    self._ended = []

    def _show_progress(self) -> None:
        """Say how far it is: refreshes that run side by side are one to the reader."""
        totals = self._log.totals()
        if self.is_running and totals.total:
            parts = [f"Fetching {totals.done} of {totals.total}"]
            parts += [f"{totals.new} new"] if totals.new else []
            self._status.progress = " · ".join(parts)

    def _show_end(self, finished: RefreshFinished) -> None:
        """Say how it went; of a quiet refresh only what is new, and never over another message."""
        self._status.progress = ""
        if not self._is_quiet and (finished.feeds, finished.failed) == (1, 1):
            self._status.say(self._last_error or sentence_about(finished), is_error=True)
        elif finished.is_cancelled:
            key = key_for(self._screen.app, "refresh-view")
            self._status.say(f"{sentence_about(finished)} {key} shows what was left out.")
        elif not self._is_quiet:
            self._status.say(sentence_about(finished))
        elif not self._status.message and (news := self._news(finished)):
            self._status.say(news)

    def _news(self, finished: RefreshFinished) -> str:
        key = key_for(self._screen.app, "feed-doctor")
        return news_of(finished.new, self._newly_failed, key, finished.moved)

    async def _refresh(self, feed_ids: Sequence[int] | None, *, force: bool) -> int:
        try:
            finished = await self._refresher().refresh(feed_ids, force=force)
        except NewsreaderError as error:
            self._status.progress = ""
            # behind its RefreshFinished, which is on its way and says less
            self._screen.call_later(self._say_error, str(error))
            return 0
        return finished.new

    def _say_error(self, sentence: str) -> None:
        """Say what went wrong here, and on the screen that the reader has before the eyes."""
        statuses = {self._status, *self._screen.app.screen.query(StatusLine)}
        for status in statuses:
            status.say(sentence, is_error=True)


def _as_one(ended: Sequence[RefreshFinished], totals: "Totals") -> RefreshFinished:
    """Sum up refreshes that ran side by side; a feed that both fetched is one feed."""
    having_fetched = [finished for finished in ended if finished.feeds]
    if len(having_fetched) < 2:
        return (having_fetched or ended)[0]
    return having_fetched[-1]._replace(
        feeds=totals.total,
        ok=totals.done - totals.failed,
        failed=totals.failed,
        new=totals.new,
        is_cancelled=totals.left > 0,
        paused=max(finished.paused for finished in having_fetched),
        elsewhere=max(finished.elsewhere for finished in having_fetched),
        moved=sum(finished.moved for finished in having_fetched),
    )


def news_of(new: int, newly_failed: int, key: str, moved: int = 0) -> str:
    """Say what a refresh brought that nobody asked for; '' if there is nothing to say.

    >>> news_of(3, 1, "!")
    '3 new articles. 1 feed failed, ! tells why.'
    >>> news_of(0, 0, "!", 2)
    '2 feeds moved to new addresses.'
    """
    sentences = [f"{counted(new, 'new article')}."] if new else []
    if moved:
        where = "a new address" if moved == 1 else "new addresses"
        sentences.append(f"{counted(moved, 'feed')} moved to {where}.")
    if newly_failed:
        sentences.append(f"{counted(newly_failed, 'feed')} failed, {key} tells why.")
    return " ".join(sentences)


def sentence_about(finished: RefreshFinished) -> str:
    """Say how a refresh went.

    >>> sentence_about(RefreshFinished(2, 1, 0, 1, 3, 0, 0.5))
    '1 of 2 feeds fetched: 3 new, 1 failed.'
    >>> sentence_about(RefreshFinished(2, 2, 0, 0, 3, 0, 0.5, moved=1))
    '2 feeds fetched: 3 new, 1 moved.'
    >>> sentence_about(RefreshFinished(19, 0, 0, 19, 0, 0, 0.5))
    'None of 19 feeds could be fetched.'
    >>> sentence_about(RefreshFinished(0, 0, 0, 0, 0, 0, 0.5, paused=2))
    '2 feeds left out: the publisher asks to be left alone for a while.'
    >>> sentence_about(RefreshFinished(0, 0, 0, 0, 0, 0, 0.5, elsewhere=1))
    '1 feed left out: another newsreader is fetching it already. What comes appears here.'
    """
    count = finished.ok + finished.failed
    if finished.is_cancelled:
        return f"Stopped after {count} of {finished.feeds} feeds, {finished.new} new."
    if not finished.feeds:
        return _left(finished) or "Nothing to fetch right now."
    parts = [f"{finished.new} new" if finished.new else "nothing new"]
    parts += [f"{finished.moved} moved"] if finished.moved else []
    parts += [f"{finished.failed} failed"] if finished.failed else []
    if finished.failed and not finished.ok:
        who = f"None of {count} feeds could" if count > 1 else "The feed could not"
        return f"{who} be fetched."
    feeds = counted(count, "feed")
    if finished.failed:
        feeds = f"{finished.ok} of {feeds}"
    return f"{feeds} fetched: {', '.join(parts)}. {_left(finished)}".rstrip()


def _left(finished: RefreshFinished) -> str:
    """Say which feeds were left out and why; '' if none were."""
    said = [left_alone(finished.paused)]
    if finished.elsewhere:
        said.append(f"{fetched_elsewhere(finished.elsewhere)} What comes appears here.")
    return " ".join(filter(None, said))
