"""The command that runs a part of this installation in a process of its own."""

import sys


def own_command(module: str) -> list[str]:
    """Give the command for a module; its arguments may follow.

    ``-P`` keeps the current folder out of the places modules come from: whatever lies where the
    reader happens to be is not run.
    """
    return [sys.executable, "-P", "-m", module]
