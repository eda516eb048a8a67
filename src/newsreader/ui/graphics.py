"""Pictures as cells: coloured half-blocks, or placeholders that kitty paints an image over.

kitty's placeholders (https://sw.kovidgoyal.net/kitty/graphics-protocol/#unicode-placeholders) are
text: they scroll, are compared and are overwritten like any other cell. The image itself is sent
once, as a PNG that we have made; no byte of a publisher reaches the terminal.
"""

from base64 import b64encode
from collections.abc import Iterator
from typing import NamedTuple

from rich.color import Color
from rich.segment import Segment
from rich.style import Style

from newsreader.parse.picture import Encoded, Mosaic
from newsreader.ui.mosaic import mosaic_pieces

_PLACEHOLDER = "\U0010eeee"
_NUMBERS = (
    "\u0305\u030d\u030e\u0310\u0312\u033d\u033e\u033f\u0346\u034a\u034b\u034c\u0350\u0351\u0352"
    "\u0357\u035b\u0363\u0364\u0365\u0366\u0367\u0368\u0369\u036a\u036b\u036c\u036d\u036e\u036f"
)
"""The marks that stand for 0, 1, 2 ... above a placeholder, from kitty's list."""
MOST_ROWS = len(_NUMBERS)
_CHUNK = 4_096  # characters of base64 in one sequence, as the protocol wants


class Blocks(NamedTuple):
    """A picture of half-blocks."""

    mosaic: Mosaic

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows."""
        return len(self.mosaic.rows[0]), len(self.mosaic.rows)

    def pieces(self, row: int) -> list[Segment]:
        """Paint a row."""
        return mosaic_pieces(self.mosaic.rows[row])


class Kitty(NamedTuple):
    """A picture under a number that the terminal knows; the number is the colour of its cells."""

    number: int
    size: tuple[int, int]

    def pieces(self, row: int) -> list[Segment]:
        """Paint a row: the first cell says row and column, the others go on from it."""
        red, green, blue = self.number.to_bytes(3, "big")
        cell = _PLACEHOLDER + _NUMBERS[row]
        text = cell + _NUMBERS[0] + cell * (self.size[0] - 1)
        return [Segment(text, Style(color=Color.from_rgb(red, green, blue)))]


def transmission(number: int, picture: Encoded) -> Iterator[str]:
    """Give the sequences that hand an image to the terminal; it is asked to answer nothing."""
    data = b64encode(picture.png).decode()
    chunks = [data[start : start + _CHUNK] for start in range(0, len(data), _CHUNK)]
    for index, chunk in enumerate(chunks):
        first = f"a=T,U=1,q=2,f=100,i={number},c={picture.columns},r={picture.rows},"
        more = int(index + 1 < len(chunks))
        yield f"\x1b_G{first if index == 0 else 'q=2,'}m={more};{chunk}\x1b\\"


def removal(number: int) -> str:
    """Give the sequence that makes the terminal forget an image."""
    return f"\x1b_Ga=d,d=I,i={number},q=2\x1b\\"
