"""Our own JSON file of bookmarks: complete, so that a library can be made of it again."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields, replace
from typing import Any

from newsreader.domain.bookmark import Bookmark, Highlight, KeptPicture, State, clean_bookmark
from newsreader.domain.bookmark_file import BookmarkFile
from newsreader.domain.details import details_from_json
from newsreader.domain.entry import Extras
from newsreader.domain.urls import clean_url
from newsreader.parse.bookmark_files.objects import json_items
from newsreader.parse.picture import media_type_of

FORMAT = "newsreader bookmarks"
VERSION = 1

_NOT_WRITTEN = {"id", "entry_id", "pictures"}  # numbers of one library mean nothing in another
_FIELDS = {f.name: f.type for f in fields(Bookmark) if f.name not in _NOT_WRITTEN}


def is_own(head: str) -> bool:
    """Tell our own file by its beginning."""
    return head.lstrip("\ufeff \n\r\t").startswith("{") and f'"{FORMAT}"' in head


def write_own(bookmarks: Iterable[Bookmark]) -> Iterator[str]:
    """Write bookmarks with everything, one a line, in the order they come."""
    yield f'{{"format": "{FORMAT}", "version": {VERSION}, "bookmarks": [\n'
    separator = ""
    for bookmark in bookmarks:
        plain = asdict(replace(bookmark, pictures=()))
        values = {k: v for k, v in plain.items() if k not in _NOT_WRITTEN}
        if bookmark.pictures:
            values["pictures"] = [_written(picture) for picture in bookmark.pictures]
        yield separator + json.dumps(values, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"


def read_own(body: bytes) -> BookmarkFile:
    """Read what :func:`write_own` wrote; fields of later versions are passed over."""
    file = BookmarkFile()
    for place, item in json_items(body, file, "bookmarks"):
        try:
            bookmark = clean_bookmark(_bookmark(item))
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            file.refuse(place, f"it is damaged ({error})")
            continue
        if not bookmark.url and not bookmark.guid:
            file.refuse(place, "it has no address")
        else:
            file.bookmarks.append(bookmark)
    return file


def _bookmark(item: dict[str, Any]) -> Bookmark:
    values = {name: item[name] for name in _FIELDS if name in item}
    for name, value in values.items():
        _check(name, value)
    if "state" in values:
        values["state"] = State(values["state"])
    if "tags" in values:
        values["tags"] = tuple(values["tags"])
    if "highlights" in values:
        values["highlights"] = tuple(Highlight(**h) for h in values["highlights"])
    Extras.from_json(values.get("extras", "{}"))  # raises for what an article could not show
    details_from_json(values.get("details", "[]"))
    pictures = tuple(map(_picture, item.get("pictures", ())))
    return Bookmark(id=0, **values, pictures=pictures)


def _written(picture: KeptPicture) -> dict[str, str]:
    body = b64encode(picture.body).decode("ascii")
    return {"url": picture.url, "media_type": picture.media_type, "body": body}


def _picture(item: dict[str, str]) -> KeptPicture:
    """Read a picture; raises ValueError for what is none."""
    body = b64decode(item["body"], validate=True)
    if not media_type_of(body):
        raise ValueError("a picture is none")
    return KeptPicture(clean_url(item["url"]), media_type_of(body), body)


_LARGEST = 2**53
_KINDS: dict[str, tuple[type, ...]] = {
    "int": (int,), "int | None": (int, type(None)), "str": (str,), "bool": (bool,),
    "str | None": (str, type(None)),
}  # fmt: skip


def _check(name: str, value: object) -> None:
    """Refuse a value of the wrong kind, before it reaches the library."""
    hint = getattr(_FIELDS[name], "__name__", str(_FIELDS[name]))
    if not isinstance(value, _KINDS.get(hint, (str, list))):
        raise ValueError(f"{name} is a {type(value).__name__}")
    if isinstance(value, int) and abs(value) > _LARGEST:
        raise ValueError(f"{name} is too large")
