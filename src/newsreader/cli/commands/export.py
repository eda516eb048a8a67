"""``newsreader export``: subscriptions for another reader."""

import argparse

from newsreader.cli import output
from newsreader.cli.session import open_session
from newsreader.services.opml import export_subscriptions


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command."""
    form = parser.add_mutually_exclusive_group(required=True)
    form.add_argument("--opml", action="store_true", help="the feeds, with their folders")
    parser.epilog = "example:\n  newsreader export --opml > subscriptions.opml"


def run(arguments: argparse.Namespace) -> int:
    """Print the subscriptions."""
    del arguments
    with open_session() as session:
        output.document(session.library.database.read(export_subscriptions).result())
    return 0
