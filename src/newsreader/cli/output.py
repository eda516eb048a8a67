"""What a command gives: the only writer to stdout, as text, JSON or tab-separated values."""

import json
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from newsreader.domain.errors import NewsreaderError

Record = Mapping[str, Any]


def text(content: str) -> None:
    """Print text as it is, with a newline at its end; signs the terminal lacks become ``?``."""
    encoding = _encoding()
    content = content.encode(encoding, "replace").decode(encoding)
    _write(content if content.endswith("\n") else content + "\n")


def document(content: str) -> None:
    """Write a file in UTF-8, whatever the terminal is able to show."""
    with _guarded():
        sys.stdout.flush()
        sys.stdout.buffer.write(content.encode("utf-8"))


def records(rows: Iterable[Record]) -> None:
    """Print a JSON array, one record a line, while the rows come."""
    separator = "[\n"
    for row in rows:
        _write(separator + _json(row))
        separator = ",\n"
    _write("[]\n" if separator == "[\n" else "\n]\n")


def record(row: Record) -> None:
    """Print one JSON object, indented."""
    _write(_json(row, indent=2) + "\n")


def line_record(row: Record) -> None:
    """Print one JSON object on one line."""
    _write(_json(row) + "\n")


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
    """Hand everything to whoever reads; raises what writing raises."""
    with _guarded():
        sys.stdout.flush()


def close() -> None:
    """Throw away what is still to be written, so that the interpreter's own flush is silent."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def _write(content: str) -> None:
    """Write text; raises BrokenPipeError if nobody reads, NewsreaderError if the disk is full."""
    with _guarded():
        sys.stdout.write(content)


@contextmanager
def _guarded() -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        close()
        raise
    except OSError as error:
        close()
        raise NewsreaderError(
            "output_failed", f"The output cannot be written: {error.strerror}."
        ) from error


def _encoding() -> str:
    return sys.stdout.encoding or "utf-8"


def _json(row: Record, indent: int | None = None) -> str:
    is_unicode = _encoding().lower().replace("-", "") == "utf8"
    return json.dumps(row, ensure_ascii=not is_unicode, indent=indent)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    return " ".join(str(value).split()) if isinstance(value, str) else str(value)
