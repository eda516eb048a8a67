"""What every test has at hand: a library in a temporary folder, a clock, entries in one line."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from factory import FakeClock
from newsreader.domain.feed import NewFeed
from newsreader.domain.parsed import ParsedEntry
from newsreader.services.library import Library
from newsreader.store.entries import apply_update
from newsreader.store.feeds import add_feed

_MEMORY = Path("/dev/shm")  # noqa: S108 - only the parent of pytest's own folders
_ROOM = 2_000_000_000


def pytest_configure() -> None:
    """Keep temporary folders in memory where there is room.

    On a disk, most of the time of the tests goes into waiting until changes have reached it. That
    they do matters in a power cut, which no test can make.
    """
    is_there = _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK)
    if is_there and shutil.disk_usage(_MEMORY).free > _ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_MEMORY))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the slow ones, so that no processor idles at the end."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


def pytest_collection_finish() -> None:
    """Look for garbage less often, and not in what the libraries have made for good."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)  # a fifth of the processor time with the usual ones


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
