"""Writing a setting keeps the rest of the file as it is."""

import tomllib
from pathlib import Path

import pytest

from newsreader.config.load import load_settings, read_settings
from newsreader.config.model import Settings, registry
from newsreader.config.save import find_setting, parse_value, save_setting, template, write_file
from newsreader.domain.errors import ConfigError, UsageError


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "config.toml"


def save(file: Path, key: str, typed: str) -> None:
    one = find_setting(key)
    save_setting(file, one, parse_value(one, typed))


def test_a_first_setting_makes_the_file_for_its_owner_only(file: Path) -> None:
    save(file, "fetch.timeout_s", "60")

    assert load_settings([file]).fetch.timeout_s == 60
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_comments_and_order_stay(file: Path) -> None:
    file.parent.mkdir()
    file.write_text(
        "# mine\n[screen]\nmouse = true   # clicks\n\n[fetch]\n# slow line\ntimeout_s=5\n"
    )

    save(file, "screen.mouse", "false")
    save(file, "screen.theme", "my theme")

    assert file.read_text() == (
        '# mine\n[screen]\nmouse = false   # clicks\ntheme = "my theme"\n'
        "\n[fetch]\n# slow line\ntimeout_s=5\n"
    )


def test_a_link_to_the_file_stays_a_link(file: Path, tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_text("")
    file.parent.mkdir()
    file.symlink_to(real)

    save(file, "screen.mouse", "false")

    assert file.is_symlink()
    assert "mouse = false" in real.read_text()


def test_a_broken_file_is_left_alone(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("[fetch\n")

    with pytest.raises(ConfigError, match=":1: This is not valid TOML"):
        save(file, "screen.mouse", "false")
    assert file.read_text() == "[fetch\n"


@pytest.mark.parametrize(
    ("key", "typed"),
    [("screen.mouse", "yes"), ("fetch.timeout_s", "0"), ("fetch.timeout_s", "ten"),
     ("screen.keymap", "emacs")],
)  # fmt: skip
def test_a_value_that_does_not_fit_is_refused(file: Path, key: str, typed: str) -> None:
    with pytest.raises(UsageError, match=f"{key} must be"):
        save(file, key, typed)
    assert not file.exists()


def test_an_unknown_key_is_refused_with_a_suggestion() -> None:
    with pytest.raises(UsageError, match=r"Did you mean fetch\.timeout_s\?"):
        find_setting("fetch.timeout")


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(ConfigError, match="cannot be written"):
        write_file(tmp_path / "file" / "config.toml", "")


def test_the_template_changes_nothing(file: Path) -> None:
    write_file(file, template())

    assert load_settings([file]) == Settings()


def test_the_template_without_its_comment_signs_holds_every_default(file: Path) -> None:
    keys = {one.name for one in registry()}
    lines = [
        line.removeprefix("# ") if line.removeprefix("# ").split(" = ")[0] in keys else line
        for line in template().splitlines()
    ]
    write_file(file, "\n".join(lines))

    assert read_settings([file]) == (Settings(), [])
    assert sum(map(len, tomllib.loads(file.read_text()).values())) == len(list(registry()))


def test_a_value_in_the_place_of_a_section_is_said_in_words(file: Path) -> None:
    file.parent.mkdir()
    file.write_text("refresh = 3\n")

    with pytest.raises(ConfigError, match=r"Write \[refresh\] instead"):
        save(file, "refresh.automatic", "false")
    assert file.read_text() == "refresh = 3\n"
