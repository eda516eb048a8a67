"""Names of feeds in a list: those of one title say where they live, too."""

from collections.abc import Iterable
from typing import NamedTuple

from newsreader.domain.feed import Feed
from newsreader.domain.text import clean_line
from newsreader.domain.urls import host
from newsreader.domain.wording import short_name


class FeedName(NamedTuple):
    """What a feed is called where there is little room."""

    title: str
    place: str = ""
    """What tells it from others of its title; empty if there are none."""

    def __str__(self) -> str:
        return f"{self.title} · {self.place}" if self.place else self.title


def feed_names(feeds: Iterable[Feed]) -> dict[int, FeedName]:
    """Name feeds, by id; the place is the shortest part of their addresses in which they differ."""
    by_title: dict[str, list[Feed]] = {}
    for feed in feeds:
        by_title.setdefault(clean_line(short_name(feed.title)), []).append(feed)
    return {
        feed.id: FeedName(title, place)
        for title, namesakes in by_title.items()
        for feed, place in zip(namesakes, _places(namesakes), strict=True)
    }


def _places(feeds: list[Feed]) -> list[str]:
    """Give host, host with port, path or address of each, whichever no two have in common."""
    if len(feeds) == 1:
        return [""]
    parts = [feed.url.partition("://")[2].partition("/") for feed in feeds]
    for places in (
        [host(feed.url) for feed in feeds],
        [host_and_port for host_and_port, _, _ in parts],
        [slash + path for _, slash, path in parts],
    ):
        if len(set(places)) == len(places):
            return places
    return [feed.url for feed in feeds]
