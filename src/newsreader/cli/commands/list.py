"""``newsreader list``: entries, as lines to read or as data."""

import argparse
import time
from collections.abc import Iterable

from newsreader.cli import notices, output
from newsreader.cli.naming import find_feed, find_folder
from newsreader.cli.session import open_session
from newsreader.domain.text import is_number
from newsreader.domain.view import Order, Scope, View
from newsreader.services.exporting import ENTRY_FIELDS, entry_record, iterate_entries
from newsreader.services.library import Library
from newsreader.store.feeds import load_feeds, load_folders
from newsreader.store.listing import ListedEntry
from newsreader.store.search import count_unindexed

_INDEXED_AT_ONCE = 200


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command."""
    scope = parser.add_mutually_exclusive_group()
    scope.add_argument("--feed", metavar="FEED", help="of this feed: id, address or title")
    scope.add_argument("--folder", metavar="FOLDER", help="of this folder and those inside it")
    scope.add_argument("--starred", action="store_true", help="only starred entries")
    scope.add_argument("--bookmarked", action="store_true", help="only bookmarked entries")
    parser.add_argument("--unread", action="store_true", help="only unread entries")
    parser.add_argument("--search", metavar="WORDS", default="", help="only with all these words")
    parser.add_argument("--limit", metavar="N", type=positive, help="at most so many")
    parser.add_argument("--oldest", action="store_true", help="the oldest first")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print a JSON array (docs/json.md)")
    form.add_argument("--tsv", action="store_true", help="print tab-separated values")
    parser.epilog = (
        "examples:\n"
        "  newsreader list --unread --limit 20\n"
        "  newsreader list --feed orf --search erdbeben\n"
        "  newsreader list --unread --json | jq -r '.[].url'"
    )


def run(arguments: argparse.Namespace) -> int:
    """Print the entries, the newest first."""
    with open_session() as session:
        view = _view(session.library, arguments)
        if view.search:
            _index_first(session.library)
        entries = iterate_entries(session.library, view, arguments.limit)
        if arguments.json:
            output.records(map(entry_record, entries))
        elif arguments.tsv:
            output.tsv(ENTRY_FIELDS, map(entry_record, entries))
        else:
            _print_lines(entries)
    return 0


def positive(text: str) -> int:
    """Read a number from 1, for argparse."""
    number = int(text) if is_number(text) else 0
    if not number:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 1")
    return number


def _view(library: Library, arguments: argparse.Namespace) -> View:
    scope, target = Scope.ALL, None
    if arguments.feed is not None:
        feeds = library.database.read(load_feeds).result()
        scope, target = Scope.FEED, find_feed(feeds, arguments.feed).id
    elif arguments.folder is not None:
        folders = library.database.read(load_folders).result()
        scope, target = Scope.FOLDER, find_folder(folders.values(), arguments.folder).id
    elif arguments.starred or arguments.bookmarked:
        scope = Scope.STARRED if arguments.starred else Scope.BOOKMARKED
    order = Order.OLDEST if arguments.oldest else Order.NEWEST
    return View(scope, target, arguments.unread, search=arguments.search, order=order)


def _index_first(library: Library) -> None:
    """Index what has come since the screen was last open, so that a search finds it."""
    total = library.database.read(count_unindexed).result()
    if not total:
        return
    from newsreader.services.indexing import index_step

    done = 0
    while count := index_step(library, _INDEXED_AT_ONCE):
        done = min(done + count, total)
        notices.progress(done, total, "indexed")


def _print_lines(entries: Iterable[ListedEntry]) -> None:
    for entry in entries:
        marks = ("*" if entry.is_starred else " ") + (" " if entry.is_read else "N")
        date = time.strftime("%Y-%m-%d %H:%M", time.localtime(entry.sort_at))
        output.text(f"{entry.id:>7} {marks} {date}  {entry.feed_title}: {entry.title}")
