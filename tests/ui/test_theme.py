"""Themes: which there are, what each token gets, and that text can be read."""

import pytest
from textual.color import Color
from textual.theme import Theme

from newsreader.config import themes
from newsreader.config.themes import TOKENS, ThemeFile
from newsreader.ui.theme import DARK, LIGHT, OWN, all_themes, counterpart, theme_of

_TEXTS = ("foreground", "strong", "muted", "faint", "primary", "accent", "error", "success")
_SHEETS = ("background", "surface", "panel")
_ON_CURSOR = (("cursor-foreground", 7.0), ("strong", 7.0), ("secondary", 7.0), ("primary", 3.0))


def colour(theme: Theme, token: str) -> Color:
    """Give the colour of a token."""
    named = theme.variables.get(token) or getattr(theme, token)
    return Color.parse(str(named))


def ratio(theme: Theme, text: str, sheet: str) -> float:
    """Give the contrast of text on a sheet, as WCAG measures it."""
    lighter, darker = sorted(
        (_luminance(colour(theme, token)) for token in (text, sheet)), reverse=True
    )
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(of: Color) -> float:
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in of.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


@pytest.mark.parametrize("name", [themes.CONTRAST_DARK, themes.CONTRAST_LIGHT])
def test_text_of_high_contrast_themes_has_seven_to_one(name: str) -> None:
    theme = OWN[name]

    assert min(ratio(theme, text, sheet) for text in _TEXTS for sheet in _SHEETS) >= 7
    assert all(ratio(theme, text, "cursor-background") >= least for text, least in _ON_CURSOR)
    assert ratio(theme, "foreground", "shade") >= 7


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_text_of_the_usual_themes_has_four_and_a_half_to_one(theme: Theme) -> None:
    texts = ("foreground", "strong", "muted", "primary", "error")

    assert min(ratio(theme, text, sheet) for text in texts for sheet in _SHEETS) >= 4.5


def test_every_token_that_a_file_may_name_is_one_of_the_theme() -> None:
    assert set(OWN) == set(themes.OWN_THEMES)
    for token in TOKENS:
        made = theme_of(ThemeFile("mine", themes.LIGHT, {token: "#123456"}))
        assert colour(made, token).hex == "#123456"
        assert (made.name, made.dark) == ("mine", False)


def test_a_readers_theme_leaves_its_base_as_it_was() -> None:
    themes_now = all_themes([ThemeFile("mine", themes.DARK, {"muted": "#123456"})])

    assert [theme.name for theme in themes_now] == [*themes.OWN_THEMES, "mine"]
    assert DARK.variables["muted"] != "#123456"


def test_light_and_dark_change_within_high_contrast() -> None:
    assert counterpart(OWN[themes.CONTRAST_DARK]) == themes.CONTRAST_LIGHT
    assert counterpart(OWN[themes.CONTRAST_LIGHT]) == themes.CONTRAST_DARK
    assert counterpart(DARK) == LIGHT.name
