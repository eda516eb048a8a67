"""Where the style sheets lie: inside the wheel, or at the top of a checkout."""

from pathlib import Path, PurePath

# Read at the start; what lies over the panes for a while brings its own (ui/screens/dialog.py).
_FIRST = ("app", "feeds", "headlines", "article")


def first_sheets() -> list[str | PurePath]:
    """Give the paths of the style sheets of the main screen."""
    return [style_sheet(name) for name in _FIRST]


def style_sheet(name: str) -> str:
    """Give the path of a style sheet."""
    package = Path(__file__).parents[1]
    inside = package / "styles"
    folder = inside if inside.is_dir() else package.parents[1] / "styles"
    return str(folder / f"{name}.tcss")
