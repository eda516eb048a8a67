"""Details tables are found, cleaned and taken out of the body."""

import json
from pathlib import Path

import pytest

from newsreader.domain.details import details_as_data, details_from_json, details_to_json
from newsreader.layout.text import render_text
from newsreader.parse.document import build_document

FIXTURES = sorted((Path(__file__).parents[1] / "data" / "details").glob("*.html"))


def test_the_fixtures_are_there() -> None:
    assert len(FIXTURES) >= 12


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_rows_and_links_are_exactly_as_expected(path: Path) -> None:
    expected = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))
    document = build_document(path.read_text("utf-8"))
    assert details_as_data(document.details) == expected["details"]


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_markup_is_shown_and_no_text_is_lost(path: Path, width: int) -> None:
    expected = json.loads(path.with_suffix(".expected.json").read_text("utf-8"))
    shown = " ".join(render_text(build_document(path.read_text("utf-8")), width).split())
    for text in expected["forbidden_in_output"]:
        assert text not in shown
    for text in expected["body_must_contain"]:
        assert " ".join(text.split()) in shown


def test_tables_survive_the_way_through_json() -> None:
    tables = tuple(build_document(FIXTURES[0].read_text("utf-8")).details)
    assert details_from_json(details_to_json(tables)) == tables


@pytest.mark.parametrize(
    "html",
    [
        "<table><tr><th>Ort</th><th>Datum</th></tr><tr><td>Wien</td><td>3. Mai</td></tr></table>",
        "<table><tr><td>Tee</td><td>2</td></tr><tr><td>Ort</td><td>Wien</td></tr></table>",
        "<h3>Details</h3><table><tr><td>a</td><td>b</td><td>c</td></tr></table>",
        "<h3>Details</h3><p>Die Details der Sache sind noch offen.</p>",
        "<p>Alle Details: <b>Ort:</b> Wien</p>",
        "<dl><dt>Atom</dt><dd>Ein Format</dd><dt>RSS</dt><dd>Ein älteres</dd></dl>",
    ],
)
def test_what_is_no_details_table_stays_in_the_body(html: str) -> None:
    document = build_document(html)
    assert tuple(document.details) == ()
    assert list(document.blocks)


@pytest.mark.parametrize(
    "html",
    [
        "<h3>Facts</h3><ul><li><b>Location:</b> Leeds</li><li><b>Source:</b> a.example</li></ul>",
        "<p><b>Details:</b></p><p><b>Location:</b> Leeds</p><p><b>Source:</b> a.example</p>",
        "<table><tr><td>Location</td><td>Leeds</td></tr><tr><td>Source</td><td>a.example</td></tr>",
        "Details\t\nLocation\tLeeds\nSource\ta.example\n",
        "<p>x</p><p>Details\t<br>\nLocation\tLeeds<br>\nSource\t&lt;ul&gt;• a.example</p>",
    ],
)
def test_other_spellings_of_details_are_read(html: str) -> None:
    (table,) = build_document(f"<p>davor</p>{html}").details
    assert [(row.label, [v.text for v in row.values]) for row in table.rows] == [
        ("Location", ["Leeds"]),
        ("Source", ["a.example"]),
    ]
