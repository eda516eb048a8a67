"""What lies behind other widgets and is nothing but a background."""

from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Ground(Widget):
    """Draw one line for all: Textual draws each of them anew with every key, seen or not.

    For widgets without a border, and without anything of their own to show. It is the last of their
    bases: Textual takes the styles of the first.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw a part."""
        return super().render_lines(Region(crop.x, 0, crop.width, 1)) * crop.height


class Row(Horizontal, Ground):
    """Widgets side by side."""


class Column(Vertical, Ground):
    """Widgets below each other."""
