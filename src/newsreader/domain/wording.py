"""Words that people use: for counts, spans of time, sizes, and for feeds without a title."""

import time

NUMBER_BLANK = "\u202f"
"""Stands between each three digits: thin, and no place to break a line at."""
_YEAR_S = 365 * 86_400
_NEAR_S = 6 * 86_400
READ_ONLY = (
    "This library is read-only: nothing is fetched or marked. 'newsreader doctor' tells why."
)
GONE = "This article is there no more: old ones have been cleared away meanwhile."
_SPANS = ((86_400, "day"), (3_600, "hour"), (60, "minute"), (1, "second"))


def counted(number: int, word: str) -> str:
    """Say a number of things.

    >>> counted(1, "feed"), counted(3, "feed")
    ('1 feed', '3 feeds')
    """
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def grouped(number: int) -> str:
    """Write a number with a thin blank, which breaks no line, before each three digits.

    >>> grouped(999), grouped(4_279) == "4\N{NARROW NO-BREAK SPACE}279"
    ('999', True)
    """
    return f"{number:,}".replace(",", NUMBER_BLANK)


def left_alone(paused: int) -> str:
    """Say how many feeds were not fetched because their publishers want to wait; '' if none.

    >>> left_alone(1)
    '1 feed left out: the publisher asks to be left alone for a while.'
    """
    return (
        f"{counted(paused, 'feed')} left out: the publisher asks to be left alone for a while."
        if paused
        else ""
    )


def fetched_elsewhere(feeds: int) -> str:
    """Say how many feeds were not fetched because another process does that; '' if none.

    >>> fetched_elsewhere(2)
    '2 feeds left out: another newsreader is fetching them already.'
    """
    them = "it" if feeds == 1 else "them"
    return (
        f"{counted(feeds, 'feed')} left out: another newsreader is fetching {them} already."
        if feeds
        else ""
    )


def span(seconds: int) -> str:
    """Say how long something takes or is ago, in its largest unit; in years from two on.

    >>> span(90), span(7_200), span(0), span(1_000 * 86_400)
    ('1 minute', '2 hours', '0 seconds', '2 years')
    """
    if seconds >= 2 * _YEAR_S:
        return counted(seconds // _YEAR_S, "year")
    for size, word in _SPANS:
        if seconds >= size:
            return counted(seconds // size, word)
    return counted(0, "second")


def clock_time(at: int, now: int) -> str:
    """Say when something to come is in the reader's own time.

    ``14:05``, another day ``Mon 14:05``, from six days on ``Mon 5 Oct 14:05``: a day of the same
    name as today's would be taken for today.
    """
    when = time.localtime(at)
    clock = time.strftime("%H:%M", when)
    if when[:3] == time.localtime(now)[:3]:
        return clock
    day = time.strftime("%a", when)
    if at - now >= _NEAR_S:
        day += f" {when.tm_mday} {time.strftime('%b', when)}"
    return f"{day} {clock}"


def size(byte_count: int) -> str:
    """Say how large a document is.

    >>> size(512), size(81_300), size(2_400_000)
    ('512 bytes', '81 kB', '2.4 MB')
    """
    if byte_count < 1_000:
        return counted(byte_count, "byte")
    if byte_count < 1_000_000:
        return f"{byte_count // 1_000} kB"
    return f"{byte_count / 1_000_000:.1f} MB"


def short_name(title: str) -> str:
    """Shorten a title that is only an address, to its host and the last part of its path.

    >>> short_name("https://news.example.org/world/feed.xml"), short_name("The Lantern")
    ('news.example.org/feed.xml', 'The Lantern')
    """
    if "://" not in title:
        return title
    from newsreader.domain.urls import host, is_web  # 2 ms that a start need not wait for

    if not is_web(title):
        return title
    last = title.partition("?")[0].partition("://")[2].partition("/")[2].rstrip("/")
    return "/".join(filter(None, (host(title), last.rpartition("/")[2])))
