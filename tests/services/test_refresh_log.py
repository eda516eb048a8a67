"""The log of a refresh says how far each feed is."""

import pytest

from newsreader.domain.events import (
    Event,
    FeedChecked,
    FeedFetching,
    FeedHeldBack,
    RefreshFinished,
    RefreshStarted,
)
from newsreader.services.refresh_log import FeedRun, FeedState, RefreshLog, Totals


@pytest.fixture
def log() -> RefreshLog:
    return RefreshLog()


def tell(log: RefreshLog, *events: Event) -> None:
    for event in events:
        log.note(event)


def finished(feeds: int, *, is_cancelled: bool = False) -> RefreshFinished:
    return RefreshFinished(feeds, feeds, 0, 0, 0, 0, 1.5, is_cancelled)


def states(log: RefreshLog) -> dict[int, FeedState]:
    return {run.feed_id: run.state for run in log.runs()}


def test_each_feed_waits_is_fetched_and_ends_well_or_not(log: RefreshLog) -> None:
    tell(log, RefreshStarted((1, 2, 3, 4)), FeedFetching(2))
    assert states(log) == {
        2: FeedState.FETCHING,
        1: FeedState.WAITING,
        3: FeedState.WAITING,
        4: FeedState.WAITING,
    }
    assert log.is_running
    tell(
        log,
        FeedChecked(2, took_ms=80, size=900, new_count=3),
        FeedChecked(1, took_ms=20),
        FeedChecked(3, "http_404", "Not there."),
        FeedChecked(4, size=100, changed_count=1),
        finished(4),
    )
    assert log.runs()[0] == FeedRun(3, FeedState.FAILED, error="Not there.")
    assert states(log)[1] is FeedState.UNCHANGED
    assert states(log)[4] is FeedState.DONE
    assert log.totals() == Totals(4, 4, 1, 3, 1000)
    assert (log.is_running, log.seconds) == (False, 1.5)


def test_what_a_stopped_refresh_did_not_reach_is_left_out(log: RefreshLog) -> None:
    tell(log, RefreshStarted((1, 2)), FeedChecked(1), finished(2, is_cancelled=True))
    assert states(log) == {1: FeedState.UNCHANGED, 2: FeedState.LEFT}
    assert log.left_ids() == [2]
    assert not log.is_running


def test_a_refresh_that_finds_nothing_to_do_leaves_the_last_one_to_be_seen(
    log: RefreshLog,
) -> None:
    tell(log, RefreshStarted((1,)), FeedChecked(1), finished(1))
    tell(log, RefreshStarted(()), finished(0))
    assert (list(states(log)), log.seconds) == ([1], 1.5)


def test_a_second_refresh_beside_the_first_adds_its_feeds(log: RefreshLog) -> None:
    tell(log, RefreshStarted((1,)), RefreshStarted((2,)), FeedChecked(2), finished(1))
    assert states(log) == {1: FeedState.WAITING, 2: FeedState.UNCHANGED}
    tell(log, FeedChecked(1), finished(1), RefreshStarted((3,)))
    assert list(states(log)) == [3]


def test_what_is_fetched_again_beside_the_first_keeps_what_it_has_brought(log: RefreshLog) -> None:
    tell(log, RefreshStarted((1, 2)), FeedChecked(1, new_count=2), RefreshStarted((1, 2)))
    assert log.totals() == Totals(2, 0, 0, 2)
    tell(log, FeedFetching(1), FeedChecked(1), finished(1))
    assert (log.totals(), log.is_open) == (Totals(2, 1, 0, 2), True)
    tell(log, FeedChecked(2, new_count=1), finished(2))
    assert (log.totals(), log.is_open) == (Totals(2, 2, 0, 3), False)
    tell(log, RefreshStarted((1, 2)))
    assert log.totals() == Totals(2), "another refresh begins anew"


def test_what_is_left_alone_is_there_and_counts_as_nothing_else(log: RefreshLog) -> None:
    tell(log, RefreshStarted((1, 2)), FeedHeldBack(3, 900), FeedChecked(1), FeedHeldBack(2, 900))
    tell(log, finished(1))
    assert log.runs()[1] == FeedRun(3, FeedState.HELD, until=900)
    assert states(log)[2] is FeedState.HELD
    assert log.totals() == Totals(1, 1, held=2)
    assert log.left_ids() == []
    tell(log, RefreshStarted(()), FeedHeldBack(1, 900), finished(0))
    assert log.totals() == Totals(held=3)


def test_the_version_grows_with_every_change(log: RefreshLog) -> None:
    tell(log, RefreshStarted((1,)))
    before = log.version
    tell(log, FeedFetching(1))
    assert log.version > before
