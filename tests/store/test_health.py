"""Looking after the library file."""

import sqlite3
from collections.abc import Callable

from factory import parsed_entry
from newsreader.services.library import Library
from newsreader.store.health import find_damage, row_counts
from newsreader.store.listing import find_missing


def test_a_library_in_order_has_no_complaints(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("a", parsed_entry("1"), folder=("F",))

    assert library.database.read(find_damage).result() == []
    counts = library.database.read(row_counts).result()
    assert (counts["feed"], counts["folder"], counts["entry"], counts["bookmark"]) == (1, 1, 1, 0)


def test_a_row_that_points_to_nothing_is_found(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("a", parsed_entry("1"))
    with sqlite3.connect(library.database.path) as other:
        other.execute("UPDATE entry SET feed_id = 99")
    other.close()

    (complaint,) = library.database.read(find_damage).result()
    assert complaint == "row 1 of entry points to nothing in feed"


def test_missing_entries_are_named_in_their_order(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("a", parsed_entry("1"))

    assert library.database.read(find_missing, [9, 1, 7]).result() == [9, 7]
