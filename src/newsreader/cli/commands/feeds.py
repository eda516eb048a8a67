"""``newsreader feeds``: the feeds with their counts and errors."""

import argparse
from itertools import chain

from newsreader.cli import output
from newsreader.cli.session import open_session
from newsreader.services.exporting import FEED_FIELDS, Record, load_feed_records

_HEADER = ("id", "feed", "folder", "unread", "all", "state", "address, or what is wrong")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command."""
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="print a JSON array (docs/json.md)")
    form.add_argument("--tsv", action="store_true", help="print tab-separated values")
    parser.add_argument("--errors", action="store_true", help="only feeds that failed last time")
    parser.epilog = "examples:\n  newsreader feeds\n  newsreader feeds --errors --json"


def run(arguments: argparse.Namespace) -> int:
    """Print the feeds, by title."""
    with open_session() as session:
        feeds = session.library.database.read(load_feed_records).result()
    if arguments.errors:
        feeds = [feed for feed in feeds if feed["error_code"]]
    if arguments.json:
        output.records(feeds)
    elif arguments.tsv:
        output.tsv(FEED_FIELDS, feeds)
    else:
        output.table(chain([_HEADER], map(_row, feeds)) if feeds else (), "><<>><<")
    return 0


def _row(feed: Record) -> tuple[object, ...]:
    title = feed["title"] if len(feed["title"]) <= 40 else feed["title"][:39] + "…"
    counts = (feed["unread"], feed["total"])
    return (
        feed["id"],
        title,
        feed["folder"],
        *counts,
        ", ".join(filter(None, [feed["error_code"], "paused" if feed["is_paused"] else ""])),
        feed["error"] or feed["url"],
    )
