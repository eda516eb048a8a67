"""All feeds with a few words on how each is doing, and the facts of one of them."""

import textwrap
from collections.abc import Callable, Sequence
from itertools import zip_longest
from typing import ClassVar

from rich.segment import Segment
from textual.content import Content
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from newsreader.domain.feed_names import FeedName, feed_names
from newsreader.domain.text import clean_line
from newsreader.services.feed_health import FeedHealth
from newsreader.services.feed_report import facts, verdict
from newsreader.ui.widgets.feed_name import fit_name
from newsreader.ui.widgets.headline_line import age, fit
from newsreader.ui.widgets.line_list import LineList

_AGE_CELLS = 7
_LABEL_CELLS, _INDENT_CELLS = 16, 2
_BESIDE_CELLS = 45  # with less room, the facts stand below their labels


class FeedHealthList(LineList):
    """Show feeds in the order given; the cursor stays on its feed when others come and go."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "health--row",
        "health--cursor",
        "health--resting",
        "health--quiet",
        "health--trouble",
        "health--notice",
    }

    def __init__(self, clock: Callable[[], int], id: str) -> None:
        super().__init__(id=id)
        self._clock = clock
        self._feeds: Sequence[FeedHealth] = ()
        self._names: dict[int, FeedName] = {}

    @property
    def row_count(self) -> int:
        """One row for each feed."""
        return len(self._feeds)

    @property
    def current(self) -> FeedHealth | None:
        """The feed under the cursor; None in an empty list."""
        return self._feeds[self.cursor] if self._feeds else None

    def show(self, feeds: Sequence[FeedHealth], feed_id: int | None = None) -> None:
        """Show feeds, the cursor on the one named, else where it was."""
        if feed_id is None and self.current is not None:
            feed_id = self.current.feed.id
        self._feeds = feeds
        self._names = feed_names(one.feed for one in feeds)
        place = (index for index, one in enumerate(feeds) if one.feed.id == feed_id)
        self.set_reactive(LineList.cursor, next(place, self.validate_cursor(self.cursor)))
        self.rows_changed()
        self.show_cursor()

    def render_row(self, index: int, line: int, width: int) -> Strip:
        """Draw a feed: mark, title, verdict, when it was fetched last."""
        health = self._feeds[index]
        feed, said = health.feed, verdict(health)
        name = "row" if index != self.cursor else "cursor" if self.has_focus else "resting"
        base = self.get_component_rich_style(f"health--{name}")
        look = "quiet" if health.is_well else "trouble" if feed.error_code else "notice"
        quiet = base + self.get_component_rich_style("health--quiet", partial=True)
        tone = base + self.get_component_rich_style(f"health--{look}", partial=True)
        when = age(feed.checked_at, self._clock()) if feed.checked_at else "never"
        room = width - 3 - _AGE_CELLS - 1
        title_cells = room * 3 // 5
        parts = [
            Segment(" ● " if not health.is_well else "   ", tone),
            Segment(fit_name(self._names[feed.id], title_cells), base),
            Segment("  " + fit(clean_line(said), room - title_cells - 2), tone),
            Segment(when.rjust(_AGE_CELLS) + " ", quiet),
        ]
        return Strip(parts).adjust_cell_length(width, base)


class FeedFacts(Widget):
    """Tell what is known about one feed, label by label."""

    health: reactive[FeedHealth | None] = reactive(None, layout=True)

    def __init__(self, clock: Callable[[], int], id: str) -> None:
        super().__init__(id=id)
        self._clock = clock

    def render(self) -> Content:
        """Write the title and the facts, beside their labels or below; what is long goes on."""
        if self.health is None:
            return Content("")
        width = self.content_size.width
        is_beside = width >= _BESIDE_CELLS
        indent = _LABEL_CELLS if is_beside else _INDENT_CELLS
        lines = [
            Content.assemble((clean_line(self.health.feed.title), "bold $strong")),
            Content(""),
        ]
        for label, text in facts(self.health, self._clock()):
            tone = "$error" if label == "Problem" else "$foreground"
            parts = textwrap.wrap(clean_line(text), max(10, width - indent)) or [""]
            heads = [label] if is_beside else []
            if not is_beside:
                lines.append(Content.assemble((label, "$muted")))
            for head, part in zip_longest(heads, parts, fillvalue=""):
                lines.append(Content.assemble((head.ljust(indent), "$muted"), (part, tone)))
        return Content("\n").join(lines)
