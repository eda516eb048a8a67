"""Tidying up when nobody waits: old entries, empty pages, stale statistics."""

import asyncio
import sqlite3
from collections.abc import Sequence
from dataclasses import replace

from newsreader.config.model import Settings
from newsreader.domain.events import StateChanged
from newsreader.domain.options import FeedOptions
from newsreader.domain.retention import DAY, Retention, expired, lived_until
from newsreader.services.library import Library
from newsreader.store.database import Priority
from newsreader.store.entries import delete_entries
from newsreader.store.feeds import load_feeds
from newsreader.store.maintenance import (
    free_pages,
    last_sign_at,
    load_keepsakes,
    optimize,
    vacuum_step,
)

_ENTRIES_A_STEP = 200
_PAGES_A_STEP = 500  # 2 MB, some 10 ms
_PAGES_WORTH_IT = 1_000


def rule_of(settings: Settings) -> Retention:
    """Say what the settings let go."""
    retention = settings.retention
    return Retention(retention.days, retention.keep, is_unread_kept=not retention.unread)


async def tidy(library: Library, rule: Retention) -> int:
    """Delete what the rule lets go and give its space back; give the number of entries deleted.

    Works in short steps behind everything else that is to be written, so it may be called while
    the reader is reading, and cancelled at any time.
    """
    deleted = await apply_retention(library, rule)
    pages = await asyncio.wrap_future(library.database.read_later(free_pages))
    while pages >= _PAGES_WORTH_IT:
        step = library.database.write_with(Priority.INDEX, vacuum_step, _PAGES_A_STEP)
        left = await asyncio.wrap_future(step)
        if left >= pages:
            break
        pages = left
    await asyncio.wrap_future(library.database.write_with(Priority.INDEX, optimize))
    return deleted


async def apply_retention(library: Library, rule: Retention) -> int:
    """Delete the entries of all feeds that are too old or too many; give their number.

    Starred and bookmarked entries stay, unread ones unless the rule says otherwise; what goes
    leaves a tombstone and does not come back.
    """
    now, deleted = library.clock(), 0
    until: int | None = None
    for feed in await asyncio.wrap_future(library.database.read_later(load_feeds)):
        own_rule = rule.for_feed(FeedOptions.from_json(feed.options))
        if not (own_rule.keep_days or own_rule.keep_count):
            continue
        if until is None:
            sign_at = await asyncio.wrap_future(
                library.database.read_later(last_sign_at, now - DAY)
            )
            until = lived_until(now, sign_at)
        own_rule = replace(own_rule, counted_until=until)
        entries = await asyncio.wrap_future(library.database.read_later(load_keepsakes, feed.id))
        ids = expired(entries, own_rule, now)
        for start in range(0, len(ids), _ENTRIES_A_STEP):
            step = library.database.write_with(
                Priority.INDEX,
                _delete,
                feed.id,
                ids[start : start + _ENTRIES_A_STEP],
                own_rule,
                now,
            )
            deleted += await asyncio.wrap_future(step)
    if deleted:
        library.bus.publish(StateChanged(None))
    return deleted


def _delete(
    db: sqlite3.Connection, feed_id: int, ids: Sequence[int], rule: Retention, now: int
) -> int:
    """Delete those of ``ids`` that may still go: a star may have come in the meantime."""
    still = set(expired(load_keepsakes(db, feed_id), rule, now))
    return delete_entries(db, [entry_id for entry_id in ids if entry_id in still], now)
