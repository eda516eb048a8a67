"""Statements about the tags of bookmarks."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from newsreader.domain.bookmark import tag_key, tag_names
from newsreader.store.rows import AMONG, among


class TagCount(NamedTuple):
    """A tag and how many bookmarks carry it itself."""

    name: str
    bookmarks: int


BELOW = "(t.key = ? OR t.key >= ? AND t.key < ?)"
"""The condition for a tag and the tags below it; its arguments come from :func:`below`."""


def below(name: str) -> tuple[str, str, str]:
    """Give the arguments of BELOW; ``0`` follows on the slash in ASCII."""
    key = tag_key(name)
    return key, f"{key}/", f"{key}0"


def load_tags(db: sqlite3.Connection) -> list[TagCount]:
    """Load all tags, sorted by name. Uses bookmark_by_tag."""
    rows = db.execute(
        "SELECT t.name, (SELECT count(*) FROM bookmark_tag bt WHERE bt.tag_id = t.id) "
        "FROM tag t ORDER BY t.key"
    )
    return [TagCount(*row) for row in rows]


def add_tags(db: sqlite3.Connection, bookmark_ids: Sequence[int], tags: Iterable[str]) -> None:
    """Add tags to bookmarks; ``News`` and ``news`` are one tag, spelt as first written."""
    for name in tag_names(tags):
        db.execute(
            "INSERT INTO tag (key, name) VALUES (?, ?) ON CONFLICT (key) DO NOTHING",
            (tag_key(name), name),
        )
        db.execute(
            "INSERT OR IGNORE INTO bookmark_tag (bookmark_id, tag_id) "
            f"SELECT b.id, t.id FROM bookmark b, tag t WHERE t.key = ? AND b.{AMONG}",
            (tag_key(name), among(bookmark_ids)),
        )


def remove_tags(db: sqlite3.Connection, bookmark_ids: Sequence[int], tags: Iterable[str]) -> None:
    """Take tags from bookmarks."""
    for name in tag_names(tags):
        db.execute(
            "DELETE FROM bookmark_tag WHERE tag_id = (SELECT id FROM tag WHERE key = ?) "
            f"AND bookmark_{AMONG}",
            (tag_key(name), among(bookmark_ids)),
        )
    drop_unused_tags(db)


def set_tags(db: sqlite3.Connection, bookmark_id: int, tags: Iterable[str]) -> None:
    """Replace the tags of a bookmark."""
    wanted = tag_names(tags)
    keys = {tag_key(name) for name in wanted}
    others = [name for name in load_tags_of(db, bookmark_id) if tag_key(name) not in keys]
    add_tags(db, [bookmark_id], wanted)
    remove_tags(db, [bookmark_id], others)


def load_tags_of(db: sqlite3.Connection, bookmark_id: int) -> tuple[str, ...]:
    """Load the tags of a bookmark, sorted."""
    rows = db.execute(
        "SELECT t.name FROM bookmark_tag bt JOIN tag t ON t.id = bt.tag_id "
        "WHERE bt.bookmark_id = ? ORDER BY t.key",
        (bookmark_id,),
    )
    return tuple(row[0] for row in rows)


def tags_of_feed(db: sqlite3.Connection, feed_url: str) -> list[TagCount]:
    """Load the tags of the bookmarks of a feed, those used most first."""
    rows = db.execute(
        """
        SELECT t.name, count(*) FROM bookmark b
          JOIN bookmark_tag bt ON bt.bookmark_id = b.id JOIN tag t ON t.id = bt.tag_id
         WHERE b.feed_url = ? GROUP BY t.id ORDER BY count(*) DESC, t.key
        """,
        (feed_url,),
    )
    return [TagCount(*row) for row in rows]


def rename_tag(db: sqlite3.Connection, old: str, new: str) -> int:
    """Rename a tag with the tags below it; give how many bookmarks carried one of them.

    A name that is there already is a merge: its bookmarks and those of the old name are then one.
    """
    carried = _carried(db, old)
    if not tag_names([new]):
        return 0
    _take_from_all(db, old)
    depth = old.count("/") + 1
    for bookmark_id, name in carried:
        add_tags(db, [bookmark_id], ["/".join((new, *name.split("/")[depth:]))])
    return len({bookmark_id for bookmark_id, _ in carried})


def delete_tag(db: sqlite3.Connection, name: str) -> int:
    """Take a tag, with the tags below it, from all bookmarks; give how many carried one."""
    carried = _carried(db, name)
    _take_from_all(db, name)
    return len({bookmark_id for bookmark_id, _ in carried})


def drop_unused_tags(db: sqlite3.Connection) -> None:
    """Forget tags that nothing carries any more."""
    db.execute(
        "DELETE FROM tag WHERE NOT EXISTS (SELECT 1 FROM bookmark_tag WHERE tag_id = tag.id)"
    )


def _carried(db: sqlite3.Connection, name: str) -> list[tuple[int, str]]:
    """List who carries a tag or one below it: bookmark id and the name of the tag."""
    return db.execute(
        "SELECT bt.bookmark_id, t.name FROM tag t JOIN bookmark_tag bt ON bt.tag_id = t.id "
        f"WHERE {BELOW}",
        below(name),
    ).fetchall()


def _take_from_all(db: sqlite3.Connection, name: str) -> None:
    """Take a tag and those below it from all bookmarks; their names are then free."""
    db.execute(
        f"DELETE FROM bookmark_tag WHERE tag_id IN (SELECT t.id FROM tag t WHERE {BELOW})",
        below(name),
    )
    drop_unused_tags(db)
