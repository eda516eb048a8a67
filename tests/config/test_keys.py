"""The reader's own keys in the settings file."""

from pathlib import Path

import pytest

from newsreader.config.keys import KeyChoice
from newsreader.config.load import read_settings

TEXT = """\
[screen]
keymap = "vim"

[keys]
open = "o"
undo = ["u", "ctrl+z"]
"redo" = ""

[macros]
", x" = ["open", "save"]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def test_keys_and_macros_are_read_with_their_lines(file: Path) -> None:
    file.write_text(TEXT, encoding="utf-8")
    settings, problems = read_settings([file])
    assert problems == []
    assert settings.screen.keymap == "vim"
    assert settings.own_keys == (
        KeyChoice("keys", "open", ("o",), file, 5),
        KeyChoice("keys", "undo", ("u", "ctrl+z"), file, 6),
        KeyChoice("keys", "redo", ("",), file, 7),
        KeyChoice("macros", ", x", ("open", "save"), file, 10),
    )


def test_each_value_of_a_list_over_several_lines_has_its_own_line(file: Path) -> None:
    text = '[keys]\nopen = [\n  "o",\n  "x", \'g g\',\n]\nundo = ["u",\n "u u"]\n'
    file.write_text(text, encoding="utf-8")
    settings, _ = read_settings([file])
    found = {choice.name: choice for choice in settings.own_keys}
    assert found["open"].line == 2
    assert [found["open"].line_of(key) for key in ("o", "x", "g g")] == [3, 4, 4]
    assert [found["undo"].line_of(key) for key in ("u", "u u")] == [6, 7]


def test_a_later_file_wins_for_each_command(file: Path, tmp_path: Path) -> None:
    file.write_text(TEXT, encoding="utf-8")
    own = tmp_path / "own.toml"
    own.write_text('[keys]\nopen = "x"\n', encoding="utf-8")
    settings, _ = read_settings([file, own])
    chosen = {choice.key: choice.values for choice in settings.own_keys}
    assert chosen["keys.open"] == ("x",)
    assert chosen["keys.undo"] == ("u", "ctrl+z")


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("[keys]\nopen = 5\n", 2, "keys.open must be a text"),
        ('[keys]\nopen = ["o", 5]\n', 2, "keys.open must be a text"),
        ("keys = 1\n", 1, "is a section"),
    ],
)
def test_what_is_no_key_at_all_is_told_with_its_line(
    file: Path, text: str, line: int, words: str
) -> None:
    file.write_text(text, encoding="utf-8")
    settings, problems = read_settings([file])
    assert settings.own_keys == ()
    assert [problem.line for problem in problems] == [line]
    assert words in str(problems[0])
