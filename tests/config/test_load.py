"""Settings files: what is read, which file wins, and how mistakes are told."""

from pathlib import Path

import pytest

from newsreader.config.load import load_settings, read_settings
from newsreader.config.model import Settings
from newsreader.domain.errors import ConfigError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def problem_of(file: Path, text: str) -> str:
    """Give what is said about a settings file, without its folder."""
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        load_settings([file])
    return str(caught.value).replace(str(file), "config.toml")


def test_no_file_means_the_defaults(file: Path) -> None:
    assert load_settings([file]) == Settings()


def test_a_setting_is_read(file: Path) -> None:
    file.write_text("[fetch]\ntimeout_s = 60\n[screen]\nmouse = false\n")

    settings = load_settings([file])

    assert (settings.fetch.timeout_s, settings.screen.mouse) == (60, False)
    assert settings.fetch.max_body_mb == Settings().fetch.max_body_mb


def test_the_readers_own_file_wins_over_the_sites(tmp_path: Path) -> None:
    site, own = tmp_path / "site.toml", tmp_path / "own.toml"
    site.write_text('fetch.timeout_s = 10\nscreen.theme = "site"\n')
    own.write_text("[fetch]\ntimeout_s = 20\n")

    settings = load_settings([site, own])

    assert (settings.fetch.timeout_s, settings.screen.theme) == (20, "site")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (
            "[fetch]\n\ntimeout = 5\n",
            'config.toml:3: There is no setting "fetch.timeout". Did you mean "fetch.timeout_s"?',
        ),
        (
            "[reading]\ntimeout_s = 5\n",
            'config.toml:2: There is no setting "reading.timeout_s". '
            'Did you mean "fetch.timeout_s"?',
        ),
        (
            "[fetsh]\ntimeout_s = 5\n",
            'config.toml:1: There is no setting "fetsh". Did you mean "fetch"?',
        ),
        (
            "xyzzy = 1\n",
            'config.toml:1: There is no setting "xyzzy". See "newsreader config show".',
        ),
        (
            '[fetch]\ntimeout_s = "5"\n',
            'config.toml:2: fetch.timeout_s must be a whole number from 1 to 600, not "5".',
        ),
        (
            "[fetch]\ntimeout_s = 0\n",
            "config.toml:2: fetch.timeout_s must be a whole number from 1 to 600, not 0.",
        ),
        (
            "[fetch]\ntimeout_s = true\n",
            "config.toml:2: fetch.timeout_s must be a whole number from 1 to 600, not true.",
        ),
        (
            "# mouse\n[screen]\nmouse = 1\n",
            "config.toml:3: screen.mouse must be true or false, not 1.",
        ),
        (
            'screen.keymap = "emacs"\n',
            'config.toml:1: screen.keymap must be one of "default", "vim", "newsboat", '
            'not "emacs".',
        ),
        (
            "fetch = 3\n",
            'config.toml:1: "fetch" is a section: write [fetch], and its settings below.',
        ),
    ],
)
def test_a_mistake_is_told_with_file_line_and_key(file: Path, text: str, sentence: str) -> None:
    assert problem_of(file, text) == sentence


def test_broken_toml_is_told_with_its_line(file: Path) -> None:
    assert problem_of(file, "[fetch]\ntimeout_s = \n").startswith(
        "config.toml:2: This is not valid TOML: "
    )
    assert problem_of(file, '[fetch]\nx = """abc').startswith(
        "config.toml:2: This is not valid TOML: "
    )


def test_a_file_that_is_not_utf8_is_told(file: Path) -> None:
    file.write_bytes(b'[screen]\ntheme = "gr\xfcn"\n')

    with pytest.raises(ConfigError, match=r":2: This is not UTF-8 text"):
        load_settings([file])


def test_a_folder_in_place_of_a_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="The file cannot be read"):
        load_settings([tmp_path])


def test_good_settings_beside_a_mistake_are_still_known(file: Path) -> None:
    file.write_text("[fetch]\ntimeout_s = 7\nmax_body_mb = 999\nnothing = 1\n")

    settings, problems = read_settings([file])

    assert settings.fetch.timeout_s == 7
    assert [problem.key for problem in problems] == ["fetch.max_body_mb", "fetch.nothing"]


def test_control_characters_of_a_file_are_not_repeated(file: Path) -> None:
    assert "\x1b" not in problem_of(file, '[screen]\nkeymap = "\\u001b[2J"\n')
    assert "\x1b" not in problem_of(file, '"\\u001b[2J" = 1\n')


def test_the_first_mistake_says_that_it_is_not_the_only_one(file: Path) -> None:
    file.write_text('[screen]\nmouse = 1\nkeymap = "x"\ntheme = 3\n')
    with pytest.raises(ConfigError, match="And 2 more mistakes: ") as told:
        load_settings([file])
    assert f"{file}:2:" in str(told.value)
    file.write_text("[screen]\nmouse = 1\n")
    with pytest.raises(ConfigError) as told:
        load_settings([file])
    assert "more mistake" not in str(told.value)
