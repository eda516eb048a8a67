"""The demo's library comes about as a reader's own: over HTTP, through parser and store."""

import asyncio
from collections.abc import Iterator

import pytest

from factory import NOW, FakeClock
from newsreader.demo.library import fill
from newsreader.demo.server import DemoServer
from newsreader.domain.events import RefreshFinished
from newsreader.services.library import Library
from newsreader.services.refresh import Refresher
from newsreader.store.feeds import load_feeds, load_folders


@pytest.fixture(scope="module")
def server() -> Iterator[DemoServer]:
    with DemoServer(NOW) as running:
        yield running


@pytest.fixture
def filled(library: Library, server: DemoServer) -> RefreshFinished:
    return asyncio.run(fill(library, server.site))


def test_every_feed_but_the_missing_one_is_fetched(
    library: Library, filled: RefreshFinished
) -> None:
    feeds = library.database.read(load_feeds).result()

    assert (filled.feeds, filled.ok, filled.failed) == (11, 10, 1)
    assert filled.new >= 70
    assert {feed.title: feed.error_code for feed in feeds if feed.error_code} == {
        "Kaffeehaus-Echo": "http_404"
    }


@pytest.mark.usefixtures("filled")
def test_the_feeds_lie_in_folders(library: Library) -> None:
    folders = library.database.read(load_folders).result().values()

    assert {folder.name for folder in folders} == {
        "Nachrichten", "Lesen", "Science & Technology", "Hören & Sehen", "Sorgenkinder"
    }  # fmt: skip


@pytest.mark.usefixtures("filled")
def test_a_second_fetch_brings_nothing_new(library: Library, clock: FakeClock) -> None:
    async def again() -> RefreshFinished:
        refresher = Refresher(library)
        try:
            return await refresher.refresh(force=True)
        finally:
            await refresher.aclose()

    clock.forward(3_600)
    second = asyncio.run(again())

    assert (second.not_modified, second.new, second.updated) == (10, 0, 0)
