"""Noticing the writes of other processes."""

import asyncio
from contextlib import closing

from factory import parsed_entry
from newsreader.domain.events import Event, LibraryChangedOutside
from newsreader.domain.feed import NewFeed
from newsreader.services.library import Library
from newsreader.services.outside import watch_outside
from newsreader.store.database import Database
from newsreader.store.entries import apply_update
from newsreader.store.feeds import add_feed
from patience import PATIENCE_S


async def test_only_changes_of_others_are_told(library: Library) -> None:
    events: list[Event] = []
    told = asyncio.Event()

    def listen(event: Event) -> None:
        events.append(event)
        told.set()

    library.bus.subscribe(listen)
    watching = asyncio.create_task(watch_outside(library, every_s=0))
    feed_id = await asyncio.wrap_future(
        library.database.write(add_feed, NewFeed("https://a.example/"), 1)
    )
    for _ in range(20):
        await asyncio.wrap_future(library.database.outside_version())
    assert events == []
    with closing(Database(library.database.path)) as other:
        await asyncio.wrap_future(other.write(apply_update, feed_id, [parsed_entry("1")], 1))
    async with asyncio.timeout(PATIENCE_S):
        await told.wait()
    watching.cancel()
    assert set(events) == {LibraryChangedOutside()}  # twice if closing tidied up as well


async def test_what_others_change_between_opening_and_the_first_look_is_told(
    library: Library,
) -> None:
    told = asyncio.Event()
    library.bus.subscribe(lambda _: told.set())
    with closing(Database(library.database.path)) as other:
        await asyncio.wrap_future(other.write(add_feed, NewFeed("https://a.example/"), 1))
    watching = asyncio.create_task(watch_outside(library, every_s=0))
    async with asyncio.timeout(PATIENCE_S):
        await told.wait()
    watching.cancel()
