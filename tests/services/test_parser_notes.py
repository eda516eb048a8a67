"""Notes of the parser, a row of feeds at a time."""

import asyncio
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from factory import NOW
from newsreader.domain.feed import NewFeed
from newsreader.services import parser_notes
from newsreader.services.library import Library
from newsreader.services.parser_notes import MOST_ROWS, ROW, ParserNotes
from newsreader.store.checks import load_parser_notes
from newsreader.store.feeds import add_feed

FEEDS = ROW * (MOST_ROWS + 1)


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    opened = Library.open(tmp_path / "library.db")
    yield opened
    opened.close()


@pytest.fixture
def feed_ids(library: Library) -> list[int]:
    def follow_many(db: sqlite3.Connection) -> list[int]:
        ids = [add_feed(db, NewFeed(f"https://{n}.example/"), NOW) for n in range(FEEDS)]
        rows = [(feed_id, f"note {feed_id}") for feed_id in ids[::2]]
        db.executemany("INSERT INTO parser_note (feed_id, note) VALUES (?, ?)", rows)
        return ids

    return library.database.write(follow_many).result()


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many feeds each query was for."""
    sizes: list[int] = []

    def counted(db: sqlite3.Connection, ids: Sequence[int]) -> dict[int, str]:
        sizes.append(len(ids))
        return load_parser_notes(db, ids)

    monkeypatch.setattr(parser_notes, "load_parser_notes", counted)
    return sizes


async def test_every_feed_gets_its_own_note_and_a_row_is_loaded_once(
    library: Library, feed_ids: list[int], loads: list[int]
) -> None:
    notes = ParserNotes(library.database, feed_ids)
    found = await asyncio.gather(*(notes.of(feed_id) for feed_id in feed_ids))
    expected = [f"note {n}" if place % 2 == 0 else "" for place, n in enumerate(feed_ids)]
    assert found == expected
    assert loads == [ROW] * (MOST_ROWS + 1)


async def test_only_the_latest_rows_are_kept(
    library: Library, feed_ids: list[int], loads: list[int]
) -> None:
    notes = ParserNotes(library.database, feed_ids)
    for feed_id in feed_ids[::ROW]:
        await notes.of(feed_id)
    assert len(notes._rows) == MOST_ROWS
    assert await notes.of(feed_ids[0]) == f"note {feed_ids[0]}"
    assert len(loads) == MOST_ROWS + 2


async def test_one_who_gives_up_does_not_end_it_for_the_others(
    library: Library, feed_ids: list[int]
) -> None:
    notes = ParserNotes(library.database, feed_ids)
    first, second = (asyncio.create_task(notes.of(feed_id)) for feed_id in feed_ids[:2])
    await asyncio.sleep(0)
    first.cancel()
    assert await second == ""
    assert first.cancelled()
