"""``newsreader restore``: a copy of the library in its place."""

import argparse
from pathlib import Path

from newsreader.cli import notices
from newsreader.config.paths import system_paths
from newsreader.services.backup import restore_backup
from newsreader.services.library import system_clock


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser.add_argument(
        "file", metavar="FILE", type=Path, nargs="?", help="the copy; the latest if not given"
    )
    parser.epilog = (
        "The copy is checked first, and the library as it is now is kept beside it.\n"
        "Close other newsreaders before."
    )


def run(arguments: argparse.Namespace) -> int:
    """Restore the copy and tell where the former library lies."""
    chosen, aside = restore_backup(system_paths().library, arguments.file, system_clock())
    notices.tell(f"Restored {chosen}.")
    if aside is not None:
        notices.tell(f"The library as it was lies in {aside}.")
    return 0
