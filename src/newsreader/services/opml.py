"""Subscriptions from a file and into a file."""

import sqlite3
from typing import NamedTuple

from newsreader.domain.feed import Feed, NewFeed
from newsreader.domain.options import FeedOptions
from newsreader.domain.urls import without_userinfo
from newsreader.parse.opml import OpmlFeed, Refused, Subscriptions, write_opml
from newsreader.store.feeds import (
    add_feed,
    load_feed_by_url,
    load_feeds,
    load_folders,
    save_options,
)


class Imported(NamedTuple):
    """What came of an import; together as many as the file has feeds."""

    added: list[str]
    """Addresses that are followed from now on."""
    known: list[str]
    """Addresses that were followed before, or stand in the file more than once."""
    refused: list[Refused]


def import_subscriptions(
    db: sqlite3.Connection, subscriptions: Subscriptions, now: int
) -> Imported:
    """Follow the feeds of a file; they are fetched with the next refresh.

    The file's names become the reader's own. Feeds that are followed already stay as they are.
    """
    added: list[str] = []
    known: list[str] = []
    for feed in subscriptions.feeds:
        url = without_userinfo(feed.url)
        if load_feed_by_url(db, url) is not None:
            known.append(url)
            continue
        own_name = feed.name if feed.name != url else None
        new = NewFeed(url, feed.title or feed.name, feed.site_url, own_name or None, feed.folder)
        feed_id = add_feed(db, new, now)
        save_options(db, feed_id, FeedOptions.from_url(feed.url).to_json())
        added.append(url)
    return Imported(added, known, subscriptions.refused)


def export_subscriptions(db: sqlite3.Connection) -> str:
    """Write all feeds as OPML, by title."""
    folders = load_folders(db)

    def exported(feed: Feed) -> OpmlFeed:
        folder = folders.get(feed.folder_id) if feed.folder_id is not None else None
        path = folder.path if folder else ()
        return OpmlFeed(feed.url, feed.title, "", feed.site_url, path)

    return write_opml([exported(feed) for feed in load_feeds(db)])
