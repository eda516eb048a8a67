"""What lies behind other widgets and is nothing but a background."""

from typing import TYPE_CHECKING

from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.strip import Strip

if TYPE_CHECKING:
    from textual.widget import Widget as _Widget
else:
    _Widget = object  # a class of Textual's takes 0.5 ms to make: only widgets become one


class Ground(_Widget):
    """Draw one line for all: Textual draws each of them anew with every key, seen or not.

    For widgets without a border, and without anything of their own to show.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw a part."""
        return super().render_lines(Region(crop.x, 0, crop.width, 1)) * crop.height


class Row(Ground, Horizontal):
    """Widgets side by side."""


class Column(Ground, Vertical):
    """Widgets below each other."""
