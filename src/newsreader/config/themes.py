"""The reader's own themes: ``themes/NAME.toml`` in the settings folder, a colour for each token.

```toml
base = "newsreader-dark"      # what is not named is as there
background = "#101418"
accent = "#ffb454"
```
"""

import os
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import NamedTuple

from newsreader.config.load import Problem, line_of
from newsreader.domain.pattern import pattern
from newsreader.domain.text import clean_line

AUTO = "auto"
"""The wish for whatever suits the terminal."""
DARK, LIGHT = "newsreader-dark", "newsreader-light"
CONTRAST_DARK, CONTRAST_LIGHT = "high-contrast-dark", "high-contrast-light"
OWN_THEMES = (DARK, LIGHT, CONTRAST_DARK, CONTRAST_LIGHT)
"""The program's themes, on which a reader's own may be based."""

TOKENS = (
    "primary", "secondary", "accent", "warning", "error", "success",
    "foreground", "background", "surface", "panel",
    "muted", "faint", "strong", "shade", "cursor-background", "cursor-foreground",
    "border", "scrollbar",
)  # fmt: skip
"""What has a colour."""

_COLOUR = pattern("#[0-9a-fA-F]{6}|#[0-9a-fA-F]{3}")
_NAME = pattern("[a-z0-9][a-z0-9_-]*")
_LONGEST = 20_000


class ThemeFile(NamedTuple):
    """A theme as read."""

    name: str
    base: str
    """One of OWN_THEMES."""
    colours: dict[str, str]
    """``#rrggbb`` by token; tokens that are missing are those of the base."""


def read_themes(folder: Path) -> tuple[list[ThemeFile], list[Problem]]:
    """Read the themes of a folder, by name; files with a mistake are left out and told."""
    themes: list[ThemeFile] = []
    problems: list[Problem] = []
    try:
        names = sorted(os.listdir(folder))
    except OSError:  # most readers have none
        return [], []
    for name in names:
        if not name.endswith(".toml"):
            continue
        theme = _read(folder / name)
        if isinstance(theme, ThemeFile):
            themes.append(theme)
        else:
            problems += theme
    return themes, problems


def unknown_theme(files: Sequence[Path], wish: str, known: Collection[str]) -> list[Problem]:
    """Give the mistake of wishing for a theme that nobody knows; nothing if somebody does."""
    if wish == AUTO or wish in known:
        return []
    sentence = (
        f'There is no theme "{clean_line(wish, 60)}". The settings screen lists those there are.'
    )
    for file in reversed(files):
        text = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
        if line := line_of(text, "screen.theme"):
            return [Problem(file, line, "screen.theme", sentence)]
    return [Problem(files[-1], 0, "screen.theme", sentence)]


def _read(path: Path) -> ThemeFile | list[Problem]:
    """Read a theme; give every mistake in it instead if there are any."""
    import tomllib

    name = path.stem
    if not _NAME.fullmatch(name) or name in OWN_THEMES:
        return [Problem(path, 0, "", "A theme needs a name of its own, of a-z, 0-9, - and _.")]
    try:
        text = path.read_text(encoding="utf-8")[:_LONGEST]
        tables = tomllib.loads(text)
    except OSError as error:
        return [Problem(path, 0, "", f"The theme cannot be read: {error.strerror}.")]
    except ValueError as error:  # no UTF-8, no TOML
        return [Problem(path, 0, "", f"This is not valid TOML: {clean_line(str(error), 200)}.")]
    problems = [
        Problem(path, line_of(text, token), token, sentence)
        for token, value in tables.items()
        if (sentence := _wrong(token, value))
    ]
    return problems or ThemeFile(name, tables.pop("base", DARK), tables)


def _wrong(part: str, colour: object) -> str:
    """Say what is wrong with a line of a theme; '' if nothing is."""
    if part == "base":
        return "" if colour in OWN_THEMES else f"base must be {_one_of(OWN_THEMES)}."
    if part not in TOKENS:
        return f'"{clean_line(part, 60)}" is no part of a theme. There are: {", ".join(TOKENS)}.'
    if not isinstance(colour, str) or not _COLOUR.fullmatch(colour):
        return f'{part} must be a colour such as "#7fb0d6", not {clean_line(repr(colour), 60)}.'
    return ""


def _one_of(words: tuple[str, ...]) -> str:
    return "one of " + ", ".join(f'"{word}"' for word in words)
