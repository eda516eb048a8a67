"""Where the style sheets lie: inside the wheel, or at the top of a checkout."""

from pathlib import Path, PurePath

_NAMES = ("app", "feeds", "headlines", "article", "details", "bookmarks", "dialogs", "help")


def style_sheets() -> list[str | PurePath]:
    """Give the paths of the style sheets that exist, in the order in which they apply."""
    package = Path(__file__).parents[1]
    inside = package / "styles"
    folder = inside if inside.is_dir() else package.parents[1] / "styles"
    sheets = (folder / f"{name}.tcss" for name in _NAMES)
    return [sheet for sheet in sheets if sheet.exists()]
