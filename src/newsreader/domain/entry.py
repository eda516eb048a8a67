"""Entries as stored."""

import json
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Person:
    """An author; every part may be empty."""

    name: str = ""
    email: str = ""
    url: str = ""


@dataclass(frozen=True)
class Enclosure:
    """Attached media: size in bytes, duration in seconds, 0 where the feed does not say."""

    url: str
    media_type: str = ""
    size: int = 0
    duration_s: int = 0
    title: str = ""


@dataclass(frozen=True)
class Place:
    """Where something happened, from georss or geo: name and coordinates, either may be missing."""

    name: str = ""
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class Extras:
    """What a feed tells about an entry beside its text; stored as one JSON column."""

    authors: tuple[Person, ...] = ()
    categories: tuple[str, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    place: Place | None = None
    image: str = ""
    comments_url: str = ""
    external_url: str = ""
    source_title: str = ""
    source_url: str = ""
    language: str = ""

    def to_json(self) -> str:
        """Write what is set; an entry without extras gives ``{}``."""
        full = asdict(self)
        return json.dumps({k: v for k, v in full.items() if v}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Extras":
        """Read back what :meth:`to_json` wrote; unknown keys are ignored."""
        raw: dict[str, Any] = json.loads(text)
        if not raw:
            return cls()
        known = {k: v for k, v in raw.items() if k in cls.__dataclass_fields__}
        known["authors"] = tuple(Person(**p) for p in raw.get("authors", ()))
        known["categories"] = tuple(raw.get("categories", ()))
        known["enclosures"] = tuple(Enclosure(**e) for e in raw.get("enclosures", ()))
        known["place"] = Place(**raw["place"]) if raw.get("place") else None
        return cls(**known)


@dataclass(frozen=True)
class Entry:
    """An entry with its text, as an article needs it."""

    id: int
    feed_id: int
    feed_title: str
    feed_url: str
    guid: str
    url: str | None
    title: str
    author: str | None
    published_at: int | None
    updated_at: int | None
    arrived_at: int
    sort_at: int
    is_read: bool
    is_starred: bool
    is_bookmarked: bool
    html: str
    base_url: str
    extras: Extras = field(default_factory=Extras)
