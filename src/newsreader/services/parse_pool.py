"""The parse processes: one for a few documents, another when more come at once."""

import asyncio
import os

from newsreader.domain.parsed import Reading
from newsreader.services.parse_process import NotRunError, ParseProcess
from newsreader.services.parse_worker import Job

MOST_PROCESSES = 2
"""Parsing is half the work of a refresh; the other half is done by the program itself."""
_AHEAD = 4
"""Documents that one process is given before another one is started for the next."""


def cores() -> int:
    """Count the processors that this program may use, where the system tells."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def processes_for(cores: int, *, has_screen: bool) -> int:
    """Say how many processes may parse at once: all cores, but one is for the keys of a screen."""
    return max(min(cores - has_screen, MOST_PROCESSES), 1)


class ParsePool:
    """Parse documents in other processes. Belongs to one event loop, end it with ``aclose``."""

    def __init__(self, processes: int = 1) -> None:
        self._processes = [ParseProcess() for _ in range(processes)]

    async def read(self, job: Job) -> Reading:
        """Read a document; see :meth:`ParseProcess.read`.

        It goes to the first process that has time, else to where the fewest wait. A process that
        cannot be started, on a system that is short of them, leaves its documents to another.
        """
        by_load = sorted(self._processes, key=lambda process: max(process.load - _AHEAD + 1, 0))
        for process in by_load[:-1]:
            try:
                return await process.read(job)
            except NotRunError:
                continue
        return await by_load[-1].read(job)

    def start(self, documents: int = 1) -> None:
        """Start the processes that so many documents need: what comes first need not wait."""
        needed = -(-documents // _AHEAD)
        for process in self._processes[:needed]:
            process.start()

    async def aclose(self) -> None:
        """End all processes; documents still waiting fail."""
        await asyncio.gather(*(process.aclose() for process in self._processes))
