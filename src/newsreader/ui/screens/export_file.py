"""Ask for the name of a file that articles are written to."""

from pathlib import Path

from newsreader.services.files import folder_here
from newsreader.ui.screens.ask_line import LineScreen, Question

_HINT = "The ending says the kind: .md .txt .html .epub .json .csv .org .atom"
_KEYS = "Enter write   Esc cancel"


class ExportScreen(LineScreen):
    """Give the name, None for none."""

    def __init__(self, title: str) -> None:
        hint = f"In {folder_here()}. {_HINT}"
        super().__init__(Question(title, "articles.md", hint, _KEYS), _target)


def _target(name: str) -> str:
    from newsreader.services.article_export import checked_target

    return str(checked_target(Path(name.strip())))
