"""``newsreader edit``: say what is set for a feed, or change it."""

import argparse
import sys

from newsreader.cli import notices, output
from newsreader.cli.naming import find_feed
from newsreader.cli.notices import ExitCode
from newsreader.cli.session import open_session
from newsreader.domain.errors import UsageError
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

_TEXTS = ("title", "folder", "url", "interval", "user", "keep-days", "keep-count")


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
        change, labels = _read(arguments)
        if not change:
            state = library.database.read(load_state, feed.id).result()
            if state is not None:
                _print(state, arguments)
            return ExitCode.OK
        after: FeedState = library.database.write(edit_feed, feed.id, change).result()
    notices.tell(f"Changed {feed.title}: {', '.join(labels)}.")
    if lost := left_behind(feed, after):
        notices.tell(lost)
    if arguments.json:
        _print(after, arguments)
    return ExitCode.OK


def _read(arguments: argparse.Namespace) -> tuple[FeedChange, list[str]]:
    """Read all that is to be changed, and name it for a sentence."""
    change: FeedChange = {}
    labels = []
    for one in FEED_SETTINGS:
        texts = _texts(arguments, one)
        for text in texts:
            headers = change.get("headers", {})
            change.update(read_value(one.name, text))
            if headers:
                change["headers"] = headers | change["headers"]
        labels += [one.label] if texts else []
    if arguments.pause or arguments.resume:
        change["is_paused"] = arguments.pause
        labels.append(feed_setting("paused").label)
    return change, labels


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

    return getpass("Password (empty: none): ")


def _print(state: FeedState, arguments: argparse.Namespace) -> None:
    if arguments.json:
        output.record(feed_settings_record(state, is_open=arguments.secrets))
    else:
        told = tell(state, is_open=arguments.secrets)
        output.table(((one.setting.label, one.text) for one in told), "<<")
