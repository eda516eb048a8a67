"""What a cell tells, however it is written."""

import pytest

from newsreader.domain.details import Value
from newsreader.parse.html import children, parse_html
from newsreader.parse.values import cell_values

A = Value("a.example", "https://a.example")
B = Value("b.example", "https://b.example")


@pytest.mark.parametrize(
    ("cell", "values"),
    [
        ("a.example", (A,)),
        ("• a.example• b.example", (A, B)),
        ("a.example, b.example", (A, B)),
        ("- a.example<br>- b.example", (A, B)),
        ("<ul><li>a.example<li>b.example</ul>", (A, B)),
        ("&lt;ul&gt;&lt;li&gt;a.example&lt;/li&gt;&lt;li&gt;b.example", (A, B)),
        ("<a href='https://a.example'>a.example</a> | "
         "<a href='https://b.example'>b.example</a>", (A, B)),
        ("<a href='javascript:x()'>a.example</a>", (A,)),
        ("Polizei Wels", (Value("Polizei Wels"),)),
        ("a.example<pre>b.example</pre>", (A, B)),
        ("siehe <a href='https://a.example'>dort</a>", (Value("siehe dort", "https://a.example"),)),
        ("", ()),
    ],
)  # fmt: skip
def test_a_source_cell_gives_links(cell: str, values: tuple[Value, ...]) -> None:
    assert cell_values(children(parse_html(cell)), "Quellen", "") == values


@pytest.mark.parametrize(
    "cell", ["Linz, Oberösterreich", "–", "14 (3 davon stationär)", "a.example"]
)
def test_other_cells_stay_plain_text(cell: str) -> None:
    assert cell_values(children(parse_html(cell)), "Ort", "") == (Value(cell),)


def test_text_that_only_looks_like_markup_stays() -> None:
    (value,) = cell_values(children(parse_html("3 &lt; 5 &amp;amp; x &lt;y&gt;")), "Ort", "")
    assert value == Value("3 < 5 & x <y>")
