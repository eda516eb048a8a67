"""The loop of the screen, and what it leaves to other threads."""

import asyncio
import sys
import time

import pytest

from newsreader.ui.loop import BUSY_S, IDLE_S, run

MICROSECONDS = 3e-6
"""Python keeps whole ones, rounded down each time."""


def test_other_threads_wait_while_the_loop_works_and_not_while_it_waits() -> None:
    seen_s: list[float] = []

    def wait_until_the_loop_waits() -> None:
        while sys.getswitchinterval() > 2 * IDLE_S:
            time.sleep(0)
        seen_s.append(sys.getswitchinterval())

    async def work() -> None:
        seen_s.append(sys.getswitchinterval())
        await asyncio.to_thread(wait_until_the_loop_waits)
        seen_s.append(sys.getswitchinterval())

    before_s = sys.getswitchinterval()
    run(work())
    assert seen_s == pytest.approx([BUSY_S, IDLE_S, BUSY_S], abs=MICROSECONDS)
    assert sys.getswitchinterval() == pytest.approx(before_s, abs=MICROSECONDS)


def test_whatever_ends_the_screen_is_told() -> None:
    async def fail() -> None:
        raise ValueError("the end")

    before_s = sys.getswitchinterval()
    with pytest.raises(ValueError, match="the end"):
        run(fail())
    assert sys.getswitchinterval() == pytest.approx(before_s, abs=MICROSECONDS)
