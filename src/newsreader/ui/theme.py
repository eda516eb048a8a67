"""The program's own themes and colour tokens: paper and ink, by day and by night."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from textual.theme import BUILTIN_THEMES, Theme

from newsreader.config import themes
from newsreader.config.themes import ThemeFile
from newsreader.ui.contrast import HIGH_DARK, HIGH_LIGHT
from newsreader.ui.terminal import Terminal

DARK = Theme(
    name=themes.DARK,
    dark=True,
    primary="#7fb0d6",
    secondary="#9aa7b5",
    accent="#e3b062",
    warning="#e3b062",
    error="#e07a72",
    success="#8fbf8a",
    foreground="#d9dce1",
    background="#15171b",
    surface="#1a1d22",
    panel="#1f2329",
    variables={
        "muted": "#8a919c",
        "faint": "#5c636e",
        "strong": "#f3f4f6",
        "cursor-background": "#2c4058",
        "cursor-foreground": "#ffffff",
        "shade": "#262b32",
        "border": "#363d47",
        "scrollbar": "#363d47",
        "scrollbar-hover": "#4a535f",
        "scrollbar-active": "#5c6674",
        "scrollbar-background": "#1a1d22",
        "scrollbar-background-hover": "#1a1d22",
        "scrollbar-background-active": "#1a1d22",
    },
)

LIGHT = Theme(
    name=themes.LIGHT,
    dark=False,
    primary="#1f5f96",
    secondary="#5a6570",
    accent="#a8620a",
    warning="#a8620a",
    error="#b3372f",
    success="#2f7a3c",
    foreground="#2a2d31",
    background="#fdfcf9",
    surface="#f7f5f0",
    panel="#f0ede6",
    variables={
        "muted": "#646a72",
        "faint": "#a09f98",
        "strong": "#0d0e10",
        "cursor-background": "#cfe0ef",
        "cursor-foreground": "#0d0e10",
        "shade": "#e6e2d9",
        "border": "#d3cec3",
        "scrollbar": "#d3cec3",
        "scrollbar-hover": "#bdb7aa",
        "scrollbar-active": "#a8a192",
        "scrollbar-background": "#f7f5f0",
        "scrollbar-background-hover": "#f7f5f0",
        "scrollbar-background-active": "#f7f5f0",
    },
)

TEXTUALS = tuple(BUILTIN_THEMES)
"""The names of Textual's themes."""
OWN = {theme.name: theme for theme in (DARK, LIGHT, HIGH_DARK, HIGH_LIGHT)}
"""The program's themes by name."""

_ANSI = ("ansi-dark", "ansi-light")
_FEW_COLOURS = "Themes need more colours than this terminal shows: its own are used."

_IN_VARIABLES = frozenset(DARK.variables)

# Our tokens in the words of themes that do not know them (Textual's own, or the reader's).
_BORROWED = {
    "muted": "foreground-muted",
    "faint": "foreground-disabled",
    "strong": "foreground",
    "cursor-background": "block-cursor-background",
    "cursor-foreground": "block-cursor-foreground",
    "shade": "block-cursor-blurred-background",
}


def theme_of(file: ThemeFile) -> Theme:
    """Make a theme of a reader's file."""
    base = OWN[file.base]
    variables = {token: c for token, c in file.colours.items() if token in _IN_VARIABLES}
    theme = replace(base, name=file.name, variables=base.variables | variables)
    for token in file.colours.keys() - _IN_VARIABLES:
        setattr(theme, token, file.colours[token])
    return theme


def all_themes(files: Iterable[ThemeFile]) -> list[Theme]:
    """Give the program's themes and those of the reader."""
    return [*OWN.values(), *map(theme_of, files)]


def counterpart(theme: Theme) -> str:
    """Name the theme for the other light: the light one of a dark one, and the reverse."""
    for dark, light in (_ANSI, (HIGH_DARK.name, HIGH_LIGHT.name)):
        if theme.name in (dark, light):
            return light if theme.dark else dark
    return LIGHT.name if theme.dark else DARK.name


def why_no_theme(terminal: Terminal) -> str:
    """Say why no theme can be chosen; '' where one can."""
    return "" if terminal.theme is None else _FEW_COLOURS


def token_defaults(theme: Theme) -> dict[str, str]:
    """Give our tokens for a theme that does not set them itself."""
    if _BORROWED.keys() <= theme.variables.keys():
        return {}
    known = theme.to_color_system().generate()
    # The themes of 16 colours know fewer shades.
    return {token: known.get(other, known["foreground"]) for token, other in _BORROWED.items()}


def theme_for(wish: str, terminal: Terminal, known: Collection[str]) -> str:
    """Choose a theme: what the terminal cannot do without, then the wish, then ours.

    ``wish`` is the setting: a name, or ``auto``; a name that nobody knows counts as ``auto``.
    """
    if terminal.theme is not None:
        return terminal.theme
    if wish in known:
        return wish
    return LIGHT.name if terminal.is_light else DARK.name
