"""Colours of themes in a terminal of 256: the nearest ones, where Rich takes more vivid ones.

Rich calls what is a little yellow or blue a colour, for which there are six steps of each part,
and so paper becomes lemon, and a dark blue cursor turquoise; the 24 greys are nearer.
"""

from collections.abc import Sequence

from rich.color import Color, ColorType
from rich.style import Style

_STEPS = (0, 95, 135, 175, 215, 255)


def in_256_colours(style: Style) -> Style:
    """Give a style whose colours are of the 240 that are the same in all terminals."""
    return style + Style(color=_of_256(style.color), bgcolor=_of_256(style.bgcolor))


def _of_256(colour: Color | None) -> Color | None:
    if colour is None or colour.type is not ColorType.TRUECOLOR or colour.triplet is None:
        return colour
    return Color.from_ansi(nearest(colour.triplet))


def nearest(parts: Sequence[int]) -> int:
    """Number the nearest of the 240 colours to red, green and blue, each from 0 to 255.

    >>> nearest((0xF0, 0xED, 0xE6)), nearest((255, 0, 0))
    (255, 196)
    """
    red, green, blue = (min(range(6), key=lambda n: abs(_STEPS[n] - part)) for part in parts)
    grey = max(0, min(round((sum(parts) / 3 - 8) / 10), 23))
    found = {
        16 + 36 * red + 6 * green + blue: (_STEPS[red], _STEPS[green], _STEPS[blue]),
        232 + grey: (8 + 10 * grey,) * 3,
    }

    def distance(number: int) -> int:
        return sum((a - b) ** 2 for a, b in zip(parts, found[number], strict=True))

    return min(found, key=distance)
