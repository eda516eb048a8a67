"""What takes long waits for the keys to rest, and begins in any case."""

import asyncio
import time

import pytest

from newsreader.ui.resting import LONGEST_WAIT_S, REST_S, Resting


class Clock:
    """A clock that goes on by what is slept; somebody may press keys meanwhile."""

    def __init__(self, keeps_pressing: float = 0.0) -> None:
        self.now = 1_000.0
        self.reader = Resting()
        self._pressing_ends = self.now + keeps_pressing

    async def sleep(self, seconds: float) -> None:
        end = self.now + seconds
        while self.now < end:
            self.now += 0.5
            if self.now < self._pressing_ends:
                self.reader.note()


@pytest.mark.parametrize(
    ("pressing_s", "waited_s"),
    [(0.0, 0.0), (10.0, 9.5 + REST_S), (1_000.0, LONGEST_WAIT_S)],
)
async def test_it_begins_when_the_keys_have_rested_and_after_a_minute_at_the_latest(
    pressing_s: float, waited_s: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock(pressing_s)
    monkeypatch.setattr(time, "monotonic", lambda: clock.now)
    monkeypatch.setattr(asyncio, "sleep", clock.sleep)
    if pressing_s:
        clock.reader.note()
    await clock.reader.wait()
    assert clock.now - 1_000.0 == waited_s
