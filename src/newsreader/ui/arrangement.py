"""How the reader has arranged the screen: panes, closed folders, and what lists look like."""

import json
from typing import Any, NamedTuple

from newsreader.domain.view import Grouping, Order

NORMAL, WIDE = 64, 120
"""Columns from which two panes are shown, and three."""

_FEEDS_STEP, _SHARE_STEP = 2, 4
_LEAST_FEEDS, _MOST_FEEDS = 12, 60
_LEAST_SHARE, _MOST_SHARE = 16, 84
_LEAST_REST = 30  # cells that headlines, or headlines and article, keep


class Arrangement(NamedTuple):
    """What the reader chose; the defaults are those of styles/app.tcss."""

    feeds_normal: int = 22
    """Cells of the feeds where two panes are shown."""
    feeds_wide: int = 30
    """Cells of the feeds where all three are shown."""
    headlines_share: int = 40
    """Hundredths that the headlines have of what they share with the article."""
    has_two_lines: bool | None = None
    """Whether headlines have two lines; None lets the size of the terminal say."""
    closed_folders: tuple[int, ...] = ()
    """Ids of the folders whose feeds are hidden."""
    is_unread_feeds_only: bool = False
    """Whether feeds with nothing unread are left out of the tree."""
    order: Order = Order.NEWEST
    """What lists are sorted by."""
    group: Grouping = Grouping.NONE
    """What stands together in them."""

    def feeds_width(self, columns: int) -> int:
        """Give the cells of the feeds in a terminal of so many columns."""
        wish = self.feeds_wide if columns >= WIDE else self.feeds_normal
        return max(_LEAST_FEEDS, min(wish, columns - _LEAST_REST))

    def widened(self, pane: str, columns: int, steps: int) -> "Arrangement":
        """Make a pane wider by some steps, or narrower; the others give way."""
        if columns < NORMAL:
            return self
        if pane == "feeds" or columns < WIDE:
            cells = _FEEDS_STEP * (steps if pane == "feeds" else -steps)
            width = max(_LEAST_FEEDS, min(self.feeds_width(columns) + cells, _MOST_FEEDS))
            if columns >= WIDE:
                return self._replace(feeds_wide=width)
            return self._replace(feeds_normal=width)
        change = _SHARE_STEP * (steps if pane == "headlines" else -steps)
        share = max(_LEAST_SHARE, min(self.headlines_share + change, _MOST_SHARE))
        return self._replace(headlines_share=share)

    def to_json(self) -> str:
        """Write it for the next visit."""
        return json.dumps(self._asdict())

    @classmethod
    def from_json(cls, text: str) -> "Arrangement":
        """Read back what :meth:`to_json` wrote; what makes no sense counts as not chosen."""
        try:
            found = json.loads(text or "{}")
        except ValueError:
            return cls()
        if not isinstance(found, dict):
            return cls()
        good = {name: found[name] for name, fits in _FITS.items() if fits(found.get(name))}
        good["closed_folders"] = tuple(good.get("closed_folders", ()))
        good["order"] = Order(good.get("order", Order.NEWEST))
        good["group"] = Grouping(good.get("group", Grouping.NONE))
        return cls(**good)


def _is_number(least: int, most: int) -> Any:
    return lambda value: type(value) is int and least <= value <= most


_FITS = {
    "feeds_normal": _is_number(_LEAST_FEEDS, _MOST_FEEDS),
    "feeds_wide": _is_number(_LEAST_FEEDS, _MOST_FEEDS),
    "headlines_share": _is_number(_LEAST_SHARE, _MOST_SHARE),
    "has_two_lines": lambda value: isinstance(value, bool),
    "closed_folders": lambda value: (
        isinstance(value, list) and all(type(one) is int for one in value)
    ),
    "is_unread_feeds_only": lambda value: isinstance(value, bool),
    "order": lambda value: value in list(Order),
    "group": lambda value: value in list(Grouping),
}
