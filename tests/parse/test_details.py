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
