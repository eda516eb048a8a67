"""Where the library, the settings and the logs live on this system."""

from pathlib import Path
from typing import NamedTuple

APP_NAME = "newsreader"


class Paths(NamedTuple):
    """The program's folders; none of them is made before something is written."""

    data: Path
    config: Path
    state: Path

    @property
    def library(self) -> Path:
        """The library file."""
        return self.data / "library.db"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.config / "config.toml"


def system_paths() -> Paths:
    """Give the folders of this user; ``XDG_*`` variables move them."""
    from platformdirs import PlatformDirs

    dirs = PlatformDirs(APP_NAME, appauthor=False)
    return Paths(dirs.user_data_path, dirs.user_config_path, dirs.user_state_path)
