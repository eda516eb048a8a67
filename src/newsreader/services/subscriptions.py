"""Following feeds: find them from what was typed, verify, subscribe, remove."""

import asyncio
import sqlite3
from collections.abc import Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass, field, replace

from newsreader.domain.errors import FetchError, NewsreaderError, ParseError
from newsreader.domain.events import EntriesArrived, SubscriptionsChanged
from newsreader.domain.feed import Feed, NewFeed
from newsreader.domain.identity import document_hash
from newsreader.domain.options import FeedOptions
from newsreader.domain.parsed import ParsedFeed
from newsreader.domain.urls import is_as_trusted, is_less_safe, origin
from newsreader.domain.wording import counted, span
from newsreader.fetch.answers import Ask, Failed, Fetched, Limits
from newsreader.fetch.client import FetchClient
from newsreader.services.feed_edit import FeedChange, read_address, refuse_known
from newsreader.services.library import Library
from newsreader.services.outcomes import BUSY, Visit, check_of
from newsreader.services.parse_worker import Job
from newsreader.services.readers import Reader
from newsreader.services.undo import History
from newsreader.store import feeds
from newsreader.store.checks import Saved, save_checks

MOST_CANDIDATES = 8
"""Feeds of one page that are looked at."""
_AT_ONCE = 2
PAGE = "html_instead_of_feed"
"""The code of a document that is a page, which may name feeds."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A feed that was found, fetched and read, ready to be subscribed to."""

    url: str
    """Where to fetch it from now on, without user and password."""
    title: str
    item_count: int
    newest_at: int | None
    """The date of its newest entry; None if it has no dates."""
    site_url: str | None
    options: FeedOptions = field(default_factory=FeedOptions)
    answer: Fetched | None = field(default=None, repr=False)
    parsed: ParsedFeed | None = field(default=None, repr=False)


async def find_candidates(
    address: str,
    *,
    now: int,
    parser: Reader | None = None,
    limits: Limits | None = None,
    client: FetchClient | None = None,
) -> list[Candidate]:
    """Find the feeds behind what was typed, the most promising first; never an empty list.

    An address of a feed is its own only candidate. A page names its feeds; where it does not,
    the usual places are tried. A parser and a client that are handed in are used and stay open,
    a client with its own limits. Raises UsageError ``bad_address``, FetchError
    ``no_feeds_found``, or what the fetch or the parser comes to.
    """
    url, options = read_address(address)
    async with AsyncExitStack() as own:
        if parser is None:
            from newsreader.services.parse_pool import ParsePool

            parser = ParsePool()
            own.push_async_callback(parser.aclose)
        if client is None:
            client = await own.enter_async_context(FetchClient(limits, lambda: now))
        search = _Search(client, parser, options, url, now)
        return await search.find(url)


async def find_other_addresses(
    feed: Feed, *, now: int, parser: Reader | None = None, limits: Limits | None = None
) -> list[Candidate]:
    """Find feeds at a feed's own address, which may be a page by now; if none, on its site.

    Gives an empty list where there is no feed but this one. Raises what :func:`find_candidates`
    raises for the site.
    """

    async def look(address: str) -> list[Candidate]:
        found = await find_candidates(address, now=now, parser=parser, limits=limits)
        return [candidate for candidate in found if candidate.url != feed.url]

    with suppress(NewsreaderError):
        if others := await look(feed.url):
            return others
    return await look(feed.site_url or "://".join(origin(feed.url)))


async def find_new_address(
    library: Library, feed: Feed, change: FeedChange, *, client: FetchClient, parser: Reader
) -> FeedChange:
    """Look at another address for a feed as at that of a new one; at its own if that is a page now.

    Gives the change with the address of the best candidate, and with the login that was typed
    within the address where the candidate may have it. Raises what :func:`find_candidates` raises,
    and UsageError ``already_subscribed``.
    """
    url, typed = read_address(change["url"])
    if url != feed.url:
        await asyncio.wrap_future(library.database.read(refuse_known, url))
    elif feed.error_code != PAGE:
        return change
    options = FeedOptions.from_json(feed.options).sent_to(url)
    headers = options.headers | change.get("headers", {})
    known = replace(
        options,
        user=change.get("user", options.user),
        password=change.get("password", options.password),
        headers={name: value for name, value in headers.items() if value},
    )
    goes_with_it = typed if typed.has_secrets else known
    search = _Search(client, parser, goes_with_it, url, library.clock())
    best, *_ = await search.find(url)
    if best.url == url:
        return change
    login: FeedChange = {"user": best.options.user, "password": best.options.password}
    return {**change, **(login if best.options.has_secrets else {}), "url": best.url}


async def subscribe(
    library: Library,
    wanted: str | Candidate,
    *,
    folder: Sequence[str] = (),
    title: str | None = None,
    history: History | None = None,
) -> Feed:
    """Follow a feed and store the entries it has now; a step of the history if there is one.

    ``wanted`` is a candidate, or an address, of which the best candidate is taken. Raises what
    :func:`find_candidates` raises, and UsageError ``already_subscribed``.
    """
    now = library.clock()
    if isinstance(wanted, Candidate):
        candidate = wanted
    else:
        candidate = (await find_candidates(wanted, now=now))[0]
    new = NewFeed(candidate.url, candidate.title, candidate.site_url, title or None, tuple(folder))
    return await asyncio.shield(_store(library, history, new, candidate, now))


async def subscribe_unseen(library: Library, new: Sequence[NewFeed], history: History) -> list[int]:
    """Follow feeds to be fetched with the next refresh: one step of the history, however many.

    Gives the ids of those that were not followed before.
    """
    now = library.clock()

    def add_all(db: sqlite3.Connection) -> list[int]:
        fresh = [one for one in new if feeds.load_feed_by_url(db, one.url) is None]
        return [feeds.add_feed(db, one, now) for one in fresh]

    async def write_and_tell() -> list[int]:
        feed_ids = await history.change(
            lambda added: f"Followed: {counted(len(added), 'feed')}", add_all
        )
        library.bus.publish(SubscriptionsChanged())
        return feed_ids

    return await asyncio.shield(write_and_tell())


async def remove(library: Library, feed_id: int) -> None:
    """Stop following a feed; its bookmarks stay, a folder left empty goes."""

    def remove_and_tidy(db: sqlite3.Connection) -> None:
        feeds.remove_feed(db, feed_id)
        feeds.remove_empty_folders(db)

    async def write_and_tell() -> None:
        await asyncio.wrap_future(library.database.write(remove_and_tidy))
        library.bus.publish(SubscriptionsChanged())

    await asyncio.shield(write_and_tell())


async def _store(
    library: Library, history: History | None, new: NewFeed, candidate: Candidate, now: int
) -> Feed:
    """Write down a new feed and tell of it, whoever still waits for that."""
    history = history or History(library)
    feed, saved = await history.change(
        lambda done: f"Followed: {done[0].title}", _add, new, candidate, now
    )
    library.bus.publish(SubscriptionsChanged())
    for one in saved:
        if one.new_ids:
            library.bus.publish(EntriesArrived(feed.id, tuple(one.new_ids)))
    return feed


def _add(
    db: sqlite3.Connection, new: NewFeed, candidate: Candidate, now: int
) -> tuple[Feed, list[Saved]]:
    """Store a feed and what was fetched of it, in one transaction."""
    refuse_known(db, new.url)
    feed_id = feeds.add_feed(db, new, now)
    feeds.save_options(db, feed_id, candidate.options.to_json())
    feed = feeds.load_feed(db, feed_id)
    assert feed is not None  # noqa: S101 - just added
    saved: list[Saved] = []
    if candidate.answer is not None:
        visit = Visit(feed, now, body_hash=document_hash(candidate.answer.body))
        check = check_of(visit, candidate.answer, candidate.parsed)
        saved = save_checks(db, [check], now)
        feed = feeds.load_feed(db, feed_id) or feed
    return feed, saved


def unseen(address: str) -> Candidate:
    """Take an address for that of a feed, to be fetched with the next refresh.

    Raises UsageError ``bad_address``.
    """
    url, options = read_address(address)
    return Candidate(url, "", 0, None, None, options)


@dataclass(frozen=True, slots=True)
class _Search:
    """Looking for feeds from one address."""

    client: FetchClient
    parser: Reader
    options: FeedOptions
    asked: str
    """Who may know the options; a redirect or a page can name somebody else."""
    now: int

    async def find(self, url: str) -> list[Candidate]:
        """Look at an address, then at the feeds it names, then at the usual places."""
        answer = await self._fetch(url)
        if isinstance(answer, Failed):
            raise FetchError(answer.code, _why_not(answer))
        try:
            return [await self._read(url, answer)]
        except ParseError as error:
            if error.code != PAGE:
                raise
        from newsreader.parse.discover import find_feed_links, well_known_paths

        links = await asyncio.to_thread(find_feed_links, answer.body, answer.url, answer.link)
        found = await self._verify([link.url for link in links[:MOST_CANDIDATES]], answer.url)
        if not found:
            places = well_known_paths(answer.url)
            found = await self._verify(places, answer.url, is_one_enough=True)
        if not found:
            raise FetchError(
                "no_feeds_found",
                f"The feeds that this page names cannot be read, {links[0].url} for one. "
                "Add that address to see why."
                if links
                else "This page names no feed, and there is none in the usual places. "
                "Look on the site for a link called RSS, Atom or feed and add that address.",
            )
        return found

    async def _fetch(self, url: str, page: str = "") -> Fetched | Failed:
        ask = Ask(url, named_by=page)
        if is_as_trusted(url, self.asked):
            options = self.options
            headers = tuple(options.headers.items())
            ask = replace(ask, user=options.user, password=options.password, headers=headers)
        answer = await self.client.fetch(ask)
        assert isinstance(answer, Fetched | Failed)  # noqa: S101 - nothing conditional was asked
        return answer

    async def _read(self, url: str, answer: Fetched) -> Candidate:
        job = Job(answer.body, answer.content_type, answer.url, self.now)
        parsed = (await self.parser.read(job)).feed
        assert parsed is not None  # noqa: S101 - no known document was named
        dates = [date for e in parsed.entries if (date := e.published_at or e.updated_at)]
        if answer.moved_to and not is_less_safe(answer.moved_to, url):
            url = answer.moved_to
        return Candidate(
            url,
            parsed.title,
            len(parsed.entries),
            max(dates, default=None),
            parsed.site_url,
            self.options if is_as_trusted(url, self.asked) else FeedOptions(),
            answer,
            parsed,
        )

    async def _try(self, url: str, page: str) -> Candidate | None:
        answer = await self._fetch(url, page)
        if isinstance(answer, Failed):
            return None
        try:
            return await self._read(url, answer)
        except ParseError:
            return None

    async def _verify(
        self, urls: Sequence[str], page: str, *, is_one_enough: bool = False
    ) -> list[Candidate]:
        """Give those addresses that hold a feed, in their order, a few at once."""
        found: dict[str, Candidate] = {}
        for start in range(0, len(urls), _AT_ONCE):
            tries = [self._try(url, page) for url in urls[start : start + _AT_ONCE]]
            for candidate in await asyncio.gather(*tries):
                if candidate is not None:
                    found.setdefault(candidate.url, candidate)
            if found and is_one_enough:
                break
        return sorted(found.values(), key=lambda candidate: candidate.item_count == 0)


def _why_not(answer: Failed) -> str:
    """Say why there is no document; nobody waits here as long as a publisher wishes."""
    if answer.code not in BUSY:
        return answer.sentence
    wait = span(answer.retry_after_s) if answer.retry_after_s else "a while"
    return f"{answer.host} asks to be left alone for {wait}. Try again then."
