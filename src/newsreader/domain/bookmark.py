"""Bookmarks: the reader's own copies of pages, with what the reader thinks of them."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from newsreader.domain.page_key import page_key
from newsreader.domain.text import clean, clean_line
from newsreader.domain.urls import LONGEST_URL, clean_url, host, is_web, without_userinfo

LONGEST_TAG = 100
LONGEST_NOTE = 1_000_000
"""Characters; also of a description and of a highlight's quote."""
_HOST = re.compile(r"[\w.-]+|[0-9a-f:.]+")
_SEPARATOR = "\u241f"  # as in domain.identity: nothing that is stored holds a control character


class State(StrEnum):
    """How far the reader is with a bookmark."""

    INBOX = "inbox"
    READING = "reading"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Highlight:
    """A quote from the saved text and what the reader says about it.

    The words before and after the quote say which place is meant if it occurs more than once.
    """

    quote: str
    comment: str = ""
    before: str = ""
    after: str = ""
    created_at: int = 0


class KeptPicture(NamedTuple):
    """A picture of a saved article."""

    url: str
    media_type: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A saved page; it needs neither feed nor entry to live on. Times are Unix seconds, UTC."""

    id: int
    """0 before it is stored."""
    url: str
    """Empty only for an entry that has no address."""
    title: str
    created_at: int = 0
    """0 before it is stored, where the source does not say."""
    description: str = ""
    note: str = ""
    """The reader's own words, Markdown."""
    tags: tuple[str, ...] = ()
    """Sorted; a slash makes a tree (``news/austria``)."""
    state: State = State.INBOX
    is_starred: bool = False
    snoozed_until: int | None = None
    changed_at: int = 0
    """When the reader last changed something about it."""
    opened_at: int | None = None
    author: str | None = None
    published_at: int | None = None
    language: str = ""
    word_count: int | None = None
    """None until the copy has been indexed."""
    feed_title: str = ""
    feed_url: str = ""
    guid: str = ""
    """Identity of the entry in its feed."""
    entry_id: int | None = None
    """None for a page that came from no feed, or when the entry is gone."""
    link_code: str = ""
    """What the last link check found: ``ok``, ``moved``, an error code; empty: not checked."""
    link_checked_at: int | None = None
    moved_to: str = ""
    canonical: str = ""
    """The key of the address that the page names as its own; empty if it names none."""
    html: str = ""
    """The copy of the article, empty if there is none."""
    page: str = ""
    """The whole page as it came, where ``html`` is only the article of it."""
    base_url: str = ""
    extras: str = "{}"
    """``domain.entry.Extras`` as JSON."""
    details: str = "[]"
    """Details tables as JSON, as ``show --json`` prints them; filled when it is indexed."""
    highlights: tuple[Highlight, ...] = ()
    pictures: tuple[KeptPicture, ...] = ()
    """Only on the way into a file or out of one; in the library they stand apart."""

    @property
    def label(self) -> str:
        """What a list shows: the title, else the address."""
        return self.title or self.url

    @property
    def key(self) -> str:
        """What makes two bookmarks one; see :func:`bookmark_key`."""
        return bookmark_key(self.url, self.feed_url, self.guid)


class BookmarkRow(NamedTuple):
    """What a list shows of a bookmark."""

    id: int
    url: str
    title: str
    feed_title: str
    created_at: int
    state: State
    is_starred: bool
    snoozed_until: int | None
    word_count: int | None
    link_code: str
    has_note: bool
    has_copy: bool
    tags: tuple[str, ...]

    @property
    def label(self) -> str:
        """What the line says: the title, else the address."""
        return self.title or self.url


def bookmark_key(url: str, feed_url: str = "", guid: str = "") -> str:
    """Say what a bookmark is identified by: its page, or the entry where that has no address."""
    return page_key(url) if url else f"{feed_url}{_SEPARATOR}{guid}"


def web_address(address: str) -> str:
    """Clean an address that a bookmark may have; empty if a browser could not open it.

    >>> web_address("https://anna:geheim@example.org/a"), web_address("https://two words/")
    ('https://example.org/a', '')
    """
    url = clean_url(without_userinfo(address.strip()))
    return url if is_web(url) and _HOST.fullmatch(host(url)) else ""


def clean_bookmark(bookmark: Bookmark) -> Bookmark:
    """Make a bookmark from outside safe to store and show; an address that is none becomes ''."""
    return replace(
        bookmark,
        url=web_address(bookmark.url),
        title=clean_line(bookmark.title),
        description=_clean_text(bookmark.description),
        note=_clean_text(bookmark.note),
        tags=tag_names(bookmark.tags),
        author=clean_line(bookmark.author or "") or None,
        language=clean_line(bookmark.language, 40),
        feed_title=clean_line(bookmark.feed_title),
        feed_url=clean_url(without_userinfo(bookmark.feed_url)),
        guid=clean(bookmark.guid),
        link_code=clean_line(bookmark.link_code, 40),
        moved_to=web_address(bookmark.moved_to),
        canonical=clean_line(bookmark.canonical, LONGEST_URL),
        html=clean(bookmark.html),
        page=clean(bookmark.page),
        base_url=clean_url(bookmark.base_url),
        extras=_clean_json(bookmark.extras),
        details=_clean_json(bookmark.details),
        highlights=tuple(
            replace(
                highlight,
                quote=_clean_text(highlight.quote),
                comment=_clean_text(highlight.comment),
                before=_clean_text(highlight.before),
                after=_clean_text(highlight.after),
            )
            for highlight in bookmark.highlights
        ),
    )


def tag_names(texts: Iterable[str]) -> tuple[str, ...]:
    """Make tags of what was typed or imported: no commas, each once, sorted as people sort.

    >>> tag_names(["#News / Austria", "b,a", "B "])
    ('a', 'b', 'News/Austria')
    """
    names: dict[str, str] = {}
    for text in texts:
        for part in text.split(","):
            levels = (clean_line(level).lstrip("# ") for level in part.split("/"))
            name = "/".join(level for level in levels if level)[:LONGEST_TAG].rstrip(" /")
            if name:
                names.setdefault(tag_key(name), name)
    return tuple(names[key] for key in sorted(names))


def tag_key(name: str) -> str:
    """Spell a tag for comparing: ``News`` and ``news`` are one tag."""
    return name.casefold()


def merge_bookmarks(kept: Bookmark, other: Bookmark) -> Bookmark:
    """Take over from another bookmark of the same page what the kept one lacks; lose nothing.

    What the reader wrote is added, what describes the page only fills gaps, and a copy that is
    there stays as it is. Merging the same twice changes nothing.
    """
    has_copy = bool(kept.html)
    copy = kept if has_copy else other
    source = kept if other.entry_id is None else other
    return replace(
        kept,
        title=kept.title or other.title,
        created_at=min(kept.created_at, other.created_at or kept.created_at),
        description=kept.description or other.description,
        note=_joined(kept.note, other.note),
        tags=tag_names((*kept.tags, *other.tags)),
        is_starred=kept.is_starred or other.is_starred,
        author=kept.author or other.author,
        published_at=kept.published_at or other.published_at,
        language=kept.language or other.language,
        feed_title=source.feed_title or kept.feed_title or other.feed_title,
        feed_url=source.feed_url or kept.feed_url or other.feed_url,
        guid=source.guid or kept.guid or other.guid,
        entry_id=source.entry_id,
        canonical=kept.canonical or other.canonical,
        html=copy.html,
        page=copy.page,
        base_url=copy.base_url,
        extras=copy.extras if copy.extras != "{}" else kept.extras,
        details=copy.details if copy.details != "[]" else kept.details,
        word_count=kept.word_count if has_copy else other.word_count,
        highlights=tuple(dict.fromkeys((*kept.highlights, *other.highlights))),
    )


def _joined(note: str, more: str) -> str:
    if more.strip() in note:
        return note
    return f"{note}\n\n{more}" if note else more


def _clean_json(text: str) -> str:
    """Clean every text inside JSON; escapes may hide control characters."""
    return json.dumps(_cleaned(json.loads(text)), ensure_ascii=False)


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {clean(key): _cleaned(item) for key, item in value.items()}
    return value


def _clean_text(text: str) -> str:
    return clean(text)[:LONGEST_NOTE].strip()
