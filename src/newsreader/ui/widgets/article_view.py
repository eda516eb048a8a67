"""The article as it is read."""

from typing import ClassVar

from rich.segment import Segment
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from newsreader.services.articles import Article
from newsreader.ui.commands import Scope, bindings


class ArticleView(ScrollView, can_focus=True):
    """Show an article in lines that fit the pane."""

    BINDINGS = bindings(Scope.MOVING)
    COMPONENT_CLASSES: ClassVar[set[str]] = {"article--title", "article--dateline", "article--text"}

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._article: Article | None = None
        self._lines: list[Strip] = []

    @property
    def article(self) -> Article | None:
        """The article that is shown, None for none."""
        return self._article

    def show(self, article: Article | None) -> None:
        """Show an article from its top; None for an empty pane."""
        self._article = article
        self._lay_out()
        self.scroll_to(y=0, animate=False)

    def page_down(self) -> bool:
        """Scroll a page down; False if the end was in sight already."""
        before = self.scroll_offset.y
        self.action_page_down()
        return self.scroll_offset.y > before

    def render_line(self, y: int) -> Strip:
        """Draw a line of the visible part."""
        width = self.scrollable_content_region.width
        line = self.scroll_offset.y + y
        if line < len(self._lines):
            return self._lines[line].adjust_cell_length(width, self.rich_style)
        return Strip.blank(width, self.rich_style)

    def on_resize(self) -> None:
        """Fit the lines to another width."""
        self._lay_out()

    def action_line_down(self) -> None:
        """Scroll one line down."""
        self._scroll_by(1)

    def action_line_up(self) -> None:
        """Scroll one line up."""
        self._scroll_by(-1)

    def action_page_down(self) -> None:
        """Scroll a page down, keeping two lines in sight."""
        self._scroll_by(self.size.height - 2)

    def action_page_up(self) -> None:
        """Scroll a page up, keeping two lines in sight."""
        self._scroll_by(2 - self.size.height)

    def action_half_page_down(self) -> None:
        """Scroll half a page down."""
        self._scroll_by(self.size.height // 2)

    def action_half_page_up(self) -> None:
        """Scroll half a page up."""
        self._scroll_by(-self.size.height // 2)

    def action_top(self) -> None:
        """Scroll to the top."""
        self.scroll_to(y=0, animate=False)

    def action_bottom(self) -> None:
        """Scroll to the end."""
        self.scroll_to(y=self.max_scroll_y, animate=False)

    def _scroll_by(self, lines: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False)

    def _lay_out(self) -> None:
        self._lines = []
        if self._article is not None:
            entry = self._article.entry
            width = max(10, min(self.scrollable_content_region.width - 4, 72))
            for text, name in (
                (entry.title, "article--title"),
                (entry.feed_title, "article--dateline"),
                ("", "article--text"),
                (entry.teaser, "article--text"),
            ):
                style = self.get_component_rich_style(name)
                for line in Content(text).wrap(width):
                    self._lines.append(Strip.blank(2, style) + Strip([Segment(line.plain, style)]))
        self.virtual_size = Size(0, len(self._lines))
        self.refresh()
