"""``newsreader show``: an article as text, JSON or HTML."""

import argparse
import shutil
import sys
import time

from newsreader.cli import output
from newsreader.cli.commands.list import positive
from newsreader.cli.session import open_session
from newsreader.domain.errors import UsageError
from newsreader.services.articles import Article, Articles
from newsreader.services.exporting import article_record

_NARROWEST = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser.add_argument("id", metavar="ID", type=positive, help="the entry, as 'list' shows it")
    parser.add_argument(
        "--width", metavar="N", type=positive, help="wrap at so many cells (the terminal, or 80)"
    )
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print a JSON object (docs/json.md)")
    form.add_argument("--html", action="store_true", help="print the HTML of the feed")
    parser.epilog = (
        "examples:\n"
        "  newsreader show 17 | less\n"
        "  newsreader show 17 --json | jq '.details[].rows[]'\n"
        "  newsreader show 17 --html > article.html"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the article."""
    with open_session() as session:
        article = Articles(session.library).open(arguments.id)
        measure = session.settings.reading.measure
    if article is None:
        raise UsageError("unknown_entry", f"There is no entry {arguments.id}.")
    if arguments.html:
        output.document(article.entry.html)
        return 0
    width = max(arguments.width or own_width(measure), _NARROWEST)
    if arguments.json:
        output.record(article_record(article, _body(article, width)))
    else:
        output.text(printed(article, width))
    return 0


def printed(article: Article, width: int) -> str:
    """Give an article as the terminal shows it, headline first."""
    return _head(article, width) + "\n\n" + _body(article, width)


def own_width(measure: int) -> int:
    """Use the terminal as far as lines stay easy to read; 80 where there is none."""
    columns = shutil.get_terminal_size().columns if sys.stdout.isatty() else 80
    return min(columns, measure or columns)


def _body(article: Article, width: int) -> str:
    from newsreader.layout.text import render_text

    return render_text(article.document, width)


def _head(article: Article, width: int) -> str:
    """Give the headline, and a line of where it is from."""
    import textwrap

    entry = article.entry
    date = time.strftime("%Y-%m-%d %H:%M", time.localtime(entry.sort_at))
    origin = " · ".join(part for part in (entry.feed_title, entry.author, date) if part)
    lines = [*textwrap.wrap(entry.title, width), origin]
    return "\n".join([*lines, entry.url] if entry.url else lines)
