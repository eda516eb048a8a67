"""Rows are loaded before they are seen, and what nobody sees is not drawn."""

from array import array
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import NamedTuple

from textual.app import App, ComposeResult
from textual.strip import Strip

from keyboard import Keyboard, at_keyboard
from newsreader.ui.widgets.line_list import LineList
from newsreader.ui.widgets.page_cache import PAGE_ROWS
from newsreader.ui.widgets.paged_list import PagedList

HEIGHT = 24


class Numbered(NamedTuple):
    id: int


class NumberList(PagedList[Numbered], LineList):
    """Numbers from 0; a row says its own, or nothing while it is being loaded."""

    def __init__(self) -> None:
        super().__init__(self._load_page, "numbers")
        self.loaded: list[int] = []
        """The pages that were asked for, in order."""
        self.drawn: list[str] = []
        """The rows that were drawn, in order."""

    async def _load_page(self, ids: Sequence[int]) -> list[Numbered]:
        self.loaded.append(ids[0] // PAGE_ROWS)
        return [Numbered(number) for number in ids]

    def show(self, count: int) -> None:
        self._cache.reset(array("q", range(count)))
        self.rows_changed()

    def render_row(self, index: int, line: int, width: int) -> Strip:
        row = self._cache.get(index)
        self.drawn.append("" if row is None else str(row.id))
        return Strip.blank(width)


class Numbers(App[None]):
    def compose(self) -> ComposeResult:
        yield NumberList()


class Walker:
    """Moves the cursor of a list, each time when what the step before began is done."""

    def __init__(self, numbers: NumberList, keyboard: Keyboard) -> None:
        self._numbers = numbers
        self._keyboard = keyboard

    async def go(self, way: str, times: int = 1) -> None:
        for _ in range(times):
            getattr(self._numbers, f"action_{way}")()
            await self._keyboard.settle()


@asynccontextmanager
async def listing(count: int) -> AsyncIterator[tuple[NumberList, Walker]]:
    """Show a list whose first rows are loaded."""
    async with at_keyboard(Numbers(), (40, HEIGHT)) as keyboard:
        numbers = keyboard.pilot.app.query_one(NumberList)
        numbers.show(count)
        await keyboard.settle()
        numbers.drawn.clear()
        yield numbers, Walker(numbers, keyboard)


async def test_walking_down_and_up_never_shows_a_row_that_is_not_there_yet() -> None:
    async with listing(1000) as (numbers, walker):
        await walker.go("line_down", 150)
        await walker.go("page_down", 12)
        await walker.go("page_up", 12)
        assert "400" in numbers.drawn
        assert "" not in numbers.drawn


async def test_only_pages_near_the_screen_are_loaded_and_each_once() -> None:
    async with listing(1000) as (numbers, walker):
        assert numbers.loaded == [0]
        await walker.go("line_down", PAGE_ROWS - HEIGHT)
        assert numbers.loaded == [0, 1]
        await walker.go("bottom")
        last = 999 // PAGE_ROWS
        assert numbers.loaded[2:] == [last, last - 1]


async def test_a_page_that_nobody_sees_is_no_reason_to_draw() -> None:
    async with listing(1000) as (numbers, walker):
        while numbers.loaded == [0]:
            numbers.drawn.clear()
            await walker.go("line_down")
        assert len(numbers.drawn) == HEIGHT  # once each: the step that scrolled
