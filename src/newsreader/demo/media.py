"""Pictures and sounds of the demo, made from their names instead of stored."""

import io
import math
import struct
import wave
import zlib

_WIDTH, _HEIGHT = 320, 200
_RATE = 8_000


def picture(name: str) -> bytes:
    """Make a small PNG: a sky that fades from one colour of the name to another."""
    seed = zlib.crc32(name.encode())
    top, bottom = seed.to_bytes(4, "big")[:3], seed.to_bytes(4, "little")[:3]
    rows = b"".join(b"\0" + _mixed(top, bottom, y / _HEIGHT) * _WIDTH for y in range(_HEIGHT))
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


def _mixed(first: bytes, second: bytes, share: float) -> bytes:
    return bytes(round(a + (b - a) * share) for a, b in zip(first, second, strict=True))


def _chunk(typed: bytes) -> bytes:
    return struct.pack(">I", len(typed) - 4) + typed + struct.pack(">I", zlib.crc32(typed))
