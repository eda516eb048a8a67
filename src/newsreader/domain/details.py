"""Details tables: label and value facts found in an article, such as ``Ort: Istanbul, Türkei``."""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple


class Value(NamedTuple):
    """One value of a row; ``href`` is an absolute http(s) address, or None for plain text."""

    text: str
    href: str | None = None


class DetailRow(NamedTuple):
    """A label (without its colon) and its values, in the order of the article."""

    label: str
    values: tuple[Value, ...]


class DetailsTable(NamedTuple):
    """A titled group of rows; the title is the article's own word, or "Details"."""

    title: str
    rows: tuple[DetailRow, ...]


def details_as_data(tables: Iterable[DetailsTable]) -> list[dict[str, Any]]:
    """Give tables in the form of ``show --json``: title, rows, label, values, text, href."""
    return [
        {
            "title": table.title,
            "rows": [
                {"label": row.label, "values": [value._asdict() for value in row.values]}
                for row in table.rows
            ],
        }
        for table in tables
    ]


def details_to_json(tables: Iterable[DetailsTable]) -> str:
    """Write tables as JSON."""
    return json.dumps(details_as_data(tables), ensure_ascii=False)


def details_from_json(text: str) -> tuple[DetailsTable, ...]:
    """Read back what :func:`details_to_json` wrote."""
    return tuple(
        DetailsTable(
            table["title"],
            tuple(
                DetailRow(row["label"], tuple(Value(v["text"], v["href"]) for v in row["values"]))
                for row in table["rows"]
            ),
        )
        for table in json.loads(text)
    )
