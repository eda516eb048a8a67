"""The shelves of the bookmarks: states, stars and the tree of tags, with their counts."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from newsreader.domain.bookmark import State
from newsreader.domain.bookmark_view import BookmarkView
from newsreader.store.bookmark_lists import count_bookmarks
from newsreader.store.tags import load_tags


class Shelf(NamedTuple):
    """A line of the tree: what it lists, and how much is there."""

    title: str
    view: BookmarkView
    bookmarks: int = 0
    depth: int = 0
    is_tag: bool = False


def load_shelves(db: sqlite3.Connection, now: int) -> list[Shelf]:
    """Load the shelves: all, by state, by mark, and below a blank line the tags."""
    fixed = [
        ("All", BookmarkView()),
        ("Inbox", BookmarkView(state=State.INBOX, awake_at=now)),
        ("Reading", BookmarkView(state=State.READING, awake_at=now)),
        ("Done", BookmarkView(state=State.DONE)),
        ("Starred", BookmarkView(marks=frozenset({"starred"}))),
        ("Snoozed", BookmarkView(marks=frozenset({"snoozed"}))),
    ]
    shelves = [Shelf(title, view, count_bookmarks(db, view)) for title, view in fixed]
    tags = tag_shelves(load_tags(db))
    return [*shelves, Shelf("", BookmarkView()), *tags] if tags else shelves


def tag_shelves(tags: Sequence[tuple[str, int]]) -> list[Shelf]:
    """Make a tree of sorted tags; a level that is no tag itself gets a line of its own.

    >>> [(shelf.title, shelf.depth) for shelf in tag_shelves([("a/b", 1), ("a/c", 1)])]
    [('a', 0), ('b', 1), ('c', 1)]
    """
    shelves: list[Shelf] = []
    above: tuple[str, ...] = ()
    for name, count in tags:
        levels = tuple(name.split("/"))
        shared = 0
        while shared < len(levels) - 1 and levels[: shared + 1] == above[: shared + 1]:
            shared += 1
        for depth in range(shared, len(levels)):
            own = count if depth == len(levels) - 1 else 0
            path = "/".join(levels[: depth + 1])
            shelves.append(Shelf(levels[depth], BookmarkView(tags=(path,)), own, depth, True))
        above = levels
    return shelves
