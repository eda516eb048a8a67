"""What kitty is told of a picture."""

import io
import re
from base64 import b64decode

from PIL import Image
from rich.cells import cell_len

from newsreader.parse.picture import Encoded, encode_picture
from newsreader.ui.graphics import Kitty, removal, transmission


def picture(size: tuple[int, int]) -> Encoded:
    file = io.BytesIO()
    Image.effect_noise(size, 90).save(file, "JPEG")
    return encode_picture(file.getvalue(), 40, 20)


def test_an_image_is_made_anew_as_a_small_png_for_a_whole_number_of_cells() -> None:
    encoded = picture((1_000, 500))
    assert (encoded.columns, encoded.rows) == (40, 10)
    with Image.open(io.BytesIO(encoded.png)) as image:
        assert image.format == "PNG"
        assert image.size == (400, 200)


def test_it_is_sent_in_chunks_and_nothing_is_asked() -> None:
    encoded = picture((600, 300))
    sequences = list(transmission(77, encoded))
    parts = [re.fullmatch(r"\x1b_G([^;]*);([A-Za-z0-9+/=]*)\x1b\\", one) for one in sequences]
    assert all(parts)
    controls = [part[1] for part in parts if part]
    assert len(controls) > 1
    assert controls[0].startswith("a=T,U=1,q=2,f=100,i=77,c=40,r=10,")
    assert [control[-3:] for control in controls] == ["m=1"] * (len(controls) - 1) + ["m=0"]
    assert all("q=2" in control for control in controls)
    assert all(part and len(part[2]) <= 4_096 for part in parts)
    assert b64decode("".join(part[2] for part in parts if part)) == encoded.png
    assert removal(77) == "\x1b_Ga=d,d=I,i=77,q=2\x1b\\"


def test_its_cells_are_text_that_names_image_row_and_column() -> None:
    (piece,) = Kitty(0x6E7701, (40, 10)).pieces(2)
    assert cell_len(piece.text) == 40
    assert piece.text.startswith("\U0010eeee\u030e\u0305\U0010eeee\u030e\U0010eeee")
    assert piece.style is not None
    assert piece.style.color is not None
    assert piece.style.color.triplet == (0x6E, 0x77, 0x01)
