"""What the screen and the process that refreshes for it say to each other.

In either direction a message is its length (4 bytes, big-endian) and a pickle: to the process an
order, from it a list of what has happened since the last message; an empty one shows that it is
alive.
"""

import asyncio
import pickle
import struct
from typing import Any, NamedTuple

from newsreader.domain.events import Event, RefreshFinished
from newsreader.fetch.answers import Limits

_HEADER = struct.Struct(">I")
GO, DONE, SEEN = b"g", b"d", b"s"
"""On the line of turns: the screen lets the process write one transaction; it has written it; and
the screen knows what the library is like now."""


class Obey(NamedTuple):
    """Go by these settings from the next refresh on."""

    limits: Limits
    wish_s: int


class Begin(NamedTuple):
    """Begin a refresh; its Ended follows in every case."""

    number: int
    feed_ids: tuple[int, ...] | None
    force: bool


class Stop(NamedTuple):
    """Cancel a refresh."""

    number: int


class Ended(NamedTuple):
    """A refresh has ended: complete, by an error, or, without either, cancelled."""

    number: int
    finished: RefreshFinished | None = None
    error: BaseException | None = None
    is_alone: bool = False
    """It is sure that only this process has written meanwhile, not even the screen."""


class TurnWanted(NamedTuple):
    """The process has something to write, and waits until it may."""


Order = Obey | Begin | Stop
Told = Event | Ended | TurnWanted


def pack(message: Any) -> bytes:
    """Write a message."""
    body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    return _HEADER.pack(len(body)) + body


async def next_message(source: asyncio.StreamReader) -> Any:
    """Read a message; raises IncompleteReadError at the end, ConnectionError where it broke off."""
    (size,) = _HEADER.unpack(await source.readexactly(_HEADER.size))
    return pickle.loads(await source.readexactly(size))  # noqa: S301 - our own process
