"""The entry point of linear mode."""

from newsreader.config.model import Settings
from newsreader.services.library import Library
from newsreader.ui.linear.reader import LinearReader
from newsreader.ui.linear.speech import speech


def run_linear(library: Library, settings: Settings) -> int:
    """Read in linear mode until the reader quits or the input ends; give the exit code."""
    with speech() as voice:
        LinearReader(library, settings, voice).run()
    return 0
