"""The command line's entry point: find the command, run it, tell what went wrong."""

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from typing import NoReturn

from newsreader import __version__
from newsreader.cli import notices, output
from newsreader.cli.commands import SUMMARIES, load_command
from newsreader.cli.notices import ExitCode
from newsreader.domain.errors import ConfigError, NewsreaderError, UsageError

PROGRAM = "newsreader"


def run() -> int:
    """Run ``newsreader`` with the arguments of the process and give its exit code."""
    _open_missing_streams()
    code = main(sys.argv[1:])
    gc.freeze()  # all goes with the process: to look it through for cycles takes 50 ms
    return code


def main(arguments: Sequence[str]) -> int:
    """Run a command and give its exit code; nothing is raised but what argparse exits with."""
    try:
        code = _run_command(arguments)
        output.flush()
    except BrokenPipeError:  # whoever reads has seen enough
        return ExitCode.OK
    except KeyboardInterrupt:
        output.close()
        return ExitCode.INTERRUPTED
    except (UsageError, ConfigError) as error:
        notices.error(str(error))
        return ExitCode.USAGE
    except NewsreaderError as error:
        notices.error(str(error))
        return ExitCode.FAILED
    except Exception as error:  # noqa: BLE001 - the border: a sentence, and the rest into the log
        return notices.unexpected(error)
    return code


def _run_command(arguments: Sequence[str]) -> int:
    if arguments and arguments[0] in SUMMARIES:
        name, rest = arguments[0], arguments[1:]
    else:
        overview().parse_args(arguments)
        name, rest = "tui", arguments
    command = load_command(name)
    parser = command_parser(name)
    command.add_arguments(parser)
    code: int = command.run(parser.parse_args(rest))
    return code


def _open_missing_streams() -> None:
    """Open the streams that the process was started without: no input, output that fails."""
    for name, way, mode in (
        ("stdin", os.O_RDONLY, "r"),
        ("stdout", os.O_RDONLY, "w"),  # nobody would get the data: writing has to fail
        ("stderr", os.O_WRONLY, "w"),
    ):
        if getattr(sys, name) is None:
            nowhere = os.open(os.devnull, way)
            setattr(sys, name, os.fdopen(nowhere, mode, encoding="utf-8"))


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
