"""Opening an entry for reading: its text as a document, its facts, the last ones kept."""

from collections import OrderedDict
from dataclasses import dataclass

from newsreader.domain.document import Document
from newsreader.domain.entry import Entry
from newsreader.services.library import Library
from newsreader.store.entries import load_entry

_MOST_KEPT = 32


@dataclass(frozen=True, slots=True)
class Article:
    """An entry as opened for reading."""

    entry: Entry
    document: Document | None


class Articles:
    """Open articles; those opened last are kept, so that going back costs nothing."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._kept: OrderedDict[int, Article] = OrderedDict()

    def open(self, entry_id: int) -> Article | None:
        """Open an entry; None if it is gone. Blocks: call it from a thread that may wait."""
        entry = self._library.database.read(load_entry, entry_id).result()
        return Article(entry, None) if entry is not None else None
