"""buku's database of bookmarks, read without touching the file."""

import sqlite3
from contextlib import closing

from newsreader.domain.bookmark import State
from newsreader.domain.bookmark_file import BookmarkFile
from newsreader.domain.errors import ParseError

_MAGIC = b"SQLite format 3\x00"
_VERSIONS = slice(18, 20)
"""Bytes of the header: 2 says that a log lies beside the file, which a copy in memory has not."""


def is_buku(body: bytes) -> bool:
    """Tell buku's database from others by the text of its schema."""
    head = body[:65_536]
    return head.startswith(_MAGIC) and b" bookmarks" in head and b"metadata" in head


def read_buku(body: bytes) -> BookmarkFile:
    """Read buku's bookmarks; raises ParseError ``bad_bookmark_file`` for any other database."""
    image = bytearray(body)
    image[_VERSIONS] = b"\x01\x01"
    file = BookmarkFile()
    try:
        with closing(sqlite3.connect(":memory:")) as db:
            db.deserialize(bytes(image))
            db.execute("PRAGMA trusted_schema = OFF")
            rows = db.execute("SELECT id, URL, metadata, tags, desc FROM bookmarks ORDER BY id")
            for number, url, title, tags, description in rows:
                file.add(
                    f"bookmark {number}",
                    url,
                    title=str(title or ""),
                    tags=tuple(str(tags or "").split(",")),
                    description=str(description or ""),
                    state=State.DONE,
                )
    except sqlite3.Error as error:
        raise ParseError(
            "bad_bookmark_file", f"This database holds no bookmarks of buku ({error})."
        ) from error
    return file
