"""The bundled feeds are complete, readable and always fresh."""

from urllib.parse import urlsplit

import pytest

from factory import NOW
from newsreader.demo.bundle import SUBSCRIPTIONS, load_bundle, subscriptions
from newsreader.parse.feed import parse_feed

BASE = "http://127.0.0.1:4711"
BUNDLE = load_bundle(BASE, NOW)
FEEDS = sorted(set(BUNDLE) - {SUBSCRIPTIONS})


def test_no_mark_is_left() -> None:
    assert [name for name, text in BUNDLE.items() if "{{" in text] == []


def test_all_four_formats_are_there() -> None:
    assert {name.rpartition(".")[2] for name in FEEDS} == {"rss", "rdf", "atom", "json"}


def test_every_feed_is_followed_and_one_followed_feed_is_missing() -> None:
    followed = {urlsplit(feed.url).path.removeprefix("/") for feed in subscriptions(BUNDLE)}

    assert followed - set(FEEDS) == {"kaffeehaus-echo.rss"}
    assert set(FEEDS) <= followed


@pytest.mark.parametrize("name", FEEDS)
def test_every_item_has_an_identity_a_text_and_a_date_in_the_past(name: str) -> None:
    feed = parse_feed(BUNDLE[name].encode(), "", f"{BASE}/{name}", NOW)

    assert 5 <= len(feed.entries) <= 15
    assert len({entry.guid for entry in feed.entries}) == len(feed.entries)
    for entry in feed.entries:
        assert entry.html
        assert entry.published_at is not None
        assert entry.published_at < NOW


def test_the_newest_items_are_of_today() -> None:
    dates = [
        entry.published_at or 0
        for name in FEEDS
        for entry in parse_feed(BUNDLE[name].encode(), "", f"{BASE}/{name}", NOW).entries
    ]

    assert NOW - max(dates) < 3_600
    assert sum(NOW - date < 86_400 for date in dates) >= 20


def test_the_broken_feed_is_broken() -> None:
    broken = BUNDLE["blechspatz.rss"]

    assert "Schrauben & Schmieren" in broken
    assert not broken.rstrip().endswith("</rss>")
