"""Refreshing on a loop and a thread of its own: no key waits behind a hundred answers.

Everything that is fetched and parsed passes through one loop, some ten steps a feed. On the
screen's loop a key, which takes several turns of it, would wait for them each time; beside it the
two take turns every fraction of a millisecond.
"""

import asyncio
import threading
from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

from newsreader.domain.events import Event, RefreshFinished
from newsreader.domain.parsed import Reading
from newsreader.fetch.answers import Limits
from newsreader.services.library import Library
from newsreader.services.parse_worker import Job
from newsreader.services.refresh import Refresher

T = TypeVar("T")


class RefreshThread:
    """A refresher that works beside the loop it is used from; end it with ``aclose``.

    Events are published on the loop that calls it, in their order.
    """

    def __init__(self, library: Library, limits: Limits, wish_s: int = 0) -> None:
        self._library = library
        self._refresher = Refresher(library, limits=limits, wish_s=wish_s, publish=self._publish)
        self._refresher.has_screen = True
        self._home: asyncio.AbstractEventLoop | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    @property
    def limits(self) -> Limits:
        """How much of a publisher's answer the reader puts up with."""
        return self._refresher.limits

    @property
    def parser(self) -> "RefreshThread":
        """What reads documents: the parse processes of the refreshes."""
        return self

    def obey(self, limits: Limits, wish_s: int) -> None:
        """Go by other settings from the next refresh on."""
        self._refresher.obey(limits, wish_s)

    async def refresh(
        self, feed_ids: Sequence[int] | None = None, *, force: bool = False
    ) -> RefreshFinished:
        """Fetch feeds as :meth:`Refresher.refresh` does."""
        return await self._apart(self._refresher.refresh(feed_ids, force=force))

    async def read(self, job: Job) -> Reading:
        """Let a parse process read a document."""

        async def read() -> Reading:  # over there, where the parser is made at its first use
            return await self._refresher.parser.read(job)

        return await self._apart(read())

    async def aclose(self) -> None:
        """Stop what is going on, end the parse processes and the thread."""
        if self._loop is None or self._thread is None:
            return
        await self._apart(_end_tasks())
        await self._apart(self._refresher.aclose())
        self._loop.call_soon_threadsafe(self._loop.stop)
        await asyncio.to_thread(self._thread.join)
        self._loop.close()
        self._loop = self._thread = None

    async def _apart(self, work: Coroutine[Any, Any, T]) -> T:
        """Do something on the other loop; whoever stops waiting stops it."""
        self._home = asyncio.get_running_loop()
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self._started()))

    def _started(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            # a daemon: a program that has to end does not wait for publishers
            self._thread = threading.Thread(
                target=self._loop.run_forever, name="refresh", daemon=True
            )
            self._thread.start()
        return self._loop

    def _publish(self, event: Event) -> None:
        if self._home is not None and not self._home.is_closed():
            self._home.call_soon_threadsafe(self._library.bus.publish, event)


async def _end_tasks() -> None:
    """Cancel whatever goes on on this loop and wait for its end."""
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
