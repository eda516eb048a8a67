"""Raw fields to the records that are stored: cleaned, dated, identified, bounded.

The step that all readers share, and half the cost of a refresh: plain loops, no copies.
"""

from collections.abc import Callable, Sequence
from functools import partial
from hashlib import sha1
from json import JSONEncoder
from json.encoder import encode_basestring
from typing import Any

from newsreader.domain.dates import not_after, parse_date, zone_offset
from newsreader.domain.identity import Item, are_identities, choose_guids
from newsreader.domain.parsed import ParsedEntry, ParsedFeed
from newsreader.domain.pattern import pattern
from newsreader.domain.text import TITLE_LENGTH, clean, clean_line, is_latin, tidy_line
from newsreader.domain.urls import LONGEST_URL, is_web, join_url, web_url
from newsreader.parse.decoding import mend_twice_encoded
from newsreader.parse.plaintext import looks_like_html, strip_tags, teaser, text_to_html
from newsreader.parse.raw import RawAuthor, RawEntry, RawFeed, RawMedia, RawText

MOST_ENTRIES = 2_000
LONGEST_HTML = 1_000_000
MOST_ENCLOSURES = 50
MOST_AUTHORS = 50
MOST_CATEGORIES = 100

_TITLE_SOURCE = 16_384
_TITLE_FROM_BODY = 100
UNTITLED = "Untitled"
"""The title of what has neither title nor text nor address: a blank line could not be chosen."""
_LONGEST_NAME = 300
_LONGEST_LANGUAGE = 35
_MAIL = pattern(r"(?:mailto:)?([\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+)(?:\?subject=\S*)?")
_STRAY_SEMICOLON = pattern(r"&(\w+);")
_DURATION = pattern(r"(?:(\d{1,4}):)?(\d{1,4}):(\d{1,2})(?:\.\d+)?|(\d{1,7})(?:\.\d+)?")
_PERIODS_S = {
    "hourly": 3_600,
    "daily": 86_400,
    "weekly": 604_800,
    "monthly": 2_592_000,
    "yearly": 31_536_000,
}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_BREAK = b"<br></br>"  # looked for by find: "in" first takes bytes for a number, and catches that
_NONE = RawText("")
_as_json = JSONEncoder(ensure_ascii=False).encode
# without the Python function that a named tuple has in between: in half the time
_new_entry = partial(tuple.__new__, ParsedEntry)
_Line = Callable[[str, int], str]


class _Document:
    """What building an entry needs to know of the document around it."""

    __slots__ = (
        "has_literal_titles",
        "is_harmless",
        "labels",
        "language",
        "line",
        "now",
        "people",
        "url",
        "zone_hint_s",
    )

    def __init__(self, raw: RawFeed, entries: Sequence[RawEntry], url: str, now: int) -> None:
        self.url = url
        self.now = now
        self.language = clean_line(raw.language, _LONGEST_LANGUAGE)
        self.has_literal_titles = raw.has_literal_titles
        self.zone_hint_s = _usual_zone(raw, entries)
        self.is_harmless = raw.is_harmless
        self.line: _Line = _tidy_line if raw.is_harmless else _clean_line
        """Make one line of a text of the document, with nothing hostile in it, of limited length"""
        self.people: dict[tuple[RawAuthor, ...], tuple[str, str]] = {}
        """What became of authors and categories: most stand at many entries."""
        self.labels: dict[tuple[str, ...], str] = {}


def build_feed(raw: RawFeed, url: str, now: int) -> ParsedFeed:
    """Make the records of a document; ``url`` is where it came from, ``now`` when."""
    entries = _newest(raw)
    document = _Document(raw, entries, url, now)
    built = [_build_entry(entry, document) for entry in entries]
    if not are_identities([entry.guid for entry in built]):
        built = _identified(entries, built, document)
    days = {day.strip().lower() for day in raw.skip_days}
    return ParsedFeed(
        title=_plain_title(raw.title, document),
        site_url=web_url(url, raw.link),
        language=document.language or None,
        entries=built,
        notes=list(raw.notes),
        interval_s=_interval(raw),
        skip_hours=tuple(sorted({int(h) % 24 for h in raw.skip_hours if h.strip().isdecimal()})),
        skip_days=tuple(number for number, day in enumerate(_DAYS) if day in days),
    )


def _build_entry(raw: RawEntry, document: _Document) -> ParsedEntry:
    """Build one entry, with the guid that the feed gives it, if any."""
    title = _plain_title(raw.title, document)
    guid = document.line(raw.guid, LONGEST_URL)
    url = web_url(document.url, _link(raw)) or (guid if is_web(guid) else None)
    body = raw.bodies[0] if len(raw.bodies) == 1 else max(raw.bodies, key=_length, default=_NONE)
    html = _html(body, is_harmless=document.is_harmless)
    author, extras = _extras(raw, body.language, document)
    published_at, updated_at = _dates(raw, document)
    shown_title = title or teaser(html.decode(), _TITLE_FROM_BODY) or url or UNTITLED
    base_url = join_url(document.url, body.base) if body.base else url or document.url
    content_hash = _fingerprint(f"{title}\n{url or ''}\n", html, extras)
    return _new_entry((
        guid, url, shown_title, author, published_at, updated_at, html, base_url, content_hash,
        extras,
    ))  # fmt: skip


def _identified(
    entries: Sequence[RawEntry], built: Sequence[ParsedEntry], document: _Document
) -> list[ParsedEntry]:
    """Choose guids where those of the feed will not do."""
    items = [
        Item(
            entry.guid,
            clean_line(_link(raw), LONGEST_URL),
            _plain_title(raw.title, document),
            raw.published.strip(),
            entry.html,
        )
        for raw, entry in zip(entries, built, strict=True)
    ]
    guids = choose_guids(items)
    return [entry._replace(guid=guid) for entry, guid in zip(built, guids, strict=True)]


def _link(raw: RawEntry) -> str:
    link = raw.link.strip()
    return _STRAY_SEMICOLON.sub(r"&\1", link.replace("&amp;", "&")) if "&" in link else link


def _fingerprint(head: str, html: bytes, extras: str) -> bytes:
    """Hash what a reader sees; SHA-1 is no secret keeper but the fastest here: 2 GB/s."""
    seen = b"".join((head.encode("utf-8", "replace"), html, extras.encode("utf-8", "replace")))
    return sha1(seen, usedforsecurity=False).digest()[:16]


def _newest(raw: RawFeed) -> Sequence[RawEntry]:
    """Bound the entries: the first of a document, or the last where the newest come last."""
    entries = raw.entries
    if len(entries) <= MOST_ENTRIES:
        return entries
    note = f"The feed has {len(entries)} entries; the newest {MOST_ENTRIES} are kept."
    raw.notes = [*raw.notes, note]
    first, last = (parse_date(e.published or e.updated) or 0 for e in (entries[0], entries[-1]))
    return entries[-MOST_ENTRIES:] if last > first else entries[:MOST_ENTRIES]


def _usual_zone(raw: RawFeed, entries: Sequence[RawEntry]) -> int | None:
    """Find the zone that dates without one are meant in: that of the first date with one."""
    for entry in entries:
        offset_s = zone_offset(entry.published or entry.updated)
        if offset_s is not None:
            return offset_s
    return zone_offset(raw.updated)


def _dates(raw: RawEntry, document: _Document) -> tuple[int | None, int | None]:
    """Read both dates; what has only an update was published then, as far as anyone knows."""
    published, updated = raw.published, raw.updated
    updated_at = _read_date(updated, document) if updated else None
    if not published or published == updated:
        return updated_at, updated_at
    published_at = _read_date(published, document)
    return (updated_at if published_at is None else published_at), updated_at


def _read_date(raw: str, document: _Document) -> int | None:
    at = parse_date(raw, zone_hint_s=document.zone_hint_s, language=document.language)
    return not_after(at, document.now)


def _length(text: RawText) -> int:
    return len(text.value)


def _clean_line(text: str, limit: int) -> str:
    return clean_line(mend_twice_encoded(text), limit)


def _tidy_line(text: str, limit: int) -> str:
    if text.isascii() or (mended := mend_twice_encoded(text)) is text:
        return tidy_line(text, limit)
    return clean_line(mended, limit)


def _plain_title(title: RawText, document: _Document) -> str:
    value = title.value[:_TITLE_SOURCE]
    if "<" not in value and "&" not in value:
        return document.line(value, TITLE_LENGTH)
    value = mend_twice_encoded(value)
    if title.kind == "html" or (not document.has_literal_titles and looks_like_html(value)):
        value = strip_tags(value)
    return clean_line(value)


def _html(body: RawText, *, is_harmless: bool) -> bytes:
    """Give the body as HTML in UTF-8, clean and bounded.

    Text that is HTML after all stays as it is, and so do the bytes that need nothing.
    """
    text = mend_twice_encoded(body.value)
    data = text.encode("utf-8", "surrogatepass")
    is_clean = (is_harmless and text is body.value) or is_latin(data)
    if is_clean and body.kind == "html" and len(data) <= LONGEST_HTML and data.find(_BREAK) < 0:
        return data
    if body.kind == "text" and not looks_like_html(text):
        text = text_to_html(text) if text.strip() else ""
    elif "<br></br>" in text:  # XHTML; in HTML these are two line breaks
        text = text.replace("<br></br>", "<br>")
    text = text[:LONGEST_HTML]
    return (text if is_clean else clean(text)).encode("utf-8", "replace")


def _extras(raw: RawEntry, language: str, document: _Document) -> tuple[str | None, str]:
    """Give the author's line and ``domain.entry.Extras`` as JSON, only what is set."""
    parts: list[str] = []
    line = ""
    if raw.authors:
        authors = tuple(raw.authors)
        found = document.people.get(authors)
        if found is None:
            found = document.people[authors] = _authors(authors, document.line)
        line, people = found
        if people:
            parts.append(f'"authors": {people}')
    if raw.categories:
        names = tuple(raw.categories)
        labels = document.labels.get(names)
        if labels is None:
            labels = document.labels[names] = _categories(names, document.line)
        if labels:
            parts.append(f'"categories": [{labels}]')
    if raw.enclosures:
        enclosures = _enclosures(raw, document)
        if enclosures:
            parts.append(f'"enclosures": [{enclosures}]')
    rest = _rare_extras(raw, language, document)
    if rest:
        parts.append(_as_json(rest)[1:-1])
    return line or None, f"{{{', '.join(parts)}}}"


def _rare_extras(raw: RawEntry, language: str, document: _Document) -> dict[str, Any]:
    """Give what most entries do not have."""
    found: dict[str, Any] = {}
    if raw.place_name or raw.latitude:
        found["place"] = _place(raw, document.line)
    if raw.image or raw.comments or raw.external or raw.source_url:
        found |= _addresses(raw, document.url)
    if raw.source_title:
        found["source_title"] = document.line(raw.source_title, _LONGEST_NAME)
    if language and language.lower() != document.language.lower():
        found["language"] = clean_line(language, _LONGEST_LANGUAGE)
    return {key: value for key, value in found.items() if value} if found else found


def _addresses(raw: RawEntry, url: str) -> dict[str, str | None]:
    """Give the addresses that are set; an external one must be absolute as it stands."""
    found = {}
    if raw.image:
        found["image"] = web_url(url, raw.image)
    if raw.comments:
        found["comments_url"] = web_url(url, raw.comments)
    if raw.external:
        found["external_url"] = web_url("", raw.external)
    if raw.source_url:
        found["source_url"] = web_url(url, raw.source_url)
    return found


def _authors(raw: Sequence[RawAuthor], line: _Line) -> tuple[str, str]:
    """Give the line of all authors, and the list of them as JSON; both empty if there are none."""
    if len(raw) == 1:
        name, email, url = raw[0]
        name = line(name, _LONGEST_NAME)
        if name and not email and not url and "@" not in name:
            return name, f'[{{"name": {encode_basestring(name)}}}]'
    people = _people(raw, line)
    if not people:
        return "", ""
    return ", ".join(one.get("name") or one["email"] for one in people), _as_json(people)


def _people(raw: Sequence[RawAuthor], line: _Line) -> list[dict[str, str]]:
    """Clean and tell apart names and mail addresses; nobody is listed twice."""
    people: dict[str, dict[str, str]] = {}
    for author in raw[:MOST_AUTHORS]:
        name, email = line(author.name, _LONGEST_NAME), author.email
        if "@" in name:
            name, email = _split_mail(name, email)
        person = {
            "name": name,
            "email": clean_line(email, _LONGEST_NAME),
            "url": (author.url and join_url("", author.url)) or "",
        }
        if name or person["email"]:
            people.setdefault(name or email, {k: v for k, v in person.items() if v})
    return list(people.values())


def _split_mail(name: str, email: str) -> tuple[str, str]:
    """Take ``anna@example.org (Anna)`` and ``Anna <anna@example.org>`` apart."""
    match = _MAIL.search(name)
    if match is None:
        return name, email
    rest = (name[: match.start()] + name[match.end() :]).replace("()", "").replace("<>", "").strip()
    if rest.startswith("(") and rest.endswith(")"):
        rest = rest[1:-1]
    return " ".join(rest.split()), email or match[1]


def _categories(raw: Sequence[str], line: _Line) -> str:
    """Give the names as JSON, without brackets; none twice."""
    names = dict.fromkeys(line(name, _LONGEST_NAME) for name in raw[:MOST_CATEGORIES])
    names.pop("", None)
    return ", ".join(map(encode_basestring, names))


def _enclosures(raw: RawEntry, document: _Document) -> str:
    """Give the media as JSON, without brackets; none twice."""
    media: dict[str, str] = {}
    for found in raw.enclosures[:MOST_ENCLOSURES]:
        address = web_url(document.url, found.url)
        if address and address not in media:
            duration_s = _seconds(found.duration) or (0 if media else _seconds(raw.duration))
            media[address] = _enclosure(address, found, duration_s, document.line)
    return ", ".join(media.values())


def _enclosure(url: str, raw: RawMedia, duration_s: int, line: _Line) -> str:
    """Write one enclosure, only what is set, as ``_as_json`` would, in a fifth of the time."""
    media_type = clean_line(raw.media_type, _LONGEST_NAME).lower()
    size = int(raw.size) if raw.size.isdecimal() and len(raw.size) < 16 else 0
    title = line(raw.title, _LONGEST_NAME) if raw.title else ""
    return "".join((
        f'{{"url": {encode_basestring(url)}',
        f', "media_type": {encode_basestring(media_type)}' if media_type else "",
        f', "size": {size}' if size else "",
        f', "duration_s": {duration_s}' if duration_s else "",
        f', "title": {encode_basestring(title)}' if title else "",
        "}",
    ))  # fmt: skip


def _seconds(duration: str) -> int:
    if not duration:
        return 0
    match = _DURATION.fullmatch(duration.strip())
    if match is None:
        return 0
    hours, minutes, seconds, total = (int(part or 0) for part in match.groups())
    return total or hours * 3600 + minutes * 60 + seconds


def _place(raw: RawEntry, line: _Line) -> dict[str, Any]:
    place: dict[str, Any] = {"name": line(raw.place_name, _LONGEST_NAME)}
    try:
        latitude, longitude = float(raw.latitude), float(raw.longitude)
    except ValueError:
        pass
    else:
        if abs(latitude) <= 90 and abs(longitude) <= 180:
            place |= {"latitude": latitude, "longitude": longitude}
    return {key: value for key, value in place.items() if value != ""}


def _interval(raw: RawFeed) -> int:
    """Read how long the publisher wants to be left alone: ttl in minutes, sy:updatePeriod."""
    ttl_s = int(raw.ttl) * 60 if raw.ttl.strip().isdecimal() and len(raw.ttl) < 8 else 0
    period_s = _PERIODS_S.get(raw.update_period.strip().lower(), 0)
    frequency = raw.update_frequency.strip()
    if period_s and frequency.isdecimal() and len(frequency) < 6:
        period_s //= max(1, int(frequency))
    return min(max(ttl_s, period_s), _PERIODS_S["weekly"])
