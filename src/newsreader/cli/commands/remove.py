"""``newsreader remove``: stop following feeds."""

import argparse
import asyncio

from newsreader.cli import notices
from newsreader.cli.naming import find_feed
from newsreader.cli.session import open_session
from newsreader.domain.feed import Feed
from newsreader.services.library import Library
from newsreader.store.feeds import load_feeds


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser.add_argument("feeds", metavar="FEED", nargs="+", help="id, address or whole title")
    parser.epilog = "examples:\n  newsreader remove 3\n  newsreader remove 'Example News'"


def run(arguments: argparse.Namespace) -> int:
    """Remove the feeds; if one is not known, none is removed."""
    with open_session() as session:
        known = session.library.database.read(load_feeds).result()
        feeds = [find_feed(known, name, is_whole=True) for name in arguments.feeds]
        asyncio.run(_remove(session.library, feeds))
    for feed in feeds:
        notices.tell(f"Removed {feed.title} ({feed.url}).")
    return 0


async def _remove(library: Library, feeds: list[Feed]) -> None:
    from newsreader.services.subscriptions import remove

    for feed in feeds:
        await remove(library, feed.id)
