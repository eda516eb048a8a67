"""Entries that arrive: numbered as they come, written down together."""

import sqlite3
from collections.abc import Callable, Sequence
from functools import cache
from operator import itemgetter

from newsreader.domain.parsed import ParsedEntry

# Rows of one INSERT: with each SQLite looks up the last id (AUTOINCREMENT), and Python gives up
# its lock. More gain nothing.
_ROWS = 16


class Arrivals:
    """The new entries of one transaction, which holds the write lock from the first to the last.

    They are written many rows a statement: two thirds of the time that one by one would take.
    """

    def __init__(self, db: sqlite3.Connection, now: int) -> None:
        self._db = db
        self._now = now
        used = db.execute("SELECT seq FROM sqlite_sequence WHERE name = 'entry'").fetchone()
        self._before = self._last = int(used[0]) if used else 0
        self._headlines: list[object] = []
        self._texts: list[object] = []

    def add(self, feed_id: int, entries: Sequence[ParsedEntry]) -> list[int]:
        """Number the new entries of a document, and give their ids in its order.

        The first one gets the highest, so that ties sort as printed.
        """
        # Written in the order of the ids: a row that goes between two others splits a page in half.
        for entry in reversed(entries):
            self._headlines += feed_id, *_HEADLINE(entry)
            self._texts += _TEXT(entry)
        before, self._last = self._last, self._last + len(entries)
        return list(range(self._last, before, -1))

    def write(self) -> None:
        """Write down the entries that were added, and put them on the work list of the index."""
        if self._last == self._before:
            return
        self._insert(_headlines, [self._before, self._now], self._headlines)
        self._insert(_texts, [self._before], self._texts)
        self._db.execute(
            "INSERT OR IGNORE INTO search_pending (entry_id) SELECT id FROM entry WHERE id > ?",
            (self._before,),
        )

    def _insert(
        self, statement: Callable[[int], str], shared: list[int], values: list[object]
    ) -> None:
        """Insert rows; ``shared`` begins with the id before the first of them."""
        count = self._last - self._before
        width = len(values) // count
        before, *others = shared
        several = count - count % _ROWS
        self._db.executemany(
            statement(_ROWS),
            [
                [before + row, *others, *values[row * width : (row + _ROWS) * width]]
                for row in range(0, several, _ROWS)
            ],
        )
        if several < count:
            rest = [before + several, *others, *values[several * width :]]
            self._db.execute(statement(count - several), rest)


_place = ParsedEntry._fields.index
_HEADLINE = itemgetter(
    *map(
        _place,
        ("guid", "url", "title", "author", "content_hash", "published_at", "updated_at"),
    )
)
_TEXT = itemgetter(*map(_place, ("html", "base_url", "extras")))

# Of both statements: one that is refused leaves what it has inserted (OR FAIL), and calls no
# function; otherwise SQLite would keep a journal of it, with copies of all pages that it touches,
# which takes half as long again. It also does while foreign keys are heeded.


@cache
def _headlines(count: int) -> str:
    """Write the statement that inserts so many headlines.

    ?1 is the id before the first, ?2 now, then eight values of each row. Its place in the list
    (sort_at) is never in the future: such a date cannot stick on top.
    """
    rows = []
    for row in range(count):
        first = 3 + 8 * row
        published, updated = f"?{first + 6}", f"?{first + 7}"
        rows.append(
            f"(?1 + {row + 1}, {', '.join(f'?{first + place}' for place in range(8))}, ?2, "
            f"CASE WHEN {published} < ?2 THEN {published} "
            f"WHEN {published} IS NULL AND {updated} < ?2 THEN {updated} ELSE ?2 END)"
        )
    return (
        "INSERT OR FAIL INTO entry (id, feed_id, guid, url, title, author, content_hash, "
        f"published_at, updated_at, arrived_at, sort_at) VALUES {', '.join(rows)}"
    )


@cache
def _texts(count: int) -> str:
    """Write the statement that inserts the texts of so many entries; ?1 is as above."""
    rows = (f"(?1 + {row + 1}, CAST(? AS TEXT), ?, ?)" for row in range(count))
    return (
        "INSERT OR FAIL INTO entry_content (entry_id, html, base_url, extras) "
        f"VALUES {', '.join(rows)}"
    )
