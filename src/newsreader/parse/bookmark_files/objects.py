"""JSON files of bookmark programs: Pinboard, Omnivore."""

import json
from collections.abc import Iterator
from typing import Any

from newsreader.domain.bookmark import Highlight, State
from newsreader.domain.bookmark_file import BookmarkFile, read_moment, read_state
from newsreader.domain.errors import ParseError
from newsreader.parse.decoding import decode

Item = dict[str, Any]


def is_pinboard(head: str) -> bool:
    """Tell Pinboard's list by its beginning."""
    return _is_list(head) and '"href"' in head


def is_omnivore(head: str) -> bool:
    """Tell Omnivore's list by its beginning."""
    return _is_list(head) and '"url"' in head and ('"savedat"' in head or '"slug"' in head)


def read_pinboard(body: bytes) -> BookmarkFile:
    """Read Pinboard's export; what it calls a description is the title."""
    file = BookmarkFile()
    for place, item in json_items(body, file):
        file.add(
            place,
            item.get("href"),
            title=_text(item, "description"),
            description=_text(item, "extended"),
            tags=tuple(_text(item, "tags").split()),
            created_at=read_moment(item.get("time")) or 0,
            state=State.INBOX if item.get("toread") == "yes" else State.DONE,
        )
    return file


def read_omnivore(body: bytes) -> BookmarkFile:
    """Read Omnivore's export."""
    file = BookmarkFile()
    for place, item in json_items(body, file):
        file.add(
            place,
            item.get("url"),
            title=_text(item, "title"),
            description=_text(item, "description"),
            tags=tuple(_names(item.get("labels"))),
            author=_text(item, "author") or None,
            created_at=read_moment(item.get("savedAt")) or 0,
            changed_at=read_moment(item.get("updatedAt")) or 0,
            published_at=read_moment(item.get("publishedAt")),
            state=_omnivore_state(item),
            highlights=tuple(_highlights(item.get("highlights"))),
        )
    return file


def json_items(body: bytes, file: BookmarkFile, key: str = "") -> Iterator[tuple[str, Item]]:
    """Go through the objects of a list (or of the list under ``key``); others are refused.

    A file that is cut off or damaged is read line by line: such exports write an object a line.
    """
    text = decode(body, "application/json").text
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        yield from _lines(text, 1 if key else 0, file)
        return
    items = found.get(key) if key and isinstance(found, dict) else found
    if not isinstance(items, list):
        raise ParseError("bad_bookmark_file", "The file holds no list of bookmarks.")
    for number, item in enumerate(items, 1):
        if isinstance(item, dict):
            yield f"item {number}", item
        else:
            file.refuse(f"item {number}", "it is no bookmark")


def _lines(text: str, head: int, file: BookmarkFile) -> Iterator[tuple[str, Item]]:
    """Read objects that stand on a line of their own; refuse lines that hold a broken one."""
    for number, raw in enumerate(text.split("\n")[head:], head + 1):
        line = raw.strip().strip("[],").strip()
        if "{" not in line:
            continue
        try:
            item = json.loads(line)
        except (ValueError, RecursionError):
            item = None
        if isinstance(item, dict):
            yield f"line {number}", item
        else:
            file.refuse(f"line {number}", "it is damaged")


def _is_list(head: str) -> bool:
    return head.lstrip("\ufeff \n\r\t").startswith("[")


def _text(item: Item, key: str) -> str:
    value = item.get(key)
    return value if isinstance(value, str) else ""


def _names(labels: object) -> Iterator[str]:
    """Give the names of labels, which are plain or objects."""
    for label in labels if isinstance(labels, list) else ():
        name = label.get("name") if isinstance(label, dict) else label
        if isinstance(name, str):
            yield name


def _omnivore_state(item: Item) -> State:
    progress = item.get("readingProgress")
    is_begun = isinstance(progress, int | float) and progress > 0
    state = read_state(_text(item, "state")) or State.INBOX
    return State.READING if state is State.INBOX and is_begun else state


def _highlights(found: object) -> Iterator[Highlight]:
    for item in found if isinstance(found, list) else ():
        if isinstance(item, dict) and _text(item, "quote"):
            yield Highlight(_text(item, "quote"), _text(item, "annotation"))
