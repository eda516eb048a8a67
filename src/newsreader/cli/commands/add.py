"""``newsreader add``: follow feeds."""

import argparse
import asyncio
from typing import NamedTuple

from newsreader.cli import notices, output
from newsreader.cli.notices import ExitCode
from newsreader.cli.session import Session, open_session
from newsreader.domain.errors import NewsreaderError, StoreError, UsageError
from newsreader.domain.feed import Feed, folder_path
from newsreader.domain.text import clean_line
from newsreader.domain.urls import without_userinfo
from newsreader.fetch.client import FetchClient
from newsreader.services.fetching import make_client
from newsreader.services.readers import Parser
from newsreader.services.subscriptions import find_candidates, subscribe, unseen


class Finding(NamedTuple):
    """What all addresses of a command share: connections and the parse process."""

    client: FetchClient
    parser: Parser


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser.add_argument("urls", metavar="URL", nargs="+", help="a feed, a page or a site")
    parser.add_argument(
        "--folder", metavar="F", default="", help="put into this folder, News/World"
    )
    parser.add_argument("--title", metavar="T", help="your own name for the feed")
    parser.add_argument(
        "--no-verify", action="store_true", help="take the address unseen, without the network"
    )
    parser.epilog = (
        "The number of each new feed is printed.\n\n"
        "examples:\n"
        "  newsreader add https://example.org/feed.xml\n"
        "  newsreader add example.org --folder News/Austria --title Example"
    )


def run(arguments: argparse.Namespace) -> int:
    """Follow the feeds; those that do not work are told of, the others are followed."""
    if arguments.title is not None and len(arguments.urls) > 1:
        raise UsageError("one_title", "A title goes with one address; add the others without it.")
    with open_session() as session:
        return asyncio.run(_add_all(session, arguments))


async def _add_all(session: Session, arguments: argparse.Namespace) -> int:
    from newsreader.services.parse_pool import ParsePool

    async with make_client(session.library, session.settings) as client:
        parser = ParsePool()
        try:
            return await _add_each(session, arguments, Finding(client, parser))
        finally:
            await parser.aclose()


async def _add_each(session: Session, arguments: argparse.Namespace, finding: Finding) -> int:
    failures: list[NewsreaderError] = []
    for url in arguments.urls:
        try:
            feed = await _add(session, url, arguments, finding)
        except StoreError:
            raise
        except NewsreaderError as error:
            failures.append(error)
            notices.error(f"{clean_line(without_userinfo(url), 200)}: {error}")
        else:
            output.text(str(feed.id))
            notices.tell(f"Added {feed.title} ({feed.url}).")
    if not failures:
        return ExitCode.OK
    is_usage = len(failures) == len(arguments.urls) and all(
        isinstance(error, UsageError) for error in failures
    )
    return ExitCode.USAGE if is_usage else ExitCode.FAILED


async def _add(session: Session, url: str, arguments: argparse.Namespace, finding: Finding) -> Feed:
    folder = folder_path(arguments.folder)
    title = clean_line(arguments.title) if arguments.title else None
    library = session.library
    if arguments.no_verify:
        return await subscribe(library, unseen(url), folder=folder, title=title)
    candidates = await find_candidates(
        url, now=library.clock(), client=finding.client, parser=finding.parser
    )
    feed = await subscribe(library, candidates[0], folder=folder, title=title)
    for other in candidates[1:]:
        notices.tell(f"There is also {other.title}: newsreader add {other.url}")
    return feed
