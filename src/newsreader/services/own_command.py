"""Running a part of this installation in a process of its own: its command, its niceness."""

import os
import sys

NICENESS = 10
"""A tenth of what the screen may take; with 19 it would hardly run beside other programs at all."""


def own_command(module: str) -> list[str]:
    """Give the command for a module; its arguments may follow.

    ``-P`` keeps the current folder out of the places modules come from: whatever lies where the
    reader happens to be is not run.
    """
    return [sys.executable, "-P", "-m", module]


def be_nice() -> None:
    """Yield to the screen, where the system knows how: as nice as NICENESS, whoever started us."""
    if hasattr(os, "nice"):
        os.nice(max(0, NICENESS - os.nice(0)))
