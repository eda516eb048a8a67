"""Names and their values, a row each; those that are not as by default stand out."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual.strip import Strip

from newsreader.ui.widgets.headline_line import fit
from newsreader.ui.widgets.line_list import LineList


class ValueRow(NamedTuple):
    """A name with its value, in words."""

    name: str
    value: str
    is_default: bool


class ValueList(LineList):
    """Show rows; a text among them is the heading of those below, on which no cursor rests."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "value--row",
        "value--cursor",
        "value--section",
        "value--changed",
        "value--default",
    }

    def __init__(self, id: str) -> None:
        super().__init__(id=id)
        self._rows: Sequence[ValueRow | str] = ()
        self._name_cells = 0

    def show_rows(self, rows: Sequence[ValueRow | str]) -> None:
        """Show other rows, with the cursor where it was."""
        is_longer = len(rows) != len(self._rows)
        self._rows = rows
        names = [row.name for row in rows if isinstance(row, ValueRow)]
        self._name_cells = 3 + max(map(len, names), default=0)
        if is_longer and self.is_attached:
            self.rows_changed()
            self.move_cursor(self.cursor)
        else:
            self.refresh()

    @property
    def row_count(self) -> int:
        """Values, headings and the gaps between."""
        return len(self._rows)

    def can_rest(self, index: int) -> bool:
        """Rest on values only."""
        return super().can_rest(index) and isinstance(self._rows[index], ValueRow)

    def on_mount(self) -> None:
        """Start on the first value."""
        self.move_cursor(0)

    def render_row(self, index: int, line: int, width: int) -> Strip:
        """Draw a heading or a value."""
        style = self.get_component_rich_style
        row, one = style("value--row"), self._rows[index]
        if isinstance(one, str):
            section = Segment(fit(one, width), row + style("value--section", partial=True))
            return Strip([section]).adjust_cell_length(width, row)
        if index == self.cursor:
            row = style("value--cursor")
        look = "value--default" if one.is_default else "value--changed"
        name = fit(f" {one.name}", self._name_cells)
        told = fit(one.value, width - self._name_cells - 1)
        parts = [Segment(name, row), Segment(told, row + style(look, partial=True))]
        return Strip(parts).adjust_cell_length(width, row)
