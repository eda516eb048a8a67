"""What goes on by itself: fetching what is due, tidying up; quiet unless there is news."""

import asyncio
import gc
import warnings
from collections.abc import Callable, Sequence

import pytest

from factory import NOW, FakeClock, parsed_entry
from fakes.refresher import StubRefresher
from newsreader.config.model import RefreshSettings, RetentionSettings, Settings
from newsreader.domain.events import (
    FeedChecked,
    RefreshFinished,
    RefreshProgress,
    RefreshStarted,
)
from newsreader.domain.view import View
from newsreader.services import retention
from newsreader.services.backup import EVERY_S, list_backups
from newsreader.services.library import Library
from newsreader.store.database import Database
from newsreader.store.entries import set_read
from newsreader.store.headlines import count_view, load_spine
from newsreader.ui.background import TIDY_EVERY_S, Background
from newsreader.ui.fetching import news_of
from newsreader.ui.resting import Resting
from reader import STILL, Reader, reading


class HeldRefresher(StubRefresher):
    """Goes on until it is stopped, and tells nothing by itself."""

    async def refresh(
        self, feed_ids: Sequence[int] | None = None, *, force: bool = False
    ) -> RefreshFinished:
        self.asked.append((feed_ids, force))
        await asyncio.Event().wait()
        raise AssertionError


class Desk:
    """A screen whose background work is set going by hand."""

    def __init__(self, reader: Reader, refresher: StubRefresher, settings: Settings) -> None:
        self.reader = reader
        self.refresher = refresher
        self.notified: list[str] = []
        main = reader.screen
        self.background = Background(
            main.library, lambda: settings, main._fetching, main.status.say, self.notified.append
        )

    async def look(self) -> None:
        """Let a minute pass."""
        await self.background.look()
        await self.reader.until(lambda: not self.reader.screen.status.progress)


@pytest.fixture
def refresher(library: Library) -> StubRefresher:
    return StubRefresher(library)


@pytest.fixture
def paper(feed_with: Callable[..., int]) -> int:
    return feed_with("paper", parsed_entry("One", published_at=NOW), parsed_entry("Two"))


async def test_what_is_due_is_fetched_and_only_news_are_told(
    library: Library, paper: int, refresher: StubRefresher
) -> None:
    async with reading(library, refresher=refresher) as reader:
        desk = Desk(reader, refresher, Settings())
        await desk.look()
        assert refresher.asked == [(None, False)]
        assert reader.said == ""
        refresher.checks = [FeedChecked(paper, new_count=3)]
        await desk.look()
        await reader.until(lambda: reader.said == "3 new articles.")


async def test_a_library_that_is_read_only_is_told_once_and_left_in_peace(
    library: Library, paper: int, refresher: StubRefresher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Database, "is_read_only", True)
    async with reading(library, refresher=refresher) as reader:
        desk = Desk(reader, refresher, Settings())
        await desk.look()
        assert "read-only" in reader.said
        reader.screen.status.say("")
        await reader.press("enter")
        await desk.look()
        await reader.settle()
        assert reader.said == ""
        assert refresher.asked == []
        assert reader.screen.headlines.current is not None
        assert not reader.screen.headlines.current.is_read


async def test_what_the_reader_was_just_told_stays(
    library: Library, paper: int, refresher: StubRefresher
) -> None:
    async with reading(library, refresher=refresher) as reader:
        await reader.press("y")
        told = reader.said
        assert told
        refresher.checks = [FeedChecked(paper, new_count=3)]
        await Desk(reader, refresher, Settings()).look()
        assert reader.said == told


async def test_a_feed_that_goes_on_failing_is_told_of_once(
    library: Library, paper: int, refresher: StubRefresher
) -> None:
    async with reading(library, refresher=refresher) as reader:
        desk = Desk(reader, refresher, Settings())
        refresher.checks = [FeedChecked(paper, "http_404", "Not there.", error_count=2)]
        await desk.look()
        assert reader.said == ""
        refresher.checks = [FeedChecked(paper, "http_404", "Not there.", error_count=1)]
        await desk.look()
        await reader.until(lambda: reader.said == news_of(0, 1, "!"))


async def test_nothing_is_fetched_when_nothing_is_due_or_the_reader_does_not_want_it(
    library: Library, paper: int, refresher: StubRefresher
) -> None:
    async with reading(library, refresher=refresher) as reader:
        manual = Settings(refresh=RefreshSettings(automatic=False))
        await Desk(reader, refresher, manual).look()
        library.database.write(
            lambda db: db.execute("UPDATE feed SET next_check_at = ?", (NOW + 1,))
        ).result()
        await Desk(reader, refresher, Settings()).look()
        assert refresher.asked == []


@pytest.mark.parametrize("rest", [(0, 3_600), (20, 1_200)], ids=["feeds' own", "20 minutes"])
async def test_escape_stops_it_until_the_usual_interval_is_over(
    library: Library,
    paper: int,
    refresher: StubRefresher,
    clock: FakeClock,
    rest: tuple[int, int],
) -> None:
    refresher.is_slow = True
    interval_minutes, rest_s = rest
    settings = Settings(refresh=RefreshSettings(interval_minutes=interval_minutes))
    async with reading(library, refresher=refresher) as reader:
        desk = Desk(reader, refresher, settings)
        looking = asyncio.ensure_future(desk.background.look())
        await reader.until(lambda: "Fetching 0 of 1" in reader.screen.status.progress)
        await desk.background.look()
        assert len(refresher.asked) == 1
        await reader.press("escape")
        await looking
        await reader.until(lambda: "Stopped" in reader.said)
        refresher.is_slow = False
        clock.forward(rest_s - 1)
        await desk.look()
        assert len(refresher.asked) == 1
        clock.forward(1)
        await desk.look()
        assert len(refresher.asked) == 2


async def test_fetching_all_beside_it_is_one_refresh_to_the_reader(
    library: Library, feed_with: Callable[..., int]
) -> None:
    one, two = feed_with("one"), feed_with("two")
    async with reading(library, refresher=(refresher := HeldRefresher(library))) as reader:
        tell, status = library.bus.publish, reader.screen.status
        looking = asyncio.ensure_future(Desk(reader, refresher, Settings()).background.look())
        await reader.until(lambda: len(refresher.asked) == 1)
        tell(RefreshStarted((one, two)))
        tell(FeedChecked(one, new_count=2))
        tell(RefreshProgress(1, 2, 2, 0))
        await reader.until(lambda: status.progress == "Fetching 1 of 2 · 2 new")

        await reader.press("R")
        await reader.until(lambda: len(refresher.asked) == 2)
        tell(RefreshStarted((one, two)))  # it takes over what waits
        tell(RefreshProgress(0, 2, 0, 0))
        await reader.until(lambda: status.progress == "Fetching 0 of 2 · 2 new")
        tell(RefreshFinished(1, 1, 0, 0, 2, 0, 0.1))
        tell(FeedChecked(one))
        tell(RefreshProgress(1, 2, 0, 0))
        await reader.until(lambda: status.progress == "Fetching 1 of 2 · 2 new")
        assert reader.said == ""
        tell(FeedChecked(two, new_count=1))
        tell(RefreshFinished(2, 2, 0, 0, 1, 0, 0.2))
        await reader.until(lambda: reader.said == "2 feeds fetched: 3 new.")
        assert status.progress == ""
        await reader.press("escape")
        await looking


async def test_new_articles_are_notified_of_if_the_reader_wants(
    library: Library, paper: int, refresher: StubRefresher
) -> None:
    async with reading(library, refresher=refresher) as reader:
        refresher.checks = [FeedChecked(paper, new_count=1)]
        quiet = Desk(reader, refresher, Settings())
        await quiet.look()
        loud = Desk(reader, refresher, Settings(refresh=RefreshSettings(notify=True)))
        await loud.look()
        assert (quiet.notified, loud.notified) == ([], ["1 new article."])


async def test_old_articles_go_once_an_hour_at_most(
    library: Library, paper: int, refresher: StubRefresher, clock: FakeClock
) -> None:
    keep_one = Settings(
        refresh=RefreshSettings(automatic=False), retention=RetentionSettings(keep=1)
    )
    async with reading(library, refresher=refresher) as reader:
        desk = Desk(reader, refresher, keep_one)
        await desk.look()
        ids = library.database.read(load_spine, View()).result()
        library.database.write(set_read, list(ids), True, NOW).result()
        clock.forward(TIDY_EVERY_S - 1)
        await desk.look()
        assert library.database.read(count_view, View()).result() == 2
        clock.forward(1)
        await desk.look()
        assert library.database.read(count_view, View()).result() == 1


async def test_the_library_is_copied_once_a_day(
    library: Library, refresher: StubRefresher, clock: FakeClock
) -> None:
    async with reading(library, refresher=refresher) as reader:
        desk = Desk(reader, refresher, Settings())
        for _ in range(3):
            await desk.look()
            clock.forward(TIDY_EVERY_S)
        await reader.until(lambda: len(list_backups(library.database.path)) == 1)
        clock.forward(EVERY_S)
        await desk.look()
        await reader.until(lambda: len(list_backups(library.database.path)) == 2)


async def test_a_backup_waits_until_the_reader_rests(
    library: Library, refresher: StubRefresher
) -> None:
    class Busy(Resting):
        """A reader who presses keys until they stop."""

        stops = asyncio.Event()

        async def wait(self) -> None:
            await self.stops.wait()

    async with reading(library, refresher=refresher) as reader:
        reader.app.resting = Busy()
        main = reader.screen
        background = Background(
            library, lambda: STILL, main._fetching, main.status.say, lambda _: None
        )
        background.start(main)
        reader.app._back_up()
        await reader.settle()
        assert not list_backups(library.database.path)
        Busy.stops.set()
        await reader.until(lambda: list_backups(library.database.path))


async def test_idle_work_that_ends_before_it_began_leaves_nothing_behind(
    library: Library, paper: int
) -> None:
    async with reading(library) as reader:
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            before = set(reader.app.workers)
            reader.app._start_idle_work()
            for worker in set(reader.app.workers) - before:
                worker.cancel()
            del worker
            await reader.settle()
            gc.collect()
        assert [str(warning.message) for warning in said] == []


async def test_a_copy_that_cannot_be_made_is_told_and_keeps_up_nothing(
    library: Library, refresher: StubRefresher, monkeypatch: pytest.MonkeyPatch
) -> None:
    tidied: list[object] = []

    async def tidy(*arguments: object) -> None:
        tidied.append(arguments)

    monkeypatch.setattr(retention, "tidy", tidy)
    (library.database.path.parent / "backups").write_text("in the way")
    async with reading(library, refresher=refresher) as reader:
        await Desk(reader, refresher, Settings()).look()
        assert "No backup could be made" in reader.said
    assert tidied
