"""Dates in full, in the reader's own time."""

import time


def full_date(at: int) -> str:
    """Write a time as ``Mon 21 Sep 2026, 14:13``."""
    return time.strftime("%a %-d %b %Y, %H:%M", time.localtime(at))
