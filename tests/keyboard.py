"""Keys for an app in a test, each pressed when the one before has been answered.

Textual's pilot sleeps after every key until the process looks idle: 60 ms where nothing happens,
up to two seconds on a busy machine. This one counts messages instead.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from textual.app import App
from textual.events import Callback, Key
from textual.keys import REPLACED_KEYS, _character_to_key, key_to_character
from textual.message import Message
from textual.pilot import Pilot


class Keyboard:
    """Presses keys, and knows when an app is at rest."""

    def __init__(self) -> None:
        self.pilot: Pilot[Any]
        """Textual's own hands: mouse and size."""
        self._is_quiet = True

    def note(self, message: Message) -> None:
        """Take down that an app answers a message; the pilot's own questions do not count."""
        self._is_quiet = self._is_quiet and isinstance(message, Callback)

    async def press(self, *keys: str) -> None:
        """Press keys one after the other; what they begin in the background may go on."""
        for name in keys:
            is_sign = len(name) == 1 and not name.isalnum()
            key = _character_to_key(name) if is_sign else name
            driver = self.pilot.app._driver
            assert driver is not None
            driver.send_message(Key(key, key_to_character(REPLACED_KEYS.get(key, key))))
            await self.settle()

    async def settle(self) -> None:
        """Wait until all messages are answered, those that follow from them too, and painted.

        For timers, threads and the library nobody waits here: that is what ``Reader.until`` is for.
        """
        is_over = False
        while not is_over:
            self._is_quiet = True
            await self.pilot.pause(0)
            is_over = self._is_quiet


@asynccontextmanager
async def at_keyboard(
    app: App[Any], size: tuple[int, int] | None = (80, 24)
) -> AsyncIterator[Keyboard]:
    """Run an app without a terminal until the block ends."""
    keyboard = Keyboard()
    async with app.run_test(size=size, message_hook=keyboard.note) as keyboard.pilot:
        yield keyboard
