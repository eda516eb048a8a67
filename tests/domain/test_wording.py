"""Words for moments; those for counts and sizes have their examples beside them."""

import time

import pytest

from newsreader.domain.wording import clock_time


def moment(day: int, hour: int) -> int:
    """Give a moment of December 2026 in the time of this machine; the 5th is a Saturday."""
    return int(time.mktime((2026, 12, day, hour, 5, 0, 0, 0, -1)))


@pytest.mark.parametrize(
    ("day", "hour", "expected"),
    [
        (5, 23, "23:05"),
        (6, 7, "Sun 07:05"),
        (11, 7, "Fri 07:05"),
        (11, 8, "Fri 11 Dec 08:05"),
        (12, 7, "Sat 12 Dec 07:05"),
        (12, 9, "Sat 12 Dec 09:05"),
    ],
)
def test_time_to_come_is_told_as_shortly_as_nobody_mistakes_it(
    day: int, hour: int, expected: str
) -> None:
    assert clock_time(moment(day, hour), moment(5, 8)) == expected
