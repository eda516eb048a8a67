"""Where the library, the settings and the logs live on this system."""

from pathlib import Path
from typing import NamedTuple

APP_NAME = "newsreader"
_FILE = "config.toml"


class Paths(NamedTuple):
    """The program's folders; none of them is made before something is written."""

    data: Path
    config: Path
    state: Path
    site_configs: tuple[Path, ...] = (Path("/etc/xdg/newsreader"),)
    """Where the administrators of a machine leave settings for everybody; the first wins."""

    @property
    def library(self) -> Path:
        """The library file."""
        return self.data / "library.db"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.config / _FILE

    @property
    def site_settings(self) -> tuple[Path, ...]:
        """The settings files of the site, of which the later one wins."""
        return tuple(folder / _FILE for folder in reversed(self.site_configs))

    @property
    def settings_files(self) -> tuple[Path, ...]:
        """The settings files that are read, of which the later one wins."""
        return *self.site_settings, self.settings

    @property
    def themes(self) -> Path:
        """The folder of the reader's own themes."""
        return self.config / "themes"

    @property
    def log(self) -> Path:
        """What went wrong unexpectedly."""
        return self.state / "newsreader.log"


def system_paths() -> Paths:
    """Give the folders of this user; ``XDG_*`` variables move them."""
    import os

    from platformdirs import PlatformDirs

    dirs = PlatformDirs(APP_NAME, appauthor=False, multipath=True)
    sites = tuple(map(Path, dirs.site_config_dir.split(os.pathsep)))
    return Paths(dirs.user_data_path, dirs.user_config_path, dirs.user_state_path, sites)
