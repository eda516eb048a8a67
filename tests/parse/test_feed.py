"""Whole documents: what comes out, and what is said where nothing can."""

import csv
import re
from pathlib import Path

import pytest

from newsreader.domain.entry import Enclosure, Extras, Person, Place
from newsreader.domain.errors import ParseError
from newsreader.domain.parsed import ParsedFeed
from newsreader.parse.feed import parse_feed

URL = "https://feeds.example/x/feed"
NOW = 1_790_000_000
OWN = Path(__file__).parents[1] / "data" / "feeds"
CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "feeds"
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\u200e\u200f]")


def own(name: str) -> ParsedFeed:
    return parse_feed((OWN / name).read_bytes(), "", URL, NOW)


def test_a_news_feed_is_read_whole() -> None:
    feed = own("news.rss.xml")
    assert feed.title == "Hafenbote & Umland"
    assert feed.site_url == "https://hafenbote.example/"
    assert (feed.language, feed.interval_s) == ("de-DE", 2700)
    assert (feed.skip_hours, feed.skip_days) == ((1, 2), (6,))
    ferry, market, short = feed.entries
    assert ferry.title == 'Fähre "Möwe" fährt wieder'
    assert ferry.guid == "https://hafenbote.example/?p=101"
    assert ferry.url == "https://hafenbote.example/2024/05/faehre"
    assert ferry.author == "Anna Möller"
    assert ferry.published_at == 1_714_982_400
    assert ferry.html.startswith("<p>Nach drei Wochen Pause fährt die Fähre wieder.</p>".encode())
    assert Extras.from_json(ferry.extras) == Extras(
        authors=(Person("Anna Möller"),),
        categories=("Verkehr", "Hafen"),
        place=Place("Kiel", 54.32, 10.14),
        comments_url="https://hafenbote.example/2024/05/faehre#comments",
    )
    assert market.published_at == 1_714_890_600, "no zone: that of the feed's other dates"
    assert Extras.from_json(market.extras) == Extras(
        authors=(Person("Redaktion", "redaktion@hafenbote.example"),),
        enclosures=(
            Enclosure("https://hafenbote.example/markt.jpg", "image/jpeg", 12_345),
            Enclosure("https://hafenbote.example/markt.mp4", "video", 99, 61),
        ),
        image="https://hafenbote.example/markt-klein.jpg",
        source_title="Nachbarblatt",
        source_url="https://nachbar.example/rss",
    )
    assert short.title == "Eine Meldung ohne Überschrift, nur Text."
    assert Extras.from_json(short.extras).external_url == "https://original.example/kurz"


def test_an_atom_feed_is_read_whole() -> None:
    feed = own("blog.atom.xml")
    assert (feed.title, feed.language) == ("Notes — a garden", "en")
    beans, french, plain = feed.entries
    assert beans.title == "Beans <div> literally"
    assert beans.url == "https://garden.example/notes/beans.html"
    assert beans.author == "Ben Gardner, Clara Stone"
    assert beans.html == b'<p class="lead">Plant them &amp; wait.<br>Water <em>rarely</em>.</p>'
    assert beans.base_url == "https://garden.example/beans/"
    assert (beans.published_at, beans.updated_at) == (1_714_892_400, 1_714_989_600)
    assert french.title == "Un petit mot"
    assert Extras.from_json(french.extras).language == "fr"
    assert french.published_at == french.updated_at
    assert plain.html.startswith(b"<p>First line.</p><p>Second paragraph with <a href=")


def test_an_rdf_list_and_a_podcast_are_read() -> None:
    rdf = own("list.rdf.xml")
    assert [entry.guid for entry in rdf.entries] == [
        "https://liste.example/1",
        "https://liste.example/2",
    ]
    podcast = own("podcast.rss.xml")
    (enclosure,) = Extras.from_json(podcast.entries[0].extras).enclosures
    assert (enclosure.duration_s, enclosure.size) == (3723, 2_400_000)
    assert podcast.entries[0].url is None


def test_what_can_be_read_of_a_broken_feed_is_read() -> None:
    feed = own("broken.rss.xml")
    assert [entry.title for entry in feed.entries] == ["Fisch & Chips", "Zweite Meldung"]
    assert feed.entries[0].url == "https://kaputt.example/1?a=1&b=2"
    assert "broken" in feed.notes[0]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"", "empty_body"),
        (b" \n\xef\xbb\xbf ", "empty_body"),
        (b"<!DOCTYPE html><html><body>Please log in</body></html>", "html_instead_of_feed"),
        (b"<HTML><HEAD></HEAD></HTML>", "html_instead_of_feed"),
        (b"GIF89a", "not_a_feed"),
        (b"Not found", "not_a_feed"),
        (b'{"error": "no"}', "not_a_feed"),
        (b"[1, 2", "not_a_feed"),
        (b'{"version": "https://jsonfeed.org/version/1.1", "items": [{"id"', "broken_feed"),
        (b"<?xml version='1.0'?><svg xmlns='x'/>", "not_a_feed"),
        (b"<rss><channel", "broken_feed"),
        (b"<rss><channel><title>x</title></chan", "broken_feed"),
    ],
)
def test_what_is_no_feed_gets_a_code_and_a_sentence(body: bytes, code: str) -> None:
    with pytest.raises(ParseError) as caught:
        parse_feed(body, "application/rss+xml", URL, NOW)
    assert caught.value.code == code
    assert str(caught.value).endswith(".")


def test_a_feed_without_entries_is_a_feed() -> None:
    feed = parse_feed(
        b"<rss version='2.0'><channel><title>New</title></channel></rss>", "", URL, NOW
    )
    assert (feed.title, feed.entries, feed.notes) == ("New", [], [])


def test_the_content_type_does_not_matter() -> None:
    body = (OWN / "list.rdf.xml").read_bytes()
    assert parse_feed(body, "text/html", URL, NOW) == parse_feed(body, "image/png", URL, NOW)


def test_bytes_that_are_no_utf_8_are_not_taken_for_it_because_of_letters_in_between() -> None:
    body = b"<rss version='2.0'><channel><item><title>\xc3A\xa4</title></item></channel></rss>"
    feed = parse_feed(body, "text/xml; charset=windows-1252", URL, NOW)
    assert [entry.title for entry in feed.entries] == ["ÃA¤"]


def test_hostile_text_that_was_encoded_twice_is_cleaned() -> None:
    hidden = "\u202e\u0080".encode().decode("latin-1").translate({0x80: "€", 0x82: "‚"})
    body = f"<rss version='2.0'><channel><item><title>{hidden}</title><description>{hidden}"
    body += "</description></item></channel></rss>"
    entry = parse_feed(body.encode(), "", URL, NOW).entries[0]
    assert not re.search("[\u202e\x80]", entry.title + entry.html.decode())


def test_parsing_twice_gives_the_same_hashes() -> None:
    for path in OWN.iterdir():
        first, second = own(path.name), own(path.name)
        assert [entry.content_hash for entry in first.entries] == [
            entry.content_hash for entry in second.entries
        ]


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus of feeds is not here")
def test_real_feeds_give_all_their_items_and_no_control_character() -> None:
    with (CORPUS / "INDEX.tsv").open(encoding="utf-8") as index:
        rows = list(csv.DictReader(index, delimiter="\t"))
    for row in rows:
        feed = parse_feed((CORPUS / row["file"]).read_bytes(), "", URL, NOW)
        assert len(feed.entries) == int(row["true_items"]), row["file"]
        assert len({entry.guid for entry in feed.entries}) == len(feed.entries), row["file"]
        texts = [feed.title, *feed.notes, *(str(part) for e in feed.entries for part in e)]
        assert not [text for text in texts if FORBIDDEN.search(text)], row["file"]
