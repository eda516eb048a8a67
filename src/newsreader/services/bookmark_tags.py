"""Which tags a bookmark could have: from its feed, its folder, its words."""

import sqlite3
from collections import Counter

from newsreader.domain.bookmark import Bookmark, tag_key, tag_names
from newsreader.domain.entry import Extras
from newsreader.domain.text import fold
from newsreader.store.feeds import load_feed_by_url, load_folders
from newsreader.store.tags import load_tags, tags_of_feed

MOST_SUGGESTED = 6
_TITLE, _FEED, _FOLDER, _CATEGORY, _TEXT = 6, 4, 3, 2, 1
"""How much each source counts."""


def suggest_tags(db: sqlite3.Connection, bookmark: Bookmark) -> list[str]:
    """Suggest tags that the bookmark has not, the likeliest first.

    Known tags whose words occur in title or text, those of other bookmarks of the feed, the
    folder of the feed, and what the publisher files it under.
    """
    from newsreader.parse.plaintext import html_to_text

    votes: Counter[str] = Counter()
    title, text = _words(bookmark.title), _words(html_to_text(bookmark.html))
    for name, _ in load_tags(db):
        words = _words(name.rpartition("/")[2])
        if words and words <= title:
            votes[name] += _TITLE
        elif words and words <= text:
            votes[name] += _TEXT
    if bookmark.feed_url:
        for name, count in tags_of_feed(db, bookmark.feed_url):
            votes[name] += _FEED + min(count, 3)
    for name in _folder(db, bookmark.feed_url):
        votes[name] += _FOLDER
    for name in Extras.from_json(bookmark.extras).categories:
        votes[name] += _CATEGORY
    has = set(map(tag_key, bookmark.tags))
    likely = dict.fromkeys(name for tag, _ in votes.most_common() for name in tag_names([tag]))
    return [name for name in likely if tag_key(name) not in has][:MOST_SUGGESTED]


def _folder(db: sqlite3.Connection, feed_url: str) -> tuple[str, ...]:
    """Give the path of the folder that the feed is in; empty if it is in none."""
    feed = load_feed_by_url(db, feed_url)
    if feed is None or feed.folder_id is None:
        return ()
    return load_folders(db)[feed.folder_id].path


def _words(text: str) -> set[str]:
    return {word.strip(".,:;!?\"'()[]„“”«»") for word in fold(text).split()} - {""}
