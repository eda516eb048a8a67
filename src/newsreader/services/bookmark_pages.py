"""The pages behind bookmarks: fetched for a title and a copy, looked at whether they are there."""

import asyncio
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from newsreader.domain.bookmark import Bookmark, clean_bookmark
from newsreader.domain.events import BookmarksChanged
from newsreader.domain.urls import host
from newsreader.fetch.answers import Ask, Failed, Fetched, Limits
from newsreader.services.library import Library
from newsreader.store.bookmarks import (
    change_bookmark,
    load_bookmark,
    load_bookmarks,
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


async def complete_bookmark(
    library: Library, bookmark_id: int, limits: Limits | None = None
) -> Failed | None:
    """Fetch the page of a bookmark and fill what is missing: title, description, copy.

    What the reader wrote and a copy that is there stay. Gives the failure if there was one.
    """
    from newsreader.fetch.client import FetchClient
    from newsreader.parse.page import read_page

    bookmark = await asyncio.wrap_future(library.database.read(load_bookmark, bookmark_id))
    if bookmark is None or not bookmark.url:
        return None
    async with FetchClient(limits, library.clock) as client:
        answer = await client.fetch(_ask(bookmark))
    if not isinstance(answer, Fetched):
        return answer if isinstance(answer, Failed) else None
    page = await asyncio.to_thread(read_page, answer.body, answer.content_type)

    def fill(kept: Bookmark) -> Bookmark:
        filled = replace(
            kept,
            title=kept.title or page.title,
            description=kept.description or page.description,
            author=kept.author or page.author,
            language=kept.language or page.language,
        )
        if not kept.html and page.html:
            filled = replace(filled, html=page.html, base_url=answer.url)
        return clean_bookmark(filled)

    await asyncio.wrap_future(library.database.write(change_bookmark, bookmark_id, fill))
    library.bus.publish(BookmarksChanged())
    return None


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
