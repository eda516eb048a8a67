"""How many requests a host gets at once, whoever sends us there."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

PER_HOST = 2


class HostSlots:
    """Two slots for each host, for all that goes on side by side. Belongs to one event loop."""

    def __init__(self) -> None:
        self._slots: dict[str, asyncio.Semaphore] = {}

    @asynccontextmanager
    async def take(self, host: str, limit: asyncio.Timeout) -> AsyncIterator[None]:
        """Hold a slot of a host; to wait for one takes nothing from the time limit."""
        slot = self._slots.setdefault(host, asyncio.Semaphore(PER_HOST))
        if slot.locked():
            await _wait_for(slot, limit)
        else:
            await slot.acquire()
        try:
            yield
        finally:
            slot.release()


async def _wait_for(slot: asyncio.Semaphore, limit: asyncio.Timeout) -> None:
    loop, end = asyncio.get_running_loop(), limit.when()
    began = loop.time()
    limit.reschedule(None)
    await slot.acquire()
    if end is not None:
        limit.reschedule(end + loop.time() - began)
