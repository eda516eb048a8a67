"""The library as both front ends hold it: the file, the events, the clock."""

import time
from collections.abc import Callable
from pathlib import Path

from newsreader.services.bus import Bus
from newsreader.store.database import Database

Clock = Callable[[], int]


def system_clock() -> int:
    """Give the time in Unix seconds."""
    return int(time.time())


class Library:
    """An open library.

    Use cases are functions of :mod:`newsreader.services` that take a connection and are run by
    ``library.database.read`` or ``write``, or that take the library itself.
    """

    def __init__(self, database: Database, clock: Clock = system_clock) -> None:
        self.database = database
        self.bus = Bus()
        self.clock = clock

    @classmethod
    def open(cls, path: Path, clock: Clock = system_clock) -> "Library":
        """Open or make the library file at ``path``; raises StoreError in words."""
        return cls(Database.open(path), clock)

    def close(self) -> None:
        """Finish what waits to be written and close the file."""
        self.database.close()
