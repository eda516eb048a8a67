"""Turns: so many at once, and slow ones beside them."""

import asyncio

import pytest

from newsreader.services import turns as module
from newsreader.services.turns import Turns
from patience import PATIENCE_S


class Asking:
    """Tasks that each take a turn and are answered when the test says so."""

    def __init__(self, count: int) -> None:
        turns = Turns()
        self.begun: list[int] = []
        self._begins = [asyncio.Event() for _ in range(count)]
        self.answers = [asyncio.Event() for _ in range(count)]
        self.tasks = [asyncio.create_task(self._ask(turns, number)) for number in range(count)]

    async def _ask(self, turns: Turns, number: int) -> None:
        async with turns.take():
            self.begun.append(number)
            self._begins[number].set()
            await self.answers[number].wait()

    async def begins(self, number: int) -> None:
        """Wait until a task has its turn."""
        async with asyncio.timeout(PATIENCE_S):
            await self._begins[number].wait()

    async def end(self) -> None:
        """Answer all."""
        for answer in self.answers:
            answer.set()
        await asyncio.gather(*self.tasks)


@pytest.fixture(autouse=True)
def two_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_AT_ONCE", 2)


async def test_only_so_many_begin_and_each_answer_lets_the_next_one_begin() -> None:
    asking = Asking(4)
    await asking.begins(1)
    for _ in range(5):
        await asyncio.sleep(0)
    assert asking.begun == [0, 1]
    asking.answers[1].set()
    await asking.begins(2)
    await asking.end()
    assert asking.begun == [0, 1, 2, 3]


async def test_the_slow_make_room_for_the_next_but_not_without_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "SLOW_S", 0)
    monkeypatch.setattr(module, "MOST_SLOW", 3)
    asking = Asking(7)
    await asking.begins(4)
    for _ in range(20):
        await asyncio.sleep(0)
    assert asking.begun == [0, 1, 2, 3, 4]
    asking.answers[0].set()
    await asking.begins(5)
    await asking.end()
    assert asking.begun == list(range(7))


async def test_one_who_gives_up_waiting_takes_nothing_along() -> None:
    asking = Asking(4)
    await asking.begins(1)
    for number in (0, 2):
        asking.tasks[number].cancel()
    await asking.begins(3)
    asking.tasks = [task for task in asking.tasks if not task.cancelling()]
    await asking.end()
    assert asking.begun == [0, 1, 3]
