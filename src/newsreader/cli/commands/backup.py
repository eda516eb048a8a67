"""``newsreader backup``: a copy of the whole library."""

import argparse
import time
from pathlib import Path

from newsreader.cli import notices, output
from newsreader.config.paths import system_paths
from newsreader.domain.errors import UsageError
from newsreader.services.backup import list_backups, make_backup
from newsreader.services.library import Library, system_clock
from newsreader.store.backups import copy_library


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser.add_argument("--list", action="store_true", help="list the copies, the latest first")
    parser.add_argument(
        "--output", "-o", metavar="FILE", type=Path, help="copy to this file, and forget no other"
    )
    parser.epilog = (
        "A copy is made once a day by itself, and the latest five are kept. The library may be\n"
        "open while it is copied.\n\n"
        "examples:\n  newsreader backup\n  newsreader backup -o /media/stick/news.db"
    )


def run(arguments: argparse.Namespace) -> int:
    """Make a copy, or list those there are."""
    library = system_paths().library
    if arguments.list:
        output.table(
            (
                (time.strftime("%Y-%m-%d %H:%M", time.localtime(made_at)), size // 1_000, path)
                for path, made_at, size in list_backups(library)
            ),
            "<><",
        )
        return 0
    if not library.exists():
        raise UsageError("no_library", f"There is no library {library} to copy yet.")
    Library.open(library).close()  # a library of another program or version is refused in words
    if arguments.output is None:
        path = make_backup(library, system_clock()).path
    else:
        path = arguments.output
        copy_library(library, path)
    notices.tell(f"Copied to {path}.")
    return 0
