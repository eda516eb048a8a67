"""The rows of the feed tree, worked out from an overview: no drawing here."""

from collections.abc import Collection
from enum import Enum
from typing import NamedTuple

from newsreader.domain.feed import Folder, ListedFeed
from newsreader.domain.view import Scope, View
from newsreader.domain.wording import short_name
from newsreader.services.overview import Overview


class RowKind(Enum):
    """What a row stands for."""

    SMART = "smart"
    BLANK = "blank"
    FOLDER = "folder"
    FEED = "feed"


class RowKey(NamedTuple):
    """What a row is about: stays the same while titles, counts and places change."""

    scope: Scope
    target_id: int | None = None
    unread_only: bool = False


class FeedRow(NamedTuple):
    """One row of the tree."""

    key: RowKey | None
    """None for a blank row."""
    kind: RowKind
    title: str
    unread: int = 0
    """What the row counts: unread entries, or all of the starred and bookmarked."""
    depth: int = 0
    is_open: bool = False
    """Whether a folder shows its feeds."""
    error: str | None = None
    """What went wrong when the feed was fetched last, in a sentence."""


ALL = RowKey(Scope.ALL)
UNREAD = RowKey(Scope.ALL, unread_only=True)
TODAY = RowKey(Scope.TODAY)
STARRED = RowKey(Scope.STARRED)
BOOKMARKS = RowKey(Scope.BOOKMARKED)

_BLANK = FeedRow(None, RowKind.BLANK, "")


def feed_rows(
    overview: Overview,
    closed_folders: Collection[int],
    *,
    is_unread_only: bool = False,
    kept: RowKey | None = None,
) -> list[FeedRow]:
    """Give the rows from top to bottom: smart views, a gap, folders with their feeds, feeds.

    ``is_unread_only`` leaves out feeds and folders without unread entries, but for the row
    ``kept`` and the folders it is in.
    """
    rows = [
        FeedRow(UNREAD, RowKind.SMART, "Unread", overview.all_unread),
        FeedRow(TODAY, RowKind.SMART, "Today", overview.today_unread),
        FeedRow(STARRED, RowKind.SMART, "Starred", overview.starred),
        FeedRow(BOOKMARKS, RowKind.SMART, "Bookmarks", overview.bookmarked),
        FeedRow(ALL, RowKind.SMART, "All articles"),
    ]
    if overview.feeds:
        rows.append(_BLANK)
    inside = _Branches(overview, closed_folders).rows(None, 0)
    return rows + (_with_unread(inside, kept) if is_unread_only else inside)


def _with_unread(rows: list[FeedRow], kept: RowKey | None) -> list[FeedRow]:
    """Leave out rows without unread entries; what is kept keeps the folders above it."""
    left: list[FeedRow] = []
    depth = 0
    """Folders of a smaller depth hold the row below that was left in last."""
    for row in reversed(rows):
        is_around = row.kind is RowKind.FOLDER and row.depth < depth
        if row.unread or row.key == kept or is_around:
            left.append(row)
            depth = row.depth
        else:
            depth = min(depth, row.depth)
    return left[::-1]


def view_of(key: RowKey, since: int | None) -> View:
    """Give the view that a row opens; ``since`` is the last midnight."""
    view_since = since if key.scope is Scope.TODAY else None
    return View(key.scope, key.target_id, unread_only=key.unread_only, since=view_since)


class _Branches:
    """The tree of folders, walked depth first."""

    def __init__(self, overview: Overview, closed: Collection[int]) -> None:
        self._unread = overview.unread
        self._closed = closed
        self._folders: dict[int | None, list[Folder]] = {}
        self._feeds: dict[int | None, list[ListedFeed]] = {}
        for folder in overview.folders.values():
            self._folders.setdefault(folder.parent_id, []).append(folder)
        for feed in overview.feeds:
            self._feeds.setdefault(feed.folder_id, []).append(feed)

    def rows(self, folder_id: int | None, depth: int) -> list[FeedRow]:
        """Give what is inside a folder, folders first."""
        rows: list[FeedRow] = []
        for folder in self._folders.get(folder_id, ()):
            inside = self.rows(folder.id, depth + 1)
            is_open = folder.id not in self._closed
            key = RowKey(Scope.FOLDER, folder.id)
            count = self._count(folder.id)
            rows.append(FeedRow(key, RowKind.FOLDER, folder.name, count, depth, is_open))
            if is_open:
                rows += inside
        scope, kind = Scope.FEED, RowKind.FEED  # an enum's member is looked up slowly
        rows += [
            FeedRow(
                RowKey(scope, feed.id),
                kind,
                short_name(feed.title),
                self._unread.get(feed.id, 0),
                depth,
                error=feed.error,
            )
            for feed in self._feeds.get(folder_id, ())
        ]
        return rows

    def _count(self, folder_id: int) -> int:
        own = sum(self._unread.get(feed.id, 0) for feed in self._feeds.get(folder_id, ()))
        return own + sum(self._count(inner.id) for inner in self._folders.get(folder_id, ()))
