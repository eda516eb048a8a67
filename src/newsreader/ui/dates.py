"""Dates in full, in the reader's own time."""

import time

from newsreader.domain.groups import day_around


def full_date(at: int) -> str:
    """Write a time as ``Mon 21 Sep 2026, 14:13``."""
    return time.strftime("%a %-d %b %Y, %H:%M", time.localtime(at))


def day_name(midnight: int, now: int) -> str:
    """Name the day that began at ``midnight``, in the reader's own time."""
    start, _ = day_around(now)
    if midnight >= start:
        return "Today"
    if midnight == day_around(start - 1)[0]:
        return "Yesterday"
    day = time.localtime(midnight)
    name = time.strftime("%A", day)
    if midnight >= day_around(start - 6 * 86_400)[0]:
        return name
    date = time.strftime("%-d %B", day)
    is_this_year = day.tm_year == time.localtime(now).tm_year
    return f"{name}, {date}" if is_this_year else f"{date} {day.tm_year}"
