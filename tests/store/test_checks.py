"""Writing down what fetches came to."""

from collections.abc import Callable

import pytest

from factory import NOW, parsed_entry
from newsreader.domain.feed import Feed, NewFeed
from newsreader.domain.parsed import ParsedEntry, ParsedFeed
from newsreader.domain.view import View
from newsreader.services.library import Library
from newsreader.store.checks import (
    Check,
    LogSummary,
    load_log_summaries,
    load_parser_notes,
    load_pauses,
    save_checks,
)
from newsreader.store.entries import load_entry
from newsreader.store.feeds import add_feed, load_feed, remove_feed
from newsreader.store.headlines import count_view
from newsreader.store.lease import FeedLeases


def follow(library: Library, name: str) -> int:
    new = NewFeed(f"https://{name}.example/feed", title="Typed")
    return library.database.write(add_feed, new, NOW).result()


def feed_of(library: Library, feed_id: int) -> Feed:
    feed = library.database.read(load_feed, feed_id).result()
    assert feed is not None
    return feed


def document(feed_id: int, *entries: ParsedEntry, title: str = "News") -> Check:
    parsed = ParsedFeed(title, None, "de", list(entries), [])
    return Check(feed_id, NOW + 60, "{}", "document", 200, 10, parsed=parsed, etag='"1"')


def test_entries_and_validators_are_written_together(library: Library) -> None:
    feed_id = follow(library, "a")
    check = document(feed_id, parsed_entry("1"))
    [saved] = library.database.write(save_checks, [check], NOW).result()
    feed = feed_of(library, feed_id)
    assert len(saved.new_ids) == 1
    assert (feed.title, feed.etag, feed.checked_at, feed.changed_at) == ("News", '"1"', NOW, NOW)


def test_what_cannot_be_stored_fails_its_own_feed_only(library: Library) -> None:
    before, bad, good = (follow(library, name) for name in ("before", "bad", "good"))
    too_large = parsed_entry("1")._replace(updated_at=1 << 70)
    checks = [
        document(before, parsed_entry("1")),
        document(bad, too_large),
        document(good, parsed_entry("1")),
    ]
    saved = library.database.write(save_checks, checks, NOW).result()
    assert [one.error_code for one in saved] == [None, "not_storable", None]
    assert library.database.read(count_view, View()).result() == 2
    assert (feed_of(library, bad).etag, feed_of(library, bad).error_code) == (None, "not_storable")


def test_of_a_document_that_is_refused_half_way_nothing_stays(library: Library) -> None:
    bad, good = (follow(library, name) for name in ("bad", "good"))
    entries = [parsed_entry(str(number)) for number in range(30)]
    twice = [*entries[:-3], entries[0], *entries[-3:]]
    checks = [document(bad, *twice), document(good, *entries)]
    saved = library.database.write_arrivals(save_checks, checks, NOW).result()
    assert [(one.error_code, len(one.new_ids)) for one in saved] == [
        ("not_storable", 0),
        (None, 30),
    ]
    assert library.database.read(count_view, View()).result() == 30


def test_many_entries_are_written_in_the_order_of_the_document(library: Library) -> None:
    feed_id = follow(library, "a")
    entries = [
        parsed_entry(str(number), html=f"<p>{number}</p>", published_at=NOW - number)
        for number in range(29)
    ]
    check = document(feed_id, *entries)
    [saved] = library.database.write_arrivals(save_checks, [check], NOW).result()
    stored = [library.database.read(load_entry, entry_id).result() for entry_id in saved.new_ids]
    assert [(entry.guid, entry.html, entry.published_at) for entry in stored if entry] == [
        (str(number), f"<p>{number}</p>", NOW - number) for number in range(29)
    ]
    assert saved.new_ids == sorted(saved.new_ids, reverse=True)


def test_nothing_of_a_refresh_refers_to_what_is_not_there(library: Library) -> None:
    feed_id, gone = (follow(library, name) for name in ("a", "gone"))
    entries = [parsed_entry(f"https://a.example/{number}") for number in range(20)]
    library.database.write_arrivals(save_checks, [document(feed_id, *entries)], NOW).result()
    library.database.write(remove_feed, gone).result()
    changed = parsed_entry(entries[0].guid, html="<p>Edited.</p>")
    renamed = entries[1]._replace(guid="http://www.a.example/1")
    failure = Check(gone, NOW + 60, "{}", "http_500", 500, error="Broken.", pause=("x", NOW + 1))
    checks = [document(feed_id, changed, renamed), document(gone, *entries), failure]
    saved = library.database.write_arrivals(save_checks, checks, NOW).result()
    assert [(len(one.new_ids), len(one.changed_ids)) for one in saved] == [(0, 1)]
    orphans = library.database.read(lambda db: db.execute("PRAGMA foreign_key_check").fetchall())
    assert orphans.result() == []


def test_what_the_parser_noted_is_kept_with_the_document(library: Library) -> None:
    feed_id = follow(library, "a")
    check = document(feed_id, parsed_entry("1"))
    for note in ("first", "second"):
        assert check.parsed is not None
        check = check._replace(parsed=check.parsed._replace(note=note))
        library.database.write(save_checks, [check], NOW).result()
        noted = library.database.read(load_parser_notes, [feed_id]).result()
        assert noted == {feed_id: note}
    failure = check._replace(error="Broken.", parsed=None)
    library.database.write(save_checks, [failure], NOW).result()
    noted = library.database.read(load_parser_notes, [feed_id]).result()
    assert noted == {feed_id: "second"}


def test_an_entry_that_is_still_in_the_document_has_not_been_renamed(library: Library) -> None:
    feed_id = follow(library, "a")
    old = parsed_entry("http://a.example/1")
    new = old._replace(guid="https://www.a.example/1")
    library.database.write(save_checks, [document(feed_id, old)], NOW).result()
    check = document(feed_id, new)
    assert check.parsed is not None
    check = check._replace(parsed=check.parsed._replace(unchanged={old.guid: NOW}))
    [saved] = library.database.write(save_checks, [check], NOW).result()
    assert len(saved.new_ids) == 1


def test_success_forgets_the_error_and_an_error_keeps_the_validators(library: Library) -> None:
    feed_id = follow(library, "a")
    failure = Check(feed_id, NOW + 60, "{}", "http_500", 500, error="It failed.")
    for check in (document(feed_id), failure, failure):
        library.database.write(save_checks, [check], NOW).result()
    feed = feed_of(library, feed_id)
    assert (feed.error_count, feed.error_code, feed.error_detail) == (2, "http_500", "It failed.")
    assert feed.etag == '"1"'
    library.database.write(save_checks, [document(feed_id)], NOW).result()
    assert (feed_of(library, feed_id).error_count, feed_of(library, feed_id).error_code) == (
        0,
        None,
    )


def test_pauses_end(library: Library) -> None:
    feed_id = follow(library, "a")
    check = Check(feed_id, NOW, "{}", "http_429", 429, error="x", pause=("a.example", NOW + 60))
    library.database.write(save_checks, [check], NOW).result()
    assert library.database.read(load_pauses, NOW).result() == {"a.example": NOW + 60}
    assert library.database.read(load_pauses, NOW + 60).result() == {}


def test_of_two_pauses_of_a_host_the_later_one_counts(library: Library) -> None:
    feed_id = follow(library, "a")
    for wait in (3600, 60):
        check = Check(feed_id, NOW, "{}", "http_429", error="x", pause=("a.example", NOW + wait))
        library.database.write(save_checks, [check], NOW).result()
    assert library.database.read(load_pauses, NOW).result() == {"a.example": NOW + 3600}


def test_pause_set_by_a_wrong_clock_is_ignored(library: Library) -> None:
    feed_id, later = follow(library, "a"), NOW + 3_000 * 86_400
    for now in (later, NOW):
        assert library.database.read(load_pauses, now).result() == {}
        check = Check(feed_id, now, "{}", "http_429", error="x", pause=("a.example", now + 60))
        library.database.write(save_checks, [check], now).result()
        assert library.database.read(load_pauses, now).result() == {"a.example": now + 60}


def test_log_is_summed_up_per_feed(library: Library) -> None:
    feed_id = follow(library, "a")
    same = Check(feed_id, NOW, "{}", "not_modified", 304)
    for check in (document(feed_id), same, same):
        library.database.write(save_checks, [check], NOW).result()
    summaries = library.database.read(load_log_summaries).result()
    assert summaries == {feed_id: LogSummary(3, 2, 304, 10, same_count=1)}


def test_feed_is_leased_once(library: Library) -> None:
    leases = FeedLeases(library.database.path)
    assert leases.take(1)
    assert not leases.take(1)
    assert leases.take(2)
    leases.give_back(1)
    assert leases.take(1)
    leases.close()


@pytest.mark.parametrize("title", ["", "Other"])
def test_readers_own_title_is_never_touched(
    library: Library, feed_with: Callable[..., int], title: str
) -> None:
    feed_id = feed_with("a")
    library.database.write(lambda db: db.execute("UPDATE feed SET custom_title = 'Mine'")).result()
    library.database.write(save_checks, [document(feed_id, title=title)], NOW).result()
    assert feed_of(library, feed_id).title == "Mine"


def test_answer_of_a_former_address_is_not_written_down(library: Library) -> None:
    write = library.database.write
    feed_id = write(add_feed, NewFeed("https://new.example/feed"), NOW).result()
    late = document(feed_id)._replace(asked_url="https://old.example/feed")
    assert write(save_checks, [late], NOW).result() == []
    feed = library.database.read(load_feed, feed_id).result()
    assert feed is not None
    assert (feed.etag, feed.checked_at) == (None, None)
    timely = late._replace(asked_url="https://new.example/feed")
    assert len(write(save_checks, [timely], NOW).result()) == 1
