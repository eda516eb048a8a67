"""The command line's entry point: find the command, run it, tell what went wrong."""

import gc
import os
import sys
from collections.abc import Sequence

from newsreader.cli.commands import SUMMARIES, load_command
from newsreader.domain.errors import ConfigError, NewsreaderError, UsageError


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
        _flush()
    except (KeyboardInterrupt, Exception) as failure:  # noqa: BLE001 - the border
        return _exit_code(failure)
    return code


def _flush() -> None:
    from newsreader.cli import output  # not at the top: the screen need not wait for it

    output.flush()


def _exit_code(failure: KeyboardInterrupt | Exception) -> int:
    """Tell what went wrong in a sentence, the rest into the log, and give the exit code."""
    from newsreader.cli import notices, output
    from newsreader.cli.notices import ExitCode

    match failure:
        case BrokenPipeError():  # whoever reads has seen enough
            return ExitCode.OK
        case KeyboardInterrupt():
            output.close()
            return ExitCode.INTERRUPTED
        case UsageError() | ConfigError():
            notices.error(str(failure))
            return ExitCode.USAGE
        case NewsreaderError():
            notices.error(str(failure))
            return ExitCode.FAILED
        case _:
            return notices.unexpected(failure)


def _run_command(arguments: Sequence[str]) -> int:
    if not arguments:  # what is started most often, and argparse takes 6 ms
        from newsreader.cli.commands.tui import open_screen

        return open_screen()
    from newsreader.cli.parsers import command_parser, overview

    if arguments[0] in SUMMARIES:
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
