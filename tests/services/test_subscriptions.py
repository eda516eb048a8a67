"""Following feeds: from what was typed to stored entries, and back."""

import asyncio
from collections.abc import Iterator

import pytest

from factory import parsed_entry
from fakes.parser import InlineParser
from fakes.server import FakeServer, Reply, rss
from newsreader.domain.errors import FetchError, NewsreaderError
from newsreader.domain.events import EntriesArrived, Event, SubscriptionsChanged
from newsreader.domain.feed import NewFeed
from newsreader.domain.options import FeedOptions
from newsreader.domain.view import View
from newsreader.fetch.answers import Ask, Fetched, Limits, Validators
from newsreader.fetch.client import FetchClient
from newsreader.services.library import Library
from newsreader.services.refresh import Refresher
from newsreader.services.subscriptions import (
    Candidate,
    _Search,
    find_candidates,
    remove,
    subscribe,
    subscribe_unseen,
    unseen,
)
from newsreader.services.undo import History
from newsreader.store.entries import apply_update
from newsreader.store.feeds import load_due_feeds, load_feeds, load_folders
from newsreader.store.headlines import count_view
from patience import PATIENCE_S

BODY = rss("News", ["a", "b"])
PAGE = b"""<!doctype html><html><head><title>A site</title>
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
<link rel="alternate" type="application/rss+xml" title="All" href="/all.xml">
</head><body><p>Hello.</p></body></html>"""


@pytest.fixture
def server() -> Iterator[FakeServer]:
    with FakeServer() as opened:
        yield opened


async def find(address: str) -> list[Candidate]:
    return await find_candidates(
        address, now=1_790_000_000, parser=InlineParser(), limits=Limits(total_s=2)
    )


async def code_of(address: str) -> str:
    with pytest.raises(NewsreaderError) as caught:
        await find(address)
    assert str(caught.value).endswith(".")
    return caught.value.code


async def test_address_of_a_feed_is_its_own_candidate(server: FakeServer) -> None:
    url = server.publish("/feed", BODY)
    [candidate] = await find(url)
    assert (candidate.url, candidate.title, candidate.item_count) == (url, "News", 2)
    assert len(server.requests) == 1


@pytest.mark.parametrize("typed", ["{host}/feed", "feed:{url}", "feed://{host}/feed", " <{url}> "])
async def test_addresses_are_taken_as_people_type_them(server: FakeServer, typed: str) -> None:
    url = server.publish("/feed", BODY)
    typed = typed.format(url=url, host=url.removeprefix("http://").removesuffix("/feed"))
    [candidate] = await find(typed)
    assert candidate.url == url


async def test_page_offers_the_feeds_it_names_with_comments_last(server: FakeServer) -> None:
    server.publish("/all.xml", BODY)
    server.publish("/comments/feed", rss("Comments", ["c"]))
    found = await find(server.publish("/page", PAGE))
    assert [candidate.title for candidate in found] == ["News", "Comments"]


async def test_named_feeds_that_are_none_are_not_offered(server: FakeServer) -> None:
    server.publish("/all.xml", b"<html><p>Moved.")
    server.publish("/comments/feed", rss("Comments", ["c"]))
    found = await find(server.publish("/page", PAGE))
    assert [candidate.title for candidate in found] == ["Comments"]


async def test_usual_places_come_last(server: FakeServer) -> None:
    server.publish("/feed.xml", BODY)
    found = await find(server.publish("/", b"<html><body><p>No word about it.</p></body></html>"))
    assert [candidate.url for candidate in found] == [server.url("/feed.xml")]


async def test_permanent_redirect_is_followed_at_once(server: FakeServer) -> None:
    server.publish("/new", BODY)
    [candidate] = await find(server.redirect("/old", "/new", 301))
    assert candidate.url == server.url("/new")
    [candidate] = await find(server.redirect("/short", "/new", 302))
    assert candidate.url == server.url("/short")


async def test_what_cannot_be_followed_is_said_in_words(server: FakeServer) -> None:
    assert await code_of("") == "bad_address"
    assert await code_of("javascript:alert(1)") == "bad_address"
    assert await code_of(server.url("/nothing")) == "http_404"
    assert await code_of(server.publish("/page", b"<html><p>Nothing.")) == "no_feeds_found"
    assert await code_of(server.publish("/text", b"just words")) == "not_a_feed"
    assert await code_of(server.publish("/empty", b"")) == "empty_body"


@pytest.mark.parametrize(
    ("headers", "wait"), [({"Retry-After": "1800"}, "30 minutes"), ({}, "a while")]
)
async def test_busy_host_says_for_how_long_and_that_nobody_waits_here(
    server: FakeServer, headers: dict[str, str], wait: str
) -> None:
    with pytest.raises(FetchError, match=f"left alone for {wait}. Try again then") as caught:
        await find(server.reply("/feed", Reply(status=429, headers=headers)))
    assert caught.value.code == "http_429"


async def test_page_whose_feeds_fail_does_name_feeds(server: FakeServer) -> None:
    page = server.publish("/page", PAGE)
    with pytest.raises(FetchError, match=r"cannot be read, \S+/all.xml for one"):
        await find(page)


async def test_feeds_that_were_picked_are_taken_back_in_one_step_whatever_has_come(
    library: Library,
) -> None:
    history = History(library)
    new = [NewFeed(f"https://{name}.example/", name, folder=("News",)) for name in "abc"]
    await subscribe_unseen(library, new[:1], history)
    feed_ids = await subscribe_unseen(library, new, history)
    assert len(feed_ids) == 2  # one was there
    library.database.write(apply_update, feed_ids[0], [parsed_entry("1")], library.clock()).result()
    assert (await history.undo()).title == "Followed: 2 feeds"
    assert [feed.title for feed in library.database.read(load_feeds).result()] == ["a"]
    await history.redo()
    assert len(library.database.read(load_feeds).result()) == 3
    assert library.database.read(count_view, View()).result() == 1
    await history.undo()
    await history.undo()
    assert library.database.read(load_folders).result() == {}


async def test_subscribing_stores_the_first_entries_and_asks_only_once(
    library: Library, server: FakeServer
) -> None:
    events: list[Event] = []
    library.bus.subscribe(events.append)
    [candidate] = await find(server.publish("/feed", BODY, etag='"1"'))
    feed = await subscribe(library, candidate, folder=("News", "World"), title="Mine")
    assert (feed.title, feed.etag, feed.checked_at) == ("Mine", '"1"', library.clock())
    assert library.database.read(count_view, View()).result() == 2
    folders = library.database.read(load_folders).result()
    assert feed.folder_id is not None
    assert folders[feed.folder_id].path == ("News", "World")
    assert SubscriptionsChanged() in events
    assert [len(e.new_ids) for e in events if isinstance(e, EntriesArrived)] == [2]
    assert library.database.read(load_due_feeds, library.clock()).result() == []
    assert len(server.requests) == 1


async def test_feed_is_told_of_though_its_dialog_has_closed_meanwhile(
    library: Library, server: FakeServer
) -> None:
    told: asyncio.Queue[Event] = asyncio.Queue()
    library.bus.subscribe(told.put_nowait)
    [candidate] = await find(server.publish("/feed", BODY))
    dialog = asyncio.create_task(subscribe(library, candidate))
    await asyncio.sleep(0)
    dialog.cancel()
    async with asyncio.timeout(PATIENCE_S):
        assert await told.get() == SubscriptionsChanged()
        assert isinstance(await told.get(), EntriesArrived)


async def test_subscribing_twice_is_refused(library: Library, server: FakeServer) -> None:
    [candidate] = await find(server.publish("/feed", BODY))
    await subscribe(library, candidate)
    with pytest.raises(NewsreaderError, match="News"):
        await subscribe(library, candidate)
    assert library.database.read(count_view, View()).result() == 2


async def test_unverified_address_is_stored_unseen_and_fetched_next(
    library: Library, server: FakeServer
) -> None:
    feed = await subscribe(library, unseen(server.url("/later")))
    assert server.requests == []
    assert [due.id for due in library.database.read(load_due_feeds, library.clock()).result()] == [
        feed.id
    ]


async def test_user_and_password_are_kept_out_of_the_address(
    library: Library, server: FakeServer
) -> None:
    url = server.publish("/feed", BODY)
    [candidate] = await find(url.replace("http://", "http://anna:geheim@"))
    assert "geheim" not in repr(candidate)
    feed = await subscribe(library, candidate)
    assert feed.url == url
    refresher = Refresher(library, parser=InlineParser())
    await refresher.refresh(force=True)
    await refresher.aclose()
    assert all("authorization" in headers for headers in server.asked("/feed"))


async def test_password_stays_with_the_host_it_was_typed_for(server: FakeServer) -> None:
    with FakeServer() as other:
        target = other.publish("/feed", BODY)
        typed = server.redirect("/old", target, 301).replace("http://", "http://anna:geheim@")
        [candidate] = await find(typed)
    assert (candidate.url, candidate.options) == (target, FeedOptions())
    assert "authorization" not in other.asked("/feed")[0]


async def test_redirect_that_gives_up_encryption_is_not_taken_as_the_new_address() -> None:
    client = RedirectingClient("http://example.org/new")
    search = _Search(client, InlineParser(), FeedOptions(), "https://example.org/", 1_790_000_000)
    [candidate] = await search.find("https://example.org/feed")
    assert candidate.url == "https://example.org/feed"


async def test_login_goes_along_from_http_to_the_tls_of_the_same_host() -> None:
    client, login = RedirectingClient("https://example.org/f"), FeedOptions(user="anna")
    search = _Search(client, InlineParser(), login, "http://example.org/f", 1_790_000_000)
    [candidate] = await search.find("http://example.org/f")
    assert (candidate.url, candidate.options) == ("https://example.org/f", login)


class RedirectingClient(FetchClient):
    """Finds every feed at another address, moved there for good."""

    def __init__(self, target: str) -> None:
        super().__init__()
        self._target = target

    async def fetch(self, ask: Ask) -> Fetched:
        return Fetched(self._target, BODY, "", Validators(), 0, self._target, "", len(BODY))


async def test_removing_is_told_and_a_folder_left_empty_goes(
    library: Library, server: FakeServer
) -> None:
    feed = await subscribe(library, unseen(server.url("/a")), folder=("Old",))
    events: list[Event] = []
    library.bus.subscribe(events.append)
    await remove(library, feed.id)
    assert library.database.read(load_feeds).result() == []
    assert library.database.read(load_folders).result() == {}
    assert events == [SubscriptionsChanged()]
