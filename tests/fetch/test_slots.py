"""Two requests a host at once."""

import asyncio

import pytest

from newsreader.fetch.slots import HostSlots


async def test_waiting_for_a_slot_takes_nothing_from_the_time_limit() -> None:
    slots = HostSlots()
    is_over = asyncio.Event()

    async def hold() -> None:
        async with asyncio.timeout(None) as limit, slots.take("a", limit):
            await is_over.wait()

    async def wait() -> None:
        async with asyncio.timeout(100) as limit:
            end = limit.when()
            assert end is not None
            async with slots.take("a", limit):
                later = limit.when()
                assert later is not None
                assert later > end

    async with asyncio.TaskGroup() as group:
        group.create_task(hold())
        group.create_task(hold())
        await asyncio.sleep(0)
        waiting = group.create_task(wait())
        await asyncio.sleep(0)
        async with asyncio.timeout(None) as limit, slots.take("b", limit):
            assert not waiting.done()
        is_over.set()


async def test_slot_is_given_back_whatever_happens() -> None:
    slots = HostSlots()
    async with asyncio.timeout(None) as limit:
        for _ in range(3):
            with pytest.raises(ValueError, match="broken"):
                async with slots.take("a", limit):
                    raise ValueError("broken")
