"""What a list of bookmarks shows, and how people write it down."""

import re
from dataclasses import dataclass, replace

from newsreader.domain.bookmark import State, tag_names
from newsreader.domain.view import Order

_TERM = re.compile(r'(?<!\S)(-?)(?:(#)|(tag|is|state|feed):)("[^"]*"|\S+)', re.IGNORECASE)
MARKS = ("starred", "snoozed", "untagged", "broken", "annotated")
"""What ``is:`` can ask for beside the states."""


@dataclass(frozen=True, slots=True)
class BookmarkView:
    """A list of bookmarks, described; what is not said is not asked for."""

    tags: tuple[str, ...] = ()
    """All of these, each with the tags below it (``news`` holds ``news/austria``)."""
    without_tags: tuple[str, ...] = ()
    state: State | None = None
    marks: frozenset[str] = frozenset()
    """Of ``starred snoozed untagged broken annotated``: all must be true."""
    feed: str = ""
    """A part of the feed's title."""
    awake_at: int | None = None
    """Leave out what is snoozed beyond this time."""
    since: int | None = None
    until: int | None = None
    """Added at or after ``since`` and before ``until``."""
    search: str = ""
    """Words that must occur (the last one may be a beginning)."""
    order: Order = Order.NEWEST


def parse_bookmark_query(text: str) -> BookmarkView:
    """Read what was typed: words to search for, and terms that narrow.

    ``#tag`` (or ``tag:"two words"``), ``-#tag``, ``state:done``, ``is:starred``, ``feed:orf``.
    What is no such term is searched for as it stands, so nothing typed is an error.

    >>> parse_bookmark_query("#news is:starred glacier").tags
    ('news',)
    """
    view = BookmarkView()
    words: list[str] = []
    end = 0
    for term in _TERM.finditer(text):
        words.append(text[end : term.start()])
        end = term.end()
        key = "tag" if term[2] else term[3].lower()
        narrowed = _narrow(view, bool(term[1]), key, term[4].strip('"'))
        if narrowed is None:
            words.append(term[0])
        else:
            view = narrowed
    words.append(text[end:])
    return replace(view, search=" ".join(" ".join(words).split()))


def _narrow(view: BookmarkView, is_negated: bool, key: str, value: str) -> BookmarkView | None:
    """Add one term to a view; None if it says nothing we know."""
    word = value.lower()
    narrowed = None
    if key == "tag" and is_negated:
        narrowed = replace(view, without_tags=(*view.without_tags, *tag_names([value])))
    elif key == "tag":
        narrowed = replace(view, tags=(*view.tags, *tag_names([value])))
    elif is_negated:
        pass
    elif key == "feed":
        narrowed = replace(view, feed=word)
    elif word in set(State):
        narrowed = replace(view, state=State(word))
    elif key == "is" and word in MARKS:
        narrowed = replace(view, marks=view.marks | {word})
    return narrowed
