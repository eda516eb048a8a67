"""Opening an entry for reading: its text as a document, with what the feed itself tells."""

from collections import OrderedDict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from newsreader.domain.details import DetailsTable
from newsreader.domain.document import Document, Growing
from newsreader.domain.entry import Entry
from newsreader.services.library import Library
from newsreader.store.entries import load_entry

_MOST_KEPT = 32
_LONG = 60_000  # characters of HTML: 40 ms


@dataclass(frozen=True, slots=True)
class Article:
    """An entry as opened for reading; the document's details include the feed's own facts."""

    entry: Entry
    document: Document
    head: Document | None = None
    """The beginning of an article that is so long that reading the document takes its time."""


def own_headline(entry: Entry) -> str:
    """Give the headline of an entry; '' where it was only made of the text that follows."""
    from newsreader.parse.plaintext import teaser

    title, text = entry.title, teaser(entry.html)
    is_begin = title.endswith("…") and text.startswith(title[:-1].rstrip())
    return "" if text and (is_begin or text == title) else title


def read_article(entry: Entry) -> Article:
    """Make an article of an entry; only what the first lines need is worked out now."""
    from newsreader.parse.document import build_document, build_head

    given = (entry.html, entry.base_url, entry.extras.language)
    document = build_document(*given)
    document = replace(document, details=Growing(_details(document, entry)))
    return Article(entry, document, build_head(*given) if len(entry.html) > _LONG else None)


def _details(document: Document, entry: Entry) -> Iterator[DetailsTable]:
    """Merge what the article tells and what the feed tells, when it is asked for."""
    from newsreader.domain.facts import merge_details

    is_german = entry.extras.language.startswith("de")
    yield from merge_details(document.details, entry.extras, entry.author, is_german)


class Articles:
    """Open articles; the documents read last are kept, so that going back costs nothing."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._kept: OrderedDict[int, Article] = OrderedDict()

    def open(self, entry_id: int) -> Article | None:
        """Open an entry; None if it is gone. Blocks: call it where waiting does no harm."""
        entry = self._library.database.read(load_entry, entry_id).result()
        if entry is None:
            return None
        kept = self._kept.pop(entry_id, None)
        if kept is None or (kept.entry.html, kept.entry.extras) != (entry.html, entry.extras):
            kept = read_article(entry)
        self._kept[entry_id] = article = replace(kept, entry=entry)
        while len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
        return article
