"""The pipe by which a parse process answers: messages are looked at where they were read.

asyncio's streams copy what comes three times before it is a message, each time into new memory;
with answers of 100 KB that is as much work as to unpickle them.
"""

import asyncio
import os

from newsreader.services.parse_worker import HEADER

_BUFFER_SIZE = 1 << 20


class AnswerPipe:
    """A pipe with messages, each behind its length. Belongs to one event loop; ``close`` it."""

    def __init__(self) -> None:
        self._read_end, self.write_end = os.pipe()
        os.set_blocking(self._read_end, False)
        self._buffer = memoryview(bytearray(_BUFFER_SIZE))
        self._begin = self._end = 0
        self._is_ended = self._is_watched = False
        self._loop = asyncio.get_running_loop()
        self._news: asyncio.Future[None] | None = None

    def close_write_end(self) -> None:
        """Leave the other end to the process, so that its end is the end of the pipe."""
        os.close(self.write_end)

    async def read(self) -> memoryview:
        """Give the next message, good until the next one is read; raises EOFError at the end."""
        while (message := self._next()) is None:
            if self._is_ended:
                raise EOFError
            self._watch()
            self._news = self._loop.create_future()
            await self._news
        return message

    def close(self) -> None:
        """Close our end; nobody may be reading."""
        self._unwatch()
        os.close(self._read_end)

    def _next(self) -> memoryview | None:
        """Take a whole message out of the buffer; else see to it that there is room for one."""
        size = HEADER.size
        if self._end - self._begin >= HEADER.size:
            size += HEADER.unpack_from(self._buffer, self._begin)[0]
            if self._end - self._begin >= size:
                begin, self._begin = self._begin + HEADER.size, self._begin + size
                return self._buffer[begin : self._begin]
        if self._begin + size > len(self._buffer) or self._begin == self._end:
            self._make_room(size)
        return None

    def _make_room(self, size: int) -> None:
        """Put what there is at the start of a buffer in which ``size`` bytes fit."""
        rest = bytes(self._buffer[self._begin : self._end])
        if size > len(self._buffer):
            self._buffer = memoryview(bytearray(size))
        self._begin, self._end = 0, len(rest)
        self._buffer[: self._end] = rest

    def _take_in(self) -> None:
        """Read what the pipe holds, as far as there is room."""
        if self._end == len(self._buffer):  # whoever reads has to take something out first
            self._unwatch()
            return
        try:
            count = os.readv(self._read_end, [self._buffer[self._end :]])
        except BlockingIOError:
            return
        except OSError:
            count = 0
        self._end += count
        if not count:
            self._is_ended = True
            self._unwatch()
        if self._news is not None and not self._news.done():
            self._news.set_result(None)

    def _watch(self) -> None:
        if not self._is_watched:
            self._is_watched = True
            self._loop.add_reader(self._read_end, self._take_in)

    def _unwatch(self) -> None:
        if self._is_watched:
            self._is_watched = False
            self._loop.remove_reader(self._read_end)
