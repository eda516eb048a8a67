"""Where the style sheets lie: inside the wheel, or at the top of a checkout."""

from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App

# Read at the start; what lies over the panes for a while brings its own (ui/screens/dialog.py),
# what is made later has it read then: a sheet takes 1 to 3 ms.
_FIRST = ("app", "feeds", "headlines")


def first_sheets() -> list[str | PurePath]:
    """Give the paths of the style sheets of the main screen."""
    return style_sheets(*_FIRST)


def style_sheets(*names: str) -> list[str | PurePath]:
    """Give the paths of style sheets."""
    return [style_sheet(name) for name in names]


def use_sheet(app: "App[Any]", name: str) -> None:
    """Have a style sheet read, if it has not been yet: before what it styles is mounted."""
    path = Path(style_sheet(name)).absolute()
    if not app.stylesheet.has_source(str(path)):
        # not read(), after which what is mounted next would be styled by the rules from before
        app.stylesheet.add_source(path.read_text(encoding="utf-8"), (str(path), ""))


def style_sheet(name: str) -> str:
    """Give the path of a style sheet."""
    package = Path(__file__).parents[1]
    inside = package / "styles"
    folder = inside if inside.is_dir() else package.parents[1] / "styles"
    return str(folder / f"{name}.tcss")
