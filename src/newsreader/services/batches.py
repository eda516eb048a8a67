"""Gathering checks for the writer: many in one transaction, and none kept waiting for long."""

import asyncio
from contextlib import suppress

from newsreader.store.checks import Check

MOST_FEEDS, MOST_ENTRIES = 200, 1_600
"""Of one transaction, which takes some 25 ms."""
MOST_BESIDE_KEYS = 400
"""Entries of one beside a screen: a key's own write never waits 50 ms for it."""
GATHER_S = 0.1
"""How long a transaction waits for more, if there is more to come. Each writes anew all pages that
it touches, however few of its rows are there: with 0.03 s, half as much again goes to the disk."""


class Batches:
    """The checks of one refresh on their way to the writer. Belongs to one event loop."""

    def __init__(self, most_entries: int) -> None:
        self._most_entries = most_entries
        self._checks: asyncio.Queue[Check | None] = asyncio.Queue(MOST_FEEDS)
        self._batch: list[Check] = []
        """What is being gathered."""
        self._late: list[Check | None] = []
        """What was to be handed in while there was no room, until that was cancelled."""
        self._entries = 0
        """Of the checks in the queue."""
        self._is_enough = asyncio.Event()
        self._is_ended = False

    async def add(self, check: Check | None) -> None:
        """Hand in a check, or None after the last one; waits while too many are waiting."""
        try:
            await self._checks.put(check)
        except asyncio.CancelledError:
            self._late.append(check)
            raise
        self._entries += _entries(check)
        if check is None or self._checks.full() or self._entries >= self._most_entries:
            self._is_enough.set()

    async def next(self) -> list[Check]:
        """Take the checks of one transaction: those that have come, or come within a moment.

        Gives none after the last one. If it is cancelled, ``left`` gives them.
        """
        batch = self._batch = []
        size = 0
        has_waited = False
        while not self._is_ended and len(batch) < MOST_FEEDS and size < self._most_entries:
            if batch and self._checks.empty():
                if has_waited:
                    break
                has_waited = True
                await self._wait_for_more()
            elif (check := await self._checks.get()) is None:
                self._is_ended = True
            else:
                batch.append(check)
                size += _entries(check)
                self._entries -= _entries(check)
        self._batch = []
        return batch

    def left(self) -> list[Check]:
        """Take at once all that has been handed in, when nobody hands in any more."""
        queued = [self._checks.get_nowait() for _ in range(self._checks.qsize())]
        left = [check for check in (*self._batch, *queued, *self._late) if check is not None]
        self._batch, self._late = [], []
        return left

    async def _wait_for_more(self) -> None:
        self._is_enough.clear()
        with suppress(TimeoutError):
            async with asyncio.timeout(GATHER_S):
                await self._is_enough.wait()


def _entries(check: Check | None) -> int:
    return len(check.parsed.entries) if check is not None and check.parsed is not None else 0
