"""Every setting with its value, under the name of its section."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.strip import Strip

from newsreader.config.model import Setting, Settings, Value, registry
from newsreader.ui.widgets.headline_line import fit
from newsreader.ui.widgets.line_list import LineList


class SettingsList(LineList):
    """Show settings in the order of the registry; those that are not as the defaults stand out."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "setting--row",
        "setting--cursor",
        "setting--section",
        "setting--changed",
        "setting--default",
    }

    def __init__(self, settings: Settings, defaults: Settings) -> None:
        super().__init__(id="settings")
        self._settings = settings
        self._defaults = defaults
        self._rows: list[Setting | str] = []
        for one in registry():
            if not self._rows or one.section != getattr(self._rows[-1], "section", ""):
                self._rows += ["", one.section] if self._rows else [one.section]
            self._rows.append(one)
        self._name_cells = 2 + max(len(one.name) for one in registry())

    @property
    def row_count(self) -> int:
        """Settings, sections and the gaps between."""
        return len(self._rows)

    @property
    def current(self) -> Setting:
        """The setting under the cursor."""
        found = self._rows[self.cursor]
        assert isinstance(found, Setting)  # noqa: S101 - the cursor rests on nothing else
        return found

    def can_rest(self, index: int) -> bool:
        """Rest on settings only."""
        return super().can_rest(index) and isinstance(self._rows[index], Setting)

    def on_mount(self) -> None:
        """Start on the first setting."""
        self.move_cursor(0)

    def show(self, settings: Settings) -> None:
        """Show other values."""
        self._settings = settings
        self.refresh()

    def render_row(self, index: int, line: int, width: int) -> Strip:
        """Draw a section or a setting."""
        style = self.get_component_rich_style
        row, one = style("setting--row"), self._rows[index]
        if not isinstance(one, Setting):
            section = Segment(fit(one, width), row + style("setting--section", partial=True))
            return Strip([section]).adjust_cell_length(width, row)
        if index == self.cursor:
            row = style("setting--cursor")
        value = value_of(self._settings, one)
        look = "setting--default" if value == value_of(self._defaults, one) else "setting--changed"
        name = fit(f" {one.name.replace('_', ' ')}", self._name_cells)
        told = fit(spoken(value), width - self._name_cells - 1)
        parts = [Segment(name, row), Segment(told, row + style(look, partial=True))]
        return Strip(parts).adjust_cell_length(width, row)


def value_of(settings: Settings, one: Setting) -> Value:
    """Give the value of a setting."""
    value: Value = getattr(getattr(settings, one.section), one.name)
    return value


def spoken(value: Value) -> str:
    """Say a value in a word.

    >>> spoken(True), spoken(72), spoken("")
    ('yes', '72', '(none)')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) or "(none)"


def neighbour(values: Sequence[Value], value: Value, step: int) -> Value:
    """Give the value that comes some places after another one, round and round.

    >>> neighbour(["a", "b"], "b", 1)
    'a'
    """
    start = values.index(value) if value in values else -step
    return values[(start + step) % len(values)]
