"""What is written to stdout, and in which form."""

import pytest

from newsreader.cli import output

Capture = pytest.CaptureFixture[str]


def test_records_are_an_array_with_one_record_a_line(capsys: Capture) -> None:
    output.records([{"a": 1, "b": "ü"}, {"a": 2, "b": None}])

    assert capsys.readouterr().out == '[\n{"a": 1, "b": "ü"},\n{"a": 2, "b": null}\n]\n'


def test_no_records_are_an_empty_array(capsys: Capture) -> None:
    output.records([])

    assert capsys.readouterr().out == "[]\n"


def test_a_value_of_tsv_stays_in_its_cell(capsys: Capture) -> None:
    row = {"a": "x\ty\nz", "b": None, "c": True, "d": 3}

    output.tsv(tuple(row), [row])

    assert capsys.readouterr().out == "a\tb\tc\td\nx y z\t\t1\t3\n"


def test_columns_are_aligned_also_for_wide_characters(capsys: Capture) -> None:
    output.table([(1, "日本", "a"), (22, "x", None)], "><<")

    assert capsys.readouterr().out == " 1  日本  a\n22  x\n"


def test_an_empty_table_is_nothing(capsys: Capture) -> None:
    output.table([], "<<")

    assert capsys.readouterr().out == ""
