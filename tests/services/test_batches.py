"""Checks are gathered for the writer, and none is kept waiting without need."""

import asyncio

import pytest

from factory import parsed_entry
from newsreader.domain.parsed import ParsedFeed
from newsreader.services import batches
from newsreader.services.batches import MOST_FEEDS, Batches
from newsreader.store.checks import Check

PATIENCE_S = 60


def check(feed_id: int, entries: int = 1) -> Check:
    """Make a check that brings so many entries."""
    parsed = ParsedFeed("", None, None, [parsed_entry("1")] * entries, [])
    return Check(feed_id, 0, "{}", "document", parsed=parsed)


async def sizes_of(gathering: Batches) -> list[int]:
    """Take all batches, and give the number of checks in each."""
    sizes = []
    async with asyncio.timeout(PATIENCE_S):
        while batch := await gathering.next():
            sizes.append(len(batch))
    return sizes


async def test_checks_come_out_in_their_order_and_then_none() -> None:
    gathering = Batches(100)
    checks = [check(number) for number in range(5)]
    for one in (*checks, None):
        await gathering.add(one)
    assert await gathering.next() == checks
    assert await gathering.next() == []
    assert await gathering.next() == []


async def test_a_batch_takes_so_many_entries_that_another_feed_makes_it_full() -> None:
    gathering = Batches(10)
    for number in range(6):
        await gathering.add(check(number, 4))
    await gathering.add(None)
    assert await sizes_of(gathering) == [3, 3]


async def test_a_batch_takes_so_many_feeds_and_more_wait_until_it_is_taken() -> None:
    gathering = Batches(10)

    async def hand_in() -> None:
        for number in range(2 * MOST_FEEDS):
            await gathering.add(check(number, 0))
        await gathering.add(None)

    async with asyncio.TaskGroup() as group:
        group.create_task(hand_in())
        sizes = await sizes_of(gathering)
    assert (max(sizes), sum(sizes)) == (MOST_FEEDS, 2 * MOST_FEEDS)


@pytest.mark.parametrize("last", [check(2, 10), None])
async def test_what_is_enough_for_a_batch_or_the_last_waits_for_nothing(
    monkeypatch: pytest.MonkeyPatch, last: Check | None
) -> None:
    monkeypatch.setattr(batches, "GATHER_S", 3_600)
    gathering = Batches(10)
    await gathering.add(check(1))
    async with asyncio.timeout(PATIENCE_S), asyncio.TaskGroup() as group:
        taking = group.create_task(gathering.next())
        await asyncio.sleep(0)  # it has taken the first, and waits for more
        await gathering.add(last)
    assert taking.result()[0].feed_id == 1
    assert len(taking.result()) == (1 if last is None else 2)


async def test_a_check_that_nothing_follows_is_written_after_a_moment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(batches, "GATHER_S", 0)
    gathering = Batches(10)
    await gathering.add(check(1))
    async with asyncio.timeout(PATIENCE_S):
        assert await gathering.next() == [check(1)]


async def cancel(task: asyncio.Task[object]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert task.cancelled()


async def test_what_was_gathered_and_what_waits_is_left_when_both_ends_are_cancelled(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(batches, "GATHER_S", 3_600)
    gathering = Batches(10)
    await gathering.add(check(0))
    taking: asyncio.Task[object] = asyncio.create_task(gathering.next())
    await asyncio.sleep(0)  # it has taken the first, and waits for more
    for number in range(1, MOST_FEEDS + 1):
        await gathering.add(check(number, 0))
    late: asyncio.Task[object] = asyncio.create_task(gathering.add(check(MOST_FEEDS + 1)))
    taking.cancel()
    await asyncio.sleep(0)  # there is no room for it
    await cancel(late)
    await cancel(taking)
    assert [one.feed_id for one in gathering.left()] == list(range(MOST_FEEDS + 2))
    assert gathering.left() == []
