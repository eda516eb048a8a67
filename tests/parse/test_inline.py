"""Running text: white space, breaks, raised signs and links."""

import pytest

from newsreader.domain.document import LinkList, Span, Style
from newsreader.parse.inline import SUPERSCRIPT, Run, quote_marks, resolve

BASE = "https://example.org/a/"


def test_white_space_is_collapsed_across_pieces() -> None:
    run = Run(LinkList())
    for text in ("  eins ", "\n\t zwei", " ", " drei  "):
        run.add(text)
    assert run.take() == [(Span("eins "), Span("zwei"), Span(" "), Span("drei"))]


def test_two_breaks_end_a_paragraph_and_one_does_not() -> None:
    run = Run(LinkList())
    for text in ("a", "", "b", "", "", "c"):
        run.add(text) if text else run.break_line()
    assert run.take() == [(Span("a"), Span("\n"), Span("b")), (Span("c"),)]
    assert run.is_empty


def test_a_link_over_several_styles_has_one_number() -> None:
    links = LinkList()
    run = Run(links)
    run.href = "https://a.example/"
    run.add("ein ")
    run.style = Style.BOLD
    run.add("Link")
    assert run.take() == [(Span("ein ", link=1), Span("Link", Style.BOLD, 1))]
    assert [link.text for link in links] == ["ein Link"]


@pytest.mark.parametrize(
    ("text", "written"), [("2", "²"), ("-3", "⁻³"), ("é", "^é"), ("éa", "^(éa)")]
)
def test_raised_text_uses_signs_where_they_exist(text: str, written: str) -> None:
    run = Run(LinkList())
    run.script = SUPERSCRIPT
    run.add(text)
    assert run.take() == [(Span(written),)]


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("b", f"{BASE}b"),
        ("//c.example/", "https://c.example/"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("gopher://g.example/", "gopher://g.example/"),
        ("#x", ""),
        ("javascript:x", ""),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("http://[::1/", ""),
        (None, ""),
    ],
)
def test_only_addresses_that_may_be_opened_are_links(href: str | None, address: str) -> None:
    assert resolve(BASE, href) == address


def test_quotation_marks_follow_the_language() -> None:
    assert [quote_marks(code) for code in ("de-AT", "de-CH", "fr", "en", "")] == [
        "„“", "«»", "«»", "“”", "“”",
    ]  # fmt: skip
