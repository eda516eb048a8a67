"""When to ask again: every rule for itself."""

import time

import pytest

from factory import NOW, parsed_entry
from newsreader.domain.options import FeedOptions
from newsreader.domain.parsed import ParsedFeed
from newsreader.domain.schedule import (
    DAY,
    HOUR,
    LONGEST_S,
    MINUTE,
    SHORTEST_S,
    Schedule,
    brief_rest,
    is_brief,
    is_full_due,
    next_check_at,
    next_try_at,
    rest_end,
    rhythm,
)

# A feed that brings something every four hours, the last time just now.
LIVELY = Schedule(gap_s=4 * HOUR, newest_at=NOW)


def wait(schedule: Schedule, *, wish_s: int = 0) -> int:
    return next_check_at(schedule, NOW, wish_s=wish_s) - NOW


def test_interval_follows_the_feeds_rhythm() -> None:
    assert wait(LIVELY) == 2 * HOUR
    assert wait(LIVELY._replace(gap_s=MINUTE)) == SHORTEST_S
    assert wait(LIVELY._replace(gap_s=30 * DAY)) == LONGEST_S


def test_feed_without_dates_is_fetched_every_hour() -> None:
    assert wait(Schedule()) == HOUR


def test_silent_feed_is_asked_less_often() -> None:
    assert wait(LIVELY._replace(newest_at=NOW - 5 * DAY)) == 12 * HOUR
    assert wait(LIVELY._replace(newest_at=NOW - 500 * DAY)) == LONGEST_S


@pytest.mark.parametrize("is_header", [True, False])
def test_publishers_bound_can_delay_but_not_hasten(is_header: bool) -> None:
    def bound(seconds: int) -> Schedule:
        if is_header:
            return LIVELY._replace(fresh_s=seconds)
        return LIVELY._replace(interval_s=seconds)

    assert wait(bound(6 * HOUR)) == 6 * HOUR
    assert wait(bound(MINUTE)) == 2 * HOUR
    assert wait(bound(5_000 * DAY)) == LONGEST_S


def test_readers_wish_wins_over_the_rhythm_but_not_over_the_publisher() -> None:
    assert wait(LIVELY, wish_s=HOUR) == HOUR
    assert wait(LIVELY._replace(interval_s=6 * HOUR), wish_s=HOUR) == 6 * HOUR
    skipped = LIVELY._replace(skip_hours=tuple(range(23)))
    assert next_check_at(skipped, NOW, wish_s=HOUR) // HOUR % 24 == 23
    assert wait(LIVELY._replace(fresh_s=3 * HOUR), wish_s=HOUR) == 3 * HOUR
    assert wait(LIVELY, wish_s=3 * DAY) == 3 * DAY


def test_skipped_hours_and_days_are_left_out() -> None:
    planned = time.gmtime(NOW + 2 * HOUR)
    hours = (planned.tm_hour, (planned.tm_hour + 1) % 24)
    at = next_check_at(LIVELY._replace(skip_hours=hours), NOW)
    assert time.gmtime(at).tm_hour == (planned.tm_hour + 2) % 24
    assert at % HOUR == 0
    at = next_check_at(LIVELY._replace(skip_days=(planned.tm_wday,)), NOW)
    assert time.gmtime(at).tm_wday == (planned.tm_wday + 1) % 7


def test_feed_that_skips_everything_is_fetched_all_the_same() -> None:
    assert wait(LIVELY._replace(skip_hours=tuple(range(24)))) == 2 * HOUR
    half = LIVELY._replace(skip_hours=tuple(range(12)), skip_days=tuple(range(6)))
    assert wait(half) <= 8 * DAY


def test_jitter_spreads_over_a_tenth() -> None:
    assert next_check_at(LIVELY, NOW, jitter=1.0) - NOW == int(2 * HOUR * 1.1)


def test_errors_double_the_wait_up_to_a_day() -> None:
    waits = [next_try_at("http_500", n, NOW, retry_after_s=None) - NOW for n in (1, 2, 3, 50)]
    assert waits == [HOUR, 2 * HOUR, 4 * HOUR, DAY]


def test_errors_of_the_line_are_tried_again_soon() -> None:
    assert next_try_at("dns_failed", 1, NOW, retry_after_s=None) - NOW == 5 * MINUTE


def test_busy_server_without_a_time_gets_ten_minutes() -> None:
    assert next_try_at("http_429", 1, NOW, retry_after_s=None) - NOW == 10 * MINUTE


def test_retry_after_can_only_delay() -> None:
    assert next_try_at("http_503", 1, NOW, retry_after_s=2 * DAY) - NOW == 2 * DAY
    assert next_try_at("http_503", 1, NOW, retry_after_s=1) - NOW == 10 * MINUTE


def test_whole_document_is_asked_for_once_in_eight_days() -> None:
    assert is_full_due(Schedule(), NOW)
    assert not is_full_due(Schedule(full_at=NOW), NOW + 8 * DAY - 1)
    assert is_full_due(Schedule(full_at=NOW), NOW + 8 * DAY)
    assert is_full_due(Schedule(full_at=NOW), NOW - 1), "the clock was wrong then"


def test_rhythm_takes_the_median_of_the_latest_gaps_and_no_date_to_come() -> None:
    dates = [NOW + DAY, *(NOW - n * HOUR for n in range(12)), NOW - 900 * DAY]
    assert rhythm(dates, NOW) == (HOUR, NOW)
    assert rhythm([0, 0], NOW) == (0, 0)
    assert rhythm([NOW], NOW) == (0, NOW)


def test_permanent_move_counts_only_in_a_row() -> None:
    once = Schedule().after_move("https://new.example/")
    assert once.after_move("https://new.example/").moved_count == 2
    assert once.after_move("https://other.example/").moved_count == 1
    assert once.after_move(None).moved_count == 0


def test_document_replaces_what_the_last_one_wished() -> None:
    entries = [parsed_entry("a", published_at=NOW), parsed_entry("b", published_at=NOW - DAY)]
    parsed = ParsedFeed("T", None, None, entries, ["odd"], 60, (1,), (2,))
    after = Schedule(interval_s=5, skip_hours=(9,)).after_document(parsed, NOW)
    assert (after.interval_s, after.skip_hours, after.skip_days) == (60, (1,), (2,))
    assert (after.gap_s, after.newest_at, after.notes) == (DAY, NOW, ("odd",))


def test_schedule_and_options_survive_their_column() -> None:
    schedule = Schedule(fresh_s=1, skip_days=(1, 2), moved_to="https://a/", notes=("x",))
    assert Schedule.from_json(schedule.to_json()) == schedule
    assert Schedule().to_json() == "{}"
    options = FeedOptions(interval_s=60, headers={"A": "b"}, keep_days=0)
    assert FeedOptions.from_json(options.to_json()) == options
    assert FeedOptions.from_json('{"later": 1}') == FeedOptions()


@pytest.mark.parametrize("broken", ["", "[]", "null", '{"unknown": 1}'])
def test_broken_schedule_is_an_empty_one(broken: str) -> None:
    assert Schedule.from_json(broken) == Schedule()


def test_host_rests_until_the_later_of_its_word_and_its_brief_rest() -> None:
    pauses = {"a.example": NOW + 5, brief_rest("a.example"): NOW + 7, brief_rest("b.example"): NOW}
    assert [rest_end(pauses, f"{name}.example") for name in "abc"] == [NOW + 7, NOW, 0]
    assert [is_brief(name) for name in pauses] == [False, True, True]
