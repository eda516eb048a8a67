"""One headline as a line or two: columns by width, straight whatever the letters are."""

import time
from functools import lru_cache
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from newsreader.domain.headline import Headline
from newsreader.domain.reading import reading_minutes
from newsreader.domain.text import has_flags
from newsreader.domain.wording import grouped, short_name
from newsreader.ui.wire_cells import cut_cells

UNREAD, STAR, BOOKMARK = "●", "★", "◆"
_AGE_CELLS = 7  # a gap, and six for the age itself
_LENGTH_CELLS = 8  # a gap, and seven for "120 min"
# Rows of the screen, twice: most of them are drawn again as they are when a list scrolls.
_KEPT = 256
# Joiners and variation selectors change the width on some terminals only; without them every
# terminal agrees with us about where the next column begins.
_WIDTH_TRICKS = dict.fromkeys((0x200C, 0x200D, 0xFE0E, 0xFE0F))


class LineStyles(NamedTuple):
    """The styles of the parts of a headline."""

    row: Style
    unread: Style
    mark: Style
    star: Style
    bookmark: Style


class Columns(NamedTuple):
    """Cells of each column; 0 leaves the column out."""

    title: int
    feed: int
    length: int
    age: int


@lru_cache(maxsize=64)
def columns_for(width: int, has_feed: bool) -> Columns:
    """Share out the width of a one-line headline: marks, title, feed, reading time, age."""
    age = _AGE_CELLS if width >= 34 else 0
    feed = min(18, max(10, width // 6)) if has_feed and width >= 52 else 0
    length = _LENGTH_CELLS if width >= 90 else 0
    gaps = 1 + (1 if feed else 0)
    return Columns(max(1, width - 5 - age - length - feed - gaps), feed, length, age)


def fit(text: str, cells: int) -> str:
    """Cut or fill text to a number of cells, with ``…`` where something is missing.

    >>> fit("Erdbeben", 6)
    'Erdbe…'
    """
    if not text.isascii():
        text = text.translate(_WIDTH_TRICKS)
    if cells <= 0:
        return ""
    if cell_len(text) <= cells:
        return set_cell_size(text, cells)
    head = cut_cells(text, cells - 1)[0] if has_flags(text) else set_cell_size(text, cells - 1)
    return set_cell_size(head.rstrip() + "…", cells)


def age(sort_at: int, now: int) -> str:
    """Say when in at most six cells: the time today, the day this year, else the month.

    Local time; what lies ahead of the clock counts as now.
    """
    when, today = time.localtime(min(sort_at, now)), time.localtime(now)
    if when[:3] == today[:3]:
        return time.strftime("%H:%M", when)
    if now - sort_at < 6 * 86400:
        return time.strftime("%a", when)
    if when.tm_year == today.tm_year:
        return f"{when.tm_mday} {time.strftime('%b', when)}"
    return time.strftime("%b’%y", when)


def time_of_day(sort_at: int) -> str:
    """Say when on a day that stands above already, in local time."""
    return time.strftime("%H:%M", time.localtime(sort_at))


def reading_time(word_count: int | None) -> str:
    """Say how long an article takes, nothing below 100 words."""
    minutes = reading_minutes(word_count or 0)
    return f"{minutes} min" if minutes else ""


def heading_line(label: str, count: int, width: int, row: Style, name: Style) -> Strip:
    """Draw the heading of a group: what it is, and how many headlines it has."""
    number = f"{grouped(count)} "
    room = width - 2 - len(number)
    return Strip(
        [Segment(" ", row), Segment(fit(label, room), name), Segment(f" {number}", row)]
    ).adjust_cell_length(width, row)


@lru_cache(_KEPT)
def one_line(
    headline: Headline, width: int, when: str, has_feed: bool, styles: LineStyles
) -> Strip:
    """Draw a headline on one line; ``when`` says its age in at most six cells."""
    columns = columns_for(width, has_feed)
    row = styles.row
    title = row if headline.is_read else row + styles.unread
    segments = [*_marks(headline, styles), Segment(fit(headline.title, columns.title), title)]
    if columns.feed:
        segments += [Segment(" " + fit(short_name(headline.feed_title), columns.feed), row)]
    if columns.age:
        length = reading_time(headline.word_count) if columns.length else ""
        text = length.rjust(columns.length) + when.rjust(columns.age)
        segments += [Segment(text, row)]
    return Strip(segments).adjust_cell_length(width, row)


@lru_cache(_KEPT)
def title_line(headline: Headline, width: int, styles: LineStyles) -> Strip:
    """Draw the upper of two lines: the marks and the title."""
    title = styles.row if headline.is_read else styles.row + styles.unread
    segments = [*_marks(headline, styles), Segment(fit(headline.title, width - 6), title)]
    return Strip(segments).adjust_cell_length(width, styles.row)


@lru_cache(_KEPT)
def facts_line(
    headline: Headline, width: int, when: str, has_feed: bool, styles: LineStyles
) -> Strip:
    """Draw the lower of two lines: where and when, and how long it takes to read."""
    row, cells = styles.row, width - 6
    where = short_name(headline.feed_title) if has_feed else headline.author or ""
    facts = " · ".join(filter(None, [when, reading_time(headline.word_count)]))
    if where:
        facts = f" · {facts}"
        where = fit(where, min(cell_len(where), cells - cell_len(facts))).rstrip()
    return Strip([Segment("     " + fit(where + facts, cells), row)]).adjust_cell_length(width, row)


def _marks(headline: Headline, styles: LineStyles) -> list[Segment]:
    """Draw five cells: unread, star, bookmark, each with its colour, and the gaps."""
    row = styles.row
    return [
        Segment(" ", row),
        Segment(" " if headline.is_read else UNREAD, row + styles.mark),
        Segment(STAR if headline.is_starred else " ", row + styles.star),
        Segment(BOOKMARK if headline.is_bookmarked else " ", row + styles.bookmark),
        Segment(" ", row),
    ]
