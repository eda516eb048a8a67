"""Laying blocks again whose pictures have arrived."""

from newsreader.domain.document import Block, Picture
from newsreader.layout.layout import Layout
from newsreader.layout.lines import Options, Role
from newsreader.parse.document import build_document

HTML = (
    "<p>One</p><img src='https://one.example/a.png' alt='A boat'><p>Two</p><ul><li><p>Three</p>"
    "<img src='https://one.example/b.png' alt='A pier'></li></ul>"
    "<table><tr><th>Ort</th></tr><tr><td>Istanbul</td></tr></table><p>Four</p>"
)
SIZES: dict[str, tuple[int, int]] = {}


def sized(src: str, width: int) -> tuple[int, int] | None:
    return SIZES.get(src)


def is_boat(block: Block) -> bool:
    return isinstance(block, Picture) and block.alt == "A boat"


def test_a_picture_pushes_down_what_follows_and_every_place_stays_the_same() -> None:
    SIZES.clear()
    layout = Layout(build_document(HTML), 40, Options(picture_size=sized))
    layout.lay_all()
    before = [line.text for line in layout.lines]
    places = [layout.place_of(n) for n, text in enumerate(before) if text]
    assert "▣ A boat[1]" in before

    SIZES["https://one.example/a.png"] = (30, 8)
    assert layout.lay_again(is_boat)

    fresh = Layout(build_document(HTML), 40, Options(picture_size=sized))
    fresh.lay_all()
    assert layout.lines == fresh.lines
    assert layout.block_starts == fresh.block_starts
    assert layout.details_line == fresh.details_line
    assert sum(s.role is Role.PICTURE for line in layout.lines for s in line.segments) == 8
    after = [layout.lines[layout.line_of(place)].text for place in places]
    assert after[2:] == [text for text in before if text][2:]


def test_what_is_not_laid_out_yet_takes_the_picture_by_itself() -> None:
    SIZES.clear()
    layout = Layout(build_document(HTML), 40, Options(picture_size=sized))
    layout.lay_until(1)
    SIZES["https://one.example/b.png"] = (20, 3)
    assert not layout.lay_again(is_boat)
    layout.lay_all()
    assert sum(s.role is Role.PICTURE for line in layout.lines for s in line.segments) == 3
