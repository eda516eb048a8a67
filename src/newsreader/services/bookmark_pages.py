"""The pages behind bookmarks: fetched for a title and a copy, looked at whether they are there."""

import asyncio
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from newsreader.domain.bookmark import Bookmark, clean_bookmark, merge_bookmarks
from newsreader.domain.events import BookmarksChanged
from newsreader.domain.urls import host
from newsreader.fetch.answers import Ask, Failed, Fetched, Limits
from newsreader.parse.page import Page
from newsreader.services.library import Library
from newsreader.store.bookmarks import (
    change_bookmark,
    load_bookmark,
    load_bookmarks,
    load_twin,
    remove_bookmarks,
    save_link_check,
)
from newsreader.store.database import Priority

if TYPE_CHECKING:
    from newsreader.fetch.client import FetchClient

OK, MOVED = "ok", "moved"
GONE = frozenset({"http_404", "http_410", "dns_failed"})
"""Codes of pages that will hardly come back; all others may be a matter of the day."""
_HOSTS_AT_ONCE = 8


class LinkCheck(NamedTuple):
    """What a look at a bookmark's page came to."""

    bookmark: Bookmark
    code: str
    """``ok``, ``moved`` or the code of an error."""
    sentence: str
    """What went wrong, for people; empty if nothing did."""
    moved_to: str = ""

    @property
    def is_gone(self) -> bool:
        """Whether the page will hardly come back."""
        return self.code in GONE


class Completed(NamedTuple):
    """What fetching the page of a bookmark came to."""

    id: int
    """Of the bookmark as it is now: of another one that is of the same page, if there was one."""
    failure: Failed | None = None


async def complete_bookmark(
    library: Library, bookmark_id: int, limits: Limits | None = None
) -> Completed:
    """Fetch the page of a bookmark and fill what is missing: title, description, copy.

    What the reader wrote and a copy that is there stay. If the page turns out to be one that was
    saved under another address, the two become one.
    """
    from newsreader.fetch.client import FetchClient
    from newsreader.services.page_worker import read_page_apart

    bookmark = await asyncio.wrap_future(library.database.read(load_bookmark, bookmark_id))
    if bookmark is None or not bookmark.url:
        return Completed(bookmark_id)
    async with FetchClient(limits, library.clock) as client:
        answer = await client.fetch(_ask(bookmark))
    if not isinstance(answer, Fetched):
        return Completed(bookmark_id, answer if isinstance(answer, Failed) else None)
    page = await read_page_apart(answer.body, answer.content_type, answer.url)
    filling = library.database.write(_fill, bookmark_id, page, answer.url, library.clock())
    now_id = await asyncio.wrap_future(filling)
    library.bus.publish(BookmarksChanged())
    return Completed(now_id)


def _fill(db: sqlite3.Connection, bookmark_id: int, page: Page, url: str, now: int) -> int:
    """Add what the page says, and merge the bookmark with one of the same page; give its id."""

    def fill(kept: Bookmark) -> Bookmark:
        filled = replace(
            kept,
            title=kept.title or page.title,
            description=kept.description or page.description,
            author=kept.author or page.author,
            language=kept.language or page.language,
            canonical=page.canonical,
        )
        if not kept.html and page.html:
            whole = page.html if page.article else ""
            filled = replace(filled, html=page.article or page.html, page=whole, base_url=url)
        return clean_bookmark(filled)

    filled = change_bookmark(db, bookmark_id, fill)
    twin = load_twin(db, filled) if filled else None
    if filled is None or twin is None:
        return bookmark_id
    kept, other = sorted((filled, twin), key=lambda bookmark: (bookmark.created_at, bookmark.id))
    remove_bookmarks(db, [other.id])
    change_bookmark(db, kept.id, lambda _: replace(merge_bookmarks(kept, other), changed_at=now))
    return kept.id


async def check_links(
    library: Library,
    bookmark_ids: Sequence[int],
    on_check: Callable[[LinkCheck], None],
    limits: Limits | None = None,
) -> None:
    """Look whether pages are still there; write it down and tell each as it is known.

    A host is asked for one page at a time. Bookmarks without an address are left out.
    """
    from newsreader.fetch.client import FetchClient

    bookmarks = await asyncio.wrap_future(
        library.database.read_later(load_bookmarks, list(bookmark_ids))
    )
    by_host: dict[str, list[Bookmark]] = defaultdict(list)
    for bookmark in bookmarks:
        if bookmark.url:
            by_host[host(bookmark.url)].append(replace(bookmark, html=""))
    places = asyncio.Semaphore(_HOSTS_AT_ONCE)

    async def check_host(client: "FetchClient", pages: list[Bookmark]) -> None:
        async with places:
            for bookmark in pages:
                check = await _check(client, bookmark)
                await asyncio.wrap_future(
                    library.database.write_with(
                        Priority.REFRESH,
                        save_link_check, bookmark.id, check.code, check.moved_to, library.clock(),
                    )
                )  # fmt: skip
                on_check(check)

    async with FetchClient(limits, library.clock) as client, asyncio.TaskGroup() as group:
        for pages in by_host.values():
            group.create_task(check_host(client, pages))
    library.bus.publish(BookmarksChanged())


def archive_link(url: str) -> str:
    """Give the address under which a public archive would have the page; nothing is asked."""
    return f"https://web.archive.org/web/2/{url}"


def _ask(bookmark: Bookmark) -> Ask:
    """Ask for a page; one that a feed has named may not lie in the reader's own network."""
    return Ask(bookmark.url, named_by=bookmark.feed_url)


async def _check(client: "FetchClient", bookmark: Bookmark) -> LinkCheck:
    answer = await client.fetch(_ask(bookmark))
    if isinstance(answer, Failed):
        is_there = answer.code in {"too_large", "empty_body"}
        if not is_there:
            return LinkCheck(bookmark, answer.code, answer.sentence)
        return LinkCheck(bookmark, OK, "")
    if answer.moved_to and answer.moved_to != bookmark.url:
        return LinkCheck(bookmark, MOVED, "", answer.moved_to)
    return LinkCheck(bookmark, OK, "")
