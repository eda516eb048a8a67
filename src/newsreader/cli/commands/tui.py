"""``newsreader tui``: the screen; what ``newsreader`` without a command does."""

import argparse

from newsreader.cli.session import open_session
from newsreader.config.paths import system_paths
from newsreader.domain.errors import UsageError


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command, which has no arguments."""
    parser.epilog = "example:\n  XDG_DATA_HOME=~/other newsreader   # a second library"


def run(arguments: argparse.Namespace) -> int:
    """Open the screen."""
    del arguments
    from newsreader.ui.startup import run_screen, why_no_screen

    if sentence := why_no_screen():
        raise UsageError("no_terminal", sentence)
    return run_screen(open_session(), system_paths().state)
