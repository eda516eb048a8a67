"""Whether the text of a reader's own theme can be read: contrast as WCAG measures it."""

from pathlib import Path

from textual.color import Color
from textual.theme import Theme

from newsreader.config.load import Problem, line_of
from newsreader.config.themes import ThemeFile
from newsreader.ui.theme import theme_of

LEAST = 3.0
"""Contrast below which text can hardly be read; WCAG 2.2 asks for 3 even of large letters."""
_TEXTS = ("foreground", "strong", "muted", "primary", "accent", "error")
_SHEETS = ("background", "surface", "panel")
_PAIRS = (
    *((text, sheet) for text in _TEXTS for sheet in _SHEETS),
    ("cursor-foreground", "cursor-background"),
)


def hard_to_read(folder: Path, file: ThemeFile) -> list[Problem]:
    """Tell which colours of a theme can hardly be read, each once, with its worst neighbour."""
    theme = theme_of(file)
    worst: dict[str, tuple[float, str, str]] = {}
    for text, sheet in _PAIRS:
        # to blame is what the reader has chosen, and of two the text
        blamed = next((token for token in (text, sheet) if token in file.colours), None)
        found = (contrast(theme, text, sheet), text, sheet)
        if blamed and found[0] < LEAST:
            worst[blamed] = min(worst.get(blamed, found), found)
    path = folder / f"{file.name}.toml"
    written = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    return [
        Problem(
            path,
            line_of(written, token),
            token,
            f"{text} on {sheet} has a contrast of {ratio:.1f} to 1: below {LEAST:.0f} text can "
            "hardly be read.",
        )
        for token, (ratio, text, sheet) in worst.items()
    ]


def contrast(theme: Theme, one: str, other: str) -> float:
    """Give the contrast of two tokens, from 1 to 21 (WCAG 2.2, 1.4.3)."""
    low, high = sorted(_luminance(_colour(theme, token)) for token in (one, other))
    return (high + 0.05) / (low + 0.05)


def _colour(theme: Theme, token: str) -> Color:
    return Color.parse(str(theme.variables.get(token) or getattr(theme, token)))


def _luminance(colour: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
