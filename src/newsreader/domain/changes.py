"""What a freshly parsed document means for the entries we have: pure decisions."""

from collections.abc import Collection, Mapping, Sequence
from hashlib import blake2b
from typing import NamedTuple
from urllib.parse import urlsplit

from newsreader.domain.identity import SEPARATOR
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
    published_at: int | None = None


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

    ``known`` maps guids of the document that we have; ``deleted`` holds guids and marks
    (:func:`mark`) that must not come back; ``recent`` are the feed's other entries, candidates
    for having been renamed.
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
            if old is not None:
                update.renamed.append((old, entry))
            elif not deleted or mark(entry) not in deleted:
                update.new.append(entry)
    return update


def mark(entry: Known | ParsedEntry) -> str:
    """Give what an entry is known by under whatever guid: link, title and date.

    Without a link or a date its text as well: a title may come every day. No guid begins like it.
    """
    parts = [alias(entry.url or ""), entry.title, str(entry.published_at or "")]
    if not (entry.url and entry.published_at):
        parts.append(entry.content_hash.hex())
    text = SEPARATOR.join(parts)
    return SEPARATOR + blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()


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
            if known.published_at:
                gone.setdefault(mark(known), known)
    return gone


def _same_under_old_guid(entry: ParsedEntry, gone: dict[str, Known]) -> Known | None:
    found = gone.get(mark(entry))
    for address in filter(None, (entry.guid, entry.url)):
        old = gone.get(alias(address))
        if old is not None and (old.title == entry.title or old.content_hash == entry.content_hash):
            found = found or old
    if found is not None:
        for key in [k for k, v in gone.items() if v is found]:
            del gone[key]
    return found
