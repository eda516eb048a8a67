"""Whatever a reader changes can be taken back exactly, and done again exactly."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factory import NOW, parsed_entry
from newsreader.domain.errors import UsageError
from newsreader.domain.feed import NewFeed
from newsreader.domain.view import Scope, View
from newsreader.services import subscriptions, undo
from newsreader.services.bookmarks import bookmark_entry, set_note
from newsreader.services.feed_edit import FeedChange, edit_feed, place_folder
from newsreader.services.library import Library
from newsreader.services.reading import mark_view_read
from newsreader.store import entries, feeds, headlines
from newsreader.store.bookmarks import load_bookmark
from patience import PATIENCE_S

DERIVED = ("search_", "sqlite_", "bookmark_text", "bookmark_index", "bookmark_pending", "fact")

Change = tuple[Callable[..., Any], tuple[Any, ...]]
entry_ids = st.lists(st.integers(1, 8), max_size=4)
folder_paths = st.lists(st.sampled_from(["News", "Austria"]), max_size=2).map(tuple)


def placed(db: sqlite3.Connection, folder_id: int, path: tuple[str, ...]) -> None:
    """Give a folder another place, if it is there and may go there."""
    with suppress(UsageError):
        place_folder(db, folder_id, path)


def edited(db: sqlite3.Connection, feed_id: int, change: FeedChange) -> None:
    """Change what is set for a feed, if it is there and may be set."""
    with suppress(UsageError):
        edit_feed(db, feed_id, change)


def followed(db: sqlite3.Connection, url: str) -> None:
    """Follow a feed, unless it is followed."""
    with suppress(UsageError):
        subscriptions._add(db, NewFeed(url, folder=("New",)), subscriptions.unseen(url), NOW)


changes: st.SearchStrategy[Change] = st.one_of(
    st.tuples(
        st.just(entries.set_read), st.tuples(entry_ids, st.booleans(), st.integers(NOW, NOW + 9))
    ),
    st.tuples(st.just(entries.set_starred), st.tuples(entry_ids, st.booleans())),
    st.tuples(st.just(entries.delete_entries), st.tuples(entry_ids, st.just(NOW))),
    st.tuples(
        st.just(mark_view_read),
        st.tuples(st.sampled_from([View(Scope.FEED, 1), View(Scope.FEED, 2)]), st.just(NOW)),
    ),
    st.tuples(st.just(feeds.remove_feed), st.tuples(st.integers(1, 3))),
    st.tuples(st.just(feeds.rename_feed), st.tuples(st.integers(1, 2), st.text(max_size=5))),
    st.tuples(st.just(feeds.move_feed), st.tuples(st.integers(1, 2), folder_paths)),
    st.tuples(
        st.just(feeds.add_feed),
        st.tuples(st.builds(NewFeed, st.just("https://c.example/feed")), st.just(NOW)),
    ),
    st.tuples(
        st.just(followed),
        st.tuples(st.sampled_from(["https://a.example/feed", "https://me:pw@e.example/feed"])),
    ),
    st.tuples(st.just(feeds.remove_empty_folders), st.just(())),
    st.tuples(st.just(placed), st.tuples(st.integers(1, 4), folder_paths)),
    st.tuples(
        st.just(edited),
        st.tuples(
            st.integers(1, 2),
            st.fixed_dictionaries(
                {},
                optional={
                    "title": st.text(max_size=5),
                    "folder": folder_paths,
                    "url": st.sampled_from(["https://d.example/feed", "https://a.example/other"]),
                    "headers": st.just({"X-Key": "it's"}),
                    "interval_s": st.sampled_from([0, 3600]),
                    "keep_days": st.sampled_from([None, 0, 7]),
                    "is_paused": st.booleans(),
                },
            ),
        ),
    ),
)


def snapshot(db: sqlite3.Connection) -> dict[str, list[tuple[Any, ...]]]:
    """Give every row of every table that is not derived from others."""
    names = [row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {
        name: sorted(db.execute(f"SELECT * FROM {name}").fetchall(), key=repr)
        for name in names
        if not name.startswith(DERIVED)
    }


def state(library: Library) -> dict[str, list[tuple[Any, ...]]]:
    return library.database.read(snapshot).result()


def fill(library: Library) -> None:
    for number, name in enumerate("ab"):
        new = NewFeed(f"https://{name}.example/feed", folder=("News",) * number)
        feed_id = library.database.write(feeds.add_feed, new, NOW).result()
        document = [parsed_entry(f"{name}'{n}", html="<p>It's “so”;\n--</p>") for n in range(4)]
        library.database.write(entries.apply_update, feed_id, document, NOW).result()
        library.database.write(check, feed_id, NOW + 600).result()


def check(db: sqlite3.Connection, feed_id: int, next_check_at: int) -> None:
    """Note what a refresh notes about an answer."""
    db.execute(
        "UPDATE feed SET next_check_at = ?, etag = 'it''s', last_modified = 'May', "
        "body_hash = x'00ff', error_count = 2, error_code = 'http_500', schedule = '{\"a\":1}' "
        "WHERE id = ?",
        (next_check_at, feed_id),
    )


@settings(deadline=None, max_examples=30)
@given(st.lists(changes, max_size=6))
def test_undoing_and_redoing_any_sequence_gives_exactly_the_former_states(
    tmp_path_factory: pytest.TempPathFactory, sequence: list[Change]
) -> None:
    library = Library.open(tmp_path_factory.mktemp("undo") / "library.db", lambda: NOW)
    try:
        fill(library)
        asyncio.run(there_and_back(library, sequence))
    finally:
        library.close()


async def there_and_back(library: Library, sequence: list[Change]) -> None:
    history = undo.History(library)
    states = [state(library)]
    for change, arguments in sequence:
        before = len(history.done)
        await history.change("step", change, *arguments)
        if len(history.done) > before:
            states.append(state(library))
    for former in reversed(states[:-1]):
        await history.undo()
        assert state(library) == former
    for later in states[1:]:
        await history.redo()
        assert state(library) == later


async def test_undo_keeps_what_a_refresh_brought_meanwhile(library: Library) -> None:
    fill(library)
    history = undo.History(library)
    await history.change("Mark read", entries.set_read, [4], True, NOW)
    edited = [parsed_entry("a'0", "Edited by the publisher"), parsed_entry("new")]
    library.database.write(entries.apply_update, 1, edited, NOW + 60).result()
    await history.undo()
    entry = library.database.read(entries.load_entry, 4).result()
    assert entry is not None
    assert (entry.title, entry.is_read) == ("Edited by the publisher", False)
    assert library.database.read(entries.total_counts).result() == {1: 5, 2: 4}


async def test_undo_keeps_when_a_feed_is_due_if_it_was_fetched_meanwhile(library: Library) -> None:
    fill(library)
    history = undo.History(library)
    await history.change("How often", edit_feed, 1, FeedChange(interval_s=3600))
    library.database.write(check, 1, NOW + 9_000).result()
    await history.undo()
    feed = library.database.read(feeds.load_feed, 1).result()
    assert feed is not None
    assert (feed.options, feed.next_check_at) == ("{}", NOW + 9_000)


async def test_unsubscribing_is_taken_back_whatever_was_fetched_and_added_since(
    library: Library,
) -> None:
    fill(library)
    history = undo.History(library)
    before = library.database.read(entries.load_entry, 8).result()
    await history.change("Unsubscribe", feeds.remove_feed, 2)
    write = library.database.write
    write(entries.apply_update, 1, [parsed_entry("new")], NOW + 60).result()
    other = write(feeds.add_feed, NewFeed("https://other.example/feed"), NOW).result()
    write(entries.apply_update, other, [parsed_entry("theirs")], NOW + 60).result()
    await history.undo()
    assert library.database.read(entries.load_entry, 8).result() == before
    assert library.database.read(entries.total_counts).result() == {1: 5, 2: 4, other: 1}


async def test_undo_takes_back_only_what_the_change_touched(library: Library) -> None:
    fill(library)
    history = undo.History(library)
    await history.change("Mark read", entries.set_read, [4], True, NOW)
    library.database.write(entries.set_starred, [4], True).result()
    await history.undo()
    entry = library.database.read(entries.load_entry, 4).result()
    assert entry is not None
    assert (entry.is_read, entry.is_starred) == (False, True)


async def test_note_written_meanwhile_survives_taking_back_an_unsubscription(
    library: Library,
) -> None:
    fill(library)
    write = library.database.write
    bookmark = write(bookmark_entry, 8, NOW).result()
    history = undo.History(library)
    await history.change("Unsubscribe", feeds.remove_feed, 2)
    write(set_note, bookmark.id, "mine", NOW).result()
    await history.undo()
    kept = library.database.read(load_bookmark, bookmark.id).result()
    assert kept is not None
    assert (kept.note, kept.entry_id) == ("mine", 8)


async def test_marking_many_is_kept_and_undone_in_few_statements(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("a", *(parsed_entry(str(number)) for number in range(1_200)))
    history = undo.History(library)
    await history.change("All read", mark_view_read, View(), NOW)
    assert len(history.done[0].statements) < 10
    await history.undo()
    assert library.database.read(headlines.unread_counts).result() == {1: 1_200}


async def test_change_without_effect_leaves_no_step(library: Library) -> None:
    history = undo.History(library)
    await history.change("Mark read", entries.set_read, [99], True, NOW)
    assert history.done == ()
    with pytest.raises(UsageError, match="nothing to undo") as caught:
        await history.undo()
    assert caught.value.code == "nothing_to_undo"


async def test_change_is_made_and_remembered_though_nobody_waits_for_it_any_more(
    library: Library,
) -> None:
    fill(library)
    history = undo.History(library)
    held, released = threading.Event(), threading.Event()

    def hold(_: sqlite3.Connection) -> None:
        held.set()
        released.wait(PATIENCE_S)

    library.database.write(hold)
    held.wait(PATIENCE_S)
    waiting = asyncio.create_task(history.change("Star", entries.set_starred, [1], True))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    released.set()
    library.database.checkpoint().result()
    entry = library.database.read(entries.load_entry, 1).result()
    assert entry is not None
    assert entry.is_starred
    assert [step.title for step in history.done] == ["Star"]


async def test_an_undo_is_made_though_nobody_waits_for_it_any_more(library: Library) -> None:
    fill(library)
    history = undo.History(library)
    await history.change("Star", entries.set_starred, [1], True)
    released = threading.Event()
    library.database.write(lambda _: released.wait(PATIENCE_S))
    waiting = asyncio.create_task(history.undo())
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    released.set()
    library.database.checkpoint().result()
    entry = library.database.read(entries.load_entry, 1).result()
    assert entry is not None
    assert not entry.is_starred
    assert [step.title for step in history.undone] == ["Star"]


async def test_what_comes_by_itself_is_a_step_and_forgets_nothing(library: Library) -> None:
    fill(library)
    history = undo.History(library)
    await history.change("Star", entries.set_starred, [1], True)
    await history.undo()
    await history.change_by_itself("Read", entries.set_read, [2], True, NOW)
    assert [step.title for step in history.done] == ["Read"]
    assert (await history.redo()).title == "Star"
    assert [(await history.undo()).title for _ in range(2)] == ["Star", "Read"]
    assert library.database.read(headlines.unread_counts).result() == {1: 4, 2: 4}


async def test_new_change_forgets_what_could_be_redone(library: Library) -> None:
    fill(library)
    history = undo.History(library)
    await history.change("Star", entries.set_starred, [1], True)
    await history.undo()
    await history.change("Read", entries.set_read, [2], True, NOW)
    assert [step.title for step in history.done] == ["Read"]
    with pytest.raises(UsageError, match="nothing to redo"):
        await history.redo()


async def test_oldest_steps_are_forgotten_first(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(library)
    monkeypatch.setattr(undo, "MOST_STEPS", 2)
    history = undo.History(library)
    for entry_id in (1, 2, 3):
        await history.change(f"Star {entry_id}", entries.set_starred, [entry_id], True)
    assert [step.title for step in history.done] == ["Star 2", "Star 3"]


async def test_an_entry_that_came_back_waits_for_the_index_again(library: Library) -> None:
    fill(library)
    write = library.database.write
    write(lambda db: db.execute("DELETE FROM search_pending").rowcount).result()
    history = undo.History(library)
    await history.change("Unsubscribe", feeds.remove_feed, 1)
    write(lambda db: db.execute("DELETE FROM search_pending").rowcount).result()
    await history.undo()

    def waiting(db: sqlite3.Connection) -> set[int]:
        return {row[0] for row in db.execute("SELECT entry_id FROM search_pending")}

    assert {1, 2, 3, 4} <= library.database.read(waiting).result()


def test_a_step_that_cannot_be_undone_any_more_stays_and_changes_nothing(tmp_path: Path) -> None:
    library = Library.open(tmp_path / "library.db", lambda: NOW)
    try:
        fill(library)
        asyncio.run(_conflict(library))
    finally:
        library.close()


async def _conflict(library: Library) -> None:
    history = undo.History(library)
    await history.change("Unsubscribe", feeds.remove_feed, 1)
    again = NewFeed("https://a.example/feed")
    library.database.write(feeds.add_feed, again, NOW).result()
    before = state(library)
    with pytest.raises(UsageError, match="“Unsubscribe” cannot be taken back") as caught:
        await history.undo()
    assert caught.value.code == "cannot_undo"
    assert state(library) == before
    assert [step.title for step in history.done] == ["Unsubscribe"]


async def test_a_step_that_cannot_be_undone_lets_the_one_before_be(library: Library) -> None:
    fill(library)
    history = undo.History(library)
    await history.change("Star", entries.set_starred, [8], True)
    await history.change("Unsubscribe", feeds.remove_feed, 1)
    again = NewFeed("https://a.example/feed")
    feed_id = library.database.write(feeds.add_feed, again, NOW).result()
    with pytest.raises(UsageError, match="Next is the step before it"):
        await history.undo()
    assert (await history.undo()).title == "Star"
    assert [step.title for step in history.done] == ["Unsubscribe"]
    library.database.write(feeds.remove_feed, feed_id).result()
    assert (await history.undo()).title == "Unsubscribe"


async def test_what_is_still_being_written_is_taken_back_first(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("paper", parsed_entry("a"))
    history = undo.History(library)
    await history.change("Star", entries.set_starred, [1], True)
    gate = threading.Event()
    library.database.write(lambda _: gate.wait(10))
    change = asyncio.create_task(history.change("Read", entries.set_read, [1], True, NOW))
    taking_back = asyncio.create_task(history.undo())

    await asyncio.sleep(0)  # both have been asked for, none is done
    gate.set()

    await change
    assert (await taking_back).title == "Read"
    assert [step.title for step in history.done] == ["Star"]
