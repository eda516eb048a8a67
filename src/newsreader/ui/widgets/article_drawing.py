"""An article as it is drawn: its lines in their columns, what is found, chosen and selected."""

import re
from functools import cached_property
from itertools import chain
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from newsreader.domain.details import DetailsTable
from newsreader.domain.document import Growing, LinkList
from newsreader.layout.layout import Layout
from newsreader.layout.lines import BLANK, Line, Role
from newsreader.layout.selection import selected_text
from newsreader.services.articles import Article
from newsreader.ui.widgets.article_paint import PART, Painter
from newsreader.ui.widgets.inline_pictures import InlinePictures
from newsreader.ui.widgets.link_hints import LinkChoice

MEASURE = 72
_MARGIN = 2
SIDE_WIDTH, _SIDE_GAP = 40, 4
"""Details stand beside the text where there is room for them."""


class DrawnArticle(ScrollView, can_focus=True):
    """Draw the lines that there are; a subclass lays them out."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        PART + name for name in (*Role, "link", "mark", "match", "hint")
    }

    measure = reactive(MEASURE, init=False)
    """Cells of a line of text, where the pane has room for them."""

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._article: Article | None = None
        self._details: Growing[DetailsTable] = Growing(())
        self._head: list[Line] = []
        """Headline and facts, above the text."""
        self._layout: Layout | None = None
        """The text."""
        self._side: list[Line] = []
        """Details, beside the text."""
        self._links = LinkList()
        self._painter: Painter | None = None
        self._pictures: InlinePictures | None = None
        self._choice: LinkChoice | None = None
        self._pattern: re.Pattern[str] | None = None

    def _lay_out_in_place(self) -> None:
        """Lay out what is on the screen again."""
        raise NotImplementedError

    @cached_property
    def _columns(self) -> tuple[int, int, bool]:
        """Left margin, width of the text, and whether details stand beside it."""
        room = max(self.scrollable_content_region.width - 2 * _MARGIN, 10)
        text = min(self.measure, room)
        has_side = room >= text + _SIDE_GAP + SIDE_WIDTH and self._has_details()
        used = text + (_SIDE_GAP + SIDE_WIDTH if has_side else 0)
        return _MARGIN + (room - used) // 2, text, has_side

    def _has_details(self) -> bool:
        """Look for details, unless the article is so long that this takes its time."""
        article = self._article
        if article is None or article.head is not None:
            return False
        return any(True for _ in self._details)

    def render_line(self, y: int) -> Strip:
        """Draw a line of the visible part."""
        width = self.scrollable_content_region.width
        number = self.scroll_offset.y + y
        if self._painter is None:
            if y == 0 and self._article is not None:
                # Textual tells no size to a pane that somebody asked for the place of before
                self.call_next(self._lay_out_in_place)
            return Strip.blank(width, self.rich_style)
        margin, text, _ = self._columns
        base = self._painter.text_style()
        hints = self._choice.hints if self._choice else None
        strip = self._painter.paint(self._line(number), hints, self._pattern)
        strip = self._with_selection(strip, number)
        parts = [Strip.blank(margin, base), strip]
        if number < len(self._side):
            strip_width = text + _SIDE_GAP
            parts[1] = strip.adjust_cell_length(strip_width, base)
            parts.append(self._painter.paint(self._side[number], hints))
        line = Strip.join(parts).adjust_cell_length(width, base)
        return line.apply_offsets(-margin, number)

    def _line(self, number: int) -> Line:
        if number < len(self._head):
            return self._head[number]
        number -= len(self._head)
        lines = self._layout.lines if self._layout else []
        return lines[number] if number < len(lines) else BLANK

    def _make_painter(self) -> Painter:
        picture = self._pictures.pieces if self._pictures is not None else None
        return Painter(self._part_style, self._links, picture)

    def _part_style(self, name: str) -> Style:
        return self.get_component_rich_style(name)

    def notify_style_update(self) -> None:
        """Take the colours of another theme."""
        super().notify_style_update()
        if self._article is not None:
            self._painter = self._make_painter()

    # -- selecting with the mouse

    def _with_selection(self, strip: Strip, number: int) -> Strip:
        selection = self.text_selection
        span = _in_text(selection).get_span(number) if selection is not None else None
        if span is None:
            return strip
        start, end = span
        end = strip.cell_length if end < 0 else min(end, strip.cell_length)
        if start >= end:
            return strip
        before, chosen, after = strip.divide([start, end, strip.cell_length])
        style = self.screen.get_component_rich_style("screen--selection")
        # over the words' own style: Strip.apply_style puts it under, where their ground hides it
        marked = Strip(Segment.apply_style(chosen, post_style=style), chosen.cell_length)
        return Strip.join([before, marked, after])

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Give the selected text without gutters; rows of details copy as ``Ort: Istanbul``."""
        if self._layout is None:
            return None
        span_of = _in_text(selection).get_span
        return selected_text(chain(self._head, self._layout.lines), span_of), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Show what is selected."""
        self.refresh()


def _in_text(selection: Selection) -> Selection:
    """Move what begins or ends in the left margin, which counts below 0, to where text begins."""

    def moved(end: Offset | None) -> Offset | None:
        return end and Offset(max(end.x, 0), end.y)

    return Selection(moved(selection.start), moved(selection.end))
