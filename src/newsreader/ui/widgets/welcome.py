"""What a new reader sees: three ways to the first feeds."""

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from newsreader.ui.commands import command
from newsreader.ui.keys.keymap import signs_for
from newsreader.ui.widgets.headline_line import fit
from newsreader.ui.widgets.line_list import LineList

_HEADING = ("Welcome.", "There are no feeds yet. Three ways to begin:", "")
_WAYS = (
    ("add-feed", "Add an address", "A feed, a page, or just a site: example.org"),
    ("starter-feeds", "Pick from a list", "Well-known feeds by language and topic"),
    ("import-file", "Import a file", "OPML, as every other reader writes it"),
)


class Welcome(LineList):
    """Offer the three ways as rows of three lines, below a heading."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "welcome--row",
        "welcome--cursor",
        "welcome--title",
        "welcome--key",
        "welcome--facts",
    }

    @property
    def row_count(self) -> int:
        """The heading counts as a row."""
        return 1 + len(_WAYS)

    @property
    def row_height(self) -> int:
        """Title, explanation, and air."""
        return 3

    @property
    def current(self) -> str:
        """The command of the way under the cursor."""
        return _WAYS[max(0, self.cursor - 1)][0]

    def can_rest(self, index: int) -> bool:
        """Skip the heading."""
        return 0 < index < self.row_count

    def on_mount(self) -> None:
        """Start on the first way."""
        self.cursor = 1

    def render_row(self, index: int, line: int, width: int) -> Strip:
        """Draw one line of the heading or of a way."""
        style = self.get_component_rich_style
        row = style("welcome--row")
        if index == 0:
            title = row + style("welcome--title" if line == 0 else "welcome--facts", partial=True)
            return _strip([Segment(f"   {_HEADING[line]}", title)], width, row)
        if line == 2:
            return Strip.blank(width, row)
        command_id, title_text, facts = _WAYS[index - 1]
        if index == self.cursor:
            row = style("welcome--cursor")
        if line == 1:
            text = Segment(f"       {facts}", row + style("welcome--facts", partial=True))
            return _strip([text], width, row)
        key = fit(" ".join(signs_for(self.app, command(command_id))[:1]), 4)
        parts = [
            Segment(f"   {key}", row + style("welcome--key", partial=True)),
            Segment(title_text, row + style("welcome--title", partial=True)),
        ]
        return _strip(parts, width, row)


def _strip(parts: list[Segment], width: int, row: Style) -> Strip:
    return Strip(parts).adjust_cell_length(width, row)
