"""What a command gives: the only writer to stdout, as text, JSON or tab-separated values."""

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

Record = Mapping[str, Any]


def text(content: str) -> None:
    """Print text as it is, with a newline at its end; signs the terminal lacks become ``?``."""
    encoding = sys.stdout.encoding or "utf-8"
    content = content.encode(encoding, "replace").decode(encoding)
    sys.stdout.write(content if content.endswith("\n") else content + "\n")


def records(rows: Iterable[Record]) -> None:
    """Print a JSON array, one record a line, while the rows come."""
    separator = "[\n"
    for row in rows:
        sys.stdout.write(separator + _json(row))
        separator = ",\n"
    sys.stdout.write("[]\n" if separator == "[\n" else "\n]\n")


def record(row: Record) -> None:
    """Print one JSON object, indented."""
    sys.stdout.write(_json(row, indent=2) + "\n")


def line_record(row: Record) -> None:
    """Print one JSON object on one line."""
    sys.stdout.write(_json(row) + "\n")


def tsv(columns: Sequence[str], rows: Iterable[Record]) -> None:
    """Print a header and one line a row; tabs and newlines inside a value become spaces."""
    text("\t".join(columns))
    for row in rows:
        text("\t".join(_cell(row[column]) for column in columns))


def table(rows: Iterable[Sequence[object]], alignments: str) -> None:
    """Print aligned columns; an alignment per column, ``<`` or ``>``, the last one as it is."""
    cells = [[_cell(value) for value in row] for row in rows]
    if not cells:
        return
    from newsreader.layout.cells import width_of

    widths = [max(width_of(row[i]) for row in cells) for i in range(len(alignments))]
    for row in cells:
        padded = []
        for value, width, alignment in zip(row[:-1], widths[:-1], alignments[:-1], strict=True):
            space = " " * (width - width_of(value))
            padded.append(value + space if alignment == "<" else space + value)
        text("  ".join([*padded, row[-1]]).rstrip())


def flush() -> None:
    """Hand everything to whoever reads; raises BrokenPipeError if nobody does any more."""
    sys.stdout.flush()


def close() -> None:
    """Throw away what is still to be written, so that the interpreter's own flush is silent."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _json(row: Record, indent: int | None = None) -> str:
    is_unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    return json.dumps(row, ensure_ascii=not is_unicode, indent=indent)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    return " ".join(str(value).split()) if isinstance(value, str) else str(value)
