"""In a terminal of 256 colours the themes look like themselves."""

from rich.color import Color, ColorSystem
from rich.style import Style

from newsreader.ui.many_colours import nearest
from newsreader.ui.theme import DARK, LIGHT
from newsreader.ui.wire_cells import pen_of


def background(colour: str) -> str:
    return pen_of(Style.parse(f"on {colour}"), ColorSystem.EIGHT_BIT).background


def test_paper_is_grey_not_yellow_and_a_dim_cursor_not_blue() -> None:
    assert background(LIGHT.panel or "") == background(LIGHT.surface or "") == "48;5;255"
    assert background(DARK.variables["cursor-background"]) == "48;5;238"
    assert background("#16202c") == "48;5;234"


def test_colours_stay_colours_and_styles_what_they_are() -> None:
    style = Style(color="#b3372f", bold=True, link="https://a.example")
    pen = pen_of(style, ColorSystem.EIGHT_BIT)
    assert pen.foreground == f"38;5;{nearest((0xB3, 0x37, 0x2F))}"
    assert (pen.attributes, pen.link) == (("1",), "https://a.example")
    assert pen_of(Style(color=Color.from_ansi(3)), ColorSystem.EIGHT_BIT).foreground == "33"


def test_every_colour_of_the_palette_is_nearest_to_itself() -> None:
    for number in range(16, 256):
        triplet = Color.from_ansi(number).get_truecolor()
        assert Color.from_ansi(nearest(triplet)).get_truecolor() == triplet
