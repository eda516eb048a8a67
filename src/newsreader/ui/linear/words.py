"""What linear mode says: sentences that sound right when a machine reads them aloud."""

import time

from newsreader.domain.entry import Entry
from newsreader.domain.headline import Headline
from newsreader.domain.reading import reading_minutes

_STEPS = ((60, "minute"), (3_600, "hour"), (86_400, "day"))
_LONGEST_AGO_S = 7 * 86_400


def count(number: int, word: str) -> str:
    """Say a number of things.

    >>> count(1, "feed"), count(3, "feed")
    ('1 feed', '3 feeds')
    """
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def ago(at: int, now: int) -> str:
    """Say how long ago a time was, or its date when it is more than a week.

    >>> ago(0, 59), ago(0, 7_200)
    ('just now', '2 hours ago')
    """
    seconds = now - at
    if seconds < _STEPS[0][0]:
        return "just now"
    if seconds >= _LONGEST_AGO_S:
        return time.strftime("%-d %B %Y", time.localtime(at))
    size, word = next(step for step in reversed(_STEPS) if seconds >= step[0])
    return f"{count(seconds // size, word)} ago"


def place(index: int, total: int) -> str:
    """Say where something stands.

    >>> place(0, 12)
    '1 of 12'
    """
    return f"{index + 1} of {total}"


def headline_words(headline: Headline, now: int) -> str:
    """Say a headline: marks, feed, age, and the title last."""
    facts = [
        "" if headline.is_read else "unread",
        "starred" if headline.is_starred else "",
        "bookmarked" if headline.is_bookmarked else "",
        headline.feed_title,
        ago(headline.sort_at, now),
    ]
    return f"{', '.join(filter(None, facts))}: {headline.title}"


def article_words(entry: Entry, word_count: int | None, now: int) -> str:
    """Say where an article is from and how long it takes."""
    minutes = reading_minutes(word_count or 0)
    facts = [
        entry.feed_title,
        f"by {entry.author}" if entry.author else "",
        ago(entry.sort_at, now),
        f"{count(minutes, 'minute')} to read" if minutes else "",
    ]
    return ", ".join(filter(None, facts)) + "."
