"""Who is fetching which feed: one byte of a file per feed, locked by the process that does.

The kernel gives the locks back when a process ends, however it ends.
"""

import errno
import os
from contextlib import suppress
from pathlib import Path

from newsreader.store.errors import explained

try:
    import fcntl
except ImportError:  # no such locks there; two processes may then ask a publisher twice
    fcntl = None  # type: ignore[assignment]


class FeedLeases:
    """The feeds this process is fetching; other processes and other refreshes leave them alone."""

    def __init__(self, library: Path) -> None:
        self._library = library
        self._path = library.with_name(library.name + ".lease")
        self._file: int | None = None
        self._held: set[int] = set()

    def take(self, feed_id: int) -> bool:
        """Take a feed; False if somebody is fetching it already.

        Raises StoreError in words where no file can be made beside the library.
        """
        if feed_id in self._held or not self._lock(feed_id):
            return False
        self._held.add(feed_id)
        return True

    def holds(self, feed_id: int) -> bool:
        """Say whether it is this process that is fetching the feed."""
        return feed_id in self._held

    def give_back(self, feed_id: int) -> None:
        """Let others fetch the feed again."""
        if feed_id in self._held:
            self._held.discard(feed_id)
            if fcntl is not None and self._file is not None:
                with suppress(OSError):  # nothing was locked where there are no locks
                    fcntl.lockf(self._file, fcntl.LOCK_UN, 1, feed_id)

    def close(self) -> None:
        """Give everything back."""
        if self._file is not None:
            os.close(self._file)
        self._file = None
        self._held.clear()

    def _lock(self, feed_id: int) -> bool:
        if fcntl is None:
            return True
        if self._file is None:
            with explained(self._library):
                self._file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, feed_id)
        except OSError as error:  # other codes: no such locks on this file system
            return error.errno not in (errno.EACCES, errno.EAGAIN)
        return True
