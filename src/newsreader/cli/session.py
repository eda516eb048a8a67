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
def open_session() -> Iterator[Session]:
    """Read the settings and open the library; raises ConfigError and StoreError in words."""
    paths = system_paths()
    settings = load_settings(paths.settings_files)
    library = Library.open(paths.library)
    try:
        yield Session(library, settings)
    finally:
        library.close()
