"""Lists of bookmarks never sort the whole table."""

import sqlite3
from collections.abc import Callable

import pytest

from factory import NOW
from newsreader.domain.bookmark import State
from newsreader.domain.bookmark_view import BookmarkView
from newsreader.services.bookmarks import Words, bookmark_url
from newsreader.services.library import Library
from newsreader.store import bookmark_lists
from newsreader.store.bookmark_lists import load_bookmark_page, load_bookmark_spine
from newsreader.store.tags import load_tags


def plan(db: sqlite3.Connection, query: Callable[[sqlite3.Connection], object]) -> str:
    """Give how SQLite carries out a query."""
    statements: list[str] = []
    db.set_trace_callback(statements.append)
    query(db)
    db.set_trace_callback(None)
    rows = [row for text in statements for row in db.execute(f"EXPLAIN QUERY PLAN {text}")]
    return "\n".join(str(row[3]) for row in rows)


@pytest.mark.parametrize(
    ("view", "index"),
    [
        (BookmarkView(), "bookmark_by_date"),
        (BookmarkView(state=State.INBOX, awake_at=NOW), "bookmark_by_state"),
        (BookmarkView(marks=frozenset({"starred"})), "bookmark_starred"),
        (BookmarkView(since=NOW - 9, until=NOW), "bookmark_by_date"),
    ],
)
def test_a_list_is_read_along_an_index(library: Library, view: BookmarkView, index: str) -> None:
    found = library.database.read(plan, lambda db: load_bookmark_spine(db, view)).result()

    assert index in found
    assert "TEMP B-TREE" not in found


def test_pages_and_tags_are_found_without_a_scan_of_bookmarks(library: Library) -> None:
    page = library.database.read(plan, lambda db: load_bookmark_page(db, [1, 2])).result()
    tags = library.database.read(plan, load_tags).result()

    assert "SCAN b" not in page
    assert "bookmark_by_tag" in tags


def test_a_page_keeps_the_order_of_its_ids_and_leaves_out_what_is_gone(library: Library) -> None:
    for number in (1, 2, 3):
        words = Words(f"Title {number}", tags=("b", "A"))
        library.database.write(bookmark_url, f"https://a.example/{number}", NOW, words).result()
    rows = library.database.read(load_bookmark_page, [3, 9, 1]).result()

    assert [(row.id, row.title, row.tags) for row in rows] == [
        (3, "Title 3", ("A", "b")),
        (1, "Title 1", ("A", "b")),
    ]


def test_any_bookmark_of_a_view_is_picked(library: Library) -> None:
    view = BookmarkView(tags=("x",))
    assert library.database.read(bookmark_lists.pick_bookmark, view).result() is None
    for number in (1, 2):
        words = Words(tags=("x",) if number == 2 else ())
        library.database.write(bookmark_url, f"https://a.example/{number}", NOW, words).result()
    assert library.database.read(bookmark_lists.pick_bookmark, view).result() == 2
