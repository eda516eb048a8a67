"""The feed doctor, by keyboard: what is wrong with which feed, and what helps."""

from collections.abc import Callable, Iterator

import pytest

from factory import NOW, parsed_entry
from fakes.parser import InlineParser
from fakes.server import FakeServer, Reply, rss
from newsreader.domain.feed import Feed, NewFeed
from newsreader.domain.view import View
from newsreader.services.library import Library
from newsreader.services.refresh import Refresher
from newsreader.store.feeds import add_feed, load_feed, load_feeds
from newsreader.store.headlines import count_view
from newsreader.ui.screens.doctor import DoctorScreen
from newsreader.ui.screens.pick import PickScreen
from reader import Reader, reading

NORMAL, WIDE = (80, 24), (160, 48)


@pytest.fixture
def server() -> Iterator[FakeServer]:
    with FakeServer() as opened:
        yield opened


@pytest.fixture
def refresher(library: Library) -> Refresher:
    return Refresher(library, parser=InlineParser())


def follow(library: Library, url: str, title: str) -> int:
    new = NewFeed(url, title=title, site_url=url.replace("/feed", "/"))
    return library.database.write(add_feed, new, NOW).result()


def feed_of(library: Library, feed_id: int) -> Feed:
    feed = library.database.read(load_feed, feed_id).result()
    assert feed is not None
    return feed


async def doctor(reader: Reader) -> DoctorScreen:
    """Open the feed doctor."""
    await reader.press("exclamation_mark")
    screen = reader.app.screen
    assert isinstance(screen, DoctorScreen)
    await reader.until(lambda: screen.list.row_count)
    return screen


async def test_on_a_small_screen_list_and_facts_are_seen(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("apple", parsed_entry("One"))
    feed_with("beet", parsed_entry("Two"))
    async with reading(library, (40, 12)) as reader:
        screen = await doctor(reader)
        assert screen.list.page_rows >= 2
        shown = "\n".join(reader.lines)
        assert "Apple" in shown
        assert "Beet" in shown
        assert screen.list.current is not None
        assert any(screen.list.current.feed.url in line for line in reader.lines)
        assert not any("Last fetch" in line for line in reader.lines)
        await reader.until(lambda: "Space more" in reader.lines[-1])
        await reader.press("space")
        await reader.until(lambda: any("Last fetch" in line for line in reader.lines))
        await reader.press("space", "j")
        assert any("Address" in line for line in reader.lines)


@pytest.mark.parametrize("size", [NORMAL, WIDE])
async def test_feeds_in_trouble_come_first_with_their_problem_in_words(
    library: Library,
    feed_with: Callable[..., int],
    server: FakeServer,
    refresher: Refresher,
    size: tuple[int, int],
) -> None:
    broken = follow(library, server.reply("/feed", Reply(status=404)), "Zephyr")
    await refresher.refresh([broken], force=True)
    feed_with("apple", parsed_entry("One"))
    async with reading(library, size, refresher) as reader:
        screen = await doctor(reader)
        shown = "\n".join(reader.lines)
        assert "1 of 2 feeds needs a look" in shown
        assert shown.index("Zephyr") < shown.index("Apple")
        assert "Problem" in shown
        assert "r retry   u undo   Esc back" in reader.lines[-1]
        await reader.press("j")
        assert screen.facts.health is not None
        assert screen.facts.health.feed.title == "Apple"
        await reader.press("escape")
        assert reader.app.screen is reader.screen


async def test_the_help_begins_with_the_keys_of_the_doctor(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("apple", parsed_entry("One"))
    async with reading(library, NORMAL) as reader:
        await doctor(reader)
        await reader.press("question_mark")
        shown = "\n".join(reader.lines)
        for told in ("Here", "Look for the feed on its site.", "Type another address", "Leave the"):
            assert told in shown


async def test_what_is_taken_back_is_done_again(
    library: Library, feed_with: Callable[..., int], refresher: Refresher
) -> None:
    feed_id = feed_with("apple", parsed_entry("One"))
    async with reading(library, NORMAL, refresher) as reader:
        screen = await doctor(reader)
        await reader.press("p")
        await reader.until(lambda: "Paused: Apple." in screen.status.message)
        await reader.press("u")
        await reader.until(lambda: "Taken back" in screen.status.message)
        await reader.press("U")
        await reader.until(lambda: "Done again" in screen.status.message)
        assert feed_of(library, feed_id).is_paused


async def test_where_nothing_is_wrong_it_says_so(
    library: Library, server: FakeServer, refresher: Refresher
) -> None:
    well = follow(library, server.publish("/feed", rss("Well", ["a"])), "Well")
    await refresher.refresh([well])
    async with reading(library, NORMAL, refresher) as reader:
        await doctor(reader)
        assert any("All feeds are well." in line for line in reader.lines)


async def test_r_fetches_again_and_says_how_it_went(
    library: Library, server: FakeServer, refresher: Refresher
) -> None:
    url = server.reply("/feed", Reply(status=404), Reply(status=404), Reply(rss("Back", ["a"])))
    feed_id = follow(library, url, "Zephyr")
    await refresher.refresh()
    async with reading(library, NORMAL, refresher) as reader:
        screen = await doctor(reader)
        await reader.press("r")
        await reader.until(lambda: screen.status.is_error)
        assert screen.status.message == feed_of(library, feed_id).error_detail
        await reader.press("r")
        await reader.until(lambda: "It answers: 1 new article." in screen.status.message)
        await reader.until(lambda: any("All feeds are well." in line for line in reader.lines))


async def test_a_publisher_who_wants_to_be_left_alone_is_and_the_reader_is_told(
    library: Library, server: FakeServer, refresher: Refresher
) -> None:
    follow(
        library, server.reply("/feed", Reply(status=503, headers={"Retry-After": "600"})), "Busy"
    )
    await refresher.refresh()
    async with reading(library, NORMAL, refresher) as reader:
        screen = await doctor(reader)
        await reader.press("r")
        await reader.until(lambda: "asks to be left alone" in screen.status.message)
        assert len(server.requests) == 1
        await reader.press("escape")
        await reader.until(lambda: "asks to be left alone" in reader.said)


async def test_p_pauses_and_u_takes_it_back(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_id = feed_with("paper", parsed_entry("One"))
    async with reading(library) as reader:
        await doctor(reader)
        await reader.press("p")
        await reader.until(lambda: feed_of(library, feed_id).is_paused)
        await reader.until(lambda: any("paused" in line for line in reader.lines))
        await reader.press("u")
        await reader.until(lambda: not feed_of(library, feed_id).is_paused)


async def test_another_address_keeps_the_articles_and_can_be_taken_back(
    library: Library, server: FakeServer, refresher: Refresher
) -> None:
    old = server.publish("/feed", rss("Paper", ["a"]))
    feed_id = follow(library, old, "Paper")
    await refresher.refresh()
    new = server.publish("/newer", rss("Paper", ["a", "b"]))
    async with reading(library, NORMAL, refresher) as reader:
        await doctor(reader)
        await reader.press("e", "ctrl+u")
        await reader.type(new)
        await reader.press("enter")
        await reader.until(lambda: feed_of(library, feed_id).url == new)
        await reader.until(lambda: library.database.read(count_view, View()).result() == 2)
        await reader.press("u")
        await reader.until(lambda: feed_of(library, feed_id).url == old)


async def test_an_address_that_is_none_or_is_followed_already_is_refused(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("apple")
    feed_with("berry")
    async with reading(library) as reader:
        screen = await doctor(reader)
        await reader.press("e", "ctrl+u")
        assert not screen.status.message  # what the key means elsewhere does not matter
        await reader.type("https://berry.example/feed")
        await reader.press("enter")
        await reader.until(lambda: "already" in screen.status.message)
        await reader.press("e", "escape")
        assert reader.focused == "health"
        assert isinstance(reader.app.screen, DoctorScreen)


async def test_f_finds_the_feed_on_its_site_and_keeps_the_articles(
    library: Library, server: FakeServer, refresher: Refresher
) -> None:
    body = rss("Paper", ["a"]).replace(b"https://example.org/<", f"{server.url('/')}<".encode())
    feed_id = follow(library, server.publish("/feed", body), "Paper")
    await refresher.refresh()
    server.reply("/feed", Reply(status=404))
    moved = server.publish("/moved", rss("Paper", ["a", "b"]))
    page = b'<html><head><link rel="alternate" type="application/rss+xml" href="/moved"></head>'
    server.publish("/", page, content_type="text/html")
    async with reading(library, NORMAL, refresher) as reader:
        await doctor(reader)
        await reader.press("f")
        await reader.until(lambda: isinstance(reader.app.screen, PickScreen))
        await reader.press("enter")
        await reader.until(lambda: feed_of(library, feed_id).url == moved)
        await reader.until(lambda: library.database.read(count_view, View()).result() == 2)


async def test_f_finds_the_feed_on_the_page_that_is_at_its_address(
    library: Library, server: FakeServer, refresher: Refresher
) -> None:
    page = b'<html><head><link rel="alternate" type="application/rss+xml" href="/real"></head>'
    feed_id = follow(library, server.publish("/feed", page, content_type="text/html"), "Paper")
    real = server.publish("/real", rss("Paper", ["a"]))
    async with reading(library, NORMAL, refresher) as reader:
        await doctor(reader)
        await reader.press("f")
        await reader.until(lambda: isinstance(reader.app.screen, PickScreen))
        await reader.press("enter")
        await reader.until(lambda: feed_of(library, feed_id).url == real)


async def test_shift_d_stops_following_and_u_brings_everything_back(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("paper", parsed_entry("One"))
    async with reading(library) as reader:
        screen = await doctor(reader)
        await reader.press("D")
        await reader.until(lambda: not library.database.read(load_feeds).result())
        await reader.until(lambda: any("There are no feeds yet." in line for line in reader.lines))
        await reader.press("r", "e", "f", "p", "D")
        assert reader.app.screen is screen
        await reader.press("u")
        await reader.until(lambda: library.database.read(count_view, View()).result() == 1)
