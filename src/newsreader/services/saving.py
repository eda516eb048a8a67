"""Saving an article outside the library: as Markdown, HTML or text, into a file or a command."""

import re
import signal
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from html import escape
from itertools import chain
from pathlib import Path

from newsreader.domain.document import Block, Growing, Heading, Paragraph, Span
from newsreader.domain.errors import NewsreaderError
from newsreader.domain.text import fold
from newsreader.layout.markdown import render_markdown
from newsreader.layout.text import render_text
from newsreader.services.articles import Article

_TEXT_WIDTH = 72
_LONGEST_NAME = 80


def article_markdown(article: Article) -> str:
    """Write an article as Markdown, headline first."""
    entry = article.entry
    head: list[Block] = [Heading(1, (Span(entry.title),))]
    if entry.url:
        link = article.document.links.number(entry.url, entry.url)
        head.append(Paragraph((Span(entry.url, link=link),)))
    blocks = Growing(chain(head, article.document.blocks))
    return render_markdown(replace(article.document, blocks=blocks))


def article_text(article: Article) -> str:
    """Write an article as text of 72 columns."""
    lines = [article.entry.title, article.entry.url or "", ""]
    return "\n".join(lines) + render_text(article.document, _TEXT_WIDTH)


def article_html(article: Article) -> str:
    """Write an article as a page, its text as the publisher wrote it."""
    entry = article.entry
    language = f' lang="{escape(entry.extras.language)}"' if entry.extras.language else ""
    base = f'<base href="{escape(entry.base_url)}">' if entry.base_url else ""
    return (
        f'<!doctype html>\n<html{language}><head><meta charset="utf-8">{base}'
        f"<title>{escape(entry.title)}</title></head>\n<body>\n<h1>{escape(entry.title)}</h1>\n"
        f"{entry.html}\n</body></html>\n"
    )


_WRITERS = {
    ".md": article_markdown,
    ".txt": article_text,
    ".html": article_html,
    ".htm": article_html,
}


def suggested_name(article: Article) -> str:
    """Give a file name made of the headline."""
    words = re.sub(r"[^a-z0-9]+", "-", fold(article.entry.title)).strip("-")
    return f"{words[:_LONGEST_NAME].rstrip('-') or 'article'}.md"


def save_article(article: Article, path: Path) -> Path:
    """Save an article in the format that the file's name asks for; give where it is.

    Raises NewsreaderError ``unknown_format``, ``file_exists`` or ``not_saved``; a file that is
    there already is left alone.
    """
    path = path.expanduser()
    writer = _WRITERS.get(path.suffix.lower())
    if writer is None:
        endings = ", ".join(_WRITERS)
        raise NewsreaderError("unknown_format", f"End the name with one of {endings}.")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(writer(article))
    except FileExistsError as error:
        raise NewsreaderError(
            "file_exists", f"{path} is there already. Choose another name."
        ) from error
    except OSError as error:
        raise NewsreaderError("not_saved", f"{path} was not saved: {error.strerror}.") from error
    return path.resolve()


def pipe_article(article: Article, command: Sequence[str]) -> int:
    """Give an article as Markdown to a command's input, without a shell; give its exit code.

    Raises NewsreaderError ``not_started``. Blocks until the command ends; Ctrl-C meanwhile is
    meant for the command. Call it on the main thread.
    """
    try:
        with _without_interrupts():
            finished = subprocess.run(  # noqa: S603 - the reader typed the command
                command, input=article_markdown(article), encoding="utf-8", check=False
            )
    except OSError as error:
        raise NewsreaderError(
            "not_started", f"{command[0]} could not be started: {error.strerror}."
        ) from error
    return finished.returncode


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Let Ctrl-C pass by; a handler that does nothing, for "ignore" would reach the command too."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
