"""JSON Feed as it is written in the wild."""

import json
from pathlib import Path
from typing import Any

import pytest

from newsreader.domain.entry import Enclosure, Extras, Person
from newsreader.parse.feed import parse_feed
from newsreader.parse.jsonfeed import read_json_feed

OWN = Path(__file__).parents[1] / "data" / "feeds" / "notes.feed.json"
URL = "https://feeds.example/x/feed"
NOW = 1_790_000_000
FIELDS = (
    "id url title content_html content_text authors author tags attachments image date_published"
    " language"
)


def document(**item: Any) -> str:
    return json.dumps({"version": "http://jsonfeed.org/version/1", "items": [item]})


def test_a_feed_is_read_whole() -> None:
    feed = parse_feed(b"\xef\xbb\xbf" + OWN.read_bytes(), "", URL, NOW)
    assert (feed.title, feed.site_url, feed.language) == (
        "Zettelkasten",
        "https://zettel.example/",
        "de",
    )
    text, html, media = feed.entries
    assert (text.guid, text.url) == ("3", "https://feeds.example/3")
    assert text.html.startswith(b"<p>Erste Zeile.</p><p>Siehe <a href=")
    assert text.author == "Greta, Hans", "authors win over author"
    assert Extras.from_json(text.extras).authors[0] == Person(
        "Greta", "", "https://zettel.example/greta"
    )
    assert html.html == b"<p>Mit <b>Auszeichnung</b></p>"
    extras = Extras.from_json(html.extras)
    assert (extras.external_url, extras.language) == ("https://fremd.example/x", "en")
    assert html.title == "Mit Auszeichnung"
    assert Extras.from_json(media.extras).enclosures == (
        Enclosure("https://zettel.example/1.mp3", "audio/mpeg", 1234, 61),
    )


@pytest.mark.parametrize(
    ("item", "guid"),
    [
        ({"id": 3}, "3"),
        ({"id": "a", "url": "https://a.example"}, "a"),
        ({"url": "https://a.example"}, "https://a.example"),
        ({"external_url": "https://b.example"}, "https://b.example"),
        ({"id": True, "url": "u"}, "u"),
        ({}, ""),
    ],
)
def test_the_id_may_be_a_number_or_missing(item: dict[str, Any], guid: str) -> None:
    feed = read_json_feed(document(**item))
    assert feed is not None
    assert feed.entries[0].guid == guid


@pytest.mark.parametrize("value", [None, 5, [], {}, "x", True])
def test_no_type_breaks_the_reader(value: Any) -> None:
    text = document(**dict.fromkeys(FIELDS.split(), value))
    assert parse_feed(text.encode(), "", URL, NOW).entries


@pytest.mark.parametrize("text", ["{", "[]", '{"items": 5}', '{"items": []}', "[" * 100_000])
def test_other_json_is_no_feed(text: str) -> None:
    assert read_json_feed(text) is None
