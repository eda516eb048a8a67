"""What the process that refreshes tells of failures."""

import asyncio
import pickle
import socket
from collections.abc import Sequence
from pathlib import Path

import pytest

from newsreader.domain.errors import StoreError
from newsreader.services import refresh_worker
from newsreader.services.refresh_messages import Ended
from newsreader.services.refresh_worker import Lent, Worker, _to_be_told


def travelled(error: Exception) -> BaseException:
    ended = pickle.loads(pickle.dumps(Ended(1, error=_to_be_told(error))))  # noqa: S301 - ours
    assert isinstance(ended, Ended)
    assert ended.error is not None
    return ended.error


def test_failures_that_a_reader_should_know_travel_as_they_are() -> None:
    error = travelled(StoreError("disk_full", "There is no space left."))
    assert isinstance(error, StoreError)
    assert (error.code, str(error)) == ("disk_full", "There is no space left.")


async def test_while_it_refreshes_it_shows_that_it_is_alive(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(refresh_worker, "BEAT_S", 0.0)
    told: list[Sequence[object]] = []
    here, there = socket.socketpair()
    with here, there:
        worker = Worker(Lent(Path("library.db"), (0, 0), ""), there)
        monkeypatch.setattr(worker, "_send", told.append)
        beating = asyncio.create_task(worker._beat())
        for _ in range(9):
            await asyncio.sleep(0)
        assert told == [], "nothing is asked of it"
        worker._running[1] = beating  # type: ignore[assignment] # any task will do
        while not told:  # noqa: ASYNC110 - whatever makes it so
            await asyncio.sleep(0)
        beating.cancel()
    assert told[0] == []


def test_failures_nobody_foresaw_take_along_where_they_happened() -> None:
    class Unknown(Exception):
        pass

    def fail_somewhere() -> None:
        raise Unknown("what")

    try:
        fail_somewhere()
    except Unknown as unknown:
        error = travelled(unknown)
    assert isinstance(error, RuntimeError)
    assert "in fail_somewhere" in str(error)
    assert "Unknown: what" in str(error)
