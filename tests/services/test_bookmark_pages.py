"""The pages behind bookmarks: which of them may be asked for."""

import pytest

import pages
from fakes.server import FakeServer
from newsreader.domain.bookmark import Bookmark
from newsreader.domain.bookmark_view import BookmarkView
from newsreader.services.bookmark_pages import LinkCheck, check_links, complete_bookmark
from newsreader.services.library import Library
from newsreader.store.bookmark_lists import load_bookmark_spine
from newsreader.store.bookmarks import load_bookmark, save_bookmark

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
        failure = (await complete_bookmark(library, bookmark_id)).failure
        checks: list[LinkCheck] = []
        await check_links(library, [bookmark_id], checks.append)
    assert (failure is None) is is_asked
    assert [check.code for check in checks] == ["ok" if is_asked else "private_redirect"]
    assert bool(server.requests) is is_asked


def loaded(library: Library) -> list[Bookmark]:
    """All bookmarks, the one that was saved first at the beginning."""
    ids = library.database.read(load_bookmark_spine, BookmarkView()).result()
    found = (library.database.read(load_bookmark, number).result() for number in sorted(ids))
    return [bookmark for bookmark in found if bookmark is not None]


def page(title: str, canonical: str) -> bytes:
    return f'<title>{title}</title><link rel="canonical" href="{canonical}"><p>{title}</p>'.encode()


async def test_the_copy_is_the_article_and_the_whole_page_is_kept_beside_it(
    library: Library,
) -> None:
    with FakeServer() as server:
        url = server.publish("/river", pages.PAGE.encode(), content_type="text/html")
        await complete_bookmark(library, save(library, url, ""))
    [kept] = loaded(library)
    assert pages.SENTENCES[0] in kept.html
    assert "newsletter" not in kept.html
    assert kept.page == pages.PAGE
    assert kept.base_url == url


async def test_a_page_saved_under_two_addresses_becomes_one(library: Library) -> None:
    with FakeServer() as server:
        for path in ("/a", "/a/amp", "/a/print"):
            server.publish(path, page("One", "/a"), content_type="text/html")
        ids = []
        for path, tag in (("/a/amp", "x"), ("/a", "y"), ("/a/print", "z")):
            bookmark = Bookmark(0, server.url(path), "", 1, note=f"Note {tag}.", tags=(tag,))
            ids.append(library.database.write(save_bookmark, bookmark).result().id)
            completed = await complete_bookmark(library, ids[-1])
            assert completed.id == ids[0]
    [kept] = loaded(library)
    assert kept.url.endswith("/a/amp")
    assert kept.tags == ("x", "y", "z")
    assert all(f"Note {tag}." in kept.note for tag in "xyz")


async def test_pages_with_other_titles_stay_apart_whatever_they_name(library: Library) -> None:
    with FakeServer() as server:
        server.publish("/a", page("One", "/a"), content_type="text/html")
        server.publish("/b", page("Two", "/a"), content_type="text/html")
        for path in ("/a", "/b"):
            await complete_bookmark(library, save(library, server.url(path), ""))
    assert [bookmark.title for bookmark in loaded(library)] == ["One", "Two"]
