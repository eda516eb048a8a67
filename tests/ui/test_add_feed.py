"""The dialog that adds a feed: what it puts up with."""

from fakes.refresher import StubRefresher
from fakes.server import FakeServer, rss
from newsreader.services.library import Library
from reader import reading


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
