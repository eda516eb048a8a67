"""Feeds and folders."""

import sqlite3
from collections.abc import Callable

from factory import NOW, parsed_entry
from newsreader.domain.bookmark import Bookmark
from newsreader.domain.feed import NewFeed
from newsreader.domain.view import Scope, View
from newsreader.services.library import Library
from newsreader.store import feeds
from newsreader.store.bookmarks import load_bookmark, save_bookmark
from newsreader.store.headlines import count_view


def test_subscribing_twice_keeps_one_feed(library: Library) -> None:
    new = NewFeed("https://a.example/feed", title="A")
    first = library.database.write(feeds.add_feed, new, NOW).result()
    assert library.database.write(feeds.add_feed, new, NOW).result() == first


def test_readers_title_wins_over_the_feeds(library: Library) -> None:
    new = NewFeed("https://a.example/feed", title="A")
    feed_id = library.database.write(feeds.add_feed, new, NOW).result()
    library.database.write(feeds.rename_feed, feed_id, "Mine").result()
    feed = library.database.read(feeds.load_feed, feed_id).result()
    assert feed is not None
    assert feed.title == "Mine"
    library.database.write(feeds.rename_feed, feed_id, "").result()
    feed = library.database.read(feeds.load_feed, feed_id).result()
    assert feed is not None
    assert feed.title == "A"


def test_folder_shows_the_feeds_of_its_folders(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("a", parsed_entry("1"), folder=("News",))
    feed_with("b", parsed_entry("2"), folder=("News", "Austria"))
    feed_with("c", parsed_entry("3"))
    folders = library.database.read(feeds.load_folders).result()
    paths = {folder.path: folder.id for folder in folders.values()}
    assert set(paths) == {("News",), ("News", "Austria")}
    counts = {
        path: library.database.read(count_view, View(Scope.FOLDER, folder_id)).result()
        for path, folder_id in paths.items()
    }
    assert counts == {("News",): 2, ("News", "Austria"): 1}


def test_removing_a_feed_keeps_its_bookmarks_and_drops_empty_folders(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_id = feed_with("a", parsed_entry("1"), folder=("News", "Austria"))
    copy = Bookmark(
        0, "https://example.org/1", "Kept", NOW, tags=("keep",), entry_id=1, html="<p>x</p>"
    )
    bookmark_id = library.database.write(save_bookmark, copy).result().id
    assert library.database.write(feeds.remove_feed, feed_id).result()
    library.database.write(feeds.remove_empty_folders).result()
    kept = library.database.read(load_bookmark, bookmark_id).result()
    assert kept is not None
    assert (kept.title, kept.html, kept.entry_id, kept.tags) == (
        "Kept",
        "<p>x</p>",
        None,
        ("keep",),
    )
    assert library.database.read(feeds.load_folders).result() == {}
    assert not library.database.write(feeds.remove_feed, feed_id).result()


def test_what_is_listed_of_feeds_is_what_they_are(library: Library) -> None:
    write, told = library.database.write, {"b": ("http_404", "It is gone."), "c": ("timeout", "")}
    for name in ("c", "B", "b", "a"):
        new = NewFeed(f"https://{name}.example", title="" if name == "a" else name, folder=("N",))
        feed_id = write(feeds.add_feed, new, NOW).result()
        write(_fail, feed_id, *told.get(name, (None, None))).result()
    listed = library.database.read(feeds.load_listed_feeds).result()
    whole = library.database.read(feeds.load_feeds).result()
    assert listed == [
        (one.id, one.title, one.site_url, one.folder_id, one.error_detail or one.error_code)
        for one in whole
    ]
    assert [feed.error for feed in listed] == [None, "It is gone.", "timeout", None]


def _fail(db: sqlite3.Connection, feed_id: int, code: str | None, detail: str | None) -> None:
    db.execute(
        "UPDATE feed SET error_code = ?, error_detail = ? WHERE id = ?", (code, detail, feed_id)
    )
