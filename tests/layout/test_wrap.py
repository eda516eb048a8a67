"""Wrapping keeps every character, and no line is too wide."""

from hypothesis import given
from hypothesis import strategies as st

from newsreader.domain.document import Span, Style
from newsreader.domain.text import clean
from newsreader.layout.cells import chop, split_at, units, width_of
from newsreader.layout.lines import copied
from newsreader.layout.wrap import to_segments, wrap

TEXT = st.text(
    st.sampled_from("ab cd-ef/äöß 語漢字、。「」한국 👨‍👩‍👧🇦🇹e\u0301ا\u200dx.,!?)("), max_size=120
).map(clean)


@given(TEXT, st.integers(2, 40))
def test_wrapping_loses_nothing_and_stays_inside(text: str, width: int) -> None:
    lines = list(wrap(to_segments((Span(text),)), width))
    assert "".join(copied(lines).split()) == "".join(text.split())
    assert all(line.width <= width for line in lines)


@given(TEXT, st.integers(2, 40))
def test_copying_joins_what_wrapping_broke(text: str, width: int) -> None:
    lines = list(wrap(to_segments((Span(text),)), width))
    assert copied(lines) == " ".join(text.split(" ")).strip() or "  " in text


@given(TEXT, st.integers(2, 9))
def test_chopping_gives_back_the_whole(text: str, width: int) -> None:
    pieces = list(chop(text, width))
    assert "".join(pieces) == text
    assert all(width_of(piece) <= width for piece in pieces)


@given(TEXT)
def test_units_give_back_the_word(text: str) -> None:
    assert "".join(units(text)) == text


def test_a_family_is_not_torn_apart() -> None:
    family = "👨\u200d👩\u200d👧"
    assert split_at(family + "x", 2) == (family, "x")


def test_a_flag_is_not_torn_apart() -> None:
    assert split_at("a🇩🇪🇦🇹", 2) == ("a", "🇩🇪🇦🇹")
    assert split_at("a🇩🇪🇦🇹", 3) == ("a🇩🇪", "🇦🇹")


def test_a_line_never_begins_with_a_closing_mark() -> None:
    lines = [line.text for line in wrap(to_segments((Span("東京で会議。終わり"),)), 10)]
    assert lines == ["東京で会", "議。終わり"]


def test_a_number_follows_its_link_and_stays_with_it() -> None:
    spans = (Span("siehe "), Span("dort ", Style.PLAIN, 3), Span("weiter"))
    assert [line.text for line in wrap(to_segments(spans), 12)] == ["siehe", "dort[3]", "weiter"]
    assert "".join(s.text for s in to_segments(spans, has_references=False)) == "siehe dort weiter"


def test_a_word_in_two_styles_is_one_word() -> None:
    spans = (Span("Wort"), Span("teil", Style.BOLD), Span(" ende"))
    assert [line.text for line in wrap(to_segments(spans), 9)] == ["Wortteil", "ende"]
