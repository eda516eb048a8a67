"""Entries: what arrives stays, what the reader marked stays marked."""

from collections.abc import Callable

import pytest

from factory import NOW, FakeClock, parsed_entry
from newsreader.domain.changes import MOST_CHANGES, Known, Update
from newsreader.domain.parsed import ParsedEntry
from newsreader.domain.reading import TOP, Place
from newsreader.domain.view import View
from newsreader.services.library import Library
from newsreader.services.reading import mark_view_read
from newsreader.store import entries, headlines
from newsreader.store.headlines import load_page, load_spine
from newsreader.store.search import count_unindexed

FeedWith = Callable[..., int]


def titles(library: Library, view: View | None = None) -> list[str]:
    """Give the titles that a view shows."""
    spine = library.database.read(load_spine, view or View()).result()
    return [headline.title for headline in library.database.read(load_page, spine).result()]


def test_first_item_of_a_document_is_listed_first(library: Library, feed_with: FeedWith) -> None:
    feed_with("a", parsed_entry("1"), parsed_entry("2"), parsed_entry("3"))
    assert titles(library) == ["Title of 1", "Title of 2", "Title of 3"]


def test_fetching_the_same_document_again_changes_nothing(
    library: Library, feed_with: FeedWith, clock: FakeClock
) -> None:
    document = [parsed_entry("1"), parsed_entry("2")]
    feed_id = feed_with("a", *document)
    library.database.write(entries.set_read, [1, 2], True, NOW).result()
    clock.forward(3600)
    result = library.database.write(entries.apply_update, feed_id, document, clock()).result()
    assert result == ([], [])
    assert library.database.read(headlines.unread_counts).result() == {}


def test_an_edited_entry_keeps_its_marks_its_place_and_its_former_text(
    library: Library, feed_with: FeedWith, clock: FakeClock
) -> None:
    feed_id = feed_with("a", parsed_entry("1", "Before", html="<p>old</p>"), parsed_entry("2"))
    library.database.write(entries.set_read, [2], True, NOW).result()
    library.database.write(entries.set_starred, [2], True).result()
    clock.forward(60)
    edited = parsed_entry("1", "After", html="<p>new</p>")
    result = library.database.write(entries.apply_update, feed_id, [edited], clock()).result()
    assert result == ([], [2])
    entry = library.database.read(entries.load_entry, 2).result()
    assert entry is not None
    assert (entry.title, entry.html, entry.is_read, entry.is_starred, entry.arrived_at) == (
        "After",
        "<p>new</p>",
        True,
        True,
        NOW,
    )
    assert titles(library) == ["After", "Title of 2"]
    revisions = library.database.read(entries.load_revisions, 2).result()
    assert revisions == [(NOW + 60, "Before", "<p>old</p>")]


def test_an_entry_whose_words_stay_has_no_former_version(
    library: Library, feed_with: FeedWith
) -> None:
    entry = parsed_entry("1", html="<p>Größe</p>")
    feed_id = feed_with("a", entry)
    retagged = entry._replace(extras='{"categories": ["News"]}', content_hash=b"another")
    changed = library.database.write(entries.apply_update, feed_id, [retagged], NOW).result()
    assert changed == ([], [1])
    assert library.database.read(entries.load_revisions, 1).result() == []


def test_an_entry_that_changes_on_every_fetch_is_left_alone_in_the_end(
    library: Library, feed_with: FeedWith
) -> None:
    feed_id = feed_with("a", parsed_entry("1", "Visit 0"))
    for visit in range(1, MOST_CHANGES + 5):
        document = [parsed_entry("1", f"Visit {visit}")]
        library.database.write(entries.apply_update, feed_id, document, NOW).result()
    assert titles(library) == [f"Visit {MOST_CHANGES}"]
    revisions = library.database.read(entries.load_revisions, 1).result()
    assert len(revisions) == entries.MOST_REVISIONS


def test_an_entry_under_a_new_guid_stays_the_same_entry(
    library: Library, feed_with: FeedWith
) -> None:
    feed_id = feed_with("a", parsed_entry("http://www.a.example/1/", "Same"))
    library.database.write(entries.set_read, [1], True, NOW).result()
    moved = [parsed_entry("https://a.example/1?utm_source=rss", "Same")]
    assert library.database.write(entries.apply_update, feed_id, moved, NOW).result() == ([], [])
    assert library.database.read(headlines.unread_counts).result() == {}
    again = library.database.write(entries.apply_update, feed_id, moved, NOW).result()
    assert again == ([], [])
    assert len(titles(library)) == 1


def test_deleted_entries_do_not_come_back(library: Library, feed_with: FeedWith) -> None:
    feed_id = feed_with("a", parsed_entry("1"), parsed_entry("2"))
    assert library.database.write(entries.delete_entries, [2], NOW).result() == 1
    document = [parsed_entry("1"), parsed_entry("2")]
    library.database.write(entries.apply_update, feed_id, document, NOW).result()
    assert titles(library) == ["Title of 2"]


def test_deleted_entries_do_not_come_back_under_another_guid(
    library: Library, feed_with: FeedWith
) -> None:
    deleted = parsed_entry("1", published_at=NOW)
    feed_id = feed_with("a", deleted)
    library.database.write(entries.delete_entries, [1], NOW).result()
    document = [deleted._replace(guid="another"), parsed_entry("new")]
    library.database.write(entries.apply_update, feed_id, document, NOW).result()
    assert titles(library) == ["Title of new"]


def test_entry_without_link_whose_guid_changes_every_time_comes_once(
    library: Library, feed_with: FeedWith
) -> None:
    entry = parsed_entry("1", published_at=NOW)._replace(url=None)
    feed_id = feed_with("a", entry)
    for guid in ("2", "3"):
        document = [entry._replace(guid=guid)]
        library.database.write(entries.apply_update, feed_id, document, NOW).result()
    assert len(titles(library)) == 1


def test_a_date_in_the_future_does_not_stick_on_top(library: Library, feed_with: FeedWith) -> None:
    feed_id = feed_with("a", parsed_entry("future", published_at=NOW + 900_000))
    later = [parsed_entry("later", published_at=NOW + 5)]
    library.database.write(entries.apply_update, feed_id, later, NOW + 10).result()
    assert titles(library) == ["Title of later", "Title of future"]


def test_marking_tells_what_changed_so_that_it_can_be_undone(
    library: Library, feed_with: FeedWith
) -> None:
    feed_with("a", *(parsed_entry(str(n)) for n in range(1200)))
    write = library.database.write
    assert write(entries.set_read, [5, 6], True, NOW).result() == [5, 6]
    changed = write(mark_view_read, View(), NOW).result()
    assert len(changed) == 1198
    assert not {5, 6} & set(changed)
    assert sorted(write(entries.set_read, changed, False, NOW).result()) == sorted(changed)
    assert library.database.read(headlines.unread_counts).result() == {1: 1198}


def test_reading_position_survives_and_an_unknown_entry_is_no_error(
    library: Library, feed_with: FeedWith
) -> None:
    feed_with("a", parsed_entry("1"))
    place = Place(0.5, 7, 2)
    library.database.write(entries.save_position, 1, place, NOW).result()
    library.database.write(entries.save_position, 99, place, NOW).result()
    assert library.database.read(entries.load_position, 1).result() == place
    assert library.database.read(entries.load_position, 99).result() == TOP


def test_new_and_changed_entries_wait_for_the_index(library: Library, feed_with: FeedWith) -> None:
    feed_with("a", parsed_entry("1"), parsed_entry("2"))
    assert library.database.read(count_unindexed).result() == 2


def test_an_entry_under_a_new_guid_and_title_is_known_by_its_text_among_many(
    library: Library, feed_with: FeedWith
) -> None:
    feed_id = feed_with("a", parsed_entry("http://www.a.example/1", "Old"))
    others = [parsed_entry(f"new {number}") for number in range(600)]
    old = parsed_entry("http://www.a.example/1", "Old")
    moved = old._replace(guid="https://a.example/1", title="New")
    document = [*others, moved]
    new_ids, _ = library.database.write(entries.apply_update, feed_id, document, NOW).result()
    assert len(new_ids) == 600
    known = library.database.read(entries.load_entry, 1).result()
    assert known is not None
    assert known.guid == "https://a.example/1"


def test_recent_entries_are_loaded_only_where_one_may_have_been_renamed(
    library: Library, feed_with: FeedWith, monkeypatch: pytest.MonkeyPatch
) -> None:
    feed_id = feed_with("a", parsed_entry("1"), parsed_entry("2"))
    loaded: list[int] = []

    def plan(
        parsed: list[ParsedEntry], known: object, deleted: object, recent: list[Known]
    ) -> Update:
        loaded.append(len(recent))
        return Update(parsed, [], [])

    monkeypatch.setattr(entries, "plan_update", plan)
    for new in (parsed_entry("3"), parsed_entry("4", title="Title of 1")):
        library.database.write(entries.apply_update, feed_id, [new], NOW, ["2"]).result()
    assert loaded == [0, 2]
