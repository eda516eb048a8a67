"""What files of other bookmark programs hold, as far as it could be read."""

import re
from datetime import UTC, datetime
from typing import Any, NamedTuple

from newsreader.domain.bookmark import Bookmark, State, clean_bookmark, web_address
from newsreader.domain.text import clean_line

_LATEST = 10**11
"""A day in the year 5138; larger numbers count smaller units than seconds."""
_STATES = {
    **dict.fromkeys(("archive", "archived", "read", "done", "finished"), State.DONE),
    **dict.fromkeys(("reading", "in progress"), State.READING),
    **dict.fromkeys(("unread", "inbox", "active", "to read", "later"), State.INBOX),
}


class Problem(NamedTuple):
    """Something in a file that could not be taken over: where, and why, for people."""

    place: str
    reason: str


class BookmarkFile:
    """Bookmarks without ids, and what was none; every item of a file ends in one of the two."""

    def __init__(self) -> None:
        self.bookmarks: list[Bookmark] = []
        self.problems: list[Problem] = []

    def add(self, place: str, url: object, **fields: Any) -> None:
        """Take over an item; one without a web address is a problem. Fields are cleaned."""
        address = web_address(url) if isinstance(url, str) else ""
        if not address:
            named = clean_line(str(url or ""), 80)
            reason = f"'{named}' is not a web address" if named else "it has no address"
            self.refuse(place, reason)
            return
        self.bookmarks.append(clean_bookmark(Bookmark(0, address, **fields)))

    def refuse(self, place: str, reason: str) -> None:
        """Note that an item cannot be taken over."""
        self.problems.append(Problem(place, reason))


def read_moment(value: object) -> int | None:
    """Read a time of a file: seconds, milli- or microseconds since 1970, or ISO 8601; else None.

    >>> read_moment("1790000000"), read_moment(1790000000000), read_moment("2026-09-21T14:13:20Z")
    (1790000000, 1790000000, 1790000000)
    """
    text = str(value if value is not None else "").strip()
    if re.fullmatch(r"\d{1,18}(\.\d+)?", text, re.ASCII):
        moment = int(text.partition(".")[0])
        while moment > _LATEST:
            moment //= 1_000
        return moment or None
    try:
        parsed = datetime.fromisoformat(text)
        return int(parsed.astimezone(parsed.tzinfo or UTC).timestamp())
    except (ValueError, OverflowError):
        return None


def read_state(text: str) -> State | None:
    """Read how far the reader was, in the words of any program; None if they say nothing."""
    return _STATES.get(text.strip().lower())
