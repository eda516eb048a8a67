"""The overview counts what the feed tree shows."""

import time
from collections.abc import Callable

from factory import NOW, parsed_entry
from newsreader.domain.view import Scope
from newsreader.services.library import Library
from newsreader.services.overview import load_overview, today
from newsreader.store.entries import set_read, set_starred
from newsreader.store.headlines import load_spine


def test_counts_are_those_of_the_library(library: Library, feed_with: Callable[..., int]) -> None:
    old = NOW - 3 * 86_400
    feed_id = feed_with(
        "a",
        parsed_entry("1", published_at=NOW),
        parsed_entry("2", published_at=old),
        parsed_entry("3", published_at=old),
        folder=("News", "Austria"),
    )
    other = feed_with("b", parsed_entry("4", published_at=NOW - 1))
    spine = library.database.read(load_spine, today(NOW)).result()
    library.database.write(set_read, [spine[0]], True, NOW).result()
    library.database.write(set_starred, [spine[0]], True).result()
    overview = library.database.read(load_overview, NOW).result()
    assert [feed.title for feed in overview.feeds] == ["A", "B"]
    assert overview.unread == {feed_id: 2, other: 1}
    assert (overview.all_unread, overview.today_unread) == (3, 1)
    assert (overview.starred, overview.bookmarked) == (1, 0)


def test_a_folder_stands_for_all_feeds_inside(
    library: Library, feed_with: Callable[..., int]
) -> None:
    inner = feed_with("a", folder=("News", "Austria"))
    outer = feed_with("b", folder=("News",))
    feed_with("c")
    overview = library.database.read(load_overview, NOW).result()
    ids = {folder.name: folder.id for folder in overview.folders.values()}
    assert overview.feed_ids(Scope.FOLDER, ids["News"]) == [inner, outer]
    assert overview.feed_ids(Scope.FOLDER, ids["Austria"]) == [inner]
    assert overview.feed_ids(Scope.FEED, outer) == [outer]
    assert overview.feed_ids(Scope.ALL, None) is None
    assert overview.folder_of(Scope.FEED, inner) == ids["Austria"]
    assert overview.folder_of(Scope.STARRED, None) is None


def test_today_begins_at_midnight_where_the_reader_is() -> None:
    since = today(NOW).since
    assert since is not None
    assert time.localtime(since)[:6] == (*time.localtime(NOW)[:3], 0, 0, 0)
