"""Coloured half-blocks as pieces of a line."""

from collections.abc import Sequence

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

from newsreader.parse.picture import Colour

_UPPER_HALF = "▀"


def mosaic_pieces(row: Sequence[tuple[Colour, Colour]]) -> list[Segment]:
    """Paint a row of cells, each with an upper and a lower colour."""
    return [
        Segment(_UPPER_HALF, Style(color=Color.from_rgb(*upper), bgcolor=Color.from_rgb(*lower)))
        for upper, lower in row
    ]
