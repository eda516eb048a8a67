"""The article as it is read: moving in it, finding words, following links."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain

from textual import events
from textual.message import Message

from newsreader.domain.reading import TOP, Place
from newsreader.layout.lines import DEFAULT_OPTIONS, Line, Options
from newsreader.services.articles import Article
from newsreader.ui.commands import Scope, bindings
from newsreader.ui.widgets.article_lines import ArticleLines
from newsreader.ui.widgets.link_hints import LinkChoice

NARROWEST_MEASURE, WIDEST_MEASURE = 40, 120
_KEPT_IN_SIGHT = 2
"""Lines that stay on the screen when a page is turned."""


class ArticleView(ArticleLines):
    """Read an article by keyboard and mouse."""

    BINDINGS = bindings(Scope.MOVING, Scope.ARTICLE)

    @dataclass
    class LinkChosen(Message):
        """A link was clicked or chosen by its letters or number."""

        url: str
        is_to_keep: bool = False
        """Whether to bookmark the page instead of opening it."""

    @dataclass
    class Choosing(Message):
        """The reader began or ended to choose a link."""

        is_choosing: bool
        trouble: str = ""
        """Why no link was chosen, in a sentence."""

    def __init__(self, id: str, options: Options = DEFAULT_OPTIONS) -> None:
        super().__init__(id, options)
        self._is_to_keep = False
        self._before_details: int | None = None
        self._match_line = 0

    def show(self, article: Article | None, facts: Sequence[str] = (), place: Place = TOP) -> None:
        """Show an article; None for an empty pane."""
        self._before_details = None
        super().show(article, facts, place)

    # -- moving

    def page_down(self) -> bool:
        """Scroll a page down; False if the end was in sight already."""
        before = self.scroll_offset.y
        self.action_page_down()
        return self.scroll_offset.y > before

    def action_line_down(self) -> None:
        """Scroll one line down."""
        self._scroll_by(1)

    def action_line_up(self) -> None:
        """Scroll one line up."""
        self._scroll_by(-1)

    def action_page_down(self) -> None:
        """Scroll a page down, keeping two lines in sight."""
        self._scroll_by(self.size.height - _KEPT_IN_SIGHT)

    def action_page_up(self) -> None:
        """Scroll a page up, keeping two lines in sight."""
        self._scroll_by(_KEPT_IN_SIGHT - self.size.height)

    def action_half_page_down(self) -> None:
        """Scroll half a page down."""
        self._scroll_by(self.size.height // 2)

    def action_half_page_up(self) -> None:
        """Scroll half a page up."""
        self._scroll_by(-self.size.height // 2)

    def action_top(self) -> None:
        """Scroll to the top."""
        self.go_to_line(0)

    def action_bottom(self) -> None:
        """Scroll to the end."""
        self.when_laid(lambda: self.go_to_line(self.max_scroll_y))

    def _scroll_by(self, lines: int) -> None:
        if self._layout is not None and not self._layout.is_complete:
            self._layout.lay_until(self.scroll_offset.y + lines + 2 * self.size.height)
            self._lines_changed()
        self.go_to_line(self.scroll_offset.y + lines)

    # -- details, measure

    def action_jump_to_details(self) -> None:
        """Go to the details of the article, and back."""
        if self._before_details is not None:
            self.go_to_line(self._before_details)
            self._before_details = None
            return
        self.when_laid(self._go_to_details)

    def _go_to_details(self) -> None:
        if self._layout is not None and self._layout.details_line is not None:
            self._before_details = self.scroll_offset.y
            self.go_to_line(len(self._head) + self._layout.details_line)
        elif self._side:
            self.action_top()

    def action_wider(self) -> None:
        """Make the lines longer."""
        self.measure = max(self.measure, min(self.measure + 4, WIDEST_MEASURE))

    def action_narrower(self) -> None:
        """Make the lines shorter."""
        self.measure = max(min(self.measure, WIDEST_MEASURE) - 4, NARROWEST_MEASURE)

    # -- finding

    def find(self, words: str, tell: Callable[[int], None] | None = None) -> None:
        """Mark words where they occur, go to the first one from here; tell how many there are."""
        self._pattern = re.compile(re.escape(words), re.IGNORECASE) if words else None
        self.refresh()
        if self._pattern is not None:
            self.when_laid(partial(self._go_to_first_match, self._pattern, tell))

    def _go_to_first_match(
        self, pattern: re.Pattern[str], tell: Callable[[int], None] | None
    ) -> None:
        found = sum(len(pattern.findall(line.text)) for line in self._all_lines())
        if found:
            self.go_to_match(is_from_here=True)
        if tell is not None:
            tell(found)

    @property
    def is_finding(self) -> bool:
        """Whether words are marked, so that ``n`` and ``N`` go from one to the next."""
        return self._pattern is not None

    def go_to_match(self, *, is_backward: bool = False, is_from_here: bool = False) -> None:
        """Scroll to the next marked line, from the last on to the first."""
        if self._pattern is None:
            return
        lines = [n for n, line in enumerate(self._all_lines()) if self._pattern.search(line.text)]
        here = self._match_line
        if is_from_here:
            later = [n for n in lines if n >= self.scroll_offset.y]
        elif is_backward:
            later = [n for n in reversed(lines) if n < here] or lines[::-1]
        else:
            later = [n for n in lines if n > here]
        if lines:
            self._match_line = (later or lines)[0]
            middle = self._match_line - self.size.height // 3
            self.go_to_line(max(middle, 0))

    def _all_lines(self) -> "chain[Line]":
        return chain(self._head, self._layout.lines if self._layout else ())

    # -- links

    @property
    def is_choosing(self) -> bool:
        """Whether the letters of the links are shown."""
        return self._choice is not None

    def action_choose_link(self) -> None:
        """Show letters at the links on the screen; the letters or a number choose one."""
        self._choose_link(is_to_keep=False)

    def action_keep_link(self) -> None:
        """Choose a link in the same way, to bookmark its page."""
        self._choose_link(is_to_keep=True)

    def _choose_link(self, *, is_to_keep: bool) -> None:
        self._is_to_keep = is_to_keep
        links = self._links_in_sight()
        if links and self._article is not None:
            self._choice = LinkChoice(links, len(self._links))
            self.post_message(self.Choosing(True))
            self.focus()  # the letters come here
            self.refresh()
        else:
            self.post_message(self.Choosing(False, "There are no links here."))

    def _links_in_sight(self) -> list[int]:
        top = self.scroll_offset.y
        rows = range(top, top + self.scrollable_content_region.height)
        lines = chain((self._line(n) for n in rows), self._side[rows.start : rows.stop])
        numbers = (segment.link for line in lines for segment in line.all_segments)
        return list(dict.fromkeys(number for number in numbers if number))

    def action_follow_link(self, number: int = 0) -> None:
        """Open the link with a number."""
        self._follow(number)

    def on_key(self, event: events.Key) -> None:
        """Take the letters of a link while one is being chosen."""
        if self._choice is None:
            return
        event.stop()
        event.prevent_default()
        chosen: int | None = 0
        trouble = ""
        if event.key == "enter":
            chosen = self._choice.number()
        elif event.character and event.character.isalnum():
            chosen = self._choice.type(event.character.lower())
            trouble = f"No link here is called {self._choice.typed}." if chosen == 0 else ""
        if chosen is not None:
            self._choice = None
            self.post_message(self.Choosing(False, trouble))
            self._follow(chosen, is_to_keep=self._is_to_keep)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Follow the link under the mouse."""
        self._follow(event.style.meta.get("link", 0))

    def _follow(self, number: int, *, is_to_keep: bool = False) -> None:
        link = self._links.get(number) if self._article else None
        if link is not None:
            self.post_message(self.LinkChosen(link.href, is_to_keep))
