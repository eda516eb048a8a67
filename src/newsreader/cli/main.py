"""The command line's entry point."""


def run() -> int:
    """Run ``newsreader`` with the arguments of the process and give its exit code."""
    return 0
