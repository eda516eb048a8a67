"""What a command works on: the reader's library and settings."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from newsreader.config.load import load_settings
from newsreader.config.model import Settings
from newsreader.config.paths import system_paths
from newsreader.services.library import Library


class Session(NamedTuple):
    """The reader's library, open, and the settings."""

    library: Library
    settings: Settings


@contextmanager
def open_session(settings: Settings | None = None) -> Iterator[Session]:
    """Open the library, and read the settings unless they are given.

    Raises ConfigError and StoreError in words.
    """
    paths = system_paths()
    if settings is None:
        settings = load_settings(paths.settings_files)
    library = Library.open(paths.library)
    try:
        yield Session(library, settings)
    finally:
        library.close()
