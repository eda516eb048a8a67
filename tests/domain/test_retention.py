"""Which entries may go."""

from factory import NOW
from newsreader.domain.options import FeedOptions
from newsreader.domain.retention import DAY, Keepsake, Retention, expired, lived_until


def entry(number: int, days: int = 0, *, is_read: bool = True, precious: bool = False) -> Keepsake:
    return Keepsake(number, NOW - days * DAY, is_read, precious)


def test_without_bounds_nothing_goes() -> None:
    assert expired([entry(1, 9_999)], Retention(), NOW) == []


def test_age_counts_from_arrival() -> None:
    rule = Retention(keep_days=30)
    assert expired([entry(1, 30), entry(2, 31)], rule, NOW) == [2]


def test_the_newest_are_kept_by_number() -> None:
    assert expired([entry(1), entry(2), entry(3)], Retention(keep_count=2), NOW) == [3]


def test_only_what_may_go_counts_against_the_number() -> None:
    unread = [entry(number, is_read=False) for number in range(10)]
    starred = [entry(number, precious=True) for number in range(10, 20)]
    read = [entry(number) for number in range(20, 28)]
    rule = Retention(keep_count=5)
    assert expired([*unread, *starred, *read], rule, NOW) == [25, 26, 27]
    rule = Retention(keep_count=5, is_unread_kept=False)
    assert expired([*unread, *starred], rule, NOW) == [5, 6, 7, 8, 9]


def test_what_came_with_a_clock_that_was_behind_is_as_old_as_its_other_dates() -> None:
    rule = Retention(keep_days=30)
    behind = entry(1, 365)
    assert expired([behind], rule, NOW) == [1]
    assert expired([behind._replace(published_at=NOW - DAY)], rule, NOW) == []
    assert expired([behind._replace(read_at=NOW - DAY)], rule, NOW) == []
    assert expired([behind._replace(published_at=NOW + DAY)], rule, NOW) == [1]


def test_clock_that_leaps_ahead_makes_nothing_older() -> None:
    later = NOW + 365 * DAY
    for sign_at, gone in ((NOW, []), (None, []), (later - DAY, [1])):
        rule = Retention(keep_days=30, counted_until=lived_until(later, sign_at))
        assert expired([entry(1)], rule, later) == gone
    assert lived_until(NOW, NOW - DAY + 1) == NOW


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
    assert rule.for_feed(FeedOptions(keep_unread=True)) == Retention(30, 100)
    assert rule.for_feed(FeedOptions(keep_count=5)) == Retention(30, 5, is_unread_kept=False)
