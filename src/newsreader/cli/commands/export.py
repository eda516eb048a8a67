"""``newsreader export``: subscriptions and bookmarks for other programs."""

import argparse
from pathlib import Path

from newsreader.cli import notices, output
from newsreader.cli.session import open_session
from newsreader.domain.errors import UsageError
from newsreader.services.files import write_whole, writing
from newsreader.services.library import Library

BOOKMARK_FORMATS = ("json", "netscape", "csv", "markdown", "org", "atom", "epub")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command."""
    form = parser.add_mutually_exclusive_group(required=True)
    form.add_argument("--opml", action="store_true", help="the feeds, with their folders")
    form.add_argument(
        "--bookmarks",
        choices=BOOKMARK_FORMATS,
        metavar="FORMAT",
        help=f"the bookmarks: {', '.join(BOOKMARK_FORMATS)}",
    )
    parser.add_argument(
        "--query", metavar="Q", default="", help="only those bookmarks, as in 'bookmark list'"
    )
    parser.add_argument(
        "--output", "-o", metavar="PATH", type=Path, help="write there; stdout if not given"
    )
    parser.epilog = (
        "json holds everything and can be imported again without loss. markdown into a folder\n"
        "(--output notes/) writes a file for each bookmark, with the saved text.\n\n"
        "examples:\n"
        "  newsreader export --opml > subscriptions.opml\n"
        "  newsreader export --bookmarks json -o bookmarks.json\n"
        "  newsreader export --bookmarks epub --query '#glacier state:inbox' -o glacier.epub"
    )


def run(arguments: argparse.Namespace) -> int:
    """Write the subscriptions or the bookmarks."""
    with open_session() as session:
        if arguments.opml:
            _export_feeds(session.library, arguments.output)
        else:
            _export_bookmarks(session.library, arguments)
    return 0


def _export_bookmarks(library: Library, arguments: argparse.Namespace) -> None:
    """Write the bookmarks of the query in their format."""
    import asyncio

    from newsreader.domain.bookmark_view import parse_bookmark_query
    from newsreader.services.bookmark_export import WRITERS
    from newsreader.services.bookmark_files import export_bookmarks
    from newsreader.services.bookmark_index import index_bookmarks
    from newsreader.services.bookmark_records import iterate_bookmarks

    asyncio.run(index_bookmarks(library))
    found = iterate_bookmarks(library, parse_bookmark_query(arguments.query))
    target: Path | None = arguments.output
    if target is not None:
        notices.tell(export_bookmarks(found, arguments.bookmarks, target, library.clock()))
    elif arguments.bookmarks == "epub":
        raise UsageError("no_output", "A book needs a file: --output articles.epub.")
    else:
        for part in WRITERS[arguments.bookmarks](found):
            output.document(part)


def _export_feeds(library: Library, target: Path | None) -> None:
    """Write the subscriptions."""
    from newsreader.services.opml import export_subscriptions

    document = library.database.read(export_subscriptions).result()
    if target is None:
        output.document(document)
        return
    with writing(target):
        write_whole(iter([document]), target)
    notices.tell(f"Written to {target}.")
