"""The pages behind bookmarks: which of them may be asked for."""

import pytest

from fakes.server import FakeServer
from newsreader.domain.bookmark import Bookmark
from newsreader.services.bookmark_pages import LinkCheck, check_links, complete_bookmark
from newsreader.services.library import Library
from newsreader.store.bookmarks import save_bookmark

PAGE = b"<html><head><title>At home</title></head><body><p>Secret.</p></body></html>"
PUBLIC_FEED = "https://1.1.1.1/feed"


def save(library: Library, url: str, feed_url: str) -> int:
    bookmark = Bookmark(0, url, "", feed_url=feed_url, guid="1" if feed_url else "")
    return library.database.write(save_bookmark, bookmark).result().id


@pytest.mark.parametrize(("feed_url", "is_asked"), [(PUBLIC_FEED, False), ("", True)])
async def test_only_the_reader_may_name_a_page_of_his_own_network(
    library: Library, feed_url: str, is_asked: bool
) -> None:
    with FakeServer() as server:
        bookmark_id = save(library, server.publish("/page", PAGE), feed_url)
        failure = await complete_bookmark(library, bookmark_id)
        checks: list[LinkCheck] = []
        await check_links(library, [bookmark_id], checks.append)
    assert (failure is None) is is_asked
    assert [check.code for check in checks] == ["ok" if is_asked else "private_redirect"]
    assert bool(server.requests) is is_asked
