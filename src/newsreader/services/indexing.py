"""Filling the search index and the facts in idle time: small steps, everything else goes first."""

import asyncio

from newsreader.domain.details import DetailsTable
from newsreader.domain.errors import StoreError
from newsreader.domain.events import (
    EntriesArrived,
    Event,
    LibraryChangedOutside,
    RefreshFinished,
    RefreshStarted,
)
from newsreader.domain.facts import fact_kind
from newsreader.domain.reading import count_words
from newsreader.services.library import Library
from newsreader.store.database import Priority
from newsreader.store.search import (
    Indexed,
    IndexFact,
    Unindexed,
    forget_deleted,
    load_unindexed,
    save_indexed,
)

STEP_ENTRIES = 8  # about 5 ms of work, less than a key notices
PAUSE_S = 0.02
AFTER_FAILURE_S = 30.0


def index_entry(entry: Unindexed) -> Indexed:
    """Work out what a search finds an entry by: its words and its facts."""
    from newsreader.parse.document import build_document
    from newsreader.parse.plaintext import html_to_text

    body = html_to_text(entry.html)
    details = build_document(entry.html, entry.base_url).details
    facts = tuple(fact for table in details for fact in _facts(table))
    return Indexed(entry.entry_id, entry.title, entry.author, body, count_words(body), facts)


def _index_anyhow(entry: Unindexed) -> Indexed:
    """Index an entry; one that cannot be read must not keep the others from being found."""
    try:
        return index_entry(entry)
    except Exception:  # noqa: BLE001 - the border: a publisher wrote the text
        return Indexed(entry.entry_id, entry.title, entry.author, "", 0, ())


def index_step(library: Library, limit: int = STEP_ENTRIES) -> int:
    """Index some entries of the work list and give how many; 0 means that it is empty. Blocks."""
    database = library.database
    waiting = database.read_later(load_unindexed, limit).result()
    if waiting:
        indexed = [_index_anyhow(entry) for entry in waiting]
        database.write_with(Priority.INDEX, save_indexed, indexed).result()
        return len(waiting)
    return database.write_with(Priority.INDEX, forget_deleted).result()


async def keep_indexed(library: Library, after_failure_s: float = AFTER_FAILURE_S) -> None:
    """Index whatever waits and whatever arrives, until cancelled; failures of the file pass.

    While feeds are fetched it rests: the processors and the writer have enough to do.
    """
    signs = _Signs()
    unsubscribe = library.bus.subscribe(signs.note)
    try:
        while True:
            await signs.quiet.wait()
            try:
                is_more = await asyncio.to_thread(index_step, library)
            except StoreError:  # locked for long, or a full disk: it may pass
                await asyncio.sleep(after_failure_s)
                continue
            if is_more:
                await asyncio.sleep(PAUSE_S)
            else:
                await signs.arrived.wait()
                signs.arrived.clear()
    finally:
        unsubscribe()


class _Signs:
    """What the library tells: that there is something to do, and whether it is the time for it."""

    def __init__(self) -> None:
        self.arrived = asyncio.Event()
        self.quiet = asyncio.Event()
        self.quiet.set()
        self._refreshes = 0

    def note(self, event: Event) -> None:
        """Take note of what happened."""
        match event:
            case EntriesArrived() | LibraryChangedOutside():
                self.arrived.set()
            case RefreshStarted():
                self._refreshes += 1
                self.quiet.clear()
            case RefreshFinished():
                self._refreshes = max(0, self._refreshes - 1)  # one began before we listened
                if not self._refreshes:
                    self.quiet.set()


def _facts(table: DetailsTable) -> list[IndexFact]:
    return [
        IndexFact(fact_kind(row.label), row.label, value.text, value.href)
        for row in table.rows
        for value in row.values
    ]
