"""The rows of the feed tree follow from what there is."""

from newsreader.domain.feed import Folder, ListedFeed
from newsreader.domain.view import Scope, View
from newsreader.services.overview import Overview
from newsreader.ui.widgets.feed_rows import (
    STARRED,
    TODAY,
    UNREAD,
    RowKey,
    RowKind,
    feed_rows,
    view_of,
)

NEWS = Folder(1, None, "News", ("News",))
AUSTRIA = Folder(2, 1, "Austria", ("News", "Austria"))
OVERVIEW = Overview(
    [
        ListedFeed(1, "A", folder_id=2, error="Gone."),
        ListedFeed(2, "B", folder_id=1),
        ListedFeed(3, "C"),
    ],
    {1: NEWS, 2: AUSTRIA},
    {1: 3, 2: 4, 3: 5},
    today_unread=2,
    starred=6,
    bookmarked=7,
)


def test_smart_views_come_first_with_their_counts() -> None:
    rows = feed_rows(OVERVIEW, ())[:5]
    assert [(row.title, row.unread) for row in rows] == [
        ("Unread", 12), ("Today", 2), ("Starred", 6), ("Bookmarks", 7), ("All articles", 0),
    ]  # fmt: skip


def test_folders_count_what_is_inside_and_stand_above_feeds() -> None:
    rows = feed_rows(OVERVIEW, ())[6:]
    assert [(row.title, row.unread, row.depth) for row in rows] == [
        ("News", 7, 0), ("Austria", 3, 1), ("A", 3, 2), ("B", 4, 1), ("C", 5, 0),
    ]  # fmt: skip
    assert rows[2].error == "Gone."


def test_a_closed_folder_hides_what_is_inside_but_not_its_count() -> None:
    rows = feed_rows(OVERVIEW, {1})[6:]
    assert [(row.title, row.unread) for row in rows] == [("News", 7), ("C", 5)]
    assert rows[0].kind is RowKind.FOLDER
    assert not rows[0].is_open


def test_a_library_without_feeds_shows_no_gap() -> None:
    assert all(row.kind is RowKind.SMART for row in feed_rows(Overview(), ()))


def test_rows_open_their_views() -> None:
    assert view_of(UNREAD, 99) == View(unread_only=True)
    assert view_of(TODAY, 99) == View(Scope.TODAY, since=99)
    assert view_of(STARRED, 99) == View(Scope.STARRED)
    assert view_of(RowKey(Scope.FEED, 3), 99) == View(Scope.FEED, 3)
