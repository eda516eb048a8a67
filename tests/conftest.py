"""What every test has at hand: a library in a temporary folder, a clock, entries in one line."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from factory import FakeClock
from newsreader.domain.feed import NewFeed
from newsreader.domain.parsed import ParsedEntry
from newsreader.services.library import Library
from newsreader.store.entries import apply_update
from newsreader.store.feeds import add_feed


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
