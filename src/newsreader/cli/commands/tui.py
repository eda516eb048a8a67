"""``newsreader tui``: the screen; what ``newsreader`` without a command does."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from newsreader.config.load import load_settings
from newsreader.config.model import Settings
from newsreader.config.paths import system_paths
from newsreader.domain.errors import UsageError

if TYPE_CHECKING:
    import argparse

    from newsreader.cli.session import Session


def add_arguments(parser: "argparse.ArgumentParser") -> None:
    """Describe the command."""
    parser.add_argument(
        "--linear",
        action="store_true",
        help="lines of words instead of a screen, for screen readers and braille "
        "(docs/accessibility.md)",
    )
    parser.add_argument(
        "--ascii", action="store_true", help="draw the screen with the signs of ASCII only"
    )
    parser.add_argument("--no-mouse", action="store_true", help="leave the mouse to the terminal")
    parser.epilog = "example:\n  XDG_DATA_HOME=~/other newsreader   # a second library"


def run(arguments: "argparse.Namespace") -> int:
    """Open the screen, or read in linear mode."""
    return open_screen(
        is_linear=arguments.linear, is_ascii=arguments.ascii, has_mouse=not arguments.no_mouse
    )


def open_screen(*, is_linear: bool = False, is_ascii: bool = False, has_mouse: bool = True) -> int:
    """Do what the command does, by the settings and what was said beside them."""
    paths = system_paths()
    settings = load_settings(paths.settings_files)
    screen = settings.screen
    screen = screen._replace(
        linear=screen.linear or is_linear,
        glyphs="ascii" if is_ascii else screen.glyphs,
        mouse=screen.mouse and has_mouse,
    )
    settings = settings._replace(screen=screen)
    opening = _opening(settings)
    from newsreader.ui.startup import why_no_screen

    sentence = why_no_screen()
    # a terminal that says it is dumb would show what moves the cursor as rubbish
    is_dumb = not sentence and os.environ.get("TERM", "dumb") == "dumb"
    if settings.screen.linear or is_dumb:
        from newsreader.ui.linear.program import run_linear

        with opening as session:
            return run_linear(session.library, settings)
    if sentence:
        raise UsageError("no_terminal", sentence)
    from newsreader.ui.program import run_screen

    return run_screen(opening, paths.state, settings.screen.glyphs, paths)


@contextmanager
def _opening(settings: Settings) -> "Iterator[Session]":
    """Open the library; what that takes is imported after the frame of the last visit is shown."""
    from newsreader.cli.session import open_session

    with open_session(settings) as session:
        yield session
