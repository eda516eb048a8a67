"""Hostile articles are read without failure, and nothing in them reaches the terminal."""

import re

import pytest

from newsreader.layout.layout import Layout
from newsreader.layout.lines import copied
from newsreader.layout.markdown import render_markdown
from newsreader.layout.text import render_text
from newsreader.parse.document import build_document

OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
ESCAPES = "\x1b[31m\x1b]52;c;QUJD\x07\x9b2J\x00\u202e&#27;[2J&#x9b;1m&amp;#27;]0;x"
TAGS = (
    "p h1 ul li ol dl dt dd blockquote pre code table tr td th caption figure figcaption img a b "
    "sup q ruby rt math svg iframe video audio details summary input font section template title"
)
ATTRIBUTES = "title alt href src class id style lang data-src srcset colspan start cite role width"
HOSTILE = {
    "nested tables": "<table><tr><td>" * 200 + "Kern",
    "nested tables with headers": "<table><tr><th>k</th></tr><tr><td>" * 200 + "Kern",
    "many columns": f"<table><tr>{'<th>k</th>' * 5000}</tr><tr>{'<td>Kern</td>' * 5000}",
    "wide spans": "<table>" + "<tr><td colspan=999999 rowspan=999999>Kern</td></tr>" * 300,
    "spans over rows": f"<table><tr>{'<td rowspan=999>Kern</td>' * 99}{'<tr><td>k' * 3000}",
    "one long word": "Kern" * 250_000,
    "one long line": "Kern und " * 120_000,
    "one long line of code": f"<pre>{'Kern und ' * 60_000}</pre>",
    "long word of wide characters": "Kern" + "語" * 200_000,
    "nested quotes and lists": "<blockquote><ul><li>" * 3_000 + "Kern",
    "nested inline elements": "<b><i><a href='x'>" * 5_000 + "Kern",
    "nested boxes": "<div>" * 20_000 + "Kern",
    "very many nested boxes": "<div>" * 200_000 + "Kern" + "</div>" * 200_000,
    "inline elements opened again": "".join(f"<font size={n}>" for n in range(500))
    + "<p>Kern" * 5_000,
    "nested folds and definitions": "<details><summary>s</summary><dl><dd>" * 1_000 + "Kern",
    "unclosed everything": "".join(f"<{tag}>" for tag in TAGS.split() * 3) + "Kern",
    "unclosed iframes": "<iframe src='https://a.example/'>" * 2_000 + "Kern",
    "many attributes": "<p " + " ".join(f"a{n}=1" for n in range(20_000)) + ">Kern</p>",
    "quoted tag ends": "<p " + " ".join(f'a{n}=">"' for n in range(20_000)) + ">Kern</p>",
    "many unclosed tags": "<p " * 100_000 + ">Kern",
    "many combining marks": "Kern" + "\u0301" * 100_000,
    "many details titles": "<p>Details</p><p><b>Ort:</b> Kern</p>" * 2_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_article_opens_and_keeps_its_text(name: str) -> None:
    layout = Layout(build_document(HOSTILE[name]), 72)
    layout.lay_all()
    assert "Kern" in copied(layout.lines)
    assert all(line.width <= 72 for line in layout.lines)


@pytest.mark.parametrize("tag", TAGS.split())
def test_escapes_in_text_and_attributes_never_come_through(tag: str) -> None:
    attributes = " ".join(f'{name}="{ESCAPES}"' for name in ATTRIBUTES.split())
    html = f"<{tag} {attributes}>{ESCAPES}<b {attributes}>{ESCAPES}</b></{tag}>{ESCAPES}"
    details = f"<table><tr><td>Details<tr><td>Ort<td>{html}<tr><td>Quellen<td>{html}</table>"
    document = build_document(html + details, "https://example.org/")
    written = render_text(document, 60) + render_markdown(document)
    addresses = "".join(link.href + link.text for link in document.links)
    assert OBEYED.findall(written + addresses) == []


def test_markup_of_the_terminal_library_stays_text() -> None:
    shown = render_text(build_document("<p>[bold]x[/bold] [@click=app.quit]y[/]</p>"), 60)
    assert shown == "[bold]x[/bold] [@click=app.quit]y[/]\n"


def test_a_long_tag_is_cut_but_what_it_says_stays() -> None:
    html = f"<img data-x='{'y' * 5_000}' alt='Boot' src='https://i.example/b.jpg'>nach"
    shown = render_text(build_document(html), 60)
    assert "Boot[1]" in shown
    assert "nach" in shown
