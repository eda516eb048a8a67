"""Which entries may go."""

from factory import NOW
from newsreader.domain.options import FeedOptions
from newsreader.domain.retention import DAY, Keepsake, Retention, expired


def entry(number: int, days: int = 0, *, is_read: bool = True, precious: bool = False) -> Keepsake:
    return Keepsake(number, NOW - days * DAY, is_read, precious)


def test_without_bounds_nothing_goes() -> None:
    assert expired([entry(1, 9_999)], Retention(), NOW) == []


def test_age_counts_from_arrival() -> None:
    rule = Retention(keep_days=30)
    assert expired([entry(1, 30), entry(2, 31)], rule, NOW) == [2]


def test_the_newest_are_kept_by_number() -> None:
    assert expired([entry(1), entry(2), entry(3)], Retention(keep_count=2), NOW) == [3]


def test_either_bound_is_enough() -> None:
    rule = Retention(keep_days=30, keep_count=2)
    assert expired([entry(1, 40), entry(2), entry(3)], rule, NOW) == [1, 3]


def test_unread_stays_unless_told() -> None:
    old = [entry(1, 99, is_read=False)]
    assert expired(old, Retention(keep_days=30), NOW) == []
    assert expired(old, Retention(keep_days=30, is_unread_kept=False), NOW) == [1]


def test_starred_and_bookmarked_always_stay() -> None:
    rule = Retention(keep_days=1, keep_count=1, is_unread_kept=False)
    assert expired([entry(1, 99, precious=True), entry(2, 99, precious=True)], rule, NOW) == []


def test_settings_of_the_feed_win() -> None:
    rule = Retention(30, 100, is_unread_kept=False)
    assert rule.for_feed(FeedOptions(keep_days=0)) == Retention(0, 100, is_unread_kept=False)
    assert rule.for_feed(FeedOptions(keep_count=5)) == Retention(30, 5, is_unread_kept=False)
