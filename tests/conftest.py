"""What every test has at hand: a library in a temporary folder, a clock, entries in one line."""

import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from newsreader.domain.entry import Extras
from newsreader.domain.feed import NewFeed
from newsreader.domain.parsed import ParsedEntry
from newsreader.services.library import Library
from newsreader.store.entries import apply_update
from newsreader.store.feeds import add_feed

NOW = 1_790_000_000  # 2026-09-21, a Monday


class FakeClock:
    """A clock that stands still until told to move."""

    def __init__(self, now: int = NOW) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now

    def forward(self, seconds: int) -> None:
        """Let time pass."""
        self.now += seconds


def parsed_entry(
    guid: str,
    title: str | None = None,
    *,
    url: str | None = None,
    html: str = "<p>Text.</p>",
    published_at: int | None = None,
    extras: Extras | None = None,
) -> ParsedEntry:
    """Make a parsed entry; what is not given follows from the guid."""
    title = title if title is not None else f"Title of {guid}"
    return ParsedEntry(
        guid=guid,
        url=url or f"https://example.org/{guid}",
        title=title,
        author=None,
        published_at=published_at,
        updated_at=None,
        html=html,
        base_url="https://example.org/",
        teaser="Text.",
        content_hash=hashlib.blake2b((title + html).encode(), digest_size=16).digest(),
        extras=(extras or Extras()).to_json(),
    )


@pytest.fixture
def clock() -> FakeClock:
    """A clock at NOW."""
    return FakeClock()


@pytest.fixture
def library(tmp_path: Path, clock: FakeClock) -> Iterator[Library]:
    """An empty library."""
    opened = Library.open(tmp_path / "data" / "library.db", clock)
    yield opened
    opened.close()


@pytest.fixture
def feed_with(library: Library) -> Callable[..., int]:
    """Give a function that subscribes to a feed and stores entries; it gives the feed's id."""

    def build(name: str, *entries: ParsedEntry, folder: tuple[str, ...] = ()) -> int:
        new = NewFeed(f"https://{name}.example/feed", title=name.title(), folder=folder)
        feed_id = library.database.write(add_feed, new, library.clock()).result()
        library.database.write(apply_update, feed_id, entries, library.clock()).result()
        return feed_id

    return build
