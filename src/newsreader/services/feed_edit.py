"""Changing what is followed, the same for both front ends: a feed's settings, folders."""

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple, TypedDict

from newsreader.domain.errors import UsageError
from newsreader.domain.feed import Feed
from newsreader.domain.options import FeedOptions
from newsreader.domain.urls import feed_address, origin, typed_url, without_userinfo
from newsreader.store import feeds, folders


class FeedChange(TypedDict, total=False):
    """What is to be set for a feed; what is left out stays."""

    title: str
    """The reader's own; empty brings back the feed's."""
    folder: tuple[str, ...]
    """Names from the top; empty for none."""
    url: str
    """As typed, perhaps with user and password."""
    interval_s: int
    user: str
    password: str
    headers: dict[str, str]
    """By name; an empty value takes one away."""
    keep_days: int | None
    keep_count: int | None
    keep_unread: bool | None
    is_paused: bool


class FeedState(NamedTuple):
    """All that a reader can set for a feed."""

    feed: Feed
    folder: tuple[str, ...]
    """Names from the top; empty for none."""
    options: FeedOptions


_SECRET = ("user", "password", "headers")
_SENT = ("interval_s", *_SECRET)
"""What makes another request, or another time for it: the feed is due with a change."""


def load_state(db: sqlite3.Connection, feed_id: int) -> FeedState | None:
    """Load what is set for a feed; None if it is followed no more."""
    feed = feeds.load_feed(db, feed_id)
    if feed is None:
        return None
    folder = feeds.load_folders(db).get(feed.folder_id) if feed.folder_id is not None else None
    options = FeedOptions.from_json(feed.options).sent_to(feed.url)
    return FeedState(feed, folder.path if folder else (), options)


def edit_feed(db: sqlite3.Connection, feed_id: int, change: FeedChange) -> FeedState:
    """Change what is set for a feed, and give all that is set then; a folder left empty goes.

    With another address the entries stay, login and headers stay with the host they were given
    for. Raises UsageError ``unknown_feed``, ``bad_address`` or ``already_subscribed``.
    """
    before = load_state(db, feed_id)
    if before is None:
        raise UsageError("unknown_feed", "This feed is followed no more.")
    feed, options = before.feed, FeedOptions.from_json(before.feed.options)
    if "url" in change:
        feed, options = _rewritten(db, feed, options, change["url"])
    if "title" in change:
        feeds.rename_feed(db, feed_id, change["title"])
    if "folder" in change:
        feeds.move_feed(db, feed_id, change["folder"])
        feeds.remove_empty_folders(db)
    if "is_paused" in change:
        feeds.set_paused(db, feed_id, change["is_paused"])
    if any(name in change for name in _SECRET):  # they take the place of those for another host
        options = replace(options.sent_to(feed.url), given_for=_origin_of(feed.url))
    options = _changed(options, change)
    feeds.save_options(db, feed_id, options.to_json())
    sent = options.sent_to(feed.url)
    if any(getattr(sent, name) != getattr(before.options, name) for name in _SENT):
        feeds.set_due(db, feed_id)
    return load_state(db, feed_id) or before


def _changed(options: FeedOptions, change: FeedChange) -> FeedOptions:
    headers = {**options.headers, **change.get("headers", {})}
    return replace(
        options,
        interval_s=change.get("interval_s", options.interval_s),
        user=change.get("user", options.user),
        password=change.get("password", options.password),
        headers={name: value for name, value in headers.items() if value},
        keep_days=change.get("keep_days", options.keep_days),
        keep_count=change.get("keep_count", options.keep_count),
        keep_unread=change.get("keep_unread", options.keep_unread),
    )


def _rewritten(
    db: sqlite3.Connection, feed: Feed, options: FeedOptions, address: str
) -> tuple[Feed, FeedOptions]:
    """Write another address down, and give the feed there and the options that go with it."""
    url, typed = read_address(address)
    if url != feed.url:
        refuse_known(db, url)
        feeds.save_url(db, feed.id, url)
    if origin(url) != origin(feed.url):
        options = replace(options, given_for=_owner(feed, options)).sent_to(url)
        if not options.has_secrets:
            options = replace(options, given_for="")
    if typed.has_secrets:
        options = replace(
            options.sent_to(url),
            user=typed.user,
            password=typed.password,
            given_for=typed.given_for,
        )
    return feed._replace(url=url), options


def read_address(address: str) -> tuple[str, FeedOptions]:
    """Take an address as typed apart: what is shown of it, and its login.

    Raises UsageError ``bad_address``.
    """
    url = feed_address(typed_url(address))
    if not url:
        raise UsageError(
            "bad_address", "This is not a web address. Type one like https://example.org/feed."
        )
    return without_userinfo(url), FeedOptions.from_url(url)


def refuse_known(db: sqlite3.Connection, url: str) -> None:
    """Raise UsageError ``already_subscribed`` if a feed has this address."""
    known = feeds.load_feed_by_url(db, url)
    if known is not None:
        raise UsageError("already_subscribed", f"You follow this feed already: {known.title}.")


def left_behind(before: Feed, after: FeedState) -> str:
    """Say what it has cost that login and headers are for one host only; '' if nothing."""
    had = FeedOptions.from_json(before.options)
    owner = _owner(before, had)
    now = after.feed
    if not had.has_secrets or owner == _owner(now, FeedOptions.from_json(now.options)):
        return ""
    return f"Its login and headers were for {owner.partition('://')[2]} only and are gone."


def _owner(feed: Feed, options: FeedOptions) -> str:
    """Say for which origin login and headers are; a 301 may have led the feed away from it."""
    return options.given_for or _origin_of(feed.url)


def _origin_of(url: str) -> str:
    return "://".join(origin(url))


def place_folder(db: sqlite3.Connection, folder_id: int, path: Sequence[str]) -> tuple[str, ...]:
    """Give a folder another path, and give that; one that is there takes in what it holds.

    Folders that are there are meant whatever the case; only its own name can get another one.
    An empty path dissolves it: what it holds goes to the folder above. Raises UsageError
    ``unknown_folder``, or ``bad_folder`` for a place inside itself.
    """
    known = feeds.load_folders(db)
    folder = known.get(folder_id)
    if folder is None:
        raise UsageError("unknown_folder", "This folder is there no more.")
    there = _folders_at(db, path)
    if folder_id in there[:-1]:
        raise UsageError("bad_folder", f"{folder.name} cannot be put into itself.")
    path = tuple(
        name if found in (None, folder_id) else known[found].name
        for name, found in zip(path, there, strict=True)
    )
    if path == folder.path:
        return path
    is_taken = bool(path) and there[-1] not in (None, folder_id)
    if path and path[:-1] == folder.path[:-1] and not is_taken:
        folders.rename_folder(db, folder_id, path[-1])
        return path
    target = feeds.ensure_folder(db, path) if path else folder.parent_id
    folders.pour_folder(db, folder_id, target)
    feeds.remove_empty_folders(db)
    return path


def _folders_at(db: sqlite3.Connection, path: Sequence[str]) -> list[int | None]:
    """Give the id of each folder of a path, whatever the case; None from where there is none."""
    found: list[int | None] = []
    for name in path:
        is_there = not found or found[-1] is not None
        above = found[-1] if found else None
        found.append(folders.find_folder(db, above, name) if is_there else None)
    return found
