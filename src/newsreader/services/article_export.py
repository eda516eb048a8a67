"""Writing many articles into one file, of the kind that its ending says."""

import html
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from newsreader.domain.errors import NewsreaderError, UsageError
from newsreader.domain.wording import counted
from newsreader.services.articles import Article, read_article
from newsreader.services.bookmark_files import ENDINGS, export_bookmarks
from newsreader.services.bookmarks import entry_as_bookmark
from newsreader.services.files import write_whole, writing
from newsreader.services.library import Library
from newsreader.services.saving import article_markdown, article_text
from newsreader.store.entries import load_entry

_Pages = Callable[[Iterator[Article]], Iterator[str]]


def export_articles(library: Library, entry_ids: Sequence[int], path: Path) -> str:
    """Write articles in their order where nothing is yet, and say in a sentence what was done.

    Markdown, text and HTML are for reading; what bookmarks can be written as is there too. Blocks.
    Raises NewsreaderError ``unknown_format``, ``file_exists`` or ``not_written``.
    """
    path = checked_target(path)
    ending = path.suffix.lower()
    if pages := _PAGES.get(ending):
        with writing(path):
            write_whole(pages(_articles(library, entry_ids)), path)
    else:
        now = library.clock()
        found = (entry_as_bookmark(one.entry, now) for one in _articles(library, entry_ids))
        export_bookmarks(found, ENDINGS[ending], path, now)
    return f"{counted(len(entry_ids), 'article')} written to {path}."


def checked_target(path: Path) -> Path:
    """Give the whole path of a file that articles can be written to.

    Raises NewsreaderError ``unknown_format`` or ``file_exists``.
    """
    path = path.expanduser().absolute()
    ending = path.suffix.lower()
    if ending not in _PAGES and ending not in ENDINGS:
        endings = ", ".join(dict.fromkeys((*_PAGES, *ENDINGS)))
        raise UsageError("unknown_format", f"End the name with one of {endings}.")
    if path.exists():
        raise NewsreaderError("file_exists", f"{path} is there already. Choose another name.")
    return path


def _articles(library: Library, entry_ids: Sequence[int]) -> Iterator[Article]:
    """Read articles one after the other; those that are gone are missing."""
    for entry_id in entry_ids:
        entry = library.database.read_later(load_entry, entry_id).result()
        if entry is not None:
            yield read_article(entry)


def _markdown(articles: Iterator[Article]) -> Iterator[str]:
    for number, article in enumerate(articles):
        yield ("\n\n---\n\n" if number else "") + article_markdown(article).strip()
    yield "\n"


def _text(articles: Iterator[Article]) -> Iterator[str]:
    for number, article in enumerate(articles):
        yield ("\n\n\n" if number else "") + article_text(article).strip()
    yield "\n"


def _html(articles: Iterator[Article]) -> Iterator[str]:
    yield '<!doctype html>\n<html><head><meta charset="utf-8"><title>Articles</title></head>\n'
    yield "<body>\n"
    for article in articles:
        entry = article.entry
        title, url = html.escape(entry.title), html.escape(entry.url or "")
        language = f' lang="{html.escape(entry.extras.language)}"' if entry.extras.language else ""
        link = f'<p><a href="{url}">{url}</a></p>\n' if url else ""
        yield f"<article{language}>\n<h1>{title}</h1>\n{link}{entry.html}\n</article>\n"
    yield "</body></html>\n"


_PAGES: dict[str, _Pages] = {".md": _markdown, ".txt": _text, ".html": _html, ".htm": _html}
