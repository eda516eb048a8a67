"""What the settings and the terminal mean for the look of articles."""

from typing import TYPE_CHECKING

from newsreader.config.model import ReadingSettings
from newsreader.ui.terminal import Colours, Terminal

if TYPE_CHECKING:
    from newsreader.layout.lines import Options

_WHOLE_PANE = 1_000  # cells; no terminal is wider


def article_options(settings: ReadingSettings, terminal: Terminal) -> "Options":
    """Say how to lay out articles."""
    from newsreader.layout.lines import ASCII_GLYPHS, DEFAULT_GLYPHS, Options  # 15 ms

    return Options(
        glyphs=ASCII_GLYPHS if terminal.encoding == "ascii" else DEFAULT_GLYPHS,
        has_references=settings.link_numbers,
        has_pictures=settings.images != "off",
    )


def paints_pictures(settings: ReadingSettings, terminal: Terminal) -> bool:
    """Say whether pictures are to be painted, which takes colours and half-blocks."""
    can_paint = terminal.colours >= Colours.MANY and terminal.encoding != "ascii"
    return settings.images == "pictures" and can_paint


def article_measure(settings: ReadingSettings) -> int:
    """Give the cells of a line of text; 0 in the settings stands for the whole pane."""
    return settings.measure or _WHOLE_PANE
