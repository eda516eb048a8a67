"""CSV files of bookmark programs: Pocket, Instapaper, ours, any with a column of addresses."""

import csv
import json
from collections.abc import Callable, Iterator

from newsreader.domain.bookmark import State
from newsreader.domain.bookmark_file import BookmarkFile, read_moment, read_state
from newsreader.domain.text import clean
from newsreader.parse.decoding import decode

_NAMES = {
    "url": "url link href address",
    "title": "title name",
    "description": "description excerpt selection extended",
    "note": "note notes",
    "tags": "tags labels",
    "folder": "folder folders collection",
    "created_at": "created_at time_added timestamp created added saved savedat date time",
    "changed_at": "changed_at modified last_modified updated",
    "state": "state status",
    "starred": "is_starred starred favorite favourite",
    "author": "author",
    "published_at": "published published_at",
    "language": "language",
    "feed_title": "feed feed_title",
    "feed_url": "feed_url",
}
_COLUMNS = {name: column for column, names in _NAMES.items() for name in names.split()}
_YES = {"1", "true", "yes"}
_OWN_FOLDERS = {"archive", "unread", "starred"}
"""Folders of Instapaper that are states."""

Record = dict[str, str]


def is_table(head: str) -> bool:
    """Tell a table by its first line: a header with a column of addresses."""
    columns = _header(head.partition("\n")[0])
    return "url" in columns and len(columns) > 1


def read_table(body: bytes) -> BookmarkFile:
    """Read a table; a quote that is never closed costs no other line."""
    file = BookmarkFile()
    text = clean(decode(body, "text/csv").text)
    split_tags = _splitter(text.partition("\n")[0].lower())
    for place, row in _records(text):
        if isinstance(row, str):
            file.refuse(place, row)
        else:
            _add(file, place, row, split_tags(row.get("tags", "")))
    return file


def _header(line: str) -> list[str]:
    try:
        names = next(csv.reader([line.lstrip("\ufeff")]), [])
    except csv.Error:  # a file of bytes, not of lines
        return []
    return [_COLUMNS.get(name.strip().lower().replace(" ", "_"), "") for name in names]


def _records(text: str) -> Iterator[tuple[str, Record | str]]:
    """Go through the rows: the line each begins at, and its values or what is wrong with it."""
    lines = text.split("\n")
    columns = _header(lines[0])
    rows = csv.reader(f"{line}\n" for line in lines[1:])
    while True:
        start = rows.line_num
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield f"line {start + 2}", f"the line cannot be read ({error})"
            continue
        is_swallowing = rows.line_num > start + 1 and len(row) != len(columns)
        if any(row) and not is_swallowing:
            yield f"line {start + 2}", dict(zip(columns, row, strict=False))
        for number in range(start + 1, rows.line_num + 1) if is_swallowing else ():
            alone = next(csv.reader([lines[number]]), [])
            if alone:
                yield f"line {number + 1}", dict(zip(columns, alone, strict=False))


def _add(file: BookmarkFile, place: str, row: Record, tags: list[str]) -> None:
    folder = row.get("folder", "").strip()
    state = read_state(row.get("state", "")) or read_state(folder) or State.INBOX
    if folder.lower() not in _OWN_FOLDERS:
        tags = [*tags, folder]
    title = row.get("title", "").strip()
    file.add(
        place,
        row.get("url"),
        title="" if title == row.get("url") else title,
        description=row.get("description", ""),
        note=row.get("note", ""),
        tags=tuple(tags),
        state=state,
        is_starred=row.get("starred", "").strip().lower() in _YES or folder.lower() == "starred",
        created_at=read_moment(row.get("created_at")) or 0,
        changed_at=read_moment(row.get("changed_at")) or 0,
        published_at=read_moment(row.get("published_at")),
        author=row.get("author") or None,
        language=row.get("language", ""),
        feed_title=row.get("feed_title", ""),
        feed_url=row.get("feed_url", ""),
    )


def _splitter(header: str) -> Callable[[str], list[str]]:
    """Say how the program with this header joins tags."""
    if "time_added" in header:  # Pocket
        return lambda text: text.split("|")
    if "selection" in header:  # Instapaper
        return _split_json
    return lambda text: text.split(",")


def _split_json(text: str) -> list[str]:
    try:
        found = json.loads(text or "[]")
    except ValueError:
        found = text.split(",")
    return [str(tag) for tag in found] if isinstance(found, list) else []
