"""Which entry is which, and which document: guids and hashes.

A guid identifies an item inside its feed. Feeds leave guids out (one item in ten) or use one for
many items, so the choice looks at the whole document. It depends on nothing but the fields below:
not on the parser, not on the address of the feed, not on the fetch.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from hashlib import blake2b, sha1
from typing import NamedTuple

LONGEST_GUID = 2_000
SEPARATOR = "\u241f"
"""The picture of the unit separator: nothing that is stored holds a control character."""


class Item(NamedTuple):
    """What identity may look at, as the document has it, already clean."""

    guid: str
    link: str
    title: str
    published: str
    """The date as written, not as understood."""
    html: bytes
    """The body in UTF-8."""


def are_identities(guids: Sequence[str]) -> bool:
    """Tell whether the guids of a document can stay as they are, as those of nearly all can."""
    return (
        len(set(guids)) == len(guids)
        and all(guids)
        and max(map(len, guids), default=0) <= LONGEST_GUID
    )


def choose_guids(items: Sequence[Item]) -> list[str]:
    """Give every item of a document its guid, in order and without repetition.

    The feed's guid where it has one. Where one guid stands for items with different links it
    is no identity: all of them get ``guid ␟ link``; a mere repetition keeps the first as it is.
    Without guid the link, if only one item has it; else a hash of link, title and date as
    written, or of title and text. A date alone never is an identity.
    """
    own = [item.guid for item in items]
    if are_identities(own):
        return own
    reused = _reused_guids(items)
    links = Counter(item.link for item in items if item.link)
    taken: set[str] = set()
    return [_unused(_guid(item, reused, links), item, taken) for item in items]


def document_hash(body: bytes) -> bytes:
    """Give 16 bytes that are equal for equal documents."""
    return sha1(body, usedforsecurity=False).digest()[:16]


def _reused_guids(items: Sequence[Item]) -> set[str]:
    """Find the guids that items with different links share."""
    links_of: dict[str, set[str]] = defaultdict(set)
    for item in items:
        if item.guid:
            links_of[item.guid].add(item.link or item.title)
    return {guid for guid, links in links_of.items() if len(links) > 1}


def _guid(item: Item, reused: set[str], links: Counter[str]) -> str:
    if item.guid:
        guid = item.guid if len(item.guid) <= LONGEST_GUID else _digest([item.guid])
        if item.guid not in reused:
            return guid
        return guid + SEPARATOR + (item.link or _digest([item.title, item.published]))
    if item.link and links[item.link] == 1:
        return item.link
    if item.link:
        return _digest([item.link, item.title, item.published])
    if item.title:
        return _digest([item.title, item.published])
    return _digest([item.published, item.html.decode("utf-8", "replace")])


def _unused(guid: str, item: Item, taken: set[str]) -> str:
    """Tell repetitions of one guid apart: by link, by title and date, in the end by counting."""
    candidate = guid
    if candidate in taken and item.link:
        candidate = guid + SEPARATOR + item.link
    if candidate in taken:
        candidate = guid + SEPARATOR + _digest([item.title, item.published])
    count = 1
    unique = candidate
    while unique in taken:
        count += 1
        unique = f"{candidate}{SEPARATOR}{count}"
    taken.add(unique)
    return unique


def _digest(parts: Iterable[str]) -> str:
    text = SEPARATOR.join(parts)
    return blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest()
