"""What the parser noted about the documents that are known, loaded for many feeds at once.

A query for each document costs a way through another thread and back, ten times its own work.
Feeds are fetched in about the order in which they were claimed, so the first of a row that needs
its note brings those of the whole row.
"""

import asyncio
from collections.abc import Sequence

from newsreader.store.checks import load_parser_notes
from newsreader.store.database import Database

ROW = 50
MOST_ROWS = 12
"""Rows kept, those used last: what is under way comes from so many at most. A note has 5 KB."""


class ParserNotes:
    """The notes of the feeds of one refresh. Belongs to one event loop."""

    def __init__(self, database: Database, feed_ids: Sequence[int]) -> None:
        self._database = database
        self._feed_ids = feed_ids
        self._row_of = {feed_id: place // ROW for place, feed_id in enumerate(feed_ids)}
        self._rows: dict[int, asyncio.Future[dict[int, str]]] = {}

    async def of(self, feed_id: int) -> str:
        """Give the note of a feed; empty if there is none. Raises StoreError."""
        row = self._row_of[feed_id]
        loading = self._rows.pop(row, None) or self._load(row)
        self._rows[row] = loading  # behind those used before
        if len(self._rows) > MOST_ROWS:
            del self._rows[next(iter(self._rows))]
        notes = await asyncio.shield(loading)  # one who gives up does not end it for the others
        return notes.get(feed_id, "")

    def _load(self, row: int) -> asyncio.Future[dict[int, str]]:
        feed_ids = self._feed_ids[row * ROW : (row + 1) * ROW]
        return asyncio.wrap_future(self._database.read_later(load_parser_notes, feed_ids))
