"""Nothing that a terminal would obey gets past the cleaning."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.domain.text import (
    clean,
    clean_line,
    fold,
    is_plainly_harmless,
    is_rare_harmless,
    tidy_line,
)

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\u200e\u200f\ud800-\udfff]"
)


@given(st.text())
def test_no_control_survives_and_cleaning_twice_is_cleaning_once(text: str) -> None:
    cleaned = clean(text)
    assert not FORBIDDEN.search(cleaned)
    assert clean(cleaned) == cleaned


@given(st.text(alphabet=st.characters(categories=("L", "N", "P", "Zs"))))
def test_words_are_never_touched(text: str) -> None:
    letters = [c for c in text if c.isalnum()]
    assert [c for c in clean(text) if c.isalnum()] == letters


@pytest.mark.parametrize(
    ("hostile", "harmless"),
    [
        ("\x1b]52;c;ZXZpbA==\x07x", "]52;c;ZXZpbA==x"),
        ("\x9b2Jx", "2Jx"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("a\x85b\u2028c", "a\nb\nc"),
        ("Zal\u0300\u0301\u0302\u0303\u0304\u0305go", "Zal\u0300\u0301\u0302\u0303go"),
        ("Auf\u00adzug", "Aufzug"),
        ("👩\u200d🚀", "👩\u200d🚀"),
    ],
)
def test_known_attacks_become_text(hostile: str, harmless: str) -> None:
    assert clean(hostile) == harmless


def test_what_is_called_harmless_is_what_cleaning_leaves_alone() -> None:
    for code in (*range(0x80, 0xD800), *range(0xE000, 0x11_0000)):
        character = chr(code)
        is_joiner = character in "\u200c\u200d"  # not clean where several stand together
        if is_rare_harmless(character.encode()) != (clean(character) == character):
            assert is_joiner, hex(code)


def test_what_a_quick_look_calls_harmless_is_left_alone_by_cleaning() -> None:
    for code in (*range(0x20, 0xD800), *range(0xE000, 0x11_0000)):
        character = chr(code)
        if is_plainly_harmless(character.encode()):
            assert clean(character * 9) == character * 9, hex(code)
    assert is_plainly_harmless("Straße „Wir“ – so…\u00a0€ ½ привет 日本語 😀".encode())


@given(
    st.text(alphabet=st.sampled_from("aä„ \u00a0\u0301\u200c\u200d\u202e\t\U0001f600"), max_size=9)
)
def test_text_that_is_harmless_makes_the_same_line_without_being_cleaned(text: str) -> None:
    if is_rare_harmless(re.sub("[\t -~]", "", text).encode()):
        assert tidy_line(text) == clean_line(text)
        assert clean(text) == text


def test_a_line_is_one_line_of_bounded_length() -> None:
    assert clean_line(" a\n\tb ") == "a b"
    assert clean_line("word " * 10, limit=12) == "word word w…"


def test_folding_forgets_case_accents_and_sharp_s() -> None:
    assert fold("Straße Türkei") == fold("STRASSE TURKEI")
