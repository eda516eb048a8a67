"""Themes whose text can hardly be read are told of."""

from pathlib import Path

import pytest

from newsreader.config import themes
from newsreader.config.themes import ThemeFile
from newsreader.ui.readable import contrast, hard_to_read
from newsreader.ui.theme import OWN


@pytest.mark.parametrize("base", themes.OWN_THEMES)
def test_the_programs_own_themes_can_be_read(tmp_path: Path, base: str) -> None:
    colours = {token: str(OWN[base].variables.get(token, "")) for token in ("muted", "strong")}
    assert hard_to_read(tmp_path, ThemeFile("mine", base, colours)) == []


def test_contrast_is_that_of_wcag() -> None:
    high = OWN[themes.CONTRAST_DARK]
    assert contrast(high, "foreground", "background") == pytest.approx(21)
    assert contrast(high, "panel", "background") == pytest.approx(1)


def test_a_text_like_its_ground_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "dusk.toml").write_text('base = "newsreader-dark"\n\nmuted = "#222222"\n')
    (found,) = hard_to_read(tmp_path, ThemeFile("dusk", themes.DARK, {"muted": "#222222"}))

    assert (found.path.name, found.line, found.key) == ("dusk.toml", 3, "muted")
    assert found.sentence.startswith("muted on panel has a contrast of 1.0 to 1: below 3")


def test_the_ground_is_to_blame_where_only_that_was_chosen(tmp_path: Path) -> None:
    found = hard_to_read(tmp_path, ThemeFile("dusk", themes.DARK, {"panel": "#eeeeee"}))
    assert [problem.key for problem in found] == ["panel"]
