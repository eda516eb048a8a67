"""Where the library, the settings and the logs live on this system."""

from pathlib import Path
from typing import NamedTuple

APP_NAME = "newsreader"


class Paths(NamedTuple):
    """The program's folders; none of them is made before something is written."""

    data: Path
    config: Path
    state: Path
    site_config: Path = Path("/etc/xdg/newsreader")
    """Where the administrator of a machine leaves settings for everybody."""

    @property
    def library(self) -> Path:
        """The library file."""
        return self.data / "library.db"

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.config / "config.toml"

    @property
    def settings_files(self) -> tuple[Path, Path]:
        """The settings files that are read, of which the later one wins."""
        return self.site_config / "config.toml", self.settings

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
    from platformdirs import PlatformDirs

    dirs = PlatformDirs(APP_NAME, appauthor=False)
    return Paths(
        dirs.user_data_path, dirs.user_config_path, dirs.user_state_path, dirs.site_config_path
    )
