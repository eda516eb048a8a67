"""The process that refreshes beside a screen: orders come in, what happens goes out.

Run by ``services.refresh_process`` as ``python -m newsreader.services.refresh_worker``; the
arguments are the path of the library, its file as ``device:inode``, the version of the screen's
program and the descriptor of the line of turns. It ends with its input.
"""

import asyncio
import gc
import os
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from traceback import format_exception
from typing import BinaryIO, NamedTuple

from newsreader import __version__
from newsreader.domain.errors import NewsreaderError, StoreError
from newsreader.fetch.answers import Limits
from newsreader.services.library import Library
from newsreader.services.own_command import be_nice
from newsreader.services.refresh import Refresher
from newsreader.services.refresh_messages import (
    DONE,
    GO,
    Begin,
    Ended,
    Obey,
    Order,
    Stop,
    Told,
    TurnWanted,
    next_message,
    pack,
)
from newsreader.store.connection import FileId
from newsreader.store.database import UPDATED, Database

GATHER_S = 0.1
"""Events of so long a time are told in one message."""
BEAT_S = 5.0
"""How often it shows that it is alive while it refreshes: slow publishers let it tell nothing."""
END_S = 1.0
"""How long the end of what goes on may take; what is given up then is fetched another time."""
_GC_THRESHOLDS = (10_000, 20, 50)  # as in ``newsreader fetch``
_NO_SCREEN = "The program is closing; fetch again later."


def main() -> None:
    """Serve until the input ends."""
    library, file, version, line = sys.argv[1:]
    told = os.fdopen(os.dup(1), "wb", buffering=0)
    os.dup2(2, 1)  # a stray print must not end up between the messages
    be_nice()
    gc.set_threshold(*_GC_THRESHOLDS)
    device, inode = map(int, file.split(":"))
    lent = Lent(Path(library), (device, inode), version)
    worker = Worker(lent, socket.socket(fileno=int(line)))
    asyncio.run(worker.serve(sys.stdin.buffer, told))
    os._exit(0)  # everything is closed, or was given up


class Lent(NamedTuple):
    """The library that the screen has open."""

    path: Path
    file: FileId
    version: str
    """Of the program that the screen is; an update may have put another one in its place."""


class Worker:
    """Refresh a library as the screen orders; write only when the line of turns lets it."""

    def __init__(self, lent: Lent, turns: socket.socket) -> None:
        self._lent = lent
        self._turns = turns
        self._obeyed = Obey(Limits(), 0)
        self._refresher: Refresher | None = None
        self._running: dict[int, asyncio.Task[Ended]] = {}
        self._untold: list[Told] = []

    async def serve(self, orders: BinaryIO, told: BinaryIO) -> None:
        """Do what comes through one pipe until it ends, then end what goes on."""
        self._loop = asyncio.get_running_loop()
        source = asyncio.StreamReader()
        await self._loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(source), orders)
        self._out, _ = await self._loop.connect_write_pipe(asyncio.BaseProtocol, told)
        beating = self._loop.create_task(self._beat())
        with suppress(asyncio.IncompleteReadError, ConnectionError):
            while True:
                self._do(await next_message(source))
        beating.cancel()
        with suppress(TimeoutError):
            async with asyncio.timeout(END_S):
                await self._end()

    def _do(self, order: Order) -> None:
        match order:
            case Obey():
                self._obeyed = order
                if self._refresher is not None:
                    self._refresher.obey(*order)
            case Begin(number):
                task = self._running[number] = self._loop.create_task(self._refresh(order))
                # not in the task: one that is cancelled before it begins never gets there
                task.add_done_callback(partial(self._tell_end, number))
            case Stop(number) if number in self._running:
                self._running[number].cancel()

    async def _refresh(self, order: Begin) -> Ended:
        """Refresh, and give what it came to."""
        try:
            refresher = self._opened()
            database = refresher.library.database
            before = await asyncio.wrap_future(database.outside_version())
            finished = await refresher.refresh(order.feed_ids, force=order.force)
            after = await asyncio.wrap_future(database.outside_version())
        except Exception as error:  # noqa: BLE001 - the border: whoever ordered it gets it
            return Ended(order.number, error=_to_be_told(error))
        return Ended(order.number, finished, is_alone=after == before)

    def _tell_end(self, number: int, task: "asyncio.Task[Ended]") -> None:
        del self._running[number]
        self._tell_now(Ended(number) if task.cancelled() else task.result())

    def _opened(self) -> Refresher:
        """Open the library for the first refresh; raises StoreError."""
        if self._refresher is None:
            path, file, version = self._lent
            if version != __version__:
                raise StoreError("updated", UPDATED)
            library = Library(Database.join(path, file, self._turn))
            limits, wish_s = self._obeyed
            self._refresher = Refresher(library, limits=limits, wish_s=wish_s, publish=self._tell)
            self._refresher.has_screen = True
        return self._refresher

    async def _end(self) -> None:
        """Cancel what goes on; what is being written is waited for."""
        running = list(self._running.values())
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)
        if self._refresher is not None:
            await self._refresher.aclose()
            self._refresher.library.close()

    async def _beat(self) -> None:
        """Tell nothing, now and then, while it refreshes: that is enough to be taken for alive."""
        while True:
            await asyncio.sleep(BEAT_S)
            if self._running:
                self._send([])

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Wait until the screen lets this process write; the writer thread holds it while it does.

        Raises StoreError when there is no screen any more.
        """
        self._loop.call_soon_threadsafe(self._send, [TurnWanted()])
        if self._turns.recv(1) != GO:
            raise StoreError("library_closed", _NO_SCREEN)
        try:
            yield
        finally:
            with suppress(OSError):  # nobody waits for it any more
                self._turns.send(DONE)
                self._turns.recv(1)  # SEEN: what we look for from now on, the screen sees as well

    def _tell(self, message: Told) -> None:
        """Tell something soon, with what else happens until then."""
        if not self._untold:
            self._loop.call_later(GATHER_S, self._tell_all)
        self._untold.append(message)

    def _tell_now(self, message: Told) -> None:
        """Tell something at once, after what happened before."""
        self._untold.append(message)
        self._tell_all()

    def _tell_all(self) -> None:
        if self._untold:
            self._send(self._untold)
            self._untold = []

    def _send(self, messages: Sequence[Told]) -> None:
        self._out.write(pack(messages))


def _to_be_told(error: Exception) -> Exception:
    """Give an error that can travel; what nobody foresaw takes along where it happened."""
    if isinstance(error, NewsreaderError):
        return error
    return RuntimeError("".join(format_exception(error)))


if __name__ == "__main__":
    main()
