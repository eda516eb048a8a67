"""Bookmarks as text to read and to edit: Markdown and Org."""

import json
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from newsreader.domain.bookmark import Bookmark, State
from newsreader.domain.text import fold
from newsreader.services.articles import read_article
from newsreader.services.bookmarks import bookmark_as_entry
from newsreader.services.exporting import rfc3339

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|])")
_ORG_TAG = re.compile(r"[^\w@#%]+")
_ORG_HEADING = re.compile(r"^(\*+ |#\+|:)", re.MULTILINE)
_NOT_A_NAME = re.compile(r"[^a-z0-9]+")
_LONGEST_NAME = 60


def write_markdown(bookmarks: Iterable[Bookmark]) -> Iterator[str]:
    """Write one file: a heading for each bookmark, with tags, description, quotes and note."""
    yield "# Bookmarks\n"
    for bookmark in bookmarks:
        title = _escape(bookmark.label)
        heading = f"[{title}](<{bookmark.url}>)" if bookmark.url else title
        facts = " · ".join([_day(bookmark), bookmark.state, *(f"#{t}" for t in bookmark.tags)])
        parts = [f"## {heading}", facts, _escape(bookmark.description), *_words(bookmark)]
        yield "\n" + "\n\n".join(part for part in parts if part) + "\n"


def write_markdown_folder(bookmarks: Iterable[Bookmark], folder: Path) -> int:
    """Write a file for each bookmark, facts in front and the saved text below; give their number.

    Files are named by day and title; those that are there already are replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    count = 0
    for bookmark in bookmarks:
        path = folder / f"{_day(bookmark)}-{_file_name(bookmark)}.md"
        path.write_text(markdown_file(bookmark), encoding="utf-8")
        count += 1
    return count


def markdown_file(bookmark: Bookmark) -> str:
    """Write a bookmark with its text; the facts in front are YAML."""
    from newsreader.layout.markdown import render_markdown

    facts = {
        "title": bookmark.label, "url": bookmark.url, "tags": list(bookmark.tags),
        "state": bookmark.state, "starred": bookmark.is_starred,
        "saved": rfc3339(bookmark.created_at), "published": rfc3339(bookmark.published_at),
        "author": bookmark.author, "feed": bookmark.feed_title,
    }  # fmt: skip
    # JSON is YAML, and its strings need no thought about quotes and colons
    front = "".join(f"{k}: {json.dumps(v, ensure_ascii=False)}\n" for k, v in facts.items() if v)
    article = read_article(bookmark_as_entry(bookmark))
    parts = [f"# {_escape(bookmark.label)}", *_words(bookmark), render_markdown(article.document)]
    return f"---\n{front}---\n\n" + "\n\n".join(part for part in parts if part.strip())


def write_org(bookmarks: Iterable[Bookmark]) -> Iterator[str]:
    """Write an Org file: what is done is DONE, the rest TODO; facts are properties."""
    yield "#+TITLE: Bookmarks\n"
    for bookmark in bookmarks:
        keyword = "DONE" if bookmark.state is State.DONE else "TODO"
        tags = [_ORG_TAG.sub("_", tag) for tag in bookmark.tags]
        marks = f" :{':'.join(tags)}:" if tags else ""
        facts = {
            "URL": bookmark.url, "SAVED": rfc3339(bookmark.created_at),
            "AUTHOR": bookmark.author, "FEED": bookmark.feed_title,
        }  # fmt: skip
        properties = "".join(f":{name}: {value}\n" for name, value in facts.items() if value)
        yield f"* {keyword} {bookmark.label}{marks}\n:PROPERTIES:\n{properties}:END:\n"
        for text in (bookmark.description, bookmark.note):
            if text:
                yield _org_text(text) + "\n"
        for quote in bookmark.highlights:
            yield f"#+BEGIN_QUOTE\n{_org_text(quote.quote)}\n#+END_QUOTE\n"
            if quote.comment:
                yield _org_text(quote.comment) + "\n"


def _words(bookmark: Bookmark) -> Iterator[str]:
    """Give what the reader wrote: the note as it is, quotes with their comments."""
    yield bookmark.note
    for highlight in bookmark.highlights:
        yield "\n".join(f"> {_escape(line)}" for line in highlight.quote.splitlines())
        yield highlight.comment


def _day(bookmark: Bookmark) -> str:
    return (rfc3339(bookmark.created_at) or time.strftime("%Y-%m-%d"))[:10]


def _file_name(bookmark: Bookmark) -> str:
    """Name a file by the title; the number keeps equal titles apart."""
    words = _NOT_A_NAME.sub("-", fold(bookmark.label)).strip("-")
    return f"{words[:_LONGEST_NAME].rstrip('-')}-{bookmark.id}".lstrip("-")


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _org_text(text: str) -> str:
    """Keep text from being read as headings, keywords or properties."""
    return _ORG_HEADING.sub(r" \1", text)
