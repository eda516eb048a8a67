"""The refresh view, by keyboard: every feed with its state, live and afterwards."""

import time
from collections.abc import Callable

import pytest

from factory import parsed_entry
from fakes.refresher import StubRefresher
from newsreader.domain.errors import FetchError
from newsreader.domain.events import (
    FeedChecked,
    FeedFetching,
    FeedHeldBack,
    RefreshFinished,
    RefreshStarted,
)
from newsreader.services.feed_edit import edit_feed
from newsreader.services.library import Library
from newsreader.services.refresh_log import FeedRun, FeedState
from newsreader.ui.screens.refresh import RefreshScreen
from reader import Reader, reading

NORMAL, WIDE = (80, 24), (160, 48)


@pytest.fixture
def papers(feed_with: Callable[..., int]) -> list[int]:
    return [feed_with(name, parsed_entry(name)) for name in ("alpha", "beta", "gamma", "delta")]


async def view(reader: Reader) -> RefreshScreen:
    """Open the refresh view."""
    await reader.press("F")
    screen = reader.app.screen
    assert isinstance(screen, RefreshScreen)
    await reader.until(lambda: screen._names)
    return screen


def line_of(reader: Reader, title: str) -> str:
    return next((line for line in reader.lines if title in line), "")


@pytest.mark.parametrize("size", [NORMAL, WIDE])
async def test_each_feed_shows_how_far_it_is(
    library: Library, papers: list[int], size: tuple[int, int]
) -> None:
    alpha, beta, gamma, delta = papers
    async with reading(library, size) as reader:
        for event in (
            RefreshStarted((alpha, beta, gamma, delta)),
            FeedFetching(alpha),
            FeedChecked(beta, took_ms=120, size=81_300, new_count=3),
            FeedChecked(gamma, "http_404", "There is nothing at this address.", took_ms=75),
        ):
            library.bus.publish(event)
        screen = await view(reader)
        screen.look()
        await reader.until(lambda: "fetching" in line_of(reader, "Alpha"))
        assert "3 new" in line_of(reader, "Beta")
        assert "120 ms" in line_of(reader, "Beta")
        assert "81 kB" in line_of(reader, "Beta")
        assert "There is nothing at this address." in line_of(reader, "Gamma")
        assert ("75 ms" in line_of(reader, "Gamma")) == (size == WIDE)  # the reason comes first
        assert "waiting" in line_of(reader, "Delta")
        assert "Fetching 2 of 4 feeds" in "\n".join(reader.lines)
        assert screen.progress.share == 0.5

        library.bus.publish(FeedChecked(alpha))
        library.bus.publish(FeedChecked(delta, took_ms=5))
        library.bus.publish(RefreshFinished(4, 3, 2, 1, 3, 0, 1.5))
        screen.look()
        await reader.until(lambda: "unchanged" in line_of(reader, "Alpha"))
        assert "3 new · 1 failed · 81 kB · 1.5 s" in reader.lines[0]


async def test_a_refresh_that_was_stopped_does_not_look_complete(
    library: Library, papers: list[int]
) -> None:
    async with reading(library) as reader:
        for event in (
            RefreshStarted(tuple(papers)),
            FeedChecked(papers[0]),
            RefreshFinished(4, 1, 0, 0, 0, 0, 1.5, is_cancelled=True),
        ):
            library.bus.publish(event)
        screen = await view(reader)
        await reader.until(lambda: "left out" in line_of(reader, "Delta"))
        assert "1 of 4 feeds fetched" in reader.lines[0]
        assert screen.progress.share == 0.25


async def test_the_whole_reason_is_told_of_the_feed_under_the_cursor(
    library: Library, papers: list[int]
) -> None:
    sentence = "There is nothing at this address of a.example. Look for it elsewhere."
    async with reading(library) as reader:
        library.bus.publish(RefreshStarted(tuple(papers)))
        library.bus.publish(FeedChecked(papers[1], "http_404", sentence))
        screen = await view(reader)
        await reader.press("j")
        assert screen.status.message == ""
        await reader.press("k")
        assert screen.status.message == f"Beta: {sentence}"


async def test_feed_that_has_moved_says_where_it_is(library: Library, papers: list[int]) -> None:
    url = "https://new.example/feed"
    async with reading(library, WIDE) as reader:
        library.bus.publish(RefreshStarted(tuple(papers[:2])))
        library.bus.publish(FeedChecked(papers[0], moved_to=url))
        library.bus.publish(FeedChecked(papers[1], new_count=2, moved_to=url))
        screen = await view(reader)
        assert f"  moved to {url}" in line_of(reader, "Alpha")
        assert f"2 new, moved to {url}" in line_of(reader, "Beta")
        await reader.press("j", "k")
        assert screen.status.message == f"Beta: it has moved to {url}."


@pytest.mark.parametrize("size", [NORMAL, WIDE])
async def test_what_is_left_alone_says_until_when(
    library: Library, papers: list[int], size: tuple[int, int]
) -> None:
    until = library.clock() + 600
    told = f"left alone until {time.strftime('%H:%M', time.localtime(until))}"
    async with reading(library, size) as reader:
        library.bus.publish(RefreshStarted(tuple(papers[1:])))
        library.bus.publish(FeedHeldBack(papers[0], until))
        screen = await view(reader)
        assert f"{told}, as asked" in line_of(reader, "Alpha")
        assert "0 of 3" in reader.lines[0]
        assert "1 left alone" in reader.lines[0]
        assert screen.list.current == FeedRun(papers[0], FeedState.HELD, until=until)
        await reader.press("j", "k")
        assert screen.status.message == f"Alpha: its publisher asks to be {told}."


async def test_feeds_of_one_title_are_told_apart(
    library: Library, feed_with: Callable[..., int]
) -> None:
    ids = [feed_with("alpha", parsed_entry("a")), feed_with("beta", parsed_entry("b"))]
    for feed_id in ids:
        library.database.write(edit_feed, feed_id, {"title": "The Lantern"}).result()
    async with reading(library) as reader:
        library.bus.publish(RefreshStarted(tuple(ids)))
        await view(reader)
        await reader.until(lambda: line_of(reader, "The Lantern · alpha.example"))
        assert line_of(reader, "The Lantern · beta.example")


async def test_escape_stops_fetching_and_goes_back_when_nothing_is_fetched(
    library: Library, papers: list[int]
) -> None:
    refresher = StubRefresher(library)
    refresher.is_slow = True
    async with reading(library, refresher=refresher) as reader:
        await reader.press("R")
        await reader.until(lambda: refresher.is_busy)
        screen = await view(reader)
        assert "Esc stop" in reader.lines[-1]
        await reader.press("escape")
        assert screen.is_current
        assert screen.status.message == "Stopped. What has arrived stays."
        assert "Esc back" in reader.lines[-1]
        await reader.until(lambda: not refresher.is_busy)
        await reader.press("x")
        assert screen.status.message == "Nothing is being fetched."
        await reader.press("escape")
        assert reader.app.screen is reader.screen


async def test_escape_twice_goes_back_however_long_stopping_takes(
    library: Library, papers: list[int]
) -> None:
    refresher = StubRefresher(library)
    refresher.is_slow = True
    async with reading(library, refresher=refresher) as reader:
        await reader.press("R")
        await reader.until(lambda: refresher.is_busy)
        screen = await view(reader)
        screen.action_cancel()
        screen.action_cancel()
        await reader.settle()
        assert not screen.is_active
        await reader.until(lambda: not refresher.is_busy)


async def test_what_broke_fetching_off_is_said_in_the_view_at_once(
    library: Library, papers: list[int]
) -> None:
    refresher = StubRefresher(library)
    refresher.failure = FetchError("refresh_crashed", "Fetching ended unexpectedly.")
    async with reading(library, refresher=refresher) as reader:
        screen = await view(reader)
        await reader.press("R")
        await reader.until(lambda: screen.status.message == "Fetching ended unexpectedly.")
        assert screen.status.is_error
        await reader.press("q")
        assert reader.said == "Fetching ended unexpectedly."


async def test_what_is_stopped_does_not_look_like_going_on_however_long_its_end_takes(
    library: Library, papers: list[int]
) -> None:
    refresher = StubRefresher(library)
    refresher.is_slow = True
    async with reading(library, refresher=refresher) as reader:
        await reader.press("R")
        await reader.until(lambda: refresher.is_busy)
        library.bus.publish(RefreshStarted(tuple(papers)))  # and its end is not told
        screen = await view(reader)
        await reader.until(lambda: "Fetching 0 of 4 feeds" in reader.lines[0])
        await reader.press("escape")
        screen.look()
        await reader.until(lambda: "0 of 4 feeds fetched" in reader.lines[0])


async def test_q_goes_back_while_fetching_goes_on(library: Library, papers: list[int]) -> None:
    refresher = StubRefresher(library)
    refresher.is_slow = True
    async with reading(library, refresher=refresher) as reader:
        await reader.press("R")
        await reader.until(lambda: refresher.is_busy)
        await view(reader)
        await reader.press("q")
        assert reader.app.screen is reader.screen
        assert refresher.is_busy


async def test_what_was_left_out_can_be_fetched_later(library: Library, papers: list[int]) -> None:
    refresher = StubRefresher(library)
    async with reading(library, refresher=refresher) as reader:
        for event in (
            RefreshStarted(tuple(papers)),
            FeedChecked(papers[0]),
            RefreshFinished(4, 1, 0, 0, 0, 0, 1.5, is_cancelled=True),
        ):
            library.bus.publish(event)
        screen = await view(reader)
        screen.look()
        await reader.until(lambda: "r go on" in reader.lines[-1])
        await reader.press("r")
        await reader.until(lambda: refresher.asked)
        assert refresher.asked == [(papers[1:], True)]
        library.bus.publish(RefreshStarted(tuple(papers[1:])))
        await reader.press("r")
        assert screen.status.message == "Nothing was left out."


async def test_before_the_first_refresh_it_says_so(library: Library, papers: list[int]) -> None:
    async with reading(library) as reader:
        await view(reader)
        assert any("Nothing has been fetched" in line for line in reader.lines)


async def test_on_a_small_screen_nothing_is_cut_off_of_it(
    library: Library, papers: list[int]
) -> None:
    async with reading(library, (40, 12)) as reader:
        await view(reader)
        shown = " ".join(" ".join(reader.lines).split())
        assert "Nothing has been fetched since the program was started." in shown
