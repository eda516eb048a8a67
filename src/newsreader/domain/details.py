"""Details tables: label and value facts found in an article, such as ``Ort: Istanbul, Türkei``."""

from typing import NamedTuple


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
