"""A layout grows on demand, keeps places across widths, and copies clean text."""

from collections.abc import Iterator

from newsreader.domain.document import Block, Growing
from newsreader.layout.layout import Layout
from newsreader.layout.lines import ASCII_GLYPHS, Options, copied
from newsreader.layout.markdown import render_markdown
from newsreader.layout.text import render_text
from newsreader.parse import document as document_module
from newsreader.parse.document import build_document

LONG = "".join(f"<h2>Teil {n}</h2><p>Absatz {n} {'mit Text ' * 20}</p>" for n in range(900))
DETAILS = (
    "<p>a</p><table><tr><td>Details<tr><td>Ort<td>Wels, Linz und Graz"
    "<tr><td>Quellen<td>a.example</table>"
)


def test_only_what_is_asked_for_is_laid_out() -> None:
    layout = Layout(build_document(LONG), 72)
    assert layout.lay_until(40) == 40
    assert not layout.is_complete
    assert len(layout.block_starts) < 40
    assert layout.lay_all() > 2_700
    assert layout.is_complete


def test_the_head_of_a_long_article_is_shown_before_all_is_parsed() -> None:
    first = next(iter(build_document(LONG).blocks))
    assert len(LONG) > 3 * document_module.HEAD
    assert first == next(iter(build_document(LONG[:2_000]).blocks))


def test_a_long_article_has_every_block_once() -> None:
    parts = [build_document(part + "</p>") for part in LONG.split("</p>") if part]
    expected: list[Block] = [block for part in parts for block in part.blocks]
    assert list(build_document(LONG).blocks) == expected


def test_an_element_around_the_end_of_the_head_is_shown_once_and_whole() -> None:
    items = "".join(f"<li>Punkt {n}</li>" for n in range(6_000))
    shown = render_text(build_document(f"<p>davor</p><ul>{items}</ul><p>danach</p>"), 40)
    assert shown.split() == [
        "davor",
        *(w for n in range(6_000) for w in ("•", "Punkt", str(n))),
        "danach",
    ]


def test_a_place_is_found_again_at_another_width() -> None:
    wide, narrow = Layout(build_document(LONG), 100), Layout(build_document(LONG), 30)
    wide.lay_until(200)
    place = wide.place_of(150)
    line = narrow.line_of(place)
    assert narrow.place_of(line)[0] == place[0]


def test_details_are_where_the_layout_says() -> None:
    layout = Layout(build_document(DETAILS), 60)
    layout.lay_all()
    assert layout.details_line is not None
    assert layout.lines[layout.details_line].text == "Details"


def test_a_details_row_copies_as_label_and_value() -> None:
    layout = Layout(build_document(DETAILS), 60, Options(has_references=False))
    layout.lay_all()
    start = layout.details_line or 0
    assert copied(layout.lines[start : start + 3]) == (
        "Details\nOrt: Wels, Linz und Graz\nQuellen: a.example"
    )


def test_a_wrapped_details_value_copies_as_one_line() -> None:
    layout = Layout(build_document(DETAILS), 20)
    layout.lay_all()
    start = (layout.details_line or 0) + 1
    assert copied(layout.lines[start : start + 2]) == "Ort: Wels, Linz und Graz"


def test_quotes_and_code_copy_without_gutters() -> None:
    html = f"<blockquote><p>{'Wort ' * 12}</p></blockquote><pre>eins\n{'x' * 50}</pre>"
    layout = Layout(build_document(html), 24)
    layout.lay_all()
    assert copied(layout.lines) == f"{'Wort ' * 12}".strip() + "\n\neins\n" + "x" * 50


def test_ascii_glyphs_leave_no_sign_of_ours_outside_ascii() -> None:
    html = (
        "<ul><li>a<ul><li>b</ul></ul><blockquote>c</blockquote><hr><img src='https://i.example/x'>"
        "<iframe src='https://a.example/'></iframe><details><summary>d</summary>e</details>"
        f"<pre>{'x' * 99}</pre>"
    )
    assert render_text(build_document(html), 40, Options(glyphs=ASCII_GLYPHS)).isascii()


def test_several_readers_share_what_was_made() -> None:
    made: list[int] = []

    def source() -> Iterator[int]:
        for number in range(5):
            made.append(number)
            yield number

    growing = Growing(source())
    first = iter(growing)
    assert [next(first), next(first)] == [0, 1]
    assert list(growing) == [0, 1, 2, 3, 4]
    assert list(first) == [2, 3, 4]
    assert made == [0, 1, 2, 3, 4]


def test_markdown_escapes_what_would_become_markup() -> None:
    html = (
        "<p>1. *kein* [Link](x) # und</p><p># auch nicht</p>"
        "<p><b>fett</b> <a href='https://a.example/'>L</a></p>"
    )
    assert render_markdown(build_document(html)) == (
        "1\\. \\*kein\\* \\[Link\\](x) # und\n\n\\# auch nicht\n\n**fett** [L](<https://a.example/>)\n"
    )


def test_markdown_keeps_lists_code_tables_and_details() -> None:
    html = (
        "<ul><li>a<ul><li>b</li></ul></li></ul><pre class='language-sh'>ls</pre>"
        "<table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>" + DETAILS
    )
    assert render_markdown(build_document(html)) == (
        "- a\n\n  - b\n\n```sh\nls\n```\n\n| A | B |\n| --- | --- |\n| 1 | 2 |\n\na\n\n"
        "**Details**\n\n- Ort: Wels, Linz und Graz\n- Quellen: [a.example](<https://a.example>)\n"
    )
