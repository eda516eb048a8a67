"""From raw fields to records: bounds, dates, links, people."""

import json
from typing import Any

import pytest

from newsreader.domain.parsed import ParsedEntry
from newsreader.parse.build import LONGEST_HTML, MOST_ENTRIES, build_feed
from newsreader.parse.raw import RawAuthor, RawEntry, RawFeed, RawMedia, RawText

URL = "https://example.org/feed"
NOW = 1_715_000_000


def built(language: str = "", **fields: Any) -> ParsedEntry:
    feed = RawFeed(language=language, entries=[RawEntry(**fields)])
    return build_feed(feed, URL, NOW).entries[0]


def extras(**fields: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(built(**fields).extras)
    return found


def test_the_longest_body_is_the_article() -> None:
    bodies = [RawText("<p>short</p>"), RawText("the much longer plain text", "text")]
    assert built(bodies=bodies).html == b"<p>the much longer plain text</p>"


def test_endless_html_and_titles_are_cut() -> None:
    entry = built(title=RawText("t" * 50_000), bodies=[RawText("x" * (LONGEST_HTML + 1))])
    assert len(entry.html) == LONGEST_HTML
    assert len(entry.title) == 2_000


@pytest.mark.parametrize(("first", "last", "kept"), [(2, 1, "0"), (1, 2, "10")])
def test_of_too_many_entries_the_newest_stay(first: int, last: int, kept: str) -> None:
    entries = [RawEntry(guid=str(i), link=f"/{i}") for i in range(MOST_ENTRIES + 10)]
    entries[0].published, entries[-1].published = f"2024-01-0{first}", f"2024-01-0{last}"
    feed = build_feed(RawFeed(entries=entries), URL, NOW)
    assert len(feed.entries) == MOST_ENTRIES
    assert feed.entries[0].guid == kept
    assert "2010" in feed.notes[0]


def test_an_update_counts_as_publication_where_there_is_no_other_date() -> None:
    entry = built(updated="2024-05-06T10:00:00Z")
    assert entry.published_at == entry.updated_at == 1_714_989_600


def test_dates_from_the_future_are_pulled_back_and_from_the_past_ignored() -> None:
    assert built(published="2034-05-06T10:00:00Z").published_at == NOW
    assert built(published="0001-01-01T00:00:00Z").published_at is None


def test_a_web_guid_is_the_link_where_there_is_none() -> None:
    assert built(guid="https://example.org/1").url == "https://example.org/1"
    assert built(guid="urn:1").url is None
    assert built(guid="g", link="javascript:alert(1)").url is None
    assert built(guid="g", link="/a b").url == "https://example.org/a%20b"


def test_an_entry_without_title_takes_the_beginning_of_its_text() -> None:
    assert built(bodies=[RawText("<p>Nur Text</p>")]).title == "Nur Text"
    assert len(built(bodies=[RawText("Wort " * 100)]).title) <= 100
    assert built(link="/x").title == "https://example.org/x"
    assert built(guid="42").title == "Untitled"


def test_the_title_does_not_depend_on_the_fallback_for_identity() -> None:
    one = built(bodies=[RawText("a")], published="d")
    two = built(bodies=[RawText("b")], published="d")
    assert one.guid != two.guid


@pytest.mark.parametrize(
    ("raw", "name", "email"),
    [
        ("Anna", "Anna", None),
        ("anna@example.online (Anna Beispiel)", "Anna Beispiel", "anna@example.online"),
        ("Anna <anna@example.org>", "Anna", "anna@example.org"),
        ("Anna (Chefin) <anna@example.org>", "Anna (Chefin)", "anna@example.org"),
        ("anna@example.org", None, "anna@example.org"),
        ("@anna", "@anna", None),
    ],
)
def test_names_and_mail_addresses_are_told_apart(raw: str, name: str, email: str) -> None:
    (author,) = extras(authors=[RawAuthor(raw)])["authors"]
    assert (author.get("name"), author.get("email")) == (name, email)


def test_nobody_and_nothing_is_listed_twice() -> None:
    found = extras(
        authors=[RawAuthor("Anna"), RawAuthor(""), RawAuthor("Anna")],
        categories=["a", "", "b", "a"],
        enclosures=[RawMedia("/a.mp3"), RawMedia("/a.mp3"), RawMedia("magnet:x")],
    )
    assert [author["name"] for author in found["authors"]] == ["Anna"]
    assert found["categories"] == ["a", "b"]
    assert [media["url"] for media in found["enclosures"]] == ["https://example.org/a.mp3"]


@pytest.mark.parametrize(
    ("duration", "seconds"),
    [("61", 61), ("61.5", 61), ("1:01", 61), ("01:00:01", 3601), ("90:00", 5400), ("x", None)],
)
def test_durations_are_seconds(duration: str, seconds: int | None) -> None:
    (media,) = extras(enclosures=[RawMedia("/a.mp3")], duration=duration)["enclosures"]
    assert media.get("duration_s") == seconds


@pytest.mark.parametrize("latitude", ["91", "x", "nan", "inf", ""])
def test_no_place_is_better_than_a_wrong_one(latitude: str) -> None:
    assert "latitude" not in extras(latitude=latitude, longitude="1").get("place", {})


def test_the_hash_follows_what_a_reader_sees_and_not_the_dates() -> None:
    one = built(title=RawText("T"), updated="2024-05-06")
    same = built(title=RawText("T"), updated="2024-05-07")
    other = built(title=RawText("T!"), updated="2024-05-06")
    assert one.content_hash == same.content_hash != other.content_hash
    assert len(one.content_hash) == 16


@pytest.mark.parametrize(
    ("fields", "seconds"),
    [
        ({"ttl": "60"}, 3600),
        ({"update_period": "daily", "update_frequency": "2"}, 43_200),
        ({"ttl": "5", "update_period": "hourly"}, 3600),
        ({"ttl": "99999999999"}, 0),
        ({"ttl": "9999999"}, 604_800),
        ({"update_period": "hourly", "update_frequency": "0"}, 3600),
        ({}, 0),
    ],
)
def test_the_wish_of_the_publisher_is_bounded(fields: dict[str, str], seconds: int) -> None:
    assert build_feed(RawFeed(**fields), URL, NOW).interval_s == seconds  # type: ignore[arg-type]  # all are strings
