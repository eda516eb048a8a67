"""The facts below a headline: feed, author, date, reading time."""

import time

from newsreader.domain.entry import Entry
from newsreader.ui.widgets.headline_line import reading_time


def dateline(entry: Entry, word_count: int | None = None) -> list[str]:
    """Give what is known, in the order in which it is shown; local time."""
    stated = entry.published_at or entry.updated_at
    return [
        fact
        for fact in (
            entry.feed_title,
            entry.author if entry.author != entry.feed_title else None,
            long_date(stated) if stated is not None else f"arrived {long_date(entry.arrived_at)}",
            reading_time(word_count),
        )
        if fact
    ]


def long_date(at: int) -> str:
    """Write a time out, as far as the minute."""
    when = time.localtime(at)
    return f"{time.strftime('%a', when)} {when.tm_mday} {time.strftime('%b %Y, %H:%M', when)}"
