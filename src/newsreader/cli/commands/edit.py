"""``newsreader edit``: say what is set for a feed, or change it."""

import argparse
import asyncio
import sqlite3
import sys
from collections.abc import Sequence

from newsreader.cli import notices, output
from newsreader.cli.naming import find_feed
from newsreader.cli.notices import ExitCode
from newsreader.cli.session import Session, open_session
from newsreader.domain.errors import FetchError, ParseError, UsageError
from newsreader.domain.feed import Feed
from newsreader.services.exporting import feed_settings_record
from newsreader.services.feed_edit import FeedChange, FeedState, edit_feed, left_behind, load_state
from newsreader.services.feed_settings import (
    FEED_SETTINGS,
    FeedSetting,
    feed_setting,
    read_value,
    tell,
)
from newsreader.store.feeds import load_feeds

_UNSEEN = "Nothing is changed; --no-verify takes the address unseen."
_TEXTS = ("title", "folder", "url", "interval", "user", "keep-days", "keep-count", "keep-unread")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser.add_argument("feed", metavar="FEED", help="id, address or whole title")
    for one in FEED_SETTINGS:
        if one.name in _TEXTS:
            parser.add_argument(f"--{one.name}", metavar=one.metavar, help=one.help_text)
        elif one.name == "password":
            parser.add_argument(
                "--password",
                metavar="-",
                nargs="?",
                const=False,
                type=_is_on_stdin,
                help="ask for the password that the feed's host wants, unseen; with -, read it "
                "from stdin; empty: none",
            )
        elif one.name == "header":
            parser.add_argument(
                "--header",
                metavar=one.metavar,
                action="append",
                help=f"{one.help_text}; an empty value takes it away; may be repeated; - reads it "
                "from stdin",
            )
    going = parser.add_mutually_exclusive_group()
    going.add_argument("--pause", action="store_true", help=feed_setting("paused").help_text)
    going.add_argument("--resume", action="store_true", help="take it in again")
    parser.add_argument(
        "--no-verify", action="store_true", help="take a new address unseen, without the network"
    )
    form = parser.add_argument_group("telling what is set")
    form.add_argument("--json", action="store_true", help="print a JSON object (docs/json.md)")
    form.add_argument(
        "--secrets", action="store_true", help="show the password and the values of headers"
    )
    parser.epilog = (
        "Without any change, it prints what is set.\n\n"
        "examples:\n"
        "  newsreader edit 3\n"
        "  newsreader edit 3 --title 'My paper' --folder News/Austria --interval 30\n"
        "  newsreader edit 3 --user anna --password\n"
        "  newsreader edit 3 --header 'X-Api-Key: abc'"
    )


def run(arguments: argparse.Namespace) -> int:
    """Change the feed, or print what is set for it."""
    with open_session() as session:
        library = session.library
        feed = find_feed(library.database.read(load_feeds).result(), arguments.feed, is_whole=True)
        change, settings = _read(arguments)
        if not change:
            state = library.database.read(load_state, feed.id).result()
            if state is not None:
                _print(state, arguments)
            return ExitCode.OK
        if "url" in change and not arguments.no_verify:
            change = asyncio.run(_look_at_address(session, feed, change))
        before, after = library.database.write(_edit, feed.id, change).result()
    _tell_changes(before, after, settings)
    if lost := left_behind(feed, after):
        notices.tell(lost)
    if arguments.json:
        _print(after, arguments)
    return ExitCode.OK


async def _look_at_address(session: Session, feed: Feed, change: FeedChange) -> FeedChange:
    """Look at a new address as ``add`` does; a page leads to its feed."""
    from newsreader.services.fetching import make_client
    from newsreader.services.parse_pool import ParsePool
    from newsreader.services.subscriptions import find_new_address

    parser = ParsePool()
    try:
        async with make_client(session.library, session.settings) as client:
            return await find_new_address(
                session.library, feed, change, client=client, parser=parser
            )
    except (FetchError, ParseError) as error:
        raise type(error)(error.code, f"{error} {_UNSEEN}") from error
    finally:
        await parser.aclose()


def _edit(db: sqlite3.Connection, feed_id: int, change: FeedChange) -> tuple[FeedState, FeedState]:
    """Change a feed, and give what was set before and what is set now."""
    before = load_state(db, feed_id)
    after = edit_feed(db, feed_id, change)
    return before or after, after


def _tell_changes(before: FeedState, after: FeedState, settings: Sequence[FeedSetting]) -> None:
    """Say which of the settings are others now."""
    labels = [one.label for one in settings if _words(before, one) != _words(after, one)]
    if before.feed.url != after.feed.url:
        labels = [f"{one} ({after.feed.url})" if one == "address" else one for one in labels]
    if labels:
        notices.tell(f"Changed {before.feed.title}: {', '.join(labels)}.")
    else:
        title = before.feed.title
        notices.tell(f"Nothing to change: all of this is set for {title} already.")


def _words(state: FeedState, setting: FeedSetting) -> list[str]:
    return [one.text for one in tell(state, is_open=True) if one.setting is setting]


def _read(arguments: argparse.Namespace) -> tuple[FeedChange, list[FeedSetting]]:
    """Read all that is to be changed, and give the settings it is about."""
    change: FeedChange = {}
    settings = []
    for one in FEED_SETTINGS:
        texts = _texts(arguments, one)
        for text in texts:
            headers = change.get("headers", {})
            change.update(read_value(one.name, text))
            if headers:
                change["headers"] = headers | change["headers"]
        settings += [one] if texts else []
    if arguments.pause or arguments.resume:
        change["is_paused"] = arguments.pause
        settings.append(feed_setting("paused"))
    return change, settings


def _texts(arguments: argparse.Namespace, one: FeedSetting) -> list[str]:
    """Give what was typed for a setting: nothing, one text or several."""
    given = getattr(arguments, one.name.replace("-", "_"), None)
    if given is None:
        return []
    if one.name == "password":
        return [_from_stdin() if given else _ask_for_password()]
    if one.name == "header":
        return [_from_stdin() if text == "-" else text for text in given]
    return [given]


def _is_on_stdin(word: str) -> bool:
    """Refuse a password on the command line; ``-`` says that it is on stdin."""
    if word != "-":
        # argparse would repeat what was typed with any error of its own
        raise UsageError(
            "seen_password",
            "Everybody on this machine can see a command line: write --password last to be asked "
            "for it, or --password - to give it on stdin.",
        )
    return True


def _from_stdin() -> str:
    """Read a line; its absence is no empty one: whatever was to write it has failed."""
    line = sys.stdin.readline()
    if not line:
        raise UsageError(
            "no_input", "There is nothing on stdin; give an empty line there to take a value away."
        )
    return line.rstrip("\r\n")


def _ask_for_password() -> str:
    if not sys.stdin.isatty():
        raise UsageError(
            "no_terminal",
            "There is no terminal to ask for the password; give it on stdin with --password -.",
        )
    from getpass import getpass

    try:
        return getpass("Password (empty: none): ")
    except (EOFError, KeyboardInterrupt):
        notices.tell("")  # the line of the question has not ended
        notices.tell("Cancelled; nothing is changed.")
        raise KeyboardInterrupt from None


def _print(state: FeedState, arguments: argparse.Namespace) -> None:
    if arguments.json:
        output.record(feed_settings_record(state, is_open=arguments.secrets))
    else:
        told = tell(state, is_open=arguments.secrets)
        output.table(((one.setting.label, one.text) for one in told), "<<")
