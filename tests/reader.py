"""A reader at the keyboard: opens the screen on a library, presses keys, looks at what is shown."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from textual.geometry import Region

from keyboard import Keyboard, at_keyboard
from newsreader.config.model import RefreshSettings, Settings
from newsreader.services.library import Library
from newsreader.ui.app import NewsreaderApp
from newsreader.ui.fetching import Refresher
from newsreader.ui.screens.main import MainScreen
from patience import PATIENCE_S

STILL = Settings(refresh=RefreshSettings(automatic=False))
"""Nothing is fetched by itself: a test knows no network."""


class Reader:
    """Somebody who uses the program by keyboard only."""

    def __init__(self, app: NewsreaderApp, keyboard: Keyboard) -> None:
        self.app = app
        self._keyboard = keyboard

    @property
    def screen(self) -> MainScreen:
        """The screen with the three panes, also while a dialog lies over it."""
        found = self.app.screen_stack[0]
        assert isinstance(found, MainScreen)
        return found

    async def press(self, *keys: str) -> None:
        """Press keys one after the other; what they begin in the background may go on."""
        await self._keyboard.press(*keys)

    async def type(self, text: str) -> None:
        """Type text."""
        await self.press(*text)

    async def settle(self) -> None:
        """Wait until everything that does not wait for the library or a timer is done."""
        await self._keyboard.settle()

    async def until(self, is_so: Callable[[], object]) -> None:
        """Wait until something is so."""
        try:
            async with asyncio.timeout(PATIENCE_S):
                while not is_so():  # noqa: ASYNC110 - whatever makes it so
                    await asyncio.sleep(0.005)
        except TimeoutError:
            raise AssertionError(f"waited in vain, before this:\n{self._sight}") from None
        await self.settle()

    @property
    def _sight(self) -> str:
        """What somebody would see who looks at the screen."""
        head = f"pane {self.screen.pane}, focus {self.focused}, article “{self.article}”"
        return "\n".join([head, *self.lines])

    async def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Select with the mouse, from one cell of the screen to another."""
        await self._keyboard.pilot.mouse_down(offset=start)
        await self._keyboard.pilot.hover(offset=end)
        await self._keyboard.pilot.mouse_up(offset=end)
        await self.settle()

    async def click(self, x: int, y: int, times: int = 1) -> None:
        """Click on a cell of the screen, or double click."""
        await self._keyboard.pilot.click(offset=(x, y), times=times)
        await self.settle()

    async def resize(self, width: int, height: int) -> None:
        """Give the terminal another size."""
        await self._keyboard.pilot.resize_terminal(width, height)
        await self.settle()

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
    """Open the screen on a library until the block ends; without a refresher nothing is fetched."""
    settings = settings or STILL
    if refresher is None:
        settings = settings._replace(refresh=settings.refresh._replace(automatic=False))
    async with reading_with(NewsreaderApp(library, settings, refresher), size) as reader:
        yield reader


@asynccontextmanager
async def reading_with(app: NewsreaderApp, size: tuple[int, int]) -> AsyncIterator[Reader]:
    """Open a screen that was made with care until the block ends."""
    async with at_keyboard(app, size) as keyboard:
        reader = Reader(app, keyboard)
        await reader.until(lambda: reader.screen.is_loaded)
        yield reader
