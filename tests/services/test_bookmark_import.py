"""Importing bookmarks: counted, idempotent, merged with what is there."""

import asyncio
from pathlib import Path

import pytest

from newsreader.domain.bookmark_view import BookmarkView
from newsreader.services.bookmark_records import iterate_bookmarks
from newsreader.services.bookmarks import Words, bookmark_url
from newsreader.services.importing import ImportSummary, import_file, preview_import
from newsreader.services.library import Library
from newsreader.store.bookmark_lists import count_bookmarks

DATA = Path(__file__).parents[1] / "data" / "bookmarks"
ITEMS = {
    "browser.html": 6, "linkding.html": 3, "pocket.html": 2, "pocket.csv": 4,
    "instapaper.csv": 4, "unclosed.csv": 4, "pinboard.json": 4, "cut.json": 3,
    "omnivore.json": 3, "newsboat.txt": 3,
}  # fmt: skip


def imported(library: Library, body: bytes) -> ImportSummary:
    return asyncio.run(import_file(library, body))


@pytest.mark.parametrize("name", ITEMS)
def test_every_item_is_counted_once_and_a_second_import_adds_nothing(
    library: Library, name: str
) -> None:
    body = (DATA / name).read_bytes()
    first = imported(library, body)
    stored = list(iterate_bookmarks(library, BookmarkView()))
    second = imported(library, body)

    assert first.noun == "bookmarks"
    assert first.added + first.known + len(first.refused) == ITEMS[name]
    assert first.added == len(stored)
    assert (second.added, second.known) == (0, first.added + first.known)
    assert list(iterate_bookmarks(library, BookmarkView())) == stored


def test_a_preview_changes_nothing(library: Library) -> None:
    body = (DATA / "pocket.csv").read_bytes()
    summary = asyncio.run(preview_import(library, body))

    assert (summary.added, len(summary.refused)) == (3, 1)
    assert library.database.read(count_bookmarks, BookmarkView()).result() == 0


def test_what_is_there_keeps_its_words_and_gets_those_of_the_file(library: Library) -> None:
    words = Words("Mine", ("own",), "My note")
    library.database.write(bookmark_url, "https://one.example", library.clock(), words).result()
    imported(library, (DATA / "linkding.html").read_bytes())

    one = next(b for b in iterate_bookmarks(library, BookmarkView()) if "one.ex" in b.url)
    assert one.title == "Mine"
    assert one.note == "My note\n\nMy *own* words\n- with a list"
    assert one.tags == ("alpha", "beta", "own")
    assert one.created_at == 1_700_000_001
