"""Pictures and sounds of the demo, made from their names instead of stored."""

import colorsys
import io
import math
import struct
import wave
import zlib
from random import Random

_WIDTH, _HEIGHT = 240, 160
_RATE = 8_000

_Colour = tuple[float, float, float]


def picture(name: str) -> bytes:
    """Make a small PNG: hills under a sky, in the light of the time of day that the name gives."""
    rows = b"".join(b"\0" + row for row in _landscape(Random(name)))  # noqa: S311 - a picture
    header = struct.pack(">IIBBBBB", _WIDTH, _HEIGHT, 8, 2, 0, 0, 0)  # 8 bit RGB
    chunks = (b"IHDR" + header, b"IDAT" + zlib.compress(rows), b"IEND")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(chunk) for chunk in chunks)


def sound(name: str) -> bytes:
    """Make one second of a soft tone as WAV; its pitch follows from the name."""
    pitch = 220 + zlib.crc32(name.encode()) % 220
    samples = (
        round(6_000 * math.sin(math.pi * i / _RATE) * math.sin(math.tau * pitch * i / _RATE))
        for i in range(_RATE)
    )
    file = io.BytesIO()
    with wave.open(file, "wb") as output:
        output.setparams((1, 2, _RATE, 0, "NONE", "not compressed"))
        output.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return file.getvalue()


def _landscape(dice: Random) -> list[bytearray]:
    """Paint a sky that fades, a sun, and three ranges of hills, the nearest the darkest."""
    hue = dice.uniform(0.52, 0.92)  # from cyan by way of violet to rose
    top, horizon = colorsys.hsv_to_rgb(hue, 0.6, 0.55), colorsys.hsv_to_rgb(hue + 0.45, 0.35, 0.95)
    rows = [bytearray(_rgb(_mixed(top, horizon, y / _HEIGHT)) * _WIDTH) for y in range(_HEIGHT)]
    sun_x, sun_y, radius = dice.randint(50, 190), dice.randint(30, 70), dice.randint(9, 16)
    for y in range(-radius, radius):
        half = round(math.sqrt(radius**2 - y**2))
        _paint(rows[sun_y + y], sun_x - half, 2 * half, (1.0, 0.96, 0.8))
    for distance in (3, 2, 1):
        colour = _mixed((0.04, 0.05, 0.09), horizon, distance / 6)
        slope, start = dice.uniform(0.01, 0.04), dice.uniform(0, math.tau)
        for x in range(_WIDTH):
            ridge = 8 * math.sin(x * slope + start) + 2 * math.sin(x * 0.07 + start * 3)
            for row in rows[round(_HEIGHT - 22 * distance - 14 + ridge) :]:
                _paint(row, x, 1, colour)
    return rows


def _paint(row: bytearray, x: int, width: int, colour: _Colour) -> None:
    row[3 * x : 3 * (x + width)] = _rgb(colour) * width


def _mixed(first: _Colour, second: _Colour, share: float) -> _Colour:
    red, green, blue = (a + (b - a) * share for a, b in zip(first, second, strict=True))
    return red, green, blue


def _rgb(colour: _Colour) -> bytes:
    return bytes(round(255 * part) for part in colour)


def _chunk(typed: bytes) -> bytes:
    return struct.pack(">I", len(typed) - 4) + typed + struct.pack(">I", zlib.crc32(typed))
