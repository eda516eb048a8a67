"""Pictures and sounds are real files of their kind."""

import io
import struct
import wave
import zlib

from newsreader.demo.media import picture, sound


def test_a_picture_is_a_png_of_the_size_it_says() -> None:
    data = picture("meadow.png")
    width, height = struct.unpack(">II", data[16:24])
    start = data.index(b"IDAT")
    size = int.from_bytes(data[start - 4 : start], "big")

    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(zlib.decompress(data[start + 4 : start + 4 + size])) == height * (1 + 3 * width)


def test_a_name_always_gives_the_same_picture_and_another_name_another() -> None:
    assert picture("meadow.png") == picture("meadow.png") != picture("bridge.png")


def test_a_sound_lasts_a_second_and_is_as_long_as_the_podcast_says() -> None:
    data = sound("nachtanschluss-23.wav")

    with wave.open(io.BytesIO(data)) as file:
        assert file.getnframes() == file.getframerate()
    assert len(data) == 16_044
