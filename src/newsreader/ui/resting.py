"""When a reader rests: what takes the processor for a while begins then."""

import asyncio
import time

REST_S = 2.0
"""As long as no key was pressed for, reading has begun."""
LONGEST_WAIT_S = 60.0
"""What has to be done is done after this time at the latest."""


class Resting:
    """Know when the last key was pressed."""

    def __init__(self) -> None:
        self._pressed_at = float("-inf")

    def note(self) -> None:
        """Take down that a key was pressed."""
        self._pressed_at = time.monotonic()

    async def wait(self) -> None:
        """Wait until no key has been pressed for a while, but not for ever."""
        latest = time.monotonic() + LONGEST_WAIT_S
        # Looked at again after each wait: an event would have to be set anew with every key.
        while (left := self._left_s(latest)) > 0:  # noqa: ASYNC110
            await asyncio.sleep(left)

    def _left_s(self, latest: float) -> float:
        return min(self._pressed_at + REST_S, latest) - time.monotonic()
