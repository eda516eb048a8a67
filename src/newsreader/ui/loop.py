"""The loop of the screen: what it does for a key is not interrupted by what goes on beside it."""

import asyncio
import selectors
import sys
from collections.abc import Coroutine
from typing import Any

BUSY_S, IDLE_S = 0.01, 0.0002
"""How long Python lets other threads wait while the loop has something to do, and while it has
nothing. A refresh has two threads at work; with Python's 5 ms for all, the loop would wait that
long for its turn, and with 0.2 ms for all it would lose it to them a hundred times a key."""


class _Selector(selectors.DefaultSelector):
    """Keep Python's lock while there is something to do, let it go at once while there is not."""

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Wait for what comes next."""
        sys.setswitchinterval(IDLE_S)
        try:
            return super().select(timeout)
        finally:
            sys.setswitchinterval(BUSY_S)


def run(work: Coroutine[Any, Any, Any]) -> None:
    """Run the screen to its end."""
    before_s = sys.getswitchinterval()
    try:
        with asyncio.Runner(loop_factory=lambda: asyncio.SelectorEventLoop(_Selector())) as runner:
            runner.run(work)
    finally:
        sys.setswitchinterval(before_s)
