"""How far a refresh is: counted as checks are stored, and told to whoever listens."""

import time
from collections.abc import Callable, Sequence

from newsreader.domain.events import (
    EntriesArrived,
    Event,
    FeedChecked,
    FeedHeldBack,
    RefreshFinished,
    RefreshProgress,
    RefreshStarted,
)
from newsreader.store.checks import Check, Saved

Publish = Callable[[Event], None]
Progress = Callable[[RefreshProgress], None]


class Tally:
    """The counts of one refresh; its time runs from the making of it."""

    def __init__(self, publish: Publish, on_progress: Progress | None = None) -> None:
        self._publish = publish
        self._on_progress = on_progress
        self._started = time.monotonic()
        self._has_begun = False
        self._total = self._ok = self._not_modified = self._failed = 0
        self._new = self._updated = self._paused = self._elsewhere = self._moved = 0
        self._held: list[FeedHeldBack] = []
        """Not yet published."""

    def begin(self, feed_ids: Sequence[int]) -> None:
        """Publish what will be fetched."""
        self._has_begun = True
        self._total = len(feed_ids)
        self._publish(RefreshStarted(tuple(feed_ids)))
        self._tell_held()

    def refuse(self, feed_id: int, code: str, sentence: str) -> None:
        """Count a feed as failed that is not even asked."""
        self._failed += 1
        self._publish(FeedChecked(feed_id, code, sentence))

    def leave_out(self, feed_id: int, until: int) -> None:
        """Count a feed whose publisher wants to be left alone; publish it, now or at the start."""
        self._paused += 1
        self._held.append(FeedHeldBack(feed_id, until))
        if self._has_begun:
            self._tell_held()

    def leave_to_others(self) -> None:
        """Count a feed that another process is fetching."""
        self._elsewhere += 1

    def give_up(self) -> None:
        """Count a feed no longer that another refresh will fetch."""
        self._total -= 1

    def tell(self, checks: Sequence[Check], saved: Sequence[Saved]) -> None:
        """Count and publish what has been stored."""
        for check in checks:
            self._ok += check.error is None
            self._failed += check.error is not None
            self._not_modified += check.outcome in ("not_modified", "same")
        by_id = {check.feed_id: check for check in checks}
        for feed in saved:
            self._new += len(feed.new_ids)
            self._updated += len(feed.changed_ids)
            self._moved += bool(feed.moved_to)
            if feed.new_ids or feed.changed_ids:
                arrived = EntriesArrived(feed.feed_id, tuple(feed.new_ids), tuple(feed.changed_ids))
                self._publish(arrived)
            self._publish(_checked(by_id[feed.feed_id], feed))
        self.report()

    def report(self) -> None:
        """Say how far it is."""
        done = self._ok + self._failed
        progress = RefreshProgress(done, self._total, self._new, self._failed)
        self._publish(progress)
        if self._on_progress is not None:
            self._on_progress(progress)

    def finish(self, *, is_cancelled: bool = False) -> RefreshFinished:
        """Publish how it went, if it had begun, and give it."""
        finished = RefreshFinished(
            self._total, self._ok, self._not_modified, self._failed, self._new, self._updated,
            round(time.monotonic() - self._started, 3), is_cancelled, self._paused,
            self._elsewhere, self._moved,
        )  # fmt: skip
        if self._has_begun:
            self._publish(finished)
        return finished

    def _tell_held(self) -> None:
        for held in self._held:
            self._publish(held)
        self._held = []


def _checked(check: Check, saved: Saved) -> FeedChecked:
    return FeedChecked(
        check.feed_id, saved.error_code, saved.error, check.took_ms, check.size or 0,
        len(saved.new_ids), len(saved.changed_ids), saved.error_count, saved.moved_to,
    )  # fmt: skip
