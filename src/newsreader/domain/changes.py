"""What a freshly parsed document means for the entries we have: pure decisions."""

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple
from urllib.parse import urlsplit

from newsreader.domain.parsed import ParsedEntry

# An entry that changes on every fetch (a counter in its text) is followed this often, then left.
MOST_CHANGES = 24


class Known(NamedTuple):
    """What the store remembers of an entry for comparing."""

    id: int
    guid: str
    url: str | None
    title: str
    content_hash: bytes
    hash_changes: int


class Update(NamedTuple):
    """What to write for one document."""

    new: list[ParsedEntry]
    changed: list[tuple[Known, ParsedEntry]]
    """Known entries whose text differs; their read and star marks stay."""
    renamed: list[tuple[Known, ParsedEntry]]
    """Known entries that came back under another guid (NetNewsWire 3286, miniflux 3120)."""


def plan_update(
    parsed: Sequence[ParsedEntry],
    known: Mapping[str, Known],
    deleted: Collection[str] = (),
    recent: Sequence[Known] = (),
) -> Update:
    """Decide what is new, changed or the same entry under a new guid.

    ``known`` maps guids of the document that we have; ``deleted`` holds guids that must not come
    back; ``recent`` are the feed's other entries, candidates for having been renamed.
    """
    update = Update([], [], [])
    gone = _by_alias(recent, {entry.guid for entry in parsed})
    for entry in parsed:
        old = known.get(entry.guid)
        if old is not None:
            if old.content_hash != entry.content_hash and old.hash_changes < MOST_CHANGES:
                update.changed.append((old, entry))
        elif entry.guid not in deleted:
            old = _same_under_old_guid(entry, gone) if gone else None
            if old is None:
                update.new.append(entry)
            else:
                update.renamed.append((old, entry))
    return update


def alias(address: str) -> str:
    """Reduce a guid or link to what stays when a site moves: no scheme, www, tracking or slash.

    >>> alias("http://www.example.org/a/?utm_source=rss")
    'example.org/a'
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    if not parts.netloc:
        return address
    query = "&".join(
        p for p in parts.query.split("&") if p and not p.startswith(("utm_", "fbclid=", "gclid="))
    )
    host = parts.netloc.lower().removeprefix("www.")
    path = parts.path.rstrip("/") + (f"?{query}" if query else "")
    return host + path + (f"#{parts.fragment}" if parts.fragment else "")


def _by_alias(recent: Sequence[Known], present: Collection[str]) -> dict[str, Known]:
    gone: dict[str, Known] = {}
    for known in recent:
        if known.guid not in present:
            for address in filter(None, (known.guid, known.url)):
                gone.setdefault(alias(address), known)
    return gone


def _same_under_old_guid(entry: ParsedEntry, gone: dict[str, Known]) -> Known | None:
    for address in filter(None, (entry.guid, entry.url)):
        old = gone.get(alias(address))
        if old is not None and (old.title == entry.title or old.content_hash == entry.content_hash):
            for key in [k for k, v in gone.items() if v is old]:
                del gone[key]
            return old
    return None
