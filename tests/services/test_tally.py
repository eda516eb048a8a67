"""A tally: what a refresh has stored, counted once and told in order."""

from newsreader.domain.events import (
    EntriesArrived,
    Event,
    FeedChecked,
    FeedHeldBack,
    RefreshFinished,
    RefreshProgress,
    RefreshStarted,
)
from newsreader.services.tally import Tally
from newsreader.store.checks import Check, Saved

BROUGHT = Check(1, 0, "{}", "document", 200, 10, 5)
SAME = Check(2, 0, "{}", "not_modified", 304)
FAILED = Check(3, 0, "{}", "http_500", 500, error="It failed.")


def test_everything_is_told_in_the_order_in_which_it_happens() -> None:
    told: list[Event] = []
    tally = Tally(told.append)
    tally.begin([1, 2, 3])
    tally.tell(
        [BROUGHT, SAME, FAILED],
        [
            Saved(1, [8, 9], [4], None),
            Saved(2, [], [], None, moved_to="http://new/"),
            Saved(3, [], [], "http_500", "x", 2),
        ],
    )
    finished = tally.finish()
    assert told == [
        RefreshStarted((1, 2, 3)),
        EntriesArrived(1, (8, 9), (4,)),
        FeedChecked(1, took_ms=5, size=10, new_count=2, changed_count=1),
        FeedChecked(2, moved_to="http://new/"),
        FeedChecked(3, "http_500", "x", error_count=2),
        RefreshProgress(done=3, total=3, new=2, failed=1),
        finished,
    ]
    assert finished == RefreshFinished(3, 2, 1, 1, 2, 1, finished.seconds, moved=1)


def test_what_is_left_alone_is_told_behind_the_start() -> None:
    told: list[Event] = []
    tally = Tally(told.append)
    tally.leave_out(1, 900)
    tally.begin([2])
    tally.leave_out(2, 900)
    assert told == [RefreshStarted((2,)), FeedHeldBack(1, 900), FeedHeldBack(2, 900)]
    assert tally.finish().paused == 2


def test_what_has_not_begun_does_not_end_in_public() -> None:
    told: list[Event] = []
    assert Tally(told.append).finish(is_cancelled=True).is_cancelled
    assert told == []


def test_a_feed_that_is_gone_counts_and_is_not_told() -> None:
    told: list[Event] = []
    Tally(told.append).tell([SAME], [])
    assert told == [RefreshProgress(done=1, total=0, new=0, failed=0)]


def test_feeds_that_are_not_asked_are_failed_left_out_or_left_to_others() -> None:
    told: list[Event] = []
    shown: list[RefreshProgress] = []
    tally = Tally(told.append, shown.append)
    tally.begin([1, 2, 3])
    tally.refuse(1, "asked_to_wait", "Wait.")
    tally.leave_out(3, 900)
    tally.give_up()
    tally.report()
    finished = tally.finish(is_cancelled=True)
    assert told[1] == FeedChecked(1, "asked_to_wait", "Wait.")
    assert shown == [RefreshProgress(done=1, total=2, new=0, failed=1)]
    assert (finished.feeds, finished.failed, finished.paused) == (2, 1, 1)
    assert finished.is_cancelled
