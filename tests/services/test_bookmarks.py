"""Bookmarks: what is kept is kept for good."""

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from factory import NOW, FakeClock, parsed_entry
from newsreader.domain.bookmark import Bookmark, Highlight, State
from newsreader.domain.bookmark_view import BookmarkView, parse_bookmark_query
from newsreader.domain.entry import Extras
from newsreader.domain.errors import UsageError
from newsreader.services import backup, bookmarks
from newsreader.services.bookmark_index import index_bookmarks
from newsreader.services.bookmark_records import iterate_bookmarks
from newsreader.services.library import Library
from newsreader.services.undo import History
from newsreader.store import entries, feeds
from newsreader.store.bookmark_lists import load_bookmark_spine
from newsreader.store.bookmarks import (
    load_bookmark,
    remove_bookmarks,
    retag_bookmarks,
    set_snoozed,
    set_star,
    set_state,
)
from newsreader.store.tags import load_tags

DETAILS = "<p>Ein Beben.</p><table><tr><td>Ort<td>Istanbul</tr><tr><td>Datum<td>1. Mai</table>"


@pytest.fixture
def kept(library: Library, feed_with: Callable[..., int]) -> Bookmark:
    """The bookmark of an entry, with everything a reader can add."""
    extras = Extras(categories=("Erdbeben",), language="de")
    feed_with("a", parsed_entry("1", "Beben in Istanbul", html=DETAILS, extras=extras))
    write = library.database.write
    saved = write(bookmarks.bookmark_entry, 1, NOW).result()
    write(retag_bookmarks, [saved.id], ["beben", "Türkei/Istanbul"], [], NOW).result()
    write(bookmarks.set_note, saved.id, "Mein *Wort*", NOW).result()
    quote = Highlight("Ein Beben.", "genau")
    changed = write(bookmarks.add_highlight, saved.id, quote, NOW).result()
    assert changed is not None
    return changed


def load(library: Library, bookmark_id: int) -> Bookmark:
    found = library.database.read(load_bookmark, bookmark_id).result()
    assert found is not None
    return found


def search(library: Library, query: str) -> list[int]:
    view = parse_bookmark_query(query)
    return list(library.database.read(load_bookmark_spine, view).result())


def test_an_entry_is_saved_with_all_it_is(kept: Bookmark) -> None:
    assert (kept.url, kept.title) == ("https://example.org/1", "Beben in Istanbul")
    assert (kept.feed_title, kept.feed_url) == ("A", "https://a.example/feed")
    assert (kept.guid, kept.entry_id, kept.language) == ("1", 1, "de")
    assert (kept.html, kept.base_url) == (DETAILS, "https://example.org/")
    assert kept.tags == ("beben", "Türkei/Istanbul")
    assert (kept.state, kept.note) == (State.INBOX, "Mein *Wort*")
    assert [(h.quote, h.comment) for h in kept.highlights] == [("Ein Beben.", "genau")]


def test_it_survives_its_feed(library: Library, kept: Bookmark) -> None:
    library.database.write(feeds.remove_feed, 1).result()

    assert load(library, kept.id) == without_entry(kept)


def test_it_survives_retention(library: Library, kept: Bookmark) -> None:
    library.database.write(entries.delete_entries, [1], NOW).result()

    assert load(library, kept.id) == without_entry(kept)


def test_it_survives_an_edit_by_the_publisher(library: Library, kept: Bookmark) -> None:
    edited = [parsed_entry("1", "Gelöscht", html="<p>Nichts.</p>")]
    library.database.write(entries.apply_update, 1, edited, NOW + 60).result()
    library.database.write(bookmarks.bookmark_entry, 1, NOW + 60).result()

    assert load(library, kept.id) == kept


def test_it_survives_a_restored_backup(library: Library, kept: Bookmark) -> None:
    path = library.database.path
    backup.make_backup(path, NOW)
    library.database.write(remove_bookmarks, [kept.id]).result()
    library.close()
    backup.restore_backup(path, None, NOW)
    again = Library.open(path)
    try:
        assert load(again, kept.id) == kept
    finally:
        again.close()


def without_entry(kept: Bookmark) -> Bookmark:
    return replace(kept, entry_id=None)


SAVING = """
import itertools, sys
from pathlib import Path
from newsreader.services.bookmarks import Words, bookmark_url, set_note
from newsreader.services.library import Library

library = Library.open(Path(sys.argv[1]))
for number in itertools.count(1):
    words = Words(f"Title {number}", (f"tag{number % 7}", "all"), "note " * 2_000)
    saved = library.database.write(bookmark_url, f"https://a.example/{number}", number, words)
    print(saved.result().id, flush=True)
"""


@pytest.mark.parametrize("lines", [1, 2, 5, 20, 60])
def test_a_kill_while_saving_loses_nothing_that_was_saved(tmp_path: Path, lines: int) -> None:
    path = tmp_path / "library.db"
    command = [sys.executable, "-c", SAVING, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout is not None
        told = [int(process.stdout.readline()) for _ in range(lines)]
        process.send_signal(signal.SIGKILL)
        told += [int(line) for line in process.stdout.read().split()]
    library = Library.open(path)
    try:
        found = {b.id: b for b in iterate_bookmarks(library, BookmarkView())}
    finally:
        library.close()

    assert set(told) <= set(found)
    assert len(found) <= len(told) + 1  # one may have been written and not yet told
    for number, bookmark in found.items():
        assert bookmark.title == f"Title {number}"
        assert bookmark.tags == ("all", f"tag{number % 7}")
        assert len(bookmark.note) == 9_999
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_the_same_page_is_one_bookmark(library: Library) -> None:
    def save(address: str, *tags: str) -> int:
        words = bookmarks.Words(tags=tags)
        return library.database.write(bookmarks.bookmark_url, address, NOW, words).result().id

    first = save("https://example.org/a?b=1", "x")
    assert save("http://EXAMPLE.org/a/?utm_source=feed&b=1#top", "y") == first
    assert save("https://example.org/a?b=2") != first
    assert load(library, first).tags == ("x", "y")


def test_entries_without_address_are_kept_apart(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("a", *(parsed_entry(guid, url="tag:none") for guid in "12"))
    ids = {
        library.database.write(bookmarks.bookmark_entry, entry_id, NOW).result().id
        for entry_id in (1, 2)
    }

    assert len(ids) == 2


def test_pressing_the_key_twice_gives_the_bookmark_up(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("a", parsed_entry("1"))
    write = library.database.write

    assert write(bookmarks.toggle_bookmark, 1, NOW).result() is not None
    assert write(bookmarks.toggle_bookmark, 1, NOW).result() is None
    assert search(library, "") == []
    with pytest.raises(UsageError, match="no entry 7"):
        write(bookmarks.toggle_bookmark, 7, NOW).result()


async def test_words_details_notes_and_tags_are_found(library: Library, kept: Bookmark) -> None:
    await index_bookmarks(library)

    for query in ("beben", "istanb", "wort", "genau", "turkei", "#beben", "Erdbeben", "mai"):
        assert search(library, query) == [kept.id], query
    assert search(library, "wien") == []
    assert "Istanbul" in load(library, kept.id).details
    assert load(library, kept.id).word_count == 7


async def test_what_changed_is_found_anew_and_what_is_gone_no_more(
    library: Library, kept: Bookmark
) -> None:
    await index_bookmarks(library)
    library.database.write(bookmarks.set_note, kept.id, "anderes", NOW).result()
    await index_bookmarks(library)
    assert (search(library, "anderes"), search(library, "mein")) == ([kept.id], [])

    library.database.write(remove_bookmarks, [kept.id]).result()
    await index_bookmarks(library)
    assert search(library, "anderes") == []


async def test_removing_is_undone_with_copy_tags_and_quotes(
    library: Library, kept: Bookmark
) -> None:
    history = History(library)
    await history.change("Removed", remove_bookmarks, [kept.id])
    await index_bookmarks(library)
    assert search(library, "") == []
    await history.undo()
    await index_bookmarks(library)

    assert load(library, kept.id).tags == kept.tags
    assert load(library, kept.id).highlights == kept.highlights
    assert load(library, kept.id).html == kept.html
    assert search(library, "istanbul") == [kept.id]


def test_what_was_saved_on_this_day_comes_back(library: Library, clock: FakeClock) -> None:
    for days in (0, 3, 365, 2 * 365 + 1):
        address = f"https://a.example/{days}"
        library.database.write(bookmarks.bookmark_url, address, NOW - days * 86_400).result()
    found = library.database.read(bookmarks.load_year_ago, NOW).result()

    assert [load(library, i).url for i in found] == [
        "https://a.example/365",
        "https://a.example/731",
    ]
    assert list(library.database.read(bookmarks.load_year_ago, NOW + 100 * 86_400).result()) == []


def test_a_state_wakes_a_bookmark(library: Library, kept: Bookmark) -> None:
    library.database.write(set_snoozed, [kept.id], NOW + 60, NOW).result()
    awake = BookmarkView(awake_at=NOW)
    assert list(library.database.read(load_bookmark_spine, awake).result()) == []
    assert len(library.database.read(load_bookmark_spine, BookmarkView(awake_at=NOW + 60)).result())

    library.database.write(set_state, [kept.id], State.READING, NOW).result()
    assert load(library, kept.id).snoozed_until is None


def test_quotes_are_kept_once_and_removed_singly(library: Library, kept: Bookmark) -> None:
    write = library.database.write
    write(bookmarks.add_highlight, kept.id, Highlight("Ein Beben.", "genau"), NOW).result()
    write(bookmarks.add_highlight, kept.id, Highlight("Ort"), NOW).result()
    assert len(load(library, kept.id).highlights) == 2

    write(bookmarks.comment_highlight, kept.id, 1, "where", NOW).result()
    assert load(library, kept.id).highlights[1].comment == "where"

    write(bookmarks.remove_highlight, kept.id, 0, NOW).result()
    assert [h.quote for h in load(library, kept.id).highlights] == ["Ort"]


async def test_many_are_changed_in_one_step(library: Library) -> None:
    write = library.database.write
    ids = [
        write(bookmarks.bookmark_url, f"https://a.example/{n}", NOW, bookmarks.Words(tags=("a",)))
        .result()
        .id
        for n in range(3)
    ]
    before = [load(library, number) for number in ids]
    history = History(library)
    changes = (
        (retag_bookmarks, ids, ["new", "B"], ["A"], NOW + 1),
        (set_star, ids, True, NOW + 1),
        (set_state, ids, State.DONE, NOW + 1),
        (set_snoozed, ids, NOW + 60, NOW + 1),
        (remove_bookmarks, ids),
    )
    for change, *arguments in changes:
        await history.change("Many", change, *arguments)
        await history.undo()
        assert [load(library, number) for number in ids] == before

    write(retag_bookmarks, [*ids, 99], ["new", "B"], ["A"], NOW + 1).result()
    assert {load(library, number).tags for number in ids} == {("B", "new")}
    assert write(remove_bookmarks, [*ids, 99]).result() == 3
    assert library.database.read(load_tags).result() == []


def test_a_quote_knows_the_words_around_it(library: Library, kept: Bookmark) -> None:
    write = library.database.write
    write(bookmarks.add_highlight, kept.id, Highlight("Ein Beben. Ort"), NOW).result()
    write(bookmarks.add_highlight, kept.id, Highlight("Istanbul\nDatum"), NOW).result()
    write(bookmarks.add_highlight, kept.id, Highlight("nowhere"), NOW).result()

    first, second, third = load(library, kept.id).highlights[1:]
    assert (first.before, first.after) == ("", "Istanbul Datum 1. Mai")
    assert (second.before, second.after) == ("Ein Beben. Ort", "1. Mai")
    assert (third.before, third.after) == ("", "")
