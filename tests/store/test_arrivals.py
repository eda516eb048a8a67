"""Entries that arrive are written many at a time, and each is what it was."""

import hashlib
import sqlite3

import pytest

from factory import NOW, parsed_entry
from newsreader.domain.feed import NewFeed
from newsreader.domain.parsed import ParsedEntry
from newsreader.services.library import Library
from newsreader.store.arrivals import Arrivals, _headlines, _texts
from newsreader.store.feeds import add_feed


def entry(number: int) -> ParsedEntry:
    """Make an entry whose every value is its own, and some of which are missing."""
    return ParsedEntry(
        guid=f"guid {number}",
        url=f"https://example.org/{number}" if number % 2 else None,
        title=f"Title {number}",
        author=f"Author {number}" if number % 3 else None,
        published_at=NOW - 1_000 - number if number % 4 else None,
        updated_at=NOW - number if number % 5 else None,
        html=f"<p>ü {number}</p>".encode(),
        base_url=f"https://example.org/base/{number}",
        content_hash=hashlib.blake2b(b"%d" % number, digest_size=16).digest(),
        extras=f'{{"image": "{number}"}}',
    )


def stored(db: sqlite3.Connection) -> list[tuple[object, ...]]:
    """Read all entries with their texts, in the order of their ids."""
    return db.execute(
        "SELECT id, feed_id, guid, url, title, author, published_at, updated_at, "
        "CAST(html AS BLOB), base_url, content_hash, extras, arrived_at, sort_at FROM entry "
        "JOIN entry_content ON entry_id = id ORDER BY id"
    ).fetchall()


@pytest.mark.parametrize("count", [0, 1, 15, 16, 17, 33])
def test_every_entry_keeps_its_own_values(library: Library, count: int) -> None:
    entries = [entry(number) for number in range(count)]

    def arrive(db: sqlite3.Connection) -> list[int]:
        feeds = [add_feed(db, NewFeed(f"https://{name}.example/"), NOW) for name in "ab"]
        arrivals = Arrivals(db, NOW)
        ids = [arrivals.add(feeds[n % 2], [one]) for n, one in enumerate(entries)]
        arrivals.write()
        return [entry_id for (entry_id,) in ids]

    ids = library.database.write_arrivals(arrive).result()
    assert library.database.read(stored).result() == [
        (ids[n], 1 + n % 2, *one, NOW, one.published_at or one.updated_at or NOW)
        for n, one in enumerate(entries)
    ]
    waiting = library.database.read(
        lambda db: db.execute("SELECT entry_id FROM search_pending").fetchall()
    ).result()
    assert waiting == [(entry_id,) for entry_id in ids]


def test_a_date_in_the_future_counts_as_now_whatever_else_is_stated(library: Library) -> None:
    later = parsed_entry("1", published_at=NOW + 1)
    both = later._replace(guid="2", updated_at=NOW - 1)

    def arrive(db: sqlite3.Connection) -> None:
        arrivals = Arrivals(db, NOW)
        arrivals.add(add_feed(db, NewFeed("https://a.example/"), NOW), [later, both])
        arrivals.write()

    library.database.write_arrivals(arrive).result()
    assert [row[-1] for row in library.database.read(stored).result()] == [NOW, NOW]


@pytest.mark.parametrize("statement", [_headlines(2), _texts(2)])
def test_no_function_is_called_while_rows_are_inserted(library: Library, statement: str) -> None:
    width = 18 if "sort_at" in statement else 7
    plan = library.database.write(
        lambda db: db.execute(f"EXPLAIN {statement}", [1] * width).fetchall()
    ).result()
    assert not [row for row in plan if row[1].startswith("Function")]
