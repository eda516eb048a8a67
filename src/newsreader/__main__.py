"""Entry point of ``python -m newsreader``."""

import sys

from newsreader.cli.main import run

if __name__ == "__main__":
    sys.exit(run())
