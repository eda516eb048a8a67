"""Noticing what other processes write to the library: ``newsreader fetch`` beside the screen."""

import asyncio

from newsreader.domain.errors import StoreError
from newsreader.services.library import Library
from newsreader.store.database import UNCHANGED

LOOK_EVERY_S = 1.0


async def watch_outside(library: Library, every_s: float = LOOK_EVERY_S) -> None:
    """Publish LibraryChangedOutside after every change by another process, until cancelled.

    Those since the library was opened count too. A look costs 0.02 ms; many changes between two
    looks are one event.
    """
    seen = UNCHANGED
    while True:
        await asyncio.sleep(every_s)
        try:
            version = await asyncio.wrap_future(library.database.outside_version())
        except StoreError:  # locked for long: the next look may succeed
            continue
        if version != seen:
            from newsreader.domain.events import LibraryChangedOutside

            seen = version
            library.bus.publish(LibraryChangedOutside())
