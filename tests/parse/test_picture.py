"""Images become cells; what is none, or too large, is refused."""

import io

import pytest
from PIL import Image

from newsreader.domain.errors import ParseError
from newsreader.parse import picture
from newsreader.parse.picture import read_picture


def image_bytes(size: tuple[int, int], kind: str = "PNG", colour: str = "red") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, kind)
    return file.getvalue()


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_picture_keeps_its_shape_and_fits(kind: str) -> None:
    mosaic = read_picture(image_bytes((400, 200), kind), 40, 40)
    assert mosaic.size == (400, 200)
    assert len(mosaic.rows) == 10
    assert {len(row) for row in mosaic.rows} == {40}
    red, green, blue = mosaic.rows[5][20][0]
    assert red > 240
    assert green < 15
    assert blue < 15


def test_upper_and_lower_pixel_share_a_cell() -> None:
    file = io.BytesIO()
    image = Image.new("RGB", (1, 2), "white")
    image.putpixel((0, 1), (0, 0, 255))
    image.save(file, "PNG")
    assert read_picture(file.getvalue(), 10, 10).rows == ((((255, 255, 255), (0, 0, 255)),),)


def test_small_picture_is_not_enlarged_and_tall_one_is_shrunk() -> None:
    assert len(read_picture(image_bytes((4, 4)), 80, 24).rows) == 2
    tall = read_picture(image_bytes((10, 4_000)), 80, 24)
    assert len(tall.rows) == 24
    assert len(tall.rows[0]) == 1


def test_transparent_ground_is_black() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (2, 2), (255, 0, 0, 0)).save(file, "PNG")
    assert read_picture(file.getvalue(), 2, 1).rows[0][0] == ((0, 0, 0), (0, 0, 0))


@pytest.mark.parametrize(
    "data", [b"", b"<svg/>", b"GIF89a", image_bytes((50, 50))[:60], b"%!PS-Adobe-3.0 EPSF-3.0\n"]
)
def test_what_is_no_picture_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(ParseError) as caught:
        read_picture(data, 10, 10)
    assert caught.value.code == "not_a_picture"


def test_picture_that_would_unfold_too_far_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(picture, "MOST_PIXELS", 99)
    with pytest.raises(ParseError) as caught:
        read_picture(image_bytes((10, 10)), 10, 10)
    assert caught.value.code == "picture_too_large"
