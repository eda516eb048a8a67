"""``newsreader tui``: the screen; what ``newsreader`` without a command does."""

import argparse
import sys

from newsreader.cli.session import open_session
from newsreader.domain.errors import UsageError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command, which has no arguments."""
    parser.epilog = "example:\n  XDG_DATA_HOME=~/other newsreader   # a second library"


def run(arguments: argparse.Namespace) -> int:
    """Open the screen."""
    del arguments
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise UsageError(
            "no_terminal", "The screen needs a terminal. For data, see 'newsreader --help'."
        )
    with open_session() as session:
        from newsreader.ui.app import NewsreaderApp

        NewsreaderApp(session.library, session.settings).run()
    return 0
