"""``newsreader export``: subscriptions and bookmarks for other programs."""

import argparse
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from newsreader.cli import notices, output
from newsreader.cli.session import open_session
from newsreader.domain.bookmark import Bookmark
from newsreader.domain.errors import UsageError
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
            from newsreader.services.opml import export_subscriptions

            document = session.library.database.read(export_subscriptions).result()
            _write(iter([document]), arguments.output)
        else:
            _export_bookmarks(session.library, arguments)
    return 0


def _export_bookmarks(library: Library, arguments: argparse.Namespace) -> None:
    """Write the bookmarks of the query in their format."""
    import asyncio

    from newsreader.domain.bookmark_view import parse_bookmark_query
    from newsreader.services.bookmark_export import WRITERS
    from newsreader.services.bookmark_index import index_bookmarks
    from newsreader.services.bookmark_records import iterate_bookmarks
    from newsreader.services.bookmark_text import write_markdown_folder

    asyncio.run(index_bookmarks(library))
    found = iterate_bookmarks(library, parse_bookmark_query(arguments.query))
    target: Path | None = arguments.output
    if arguments.bookmarks == "epub":
        _write_epub(library, found, target)
    elif arguments.bookmarks == "markdown" and target is not None and target.suffix != ".md":
        with _writing(target):
            count = write_markdown_folder(found, target)
        notices.tell(f"{count} files written into {target}.")
    else:
        _write(WRITERS[arguments.bookmarks](found), target)


def _write_epub(library: Library, found: Iterable[Bookmark], target: Path | None) -> None:
    from newsreader.services.bookmark_epub import write_epub

    if target is None:
        raise UsageError("no_output", "A book needs a file: --output articles.epub.")
    with _writing(target):
        count = write_epub(found, target, target.stem, library.clock())
    notices.tell(f"{count} articles written to {target}.")


def _write(parts: Iterator[str], target: Path | None) -> None:
    """Write a file, complete or not at all; or stdout."""
    if target is None:
        for part in parts:
            output.document(part)
        return
    unfinished = target.with_name(target.name + ".part")
    with _writing(target):
        with unfinished.open("w", encoding="utf-8", newline="") as file:
            file.writelines(parts)
        unfinished.replace(target)
    notices.tell(f"Written to {target}.")


@contextmanager
def _writing(target: Path) -> Iterator[None]:
    """Say in words why a file cannot be written."""
    try:
        yield
    except OSError as error:
        raise UsageError("not_written", f"{target} cannot be written: {error.strerror}.") from error
