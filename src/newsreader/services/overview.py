"""What the feed tree shows: feeds, folders and how much there is to read."""

import sqlite3
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from newsreader.domain.feed import Folder, ListedFeed
from newsreader.domain.view import Scope, View
from newsreader.domain.wording import short_name
from newsreader.store.feeds import load_folders, load_listed_feeds
from newsreader.store.headlines import count_view, unread_counts


class Overview(NamedTuple):
    """All feeds and folders with their counts."""

    feeds: Sequence[ListedFeed] = ()
    """Sorted by title."""
    folders: Mapping[int, Folder] = {}
    unread: Mapping[int, int] = {}
    """Unread entries by feed id; feeds without any are missing."""
    today_unread: int = 0
    starred: int = 0
    bookmarked: int = 0

    def feed_ids(self, scope: Scope, target_id: int | None) -> list[int] | None:
        """Give the feeds of a feed or folder (with the folders inside); None stands for all."""
        if scope is Scope.FEED and target_id is not None:
            return [target_id]
        if scope is Scope.FOLDER:
            return [feed.id for feed in self.feeds if self._is_inside(feed.folder_id, target_id)]
        return None

    def folder_of(self, scope: Scope, target_id: int | None) -> int | None:
        """Give the folder itself or the one a feed is in, None for none."""
        if scope is Scope.FOLDER:
            return target_id
        if scope is Scope.FEED:
            return next((feed.folder_id for feed in self.feeds if feed.id == target_id), None)
        return None

    def name_of(self, scope: Scope, target_id: int | None) -> str:
        """Give the name of a feed or a folder; '' if there is none."""
        if scope is Scope.FOLDER and target_id is not None and target_id in self.folders:
            return self.folders[target_id].name
        titles = (feed.title for feed in self.feeds if feed.id == target_id)
        return short_name(next(titles, "")) if scope is Scope.FEED else ""

    def _is_inside(self, folder_id: int | None, outer_id: int | None) -> bool:
        while folder_id is not None and folder_id != outer_id:
            folder_id = self.folders[folder_id].parent_id
        return folder_id is not None

    @property
    def all_unread(self) -> int:
        """How many entries are unread."""
        return sum(self.unread.values())


def load_overview(db: sqlite3.Connection, now: int) -> Overview:
    """Load the feeds, the folders and all counts as of now."""
    return with_counts(db, load_uncounted(db), now)


def load_uncounted(db: sqlite3.Connection) -> Overview:
    """Load the feeds and folders alone: 1.5 ms for a thousand."""
    return Overview(load_listed_feeds(db), load_folders(db))


def with_counts(db: sqlite3.Connection, overview: Overview, now: int) -> Overview:
    """Add all counts as of now: 30 ms for a million entries, a third of them unread."""
    return overview._replace(
        unread=unread_counts(db),
        today_unread=count_view(db, today(now).only_unread()),
        starred=count_view(db, View(Scope.STARRED)),
        bookmarked=int(db.execute("SELECT count(*) FROM bookmark").fetchone()[0]),
    )


def today(now: int) -> View:
    """Give the view of what has come since midnight where the reader is."""
    midnight = time.mktime((*time.localtime(now)[:3], 0, 0, 0, 0, 0, -1))
    return View(Scope.TODAY, since=int(midnight))
