"""``newsreader import``: subscriptions from another reader."""

import argparse
import asyncio
import sys
from pathlib import Path

from newsreader.cli import notices
from newsreader.cli.notices import ExitCode
from newsreader.cli.session import open_session
from newsreader.domain.errors import UsageError
from newsreader.services.importing import import_file, load_file, preview_import, read_limited


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser.add_argument("file", metavar="FILE", help="the file, or - for stdin")
    parser.add_argument(
        "--dry-run", action="store_true", help="tell what would come of it, change nothing"
    )
    parser.epilog = (
        "The kind of file is found out: feeds as OPML; bookmarks of browsers, linkding, Pocket,\n"
        "Instapaper, Pinboard, Omnivore, buku and newsboat, and our own (docs/bookmarks.md).\n"
        "Feeds that you follow and bookmarks that you have stay as they are.\n\n"
        "examples:\n"
        "  newsreader import subscriptions.opml && newsreader fetch\n"
        "  newsreader import bookmarks.html --dry-run"
    )


def run(arguments: argparse.Namespace) -> int:
    """Import the file; what cannot be taken is told of, one line each."""
    body = _read(arguments.file)
    with open_session() as session:
        change = preview_import if arguments.dry_run else import_file
        summary = asyncio.run(change(session.library, body))
    if not (summary.added or summary.known or summary.refused):
        what = "This" if arguments.file == "-" else arguments.file
        raise UsageError("nothing_found", f"{what} holds no {summary.noun}.")
    for sentence in summary.refused:
        notices.warn(sentence)
    counts = f"{summary.known} there already, {len(summary.refused)} left out."
    noun = summary.noun.capitalize()
    if arguments.dry_run:
        notices.tell(f"{noun}: {summary.added} would be added, {counts} Nothing was changed.")
    else:
        notices.tell(f"{noun}: {summary.added} added, {counts}")
    return ExitCode.OK


def _read(name: str) -> bytes:
    return read_limited(sys.stdin.buffer, "This") if name == "-" else load_file(Path(name))
