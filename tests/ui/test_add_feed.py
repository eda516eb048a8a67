"""The dialog that adds a feed: what it puts up with."""

from fakes.refresher import StubRefresher
from fakes.server import FakeServer, rss
from newsreader.services.library import Library
from newsreader.store.feeds import load_feeds
from newsreader.store.headlines import unread_counts
from reader import reading


async def test_following_a_feed_is_taken_back_and_done_again(library: Library) -> None:
    with FakeServer() as server:
        url = server.publish("/feed", rss("Short", ["a", "b"]))
        async with reading(library, refresher=StubRefresher(library)) as reader:
            await reader.press("a")
            await reader.type(url)
            await reader.press("enter")
            await reader.until(lambda: reader.app.screen.has_class("-found"))
            await reader.press("enter")
            await reader.until(lambda: reader.app.screen is reader.screen)
            await reader.press("u")
            await reader.until(lambda: "Taken back: Followed: Short" in reader.said)
            assert library.database.read(load_feeds).result() == []
            await reader.press("U")
            await reader.until(lambda: "Done again" in reader.said)
            assert library.database.read(unread_counts).result() == {1: 2}


async def test_the_limits_of_the_settings_hold_when_a_feed_is_looked_for(library: Library) -> None:
    with FakeServer() as server:
        url = server.publish("/feed", rss("Long", map(str, range(100))))
        async with reading(library, refresher=StubRefresher(library)) as reader:
            await reader.press("a")
            await reader.type(url)
            await reader.press("enter")
            await reader.until(lambda: reader.app.screen.query("#say.-error"))
            assert any("more than" in line for line in reader.lines)


async def test_the_keys_are_told_before_a_feed_is_found_and_after(library: Library) -> None:
    with FakeServer() as server:
        url = server.publish("/feed", rss("Short", ["One"]))
        async with reading(library, refresher=StubRefresher(library)) as reader:
            await reader.press("a")
            assert any("Enter look for feeds   Esc cancel" in line for line in reader.lines)
            await reader.type(url)
            await reader.press("enter")
            await reader.until(lambda: any("Enter add" in line for line in reader.lines))
            await reader.press("shift+tab", "x")
            await reader.until(lambda: any("look for feeds" in line for line in reader.lines))
