"""Themes of the reader's own: read, and told by file and line when something is wrong."""

from pathlib import Path

import pytest

from newsreader.config.themes import OWN_THEMES, ThemeFile, read_themes


def test_no_folder_is_no_theme_and_no_problem(tmp_path: Path) -> None:
    assert read_themes(tmp_path / "themes") == ([], [])


def test_a_theme_is_a_base_and_colours(tmp_path: Path) -> None:
    (tmp_path / "dusk.toml").write_text('base = "newsreader-light"\naccent = "#fb5"\n')
    (tmp_path / "plain.toml").write_text("")

    themes, problems = read_themes(tmp_path)

    assert problems == []
    assert themes == [
        ThemeFile("dusk", "newsreader-light", {"accent": "#fb5"}),
        ThemeFile("plain", "newsreader-dark", {}),
    ]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('accent = "#fb5"\nacent = "#fb5"\n', 2, '"acent" is no part of a theme'),
        ('\naccent = "amber"\n', 2, "accent must be a colour such as"),
        ("accent = 5\n", 1, "not 5"),
        ('base = "nord"\n', 1, 'base must be one of "newsreader-dark"'),
        ("accent = \n", 0, "not valid TOML"),
        ("[accent]\n", 1, "accent must be a colour"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_the_other_themes_stay(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    (tmp_path / "wrong.toml").write_text(text)
    (tmp_path / "right.toml").write_text('accent = "#fb5"')

    themes, (problem,) = read_themes(tmp_path)

    assert [theme.name for theme in themes] == ["right"]
    assert (problem.path.name, problem.line) == ("wrong.toml", line)
    assert words in problem.sentence


@pytest.mark.parametrize("name", [OWN_THEMES[0], "Upper", "a b"])
def test_a_theme_needs_a_name_of_its_own(tmp_path: Path, name: str) -> None:
    (tmp_path / f"{name}.toml").write_text("")

    themes, problems = read_themes(tmp_path)

    assert not themes
    assert "a name of its own" in problems[0].sentence


def test_bytes_that_are_no_text_are_told(tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_bytes(b"\xff\xfe")

    assert len(read_themes(tmp_path)[1]) == 1


def test_every_mistake_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "wrong.toml").write_text('base = "nord"\nacent = "#fb5"\npanel = "grey"\n')

    _, problems = read_themes(tmp_path)

    assert [(problem.line, problem.key) for problem in problems] == [
        (1, "base"),
        (2, "acent"),
        (3, "panel"),
    ]
