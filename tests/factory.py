"""Small worlds for tests: a clock that stands still, entries in one line."""

import hashlib

from newsreader.domain.entry import Extras
from newsreader.domain.parsed import ParsedEntry
from newsreader.store.database import Database
from newsreader.store.search import IndexFact

NOW = 1_790_000_000  # 2026-09-21, a Monday


class FakeClock:
    """A clock that stands still until told to move."""

    def __init__(self, now: int = NOW) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now

    def forward(self, seconds: int) -> None:
        """Let time pass."""
        self.now += seconds


def parsed_entry(
    guid: str,
    title: str | None = None,
    *,
    url: str | None = None,
    html: str = "<p>Text.</p>",
    published_at: int | None = None,
    extras: Extras | None = None,
) -> ParsedEntry:
    """Make a parsed entry; what is not given follows from the guid."""
    title = title if title is not None else f"Title of {guid}"
    return ParsedEntry(
        guid=guid,
        url=url or f"https://example.org/{guid}",
        title=title,
        author=None,
        published_at=published_at,
        updated_at=None,
        html=html.encode(),
        base_url="https://example.org/",
        content_hash=hashlib.blake2b((title + html).encode(), digest_size=16).digest(),
        extras=(extras or Extras()).to_json(),
    )


def facts_of(database: Database, entry_id: int) -> list[IndexFact]:
    """Read the facts of an entry that a search finds, in the order of its details tables."""
    statement = "SELECT kind, label, value, url FROM fact WHERE entry_id = ? ORDER BY rowid"
    rows = database.read(lambda db: db.execute(statement, (entry_id,)).fetchall()).result()
    return [IndexFact(*row) for row in rows]
