"""A reader at the keyboard: opens the screen on a library, presses keys, looks at what is shown."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from textual.geometry import Region
from textual.pilot import Pilot

from newsreader.config.model import RefreshSettings, Settings
from newsreader.services.library import Library
from newsreader.ui.app import NewsreaderApp
from newsreader.ui.fetching import Refresher
from newsreader.ui.screens.main import MainScreen

STILL = Settings(refresh=RefreshSettings(automatic=False))
"""Nothing is fetched by itself: a test knows no network."""

PATIENCE_S = 10.0
"""Longer than anything takes; a test that waits so long has failed."""


class Reader:
    """Somebody who uses the program by keyboard only."""

    def __init__(self, app: NewsreaderApp, pilot: Pilot[None]) -> None:
        self.app = app
        self._pilot = pilot

    @property
    def screen(self) -> MainScreen:
        """The screen with the three panes, also while a dialog lies over it."""
        found = self.app.screen_stack[0]
        assert isinstance(found, MainScreen)
        return found

    async def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        await self._pilot.press(*keys)
        await self._pilot.pause()

    async def type(self, text: str) -> None:
        """Type text."""
        for letter in text:
            await self._pilot.press(letter)
        await self._pilot.pause()

    async def until(self, is_so: Callable[[], object], what: str = "") -> None:
        """Wait until something is so."""
        async with asyncio.timeout(PATIENCE_S):
            while not is_so():
                await self._pilot.pause(0.005)

    async def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Select with the mouse, from one cell of the screen to another."""
        await self._pilot.mouse_down(offset=start)
        await self._pilot.hover(offset=end)
        await self._pilot.mouse_up(offset=end)
        await self._pilot.pause()

    async def resize(self, width: int, height: int) -> None:
        """Give the terminal another size."""
        await self._pilot.resize_terminal(width, height)
        await self._pilot.pause()

    @property
    def titles(self) -> list[str]:
        """The titles of the headlines that are listed and loaded, from the top."""
        shown = self.screen.headlines
        loaded = (shown.at(index) for index in range(shown.row_count))
        return [headline.title for headline in loaded if headline is not None]

    @property
    def current(self) -> str:
        """The title of the headline under the cursor."""
        headline = self.screen.headlines.current
        return headline.title if headline else ""

    @property
    def article(self) -> str:
        """The title of the article that is shown."""
        shown = self.screen.article.article
        return shown.entry.title if shown else ""

    @property
    def focused(self) -> str | None:
        """The id of the widget that has the keys."""
        return self.app.focused.id if self.app.focused else None

    @property
    def said(self) -> str:
        """What the status line says."""
        return self.screen.status.message

    @property
    def lines(self) -> list[str]:
        """The whole screen as text."""
        width, height = self.app.size
        strips = self.app.screen._compositor.render_strips(Region(0, 0, width, height).size)
        return [strip.text.rstrip() for strip in strips]


@asynccontextmanager
async def reading(
    library: Library,
    size: tuple[int, int] = (100, 30),
    refresher: Refresher | None = None,
    settings: Settings | None = None,
) -> AsyncIterator[Reader]:
    """Open the screen on a library until the block ends."""
    app = NewsreaderApp(library, settings or STILL, refresher)
    async with app.run_test(size=size) as pilot:
        reader = Reader(app, pilot)
        await reader.until(lambda: reader.screen.is_loaded)
        yield reader
