"""Several parse processes behind one door."""

import asyncio
import errno
from collections.abc import AsyncIterator
from typing import NoReturn

import pytest
import pytest_asyncio

from newsreader.domain.errors import ParseError
from newsreader.parse.feed import parse_feed
from newsreader.services.parse_pool import ParsePool, processes_for
from newsreader.services.parse_process import ParseProcess
from newsreader.services.parse_worker import Job

NOW = 1_790_000_000
URL = "https://example.org/feed"


def job(title: str) -> Job:
    body = f"<rss><channel><title>{title}</title><item><guid>1</guid></item></channel></rss>"
    return Job(body.encode(), "", URL, NOW)


def begun(pool: ParsePool) -> list[bool]:
    """Which processes have been needed so far."""
    return [process._runner is not None for process in pool._processes]


@pytest_asyncio.fixture
async def pool() -> AsyncIterator[ParsePool]:
    opened = ParsePool(processes=2)
    yield opened
    await opened.aclose()


async def test_a_few_documents_need_one_process(pool: ParsePool) -> None:
    pool.start()
    readings = await asyncio.gather(*(pool.read(job("one")) for _ in range(3)))
    assert [reading.feed for reading in readings] == 3 * [parse_feed(job("one").body, "", URL, NOW)]
    assert begun(pool) == [True, False]


async def test_the_processes_for_many_documents_are_started_before_they_come(
    pool: ParsePool,
) -> None:
    pool.start(documents=40)
    assert begun(pool) == [True, True]


async def test_many_documents_at_once_are_shared_out_and_come_back_to_their_callers(
    pool: ParsePool,
) -> None:
    names = [f"feed {number}" for number in range(40)]
    readings = await asyncio.gather(*(pool.read(job(name)) for name in names))
    assert [reading.feed.title for reading in readings if reading.feed] == names
    assert begun(pool) == [True, True]


async def test_a_process_that_cannot_be_started_leaves_its_documents_to_the_other(
    pool: ParsePool, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse() -> NoReturn:
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    for broken, whole in ((0, 1), (1, 0)):
        with monkeypatch.context() as patch:
            patch.setattr(pool._processes[broken], "_start_process", refuse)
            readings = await asyncio.gather(*(pool.read(job("one")) for _ in range(12)))
        assert [reading.feed.title for reading in readings if reading.feed] == 12 * ["one"]
        await pool._processes[whole].aclose()
        pool._processes[whole] = ParseProcess()


async def test_closing_fails_what_waits_in_any_process(pool: ParsePool) -> None:
    waiting = [asyncio.create_task(pool.read(job("late"))) for _ in range(9)]
    await asyncio.sleep(0)
    await pool.aclose()
    for task in waiting:
        with pytest.raises(ParseError):
            await task


def test_one_core_is_for_the_keys_of_a_screen() -> None:
    fetching = [processes_for(cores, has_screen=False) for cores in (1, 2, 4)]
    beside_a_screen = [processes_for(cores, has_screen=True) for cores in (1, 2, 4)]
    assert (fetching, beside_a_screen) == ([1, 2, 2], [1, 1, 2])
