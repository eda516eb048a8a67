"""What arguments mean: the parser of the program, and those of its commands."""

import argparse
from typing import NoReturn

from newsreader import __version__
from newsreader.cli.commands import SUMMARIES, load_command
from newsreader.cli.notices import ExitCode

PROGRAM = "newsreader"


class _Overview(argparse.ArgumentParser):
    """The parser of everything before a command; an unknown command gets a suggestion."""

    def error(self, message: str) -> NoReturn:
        self.exit(ExitCode.USAGE, f"{PROGRAM}: {message}\nTry '{PROGRAM} --help'.\n")


def overview() -> argparse.ArgumentParser:
    """Give the parser of ``newsreader`` without a command."""
    width = max(map(len, SUMMARIES)) + 2
    lines = "\n".join(f"  {name.ljust(width)}{text}" for name, text in SUMMARIES.items())
    parser = _Overview(
        PROGRAM,
        description="Read the news in the terminal. Without a command, the screen opens.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        usage="%(prog)s [--linear] [--ascii] [--no-mouse] [COMMAND] [...]",
        allow_abbrev=False,
    )
    load_command("tui").add_arguments(parser)
    parser.epilog = f"commands:\n{lines}\n\n'{PROGRAM} COMMAND --help' says more about each."
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    parser.add_argument(
        "command", nargs="?", metavar="COMMAND", type=_unknown_command, help=argparse.SUPPRESS
    )
    return parser


def command_parser(name: str) -> argparse.ArgumentParser:
    """Give the parser of a command, still without its arguments."""
    return argparse.ArgumentParser(
        f"{PROGRAM} {name}",
        description=SUMMARIES[name],
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )


def _unknown_command(name: str) -> NoReturn:
    from difflib import get_close_matches

    close = get_close_matches(name, SUMMARIES, 1)
    hint = f" Did you mean '{close[0]}'?" if close else ""
    raise argparse.ArgumentTypeError(f"there is no command '{name}'.{hint}")
