"""The starter catalogue: pick some feeds to begin with."""

from typing import ClassVar

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.strip import Strip
from textual.widgets import Static

from newsreader.services.catalogue import CatalogueFeed, load_catalogue
from newsreader.ui.screens.dialog import Dialog
from newsreader.ui.widgets.headline_line import fit
from newsreader.ui.widgets.line_list import LineList

_LANGUAGES = {"de": "Deutsch", "en": "English"}


class CatalogueList(LineList):
    """Show the catalogue under its topics, with a mark at what has been picked."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "catalogue--row",
        "catalogue--cursor",
        "catalogue--topic",
        "catalogue--mark",
        "catalogue--site",
    }

    def __init__(self, feeds: list[CatalogueFeed], id: str) -> None:
        super().__init__(id=id)
        self.picked: set[CatalogueFeed] = set()
        self._rows: list[CatalogueFeed | str] = []
        topic = ""
        for feed in feeds:
            heading = f"{_LANGUAGES.get(feed.language, feed.language)} · {feed.topic}"
            if heading != topic:
                self._rows += ["", heading] if topic else [heading]
                topic = heading
            self._rows.append(feed)

    @property
    def row_count(self) -> int:
        """Feeds, topics and the gaps between."""
        return len(self._rows)

    def can_rest(self, index: int) -> bool:
        """Rest on feeds only."""
        return super().can_rest(index) and not isinstance(self._rows[index], str)

    def toggle(self) -> None:
        """Pick the feed under the cursor, or drop it, and go on to the next."""
        feed = self._rows[self.cursor]
        if not isinstance(feed, str):
            self.picked ^= {feed}
            self.refresh_row(self.cursor)
            self.move_cursor(self.cursor + 1)

    def on_mount(self) -> None:
        """Start on the first feed."""
        self.move_cursor(0)

    def render_row(self, index: int, line: int, width: int) -> Strip:
        """Draw a topic or a feed."""
        style = self.get_component_rich_style
        row, feed = style("catalogue--row"), self._rows[index]
        if isinstance(feed, str):
            topic = Segment(fit(feed, width), row + style("catalogue--topic", partial=True))
            return Strip([topic]).adjust_cell_length(width, row)
        if index == self.cursor:
            row = style("catalogue--cursor")
        mark = "●" if feed in self.picked else "○"
        site = feed.site.partition("://")[2]
        room = max(10, width - 5 - 28)
        parts = [
            Segment(f" {mark} ", row + style("catalogue--mark", partial=True)),
            Segment(fit(feed.title, room), row),
            Segment(f" {fit(site, 28)} ", row + style("catalogue--site", partial=True)),
        ]
        return Strip(parts).adjust_cell_length(width, row)


class CatalogueScreen(Dialog[list[CatalogueFeed]]):
    """Give the feeds that were picked, in the order of the catalogue."""

    BINDINGS = [  # noqa: RUF012 - Textual's way; these keys are no commands
        Binding("escape,q", "cancel", show=False),
        Binding("space,x", "pick", show=False),
        Binding("enter", "add", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._feeds = load_catalogue()

    def compose(self) -> ComposeResult:
        """Lay out the list between a title and the keys."""
        with Vertical(classes="dialog"):
            yield Static("Feeds to begin with", classes="dialog-title")
            yield CatalogueList(self._feeds, id="catalogue")
            yield Static("Space pick   Enter add the picked   Esc cancel", id="keys", markup=False)

    def action_pick(self) -> None:
        """Pick the feed under the cursor, or drop it."""
        self.query_one(CatalogueList).toggle()

    def action_add(self) -> None:
        """Take what was picked."""
        picked = self.query_one(CatalogueList).picked
        self.dismiss([feed for feed in self._feeds if feed in picked])

    def action_cancel(self) -> None:
        """Take nothing."""
        self.dismiss([])
