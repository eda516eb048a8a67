"""An article as lines: laid out as far as they are seen, the rest in idle time, and drawn."""

import asyncio
import gc
import sys
import time
from collections.abc import Callable, Coroutine, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from textual import work
from textual.geometry import Size
from textual.message import Message
from textual.timer import Timer

from newsreader.domain.details import DetailsTable
from newsreader.domain.document import Growing
from newsreader.domain.entry import Entry
from newsreader.domain.reading import TOP, Place
from newsreader.layout.blocks import Layouter
from newsreader.layout.head import lay_head
from newsreader.layout.layout import Layout
from newsreader.layout.lines import BLANK, DEFAULT_OPTIONS, Line, Options
from newsreader.services.articles import Article, own_headline
from newsreader.services.pictures import lead_picture, pictures_in
from newsreader.ui.widgets.article_drawing import SIDE_WIDTH, DrawnArticle
from newsreader.ui.widgets.inline_pictures import InlinePictures, Send

_PICTURES = "pictures"
_LINES_AT_ONCE = 400  # 40 ms
_SLICE_S = 0.008  # of laying out between two keys
_PAUSE_S = 0.02
_LOOK_S = 0.3


class ArticleLines(DrawnArticle):
    """Show an article in lines that fit the pane, at the place where it was left."""

    @dataclass
    class Progressed(Message):
        """Another part of the article is on the screen; 1.0 is its end."""

        fraction: float

    def __init__(self, id: str, options: Options = DEFAULT_OPTIONS) -> None:
        super().__init__(id=id)
        self._facts: Sequence[str] = ()
        self._options = options
        self._idle: Timer | None = None
        self._left_at: Place | None = None
        self._is_going = False
        self._is_head = False  # whether only the beginning is shown, while the rest is read
        self._shown_at = 0.0
        self._then: Callable[[], None] | None = None

    # -- what is shown

    @property
    def article(self) -> Article | None:
        """The article that is shown, None for none."""
        return self._article

    @property
    def fraction(self) -> float:
        """How far the article has been read: 0.0 at its top, 1.0 with its end in sight."""
        if self._left_at is not None:
            return self._left_at.fraction
        return self.scroll_offset.y / self.max_scroll_y if self.max_scroll_y > 0 else 1.0

    @property
    def place(self) -> Place | None:
        """The place where the reader is: where the article was left, or where the reader went.

        None while that cannot be told, because all of the article is in sight.
        """
        if self._left_at is not None:
            return self._left_at
        if self._layout is None or not self.size.height or self.max_scroll_y <= 0:
            return None
        if self.scroll_offset.y == 0:
            return TOP
        here = self._layout.place_of(self.scroll_offset.y - len(self._head))
        return Place(self.fraction, *here)

    def show(self, article: Article | None, facts: Sequence[str] = (), place: Place = TOP) -> None:
        """Show an article; None for an empty pane.

        ``facts`` go below the headline. ``place`` is where it was left.
        """
        if self.is_attached and self.text_selection is not None:  # other words would be where it is
            self.screen.clear_selection()
        self._article, self._facts = article, facts
        details = article.document.details if article else ()
        self._details = Growing(_unsaid(details, frozenset(filter(None, facts))))
        self._choice = self._pattern = self._then = None
        if self._pictures is not None:
            self.workers.cancel_group(self, _PICTURES)
            self._pictures.turn_to(article.entry if article else None)
        self.go_to_line(0)
        self._left_at = place if place != TOP else None
        self._lay_out()

    # -- laying out

    def _lay_out(self) -> None:
        """Lay out what is on the screen now and leave the rest to idle time."""
        self.__dict__.pop("_columns", None)
        if self._idle is not None:
            self._idle.stop()
            self._idle = None
        self._head, self._side, self._layout, self._painter = [], [], None, None
        article = self._article
        if article is not None and self.size:  # else it is laid out when there is a size
            self._is_head = article.head is not None and not article.document.blocks.is_complete
            document = article.head if self._is_head else None
            document = document or replace(article.document, details=self._details)
            _, width, has_side = self._columns
            if has_side:
                self._side = self._lay_side(article)
                document = replace(document, details=Growing(()))
            self._links = document.links
            self._head = self._lay_head(article.entry, width)
            self._layout = Layout(document, width, self._options)
            self._painter = self._make_painter()
            self._layout.lay_until(max(self.size.height, 24))
            self._lay_to_place(self._layout, most=_LINES_AT_ONCE if article.head else sys.maxsize)
            if not self.is_laid:
                self._lay_rest(article)
        self._lines_changed()

    @property
    def is_laid(self) -> bool:
        """Whether all lines are there."""
        return self._layout is not None and self._layout.is_complete and not self._is_head

    def _lay_head(self, entry: Entry, width: int) -> list[Line]:
        lines = [*lay_head(own_headline(entry), self._facts, width), BLANK]
        lead = lead_picture(entry) if self._pictures is not None else None
        if lead is not None:
            lines += [*Layouter(self._options).lay_block(lead, width), BLANK]
        return lines

    def _lay_to_place(self, layout: Layout, most: int) -> None:
        """Lay out where the article was left, so that it is what is painted first."""
        while self._left_at is not None and not layout.is_complete and len(layout.lines) < most:
            line = self._line_left_at(layout)
            if line is not None and line + self.size.height <= len(layout.lines):
                break
            layout.lay_until(len(layout.lines) + 64)

    def _line_left_at(self, layout: Layout) -> int | None:
        """Find the line where the article was left; None while it is not laid out."""
        left_at = self._left_at
        if left_at is None:
            return None
        if left_at.block is None:
            return round(left_at.fraction * self.max_scroll_y) if self.is_laid else None
        if self._is_head and left_at.block >= len(layout.block_starts):
            return None
        line = layout.known_line_of((left_at.block, left_at.line))
        return None if line is None else max(line + len(self._head), 0)

    def _lay_side(self, article: Article) -> list[Line]:
        """Lay the details for their own column; their links are numbered by the text first."""
        for _ in article.document.blocks:
            pass
        details = replace(article.document, blocks=Growing(()), details=self._details)
        layout = Layout(details, SIDE_WIDTH, replace(self._options, has_link_list=False))
        layout.lay_all()
        return layout.lines

    # Without a description of ours Textual writes one, with the whole article in it.
    @work(exclusive=True, group="rest", description="lay out the rest", exit_on_error=False)
    async def _lay_rest(self, article: Article) -> None:
        """Lay out the rest in idle time; a long article is read in a thread before."""
        if self._is_head:
            await asyncio.to_thread(_read, article, self._details)
            if article is self._article:
                self._lay_out_in_place()
        elif self._idle is None:
            self._idle = self.set_interval(_PAUSE_S, self._lay_more)

    def _lay_more(self) -> None:
        """Lay out for a few milliseconds; keys go first."""
        if self._layout is None or self._article is None:
            return
        if self._article.head is not None:
            gc.freeze()  # as in _read
        until = time.perf_counter() + (_SLICE_S if self._then is None else 2 * _SLICE_S)
        while not self._layout.is_complete and time.perf_counter() < until:
            self._layout.lay_until(len(self._layout.lines) + 64)
        if self._layout.is_complete and self._idle is not None:
            self._idle.stop()
            self._idle = None
        # each look at the height costs a layout of the screen and a painted pane
        if self.is_laid or until - self._shown_at > _LOOK_S or self._left_at is not None:
            self._shown_at = until
            self._lines_changed()
        if self.is_laid and self._then is not None:
            action, self._then = self._then, None
            action()

    def when_laid(self, action: Callable[[], None]) -> None:
        """Do what needs all lines, a little later if the article is long and the reader stays."""
        article = self._article
        if self._layout is None or article is None:
            return
        if article.head is None:
            self._layout.lay_all()
            self._lines_changed()
        if self.is_laid:
            action()
        else:
            self._then = action

    def _lines_changed(self) -> None:
        laid = len(self._layout.lines) if self._layout else 0
        height = max(len(self._head) + laid, len(self._side))
        self.virtual_size = Size(0, height)
        self._go_where_it_was_left()
        self.post_message(self.Progressed(self.fraction))
        self._want_pictures()
        self.refresh()

    def _go_where_it_was_left(self) -> None:
        """Go there as soon as its lines are there, and stay there until ``go_to_line``."""
        line = self._line_left_at(self._layout) if self._layout and self.size.height else None
        if line is not None:
            self._is_going = True
            self._scroll(line)
            self._is_going = False

    def go_to_line(self, line: int) -> None:
        """Scroll because the reader wants to; where the article was left does not matter then."""
        self._left_at = self._then = None
        self._scroll(line)

    def _scroll(self, line: int) -> None:
        # forced: until the pane is laid out Textual takes it for nothing that could be scrolled
        self.scroll_to(y=line, animate=False, force=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell how far the article has been read; the wheel and the bar scroll without asking."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value):
            is_cut = new_value == self.max_scroll_y < old_value  # fewer lines, for the moment
            if not self._is_going and not is_cut:
                self._left_at = self._then = None
            self._want_pictures()
            self.post_message(self.Progressed(self.fraction))

    def on_resize(self) -> None:
        """Fit the lines to another width and stay at the same place of the text."""
        self._lay_out_in_place()

    def use(
        self, options: Options, measure: int, *, is_painting: bool = False, send: Send | None = None
    ) -> None:
        """Lay out in another way from now on.

        ``is_painting`` fetches pictures and paints them, with ``send`` as images of kitty.
        """
        self._options = options
        self.workers.cancel_group(self, _PICTURES)
        self._forget_pictures()
        if is_painting:
            self._pictures = InlinePictures(self._start_picture, self._picture_arrived, send)
            self._pictures.turn_to(self._article.entry if self._article else None)
        if self._pictures is not None:
            self._options = replace(options, picture_size=self._pictures.size)
        self.set_reactive(ArticleLines.measure, measure)
        if self.is_mounted:
            self._lay_out_in_place()

    def watch_measure(self) -> None:
        """Fit the lines to another measure."""
        self._lay_out_in_place()

    def _lay_out_in_place(self) -> None:
        self._left_at = self.place
        self._lay_out()

    # -- pictures

    def _want_pictures(self) -> None:
        """Fetch the pictures that are on the screen or one screen away from it."""
        if self._pictures is None or not self.size:
            return
        top, height = self.scroll_offset.y, self.size.height
        for number in range(max(top - height, 0), top + 2 * height):
            for segment in self._line(number).all_segments:
                if segment.picture is not None:
                    self._pictures.want(segment.picture.src, segment.picture.columns)

    def _forget_pictures(self) -> None:
        if self._pictures is not None:
            self._pictures.forget()
            self._pictures = None

    def on_unmount(self) -> None:
        """Leave no image in the terminal."""
        self._forget_pictures()

    def _start_picture(self, work: Coroutine[Any, Any, None]) -> None:
        self.run_worker(work, group=_PICTURES, description="a picture", exit_on_error=False)

    def _picture_arrived(self, src: str) -> None:
        """Put a picture into the lines; what the reader reads stays where it is."""
        layout, article = self._layout, self._article
        if layout is None or article is None:
            return
        line = self.scroll_offset.y
        place = layout.place_of(line - len(self._head))
        self._head = self._lay_head(article.entry, self._columns[1])
        layout.lay_again(lambda block: any(one.src == src for one in pictures_in((block,))))
        self._lines_changed()
        if line and self._left_at is None:
            self._is_going = True
            self._scroll(max(layout.line_of(place) + len(self._head), 0))
            self._is_going = False


def _read(article: Article, details: Iterable[DetailsTable]) -> None:
    """Read a long article to its end, for the layout to find everything made.

    What is made holds no cycles: the collector, which would stop all threads for half a second
    to look through the blocks of 5 MB, need not look at it.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        for made in (details, article.document.blocks):
            for _ in made:
                pass
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()


def _unsaid(tables: Iterable[DetailsTable], facts: frozenset[str]) -> Iterator[DetailsTable]:
    """Leave out of the details what stands below the headline already."""
    for table in tables:
        rows = tuple(
            row for row in table.rows if ", ".join(value.text for value in row.values) not in facts
        )
        if rows:
            yield table._replace(rows=rows)
