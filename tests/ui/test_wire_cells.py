"""Cells: what a text takes on a terminal, and what must never reach one."""

import pytest
from rich.cells import cell_len
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from newsreader.ui.wire_cells import (
    LONGEST_LINK,
    PLAIN,
    Row,
    cell_texts,
    cut_cells,
    is_rich_known,
    pen_of,
    safe_link,
)


def _row(width: int, *writes: tuple[int, str]) -> list[str]:
    row = Row.blank(width)
    for x, text in writes:
        row.write(x, [Segment(text)], ColorSystem.TRUECOLOR, "utf-8")
    return row.texts


def test_a_wide_character_takes_two_cells_and_a_combining_mark_none() -> None:
    assert cell_texts("a漢e\u0301") == ("a", "漢", "", "e\u0301")


def test_an_emoji_sequence_is_one_grapheme() -> None:
    family = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
    assert cell_texts(f"{family}!") == (family, "", "!")


def test_a_flag_is_one_character() -> None:
    assert cell_texts("🇩🇪🇦🇹🇨") == ("🇩🇪", "", "🇦🇹", "", "🇨")
    assert cut_cells("a🇩🇪🇦🇹", 2) == ("a ", " 🇦🇹")
    assert cut_cells("a🇩🇪🇦🇹", 3) == ("a🇩🇪", "🇦🇹")


@pytest.mark.parametrize("sign", ["漢", "👨‍👩‍👧‍👦", "👍🏿", "☺️", "1️⃣", "🇦🇹", "👩🏽‍🚀"])
def test_what_lies_over_a_text_leaves_no_half_character_beside_it(sign: str) -> None:
    text = f"ab{sign}c{sign}{sign}d"
    whole = {*cell_texts(text), " "}
    width = cell_len(text)
    for cut in range(1, width):
        left, right = Strip([Segment(text)]).divide([cut, width])
        assert len(cell_texts(left.text)) == cut
        assert len(cell_texts(right.text)) == width - cut
        assert {*cell_texts(left.text), *cell_texts(right.text)} <= whole


def test_another_rich_cuts_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    assert is_rich_known()
    monkeypatch.setattr(Segment, "_split_cells", lambda segment, cells, width: (segment, segment))
    assert not is_rich_known()
    monkeypatch.delattr(Segment, "_split_cells")
    assert not is_rich_known()


def test_what_a_terminal_would_obey_is_taken_out() -> None:
    assert cell_texts("a\x1b[2J\x9b1m\u202eb\x00\x7f") == tuple("a[2J1mb")


def test_an_encoding_without_a_sign_shows_what_looks_alike_in_as_many_cells() -> None:
    assert cell_texts("─●漢é…", "ascii") == ("-", "*", "?", "?", "e", "~")
    assert cell_texts("é漢", "iso8859-1") == ("é", "?", "?")
    assert cell_texts("漢字", "gbk") == ("漢", "", "字", "")


def test_overwriting_half_of_a_wide_character_blanks_the_other_half() -> None:
    assert _row(4, (0, "漢字"), (1, "xy")) == [" ", "x", "y", " "]


def test_half_a_wide_character_at_the_edge_is_a_blank() -> None:
    assert _row(3, (0, "a漢字")) == ["a", "漢", ""]
    assert _row(4, (0, "a漢字")) == ["a", "漢", "", " "]


def test_blanks_share_a_pen_when_only_the_colour_of_the_text_differs() -> None:
    red, blue = (
        pen_of(Style(color=c, bgcolor="black"), ColorSystem.STANDARD) for c in ("red", "blue")
    )
    assert red != blue
    assert red.on_blank() == blue.on_blank()
    underlined = pen_of(Style(underline=True, color="red"), ColorSystem.STANDARD)
    assert underlined.on_blank() == underlined


def test_the_default_colours_are_the_plain_pen() -> None:
    assert pen_of(Style(color="default", bgcolor="default"), ColorSystem.TRUECOLOR) == PLAIN
    assert pen_of(None, ColorSystem.TRUECOLOR) == PLAIN


def test_a_pen_takes_a_style_apart() -> None:
    pen = pen_of(Style(bold=True, color="#010203", bgcolor="color(200)"), ColorSystem.TRUECOLOR)
    assert pen == (("1",), "38;2;1;2;3", "48;5;200", "")


def test_a_link_is_encoded_so_that_it_cannot_end_its_sequence() -> None:
    assert safe_link("https://e.org/\x1b\\\x07ä") == "https://e.org/%1B\\%07%C3%A4"
    assert safe_link("https://e.org/" + "x" * LONGEST_LINK) == ""
