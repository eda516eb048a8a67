"""Teasers and plain bodies."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.parse.plaintext import looks_like_html, strip_tags, teaser, text_to_html


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>Ein <b>Be</b>ben.</p><p>Noch&nbsp;eins.</p>", "Ein Beben. Noch eins."),
        ("<style>p{}</style><SCRIPT>x</SCRIPT>Text", "Text"),
        ("<script>never closed", ""),
        ("3 < 5 &amp; 7 > 6", "3 < 5 & 7 > 6"),
        ("&amp;#27;[2J&#155;", "&#27;[2J›"),
        ("", ""),
    ],
)
def test_a_teaser_is_words(html: str, expected: str) -> None:
    assert teaser(html) == expected


def test_a_long_text_is_cut_with_a_sign() -> None:
    cut = teaser("<p>" + "Wort " * 1_000)
    assert len(cut) <= 300
    assert cut.endswith("…")


def test_no_half_tag_or_entity_is_left_at_the_cut() -> None:
    for offset in range(40):
        shown = teaser("x" * offset + "y " * 200 + '<a href="https://example.org/">&auml;</a>' * 20)
        assert "<" not in shown
        assert "&" not in shown


def test_words_after_a_long_picture_are_found() -> None:
    assert teaser(f'<img src="x" srcset="{"a" * 3_000}">Endlich Text' + "<hr>" * 3_000).startswith(
        "Endlich"
    )


@given(st.text(alphabet="<>&;a b/!-'\"#1", max_size=400))
def test_no_text_breaks_a_teaser(text: str) -> None:
    assert len(teaser(text)) <= 300


@pytest.mark.parametrize("piece", ["<", "<a ", "&", "<!--", "<script>", "<style", "&#"])
def test_cost_grows_with_length_only(piece: str) -> None:
    started = time.process_time()
    strip_tags(piece * 100_000)
    looks_like_html(piece * 100_000)
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<p>a</p>", True),
        ("AT&amp;T", True),
        ("a<br>b", True),
        ("AT&T", False),
        ("a < b", False),
        ("Vec<T></T>", False),
        ("x &unknown; </b>", False),
        ("plain", False),
    ],
)
def test_html_in_disguise_is_known_by_its_tags(text: str, expected: bool) -> None:
    assert looks_like_html(text) is expected


def test_plain_text_becomes_paragraphs_with_links() -> None:
    assert text_to_html("a <b>\n\nc\nd https://example.org/x.") == (
        "<p>a &lt;b&gt;</p><p>c<br>\n"
        'd <a href="https://example.org/x">https://example.org/x</a>.</p>'
    )
