"""What a refresh is doing to each feed, and how far it is altogether."""

import textwrap
from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual.content import Content
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from newsreader.domain.feed_names import FeedName
from newsreader.domain.text import clean_line
from newsreader.domain.wording import clock_time, size
from newsreader.services.refresh_log import FeedRun, FeedState
from newsreader.ui.widgets.feed_name import fit_name
from newsreader.ui.widgets.headline_line import fit
from newsreader.ui.widgets.line_list import LineList

_SIGNS = {FeedState.FETCHING: "▸", FeedState.FAILED: "✗", FeedState.DONE: "●"}
_LOOKS = {
    FeedState.FETCHING: "fetching",
    FeedState.FAILED: "failed",
    FeedState.DONE: "done",
}
_TIME_CELLS, _SIZE_CELLS, _MARGIN = 9, 10, 3
_EMPTY = "Nothing has been fetched since the program was started."


class RefreshList(LineList):
    """Show feeds with state, time, size and news; of those that failed, the reason."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "refresh--row",
        "refresh--cursor",
        "refresh--quiet",
        "refresh--fetching",
        "refresh--failed",
        "refresh--done",
    }

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._runs: Sequence[FeedRun] = ()
        self._names: Mapping[int, FeedName] = {}
        self._now = 0

    @property
    def row_count(self) -> int:
        """One row for each feed."""
        return len(self._runs)

    @property
    def current(self) -> FeedRun | None:
        """The feed under the cursor; None in an empty list."""
        return self._runs[self.cursor] if self._runs else None

    def show(self, runs: Sequence[FeedRun], names: Mapping[int, FeedName], now: int) -> None:
        """Show feeds in the order given; the cursor stays on its line."""
        self._runs, self._names, self._now = runs, names, now
        self.set_reactive(LineList.cursor, self.validate_cursor(self.cursor))
        self.rows_changed()

    def render_line(self, y: int) -> Strip:
        """Draw a line; an empty list says why it is empty."""
        if self.row_count:
            return super().render_line(y)
        width = self.scrollable_content_region.width
        words = dict(enumerate(textwrap.wrap(_EMPTY, max(width - 2 * _MARGIN, 1))))
        quiet = self.get_component_rich_style("refresh--row") + self.get_component_rich_style(
            "refresh--quiet", partial=True
        )
        line = Segment(fit(" " * _MARGIN + words.get(y, ""), width), quiet)
        return Strip([line]).adjust_cell_length(width, quiet)

    def render_row(self, index: int, line: int, width: int) -> Strip:
        """Draw a feed: sign, title, then what it took, or what went wrong."""
        run = self._runs[index]
        base = self.get_component_rich_style(
            "refresh--cursor" if index == self.cursor else "refresh--row"
        )
        quiet = base + self.get_component_rich_style("refresh--quiet", partial=True)
        look = _LOOKS.get(run.state, "quiet")
        tone = base + self.get_component_rich_style(f"refresh--{look}", partial=True)
        title_cells = max(10, min(40, width * 2 // 5))
        room = width - title_cells - 6
        told, numbers = _told(run, self._now), _numbers(run)
        if cell_len(told) > room - len(numbers):
            numbers = ""  # the reason needs their place
        name = self._names.get(run.feed_id, FeedName(""))
        parts = [
            Segment(f" {_SIGNS.get(run.state, ' ')} ", tone),
            Segment(fit_name(name, title_cells), base),
            Segment("  " + fit(told, room - len(numbers)), tone),
            Segment(numbers + " ", quiet),
        ]
        return Strip(parts).adjust_cell_length(width, base)


def _told(run: FeedRun, now: int) -> str:
    """Say what there is to say of a feed in words."""
    if run.error:
        return clean_line(run.error)
    if run.until:
        return f"left alone until {clock_time(run.until, now)}, as asked"
    new = f"{run.new_count} new" if run.new_count else ""
    moved = f"moved to {run.moved_to}" if run.moved_to else ""
    return ", ".join(filter(None, (new, moved))) or run.state.value


def _numbers(run: FeedRun) -> str:
    """Say how long and how much, in columns; nothing of what has not come."""
    took = f"{run.took_ms} ms" if run.took_ms else ""
    return took.rjust(_TIME_CELLS) + (size(run.size) if run.size else "").rjust(_SIZE_CELLS)


class ProgressRule(Widget):
    """A line that fills from the left."""

    share = reactive(0.0)
    """From 0 to 1."""

    def render(self) -> Content:
        """Draw the line."""
        width = self.content_size.width
        done = round(width * self.share)
        return Content.assemble(("━" * done, "$primary"), ("━" * (width - done), "$shade"))
