"""Feeds of one title are told apart by where they live."""

import pytest

from newsreader.domain.feed import Feed
from newsreader.domain.feed_names import feed_names


@pytest.mark.parametrize(
    ("addresses", "places"),
    [
        (["https://a.example/f"], [""]),
        (["https://a.example/f", "https://b.example/f"], ["a.example", "b.example"]),
        (["http://a.example:81/f", "http://a.example:82/f"], ["a.example:81", "a.example:82"]),
        (["https://a.example/1/f", "https://a.example/f?2"], ["/1/f", "/f?2"]),
        (
            ["https://a.example/1", "https://a.example/2", "https://b.example/1"],
            ["https://a.example/1", "https://a.example/2", "https://b.example/1"],
        ),
        (["http://[::1/f", "http://[::2/f"], ["[::1", "[::2"]),
    ],
)
def test_feeds_of_one_title_say_in_what_they_differ(
    addresses: list[str], places: list[str]
) -> None:
    feeds = [Feed(number, url, "The Lantern") for number, url in enumerate(addresses)]
    names = feed_names([*feeds, Feed(99, "https://c.example/", "The Ferry")])
    assert [names[feed.id].place for feed in feeds] == places
    assert str(names[99]) == "The Ferry"
    assert str(names[0]) == " · ".join(filter(None, ("The Lantern", places[0])))


def test_feed_without_a_title_is_called_by_its_address() -> None:
    url = "https://news.example.org/world/feed.xml"
    assert str(feed_names([Feed(1, url, url)])[1]) == "news.example.org/feed.xml"
