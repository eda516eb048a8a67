"""From the bytes of an image to coloured half-blocks: two pixels to a cell, one above the other."""

import io
from typing import TYPE_CHECKING, NamedTuple

from newsreader.domain.errors import ParseError

if TYPE_CHECKING:
    from PIL import Image

MOST_PIXELS = 40_000_000
"""An image that unfolds to more is refused before it does."""

_CELL = (10, 20)  # pixels; what a cell has on most screens, or half of it
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP")

Colour = tuple[int, int, int]


class Mosaic(NamedTuple):
    """A picture in cells: for each row of cells, the upper and the lower colour of each cell."""

    rows: tuple[tuple[tuple[Colour, Colour], ...], ...]
    size: tuple[int, int]
    """Width and height of the image, in pixels."""


def media_type_of(data: bytes) -> str:
    """Tell which kind of picture it is by its beginning; empty if it is none that we read.

    >>> media_type_of(b"GIF89a..."), media_type_of(b"<svg>")
    ('image/gif', '')
    """
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "image/gif"
    return "image/webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else ""


class Encoded(NamedTuple):
    """A picture as a PNG that we made, and the cells that it is to cover."""

    png: bytes
    columns: int
    rows: int


def read_picture(data: bytes, columns: int, rows: int) -> Mosaic:
    """Read an image so that it fits into ``columns`` x ``rows`` cells and keeps its shape.

    Raises ParseError ``not_a_picture`` or ``picture_too_large``.
    """
    size, small = _read(data, columns, rows * 2)
    return Mosaic(_cells(small.tobytes(), small.width), size)


def encode_picture(data: bytes, columns: int, rows: int) -> Encoded:
    """Read an image as ``read_picture`` does and make a small PNG of it; raises the same."""
    _, small = _read(data, columns * _CELL[0], rows * _CELL[1])
    file = io.BytesIO()
    small.save(file, "PNG")
    return Encoded(file.getvalue(), -(-small.width // _CELL[0]), -(-small.height // _CELL[1]))


def _read(data: bytes, width: int, height: int) -> "tuple[tuple[int, int], Image.Image]":
    """Give the size of an image and the image without transparency, shrunk to fit."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as image:
            size = image.size
            if size[0] * size[1] > MOST_PIXELS:
                raise ParseError(
                    "picture_too_large",
                    f"The picture has {size[0]} x {size[1]} pixels, more than we read.",
                )
            wanted = _fit(size, width, height)
            image.draft("RGB", (wanted[0] * 2, wanted[1] * 2))
            small = image.convert("RGBA").resize(wanted, Image.Resampling.LANCZOS)
            ground = Image.new("RGBA", small.size, (0, 0, 0, 255))
            return size, Image.alpha_composite(ground, small).convert("RGB")
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError) as error:
        raise ParseError("not_a_picture", "This is not a picture that we can read.") from error


def _fit(size: tuple[int, int], width: int, height: int) -> tuple[int, int]:
    """Shrink a size into another, never enlarging; the height is even."""
    scale = min(width / max(size[0], 1), height / max(size[1], 1), 1.0)
    fitted = max(round(size[1] * scale), 2)
    return max(round(size[0] * scale), 1), fitted + fitted % 2


def _cells(pixels: bytes, width: int) -> tuple[tuple[tuple[Colour, Colour], ...], ...]:
    colours: list[Colour] = list(zip(pixels[0::3], pixels[1::3], pixels[2::3], strict=True))
    lines = [colours[start : start + width] for start in range(0, len(colours), width)]
    return tuple(
        tuple(zip(upper, lower, strict=True))
        for upper, lower in zip(lines[0::2], lines[1::2], strict=True)
    )
