"""Whose turn it is to ask a publisher: so many at once, and those that keep us waiting apart.

A hundred dead hosts would hold all connections until they are given up, while those that would
answer at once wait behind them.
"""

import asyncio
from types import TracebackType

MOST_AT_ONCE = 100
MOST_SLOW = 100
"""Beside those; both together stay below the 256 files that some systems allow a program."""
SLOW_S = 2.0
"""Who has not answered by then makes room for the next, and is waited for all the same."""


class Turns:
    """The turns of one refresh. Belongs to one event loop."""

    def __init__(self) -> None:
        self._free = asyncio.Semaphore(MOST_AT_ONCE)
        self._slow = 0

    def take(self) -> "_Turn":
        """Give a turn, to be entered with ``async with``: it begins when it is its turn."""
        return _Turn(self)

    async def _begin(self) -> None:
        await self._free.acquire()

    def _make_room(self) -> bool:
        """Let another one begin beside a slow one; False where too many are slow already."""
        if self._slow >= MOST_SLOW:
            return False
        self._slow += 1
        self._free.release()
        return True

    def _end(self, *, is_slow: bool) -> None:
        if is_slow:
            self._slow -= 1
        else:
            self._free.release()


class _Turn:
    """One answer that is waited for."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._is_slow = False

    async def __aenter__(self) -> None:
        await self._turns._begin()
        self._wait_on()

    async def __aexit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:  # fmt: skip
        self._timer.cancel()
        self._turns._end(is_slow=self._is_slow)

    def _wait_on(self) -> None:
        self._timer = asyncio.get_running_loop().call_later(SLOW_S, self._give_way)

    def _give_way(self) -> None:
        self._is_slow = self._turns._make_room()
        if not self._is_slow:
            self._wait_on()
