"""What a refresh is doing to each feed, gathered from the events of the library."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from newsreader.domain.events import (
    Event,
    FeedChecked,
    FeedFetching,
    FeedHeldBack,
    RefreshFinished,
    RefreshStarted,
)


class FeedState(StrEnum):
    """How far a feed is; the value is the word for it."""

    FETCHING = "fetching"
    FAILED = "failed"
    HELD = "left alone"
    """Its publisher asks for that."""
    DONE = "done"
    WAITING = "waiting"
    UNCHANGED = "unchanged"
    LEFT = "left out"
    """The refresh ended before its turn, or another one had it."""


_PENDING = (FeedState.WAITING, FeedState.FETCHING)


@dataclass(frozen=True, slots=True)
class FeedRun:
    """What a refresh has done to one feed."""

    feed_id: int
    state: FeedState
    took_ms: int = 0
    size: int = 0
    """Bytes on the wire."""
    new_count: int = 0
    error: str = ""
    """What went wrong, in a sentence."""
    until: int = 0
    """How long it is left alone, Unix seconds; 0: it is not."""
    moved_to: str = ""
    """Its new address, where it has moved for good."""


@dataclass(frozen=True, slots=True)
class Totals:
    """A refresh in numbers."""

    total: int = 0
    done: int = 0
    """Feeds that are through, well or not."""
    failed: int = 0
    new: int = 0
    size: int = 0
    left: int = 0
    """Feeds whose turn did not come."""
    held: int = 0
    """Feeds that are left alone; in none of the other numbers."""


class RefreshLog:
    """The refresh that is running, or the last one; subscribe :meth:`note` to the bus.

    Refreshes that run side by side are one to the reader; one that finds nothing to do leaves the
    log as it is.
    """

    def __init__(self) -> None:
        self.version = 0
        """Grows with every change."""
        self.seconds = 0.0
        """How long the last refresh took; 0 while it runs."""
        self._runs: dict[int, FeedRun] = {}
        self._open = 0

    @property
    def is_open(self) -> bool:
        """Whether a refresh that has begun has not ended yet."""
        return self._open > 0

    @property
    def is_running(self) -> bool:
        """Whether feeds are being fetched, or wait for it."""
        return any(run.state in _PENDING for run in self._runs.values())

    def runs(self) -> list[FeedRun]:
        """Give the feeds: what goes on first, then failures, news, the rest."""
        order = list(FeedState)
        return sorted(self._runs.values(), key=lambda run: order.index(run.state))

    def left_ids(self) -> list[int]:
        """Give the ids of the feeds whose turn did not come."""
        return [run.feed_id for run in self._runs.values() if run.state is FeedState.LEFT]

    def totals(self) -> Totals:
        """Sum up."""
        runs = [run for run in self._runs.values() if run.state is not FeedState.HELD]
        return Totals(
            len(runs),
            sum(run.state not in (*_PENDING, FeedState.LEFT) for run in runs),
            sum(run.state is FeedState.FAILED for run in runs),
            sum(run.new_count for run in runs),
            sum(run.size for run in runs),
            sum(run.state is FeedState.LEFT for run in runs),
            len(self._runs) - len(runs),
        )

    def note(self, event: Event) -> None:
        """Take note of what happened."""
        match event:
            case RefreshStarted(feed_ids):
                self._start(feed_ids)
            case FeedFetching(feed_id):
                self._put(FeedRun(feed_id, FeedState.FETCHING, new_count=self._new_of(feed_id)))
            case FeedHeldBack(feed_id, until):
                self._put(FeedRun(feed_id, FeedState.HELD, until=until))
            case FeedChecked() as checked:
                self._put(_run_of(checked, self._new_of(checked.feed_id)))
            case RefreshFinished() as finished:
                self._finish(finished)

    def stop(self) -> None:
        """Take note that the reader has stopped it all, however long the end takes."""
        for run in list(self._pending()):
            self._put(replace(run, state=FeedState.LEFT))

    def _start(self, feed_ids: tuple[int, ...]) -> None:
        if feed_ids and not self._open:
            self._runs.clear()
            self.seconds = 0.0
        self._open += 1
        for feed_id in feed_ids:
            self._put(FeedRun(feed_id, FeedState.WAITING, new_count=self._new_of(feed_id)))

    def _finish(self, finished: RefreshFinished) -> None:
        self._open = max(0, self._open - 1)
        if not self._open:
            self.stop()
        if finished.feeds:
            self.seconds = finished.seconds
        self.version += 1

    def _pending(self) -> Iterator[FeedRun]:
        return (run for run in self._runs.values() if run.state in _PENDING)

    def _new_of(self, feed_id: int) -> int:
        """Say what a feed has brought already to one of the refreshes that run side by side."""
        run = self._runs.get(feed_id)
        return run.new_count if run is not None else 0

    def _put(self, run: FeedRun) -> None:
        self._runs[run.feed_id] = run
        self.version += 1


def _run_of(checked: FeedChecked, new_before: int) -> FeedRun:
    new_count = new_before + checked.new_count
    if checked.error_code is not None:
        state = FeedState.FAILED
    elif new_count or checked.changed_count:
        state = FeedState.DONE
    else:
        state = FeedState.UNCHANGED
    return FeedRun(
        checked.feed_id, state, checked.took_ms, checked.size, new_count,
        (checked.error or checked.error_code or ""), moved_to=checked.moved_to,
    )  # fmt: skip
