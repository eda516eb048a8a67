"""``newsreader tui``: the screen; what ``newsreader`` without a command does."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from newsreader.config.load import load_settings
from newsreader.config.model import Settings
from newsreader.config.paths import system_paths
from newsreader.domain.errors import UsageError

if TYPE_CHECKING:
    from newsreader.cli.session import Session


def add_arguments(parser: argparse.ArgumentParser) -> None:
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


def run(arguments: argparse.Namespace) -> int:
    """Open the screen, or read in linear mode."""
    paths = system_paths()
    settings = _with_flags(load_settings(paths.settings_files), arguments)
    opening = _opening(settings)
    if settings.screen.linear:
        from newsreader.ui.linear.program import run_linear

        with opening as session:
            return run_linear(session.library, settings)
    from newsreader.ui.program import run_screen
    from newsreader.ui.startup import why_no_screen

    if sentence := why_no_screen():
        raise UsageError("no_terminal", sentence)
    return run_screen(opening, paths.state, settings.screen.glyphs, paths)


@contextmanager
def _opening(settings: Settings) -> "Iterator[Session]":
    """Open the library; what that takes is imported after the frame of the last visit is shown."""
    from newsreader.cli.session import open_session

    with open_session(settings) as session:
        yield session


def _with_flags(settings: Settings, arguments: argparse.Namespace) -> Settings:
    """Put what was said on the command line over the settings."""
    screen = settings.screen
    screen = replace(
        screen,
        linear=screen.linear or arguments.linear,
        glyphs="ascii" if arguments.ascii else screen.glyphs,
        mouse=screen.mouse and not arguments.no_mouse,
    )
    return replace(settings, screen=screen)
