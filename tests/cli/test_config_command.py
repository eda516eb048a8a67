"""``newsreader config``, and what a settings file with a mistake does to the other commands."""

import sys
from pathlib import Path

import pytest

from fakes.server import FakeServer
from shell import Run


@pytest.fixture
def file(home: Path) -> Path:
    path = home / "config" / "newsreader" / "config.toml"
    path.parent.mkdir(parents=True)
    return path


def test_every_setting_is_shown_with_its_value(run: Run, file: Path) -> None:
    file.write_text("[fetch]\ntimeout_s = 60\n")

    ran = run("config")

    assert "fetch.timeout_s = 60  # default: 30\n" in ran.out
    assert 'screen.keymap = "default"\n' in ran.out


def test_one_setting_or_one_section_is_shown(run: Run, file: Path) -> None:
    assert run("config", "show", "fetch.timeout_s") == (0, "fetch.timeout_s = 30\n", "")
    assert run("config", "show", "fetch").out.count("\n") == 2
    assert "Did you mean fetch.timeout_s?" in run("config", "show", "timeout").err
    assert run("config", "path", "fetch").code == 2


def test_own_keys_are_shown_and_written_in_the_file_only(run: Run, file: Path) -> None:
    assert run("config", "show", "keys") == (0, "", "")
    file.write_text('[keys]\nopen = "Q"\nundo = "U"\n[macros]\n", x" = ["open"]\n')

    assert run("config", "show", "keys").out == "keys.\"open\" = ['Q']\nkeys.\"undo\" = ['U']\n"
    assert run("config", "show", "keys.open").out == "keys.\"open\" = ['Q']\n"
    assert run("config", "show", "macros").out == "macros.\", x\" = ['open']\n"
    assert "config edit" in run("config", "set", "keys.open", "Q").err
    assert "config edit" in run("config", "show", "keys.close").err


def test_a_setting_goes_back_to_its_default(run: Run, file: Path) -> None:
    file.write_text("[fetch]\n# slow line\ntimeout_s = 60  # or more\nmax_body_mb = 3\n")

    assert run("config", "unset", "fetch.timeout_s") == (0, "", "")
    assert run("config", "unset", "screen.theme") == (0, "", "")

    assert file.read_text() == "[fetch]\n# slow line\nmax_body_mb = 3\n"
    assert run("config", "unset").code == 2


def test_settings_of_several_sites_are_read_and_the_first_wins(
    run: Run, file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in (("one", "timeout_s = 11"), ("two", "timeout_s = 22\nmax_body_mb = 2")):
        (tmp_path / name / "newsreader").mkdir(parents=True)
        (tmp_path / name / "newsreader" / "config.toml").write_text(f"[fetch]\n{text}\n")
    monkeypatch.setenv("XDG_CONFIG_DIRS", f"{tmp_path / 'one'}:{tmp_path / 'two'}")

    shown = run("config", "show", "fetch").out
    assert "timeout_s = 11 " in shown
    assert "max_body_mb = 2 " in shown


def test_a_theme_that_is_not_there_is_told_when_it_is_set(run: Run, file: Path) -> None:
    ran = run("config", "set", "screen.theme", "none")

    assert ran.code == 0
    assert 'There is no theme "none".' in ran.err


def test_the_path_is_told_whether_the_file_is_there_or_not(run: Run, file: Path) -> None:
    assert run("config", "path").out == f"{file}\n"


def test_a_setting_is_set_and_used(run: Run, file: Path) -> None:
    assert run("config", "set", "fetch.timeout_s", "60") == (0, "", "")
    assert run("config", "set", "screen.theme", "nord").code == 0

    assert file.read_text() == '[fetch]\ntimeout_s = 60\n\n[screen]\ntheme = "nord"\n'
    assert run("config", "check") == (0, "", "The settings are in order.\n")


@pytest.mark.parametrize("theme", ["auto", "newsreader-light", "nord", "mine"])
def test_a_theme_that_is_there_is_no_mistake(run: Run, file: Path, theme: str) -> None:
    own = file.parent / "themes" / "mine.toml"
    own.parent.mkdir(parents=True)
    own.write_text('accent = "#ffb454"')
    run("config", "set", "screen.theme", theme)

    assert run("config", "check").err == "The settings are in order.\n"


def test_a_theme_that_can_hardly_be_read_is_warned_of(run: Run, file: Path) -> None:
    own = file.parent / "themes" / "mine.toml"
    own.parent.mkdir(parents=True)
    own.write_text('\nforeground = "#1a1d22"\n')
    ran = run("config", "check")

    assert ran.code == 0
    assert "mine.toml:2: foreground on " in ran.err
    assert ran.err.endswith("The settings are in order.\n")


def test_a_theme_with_a_mistake_is_found(run: Run, file: Path) -> None:
    (file.parent / "themes").mkdir()
    (file.parent / "themes" / "dusk.toml").write_text('\nacent = "#ffffff"\n')

    ran = run("config", "check")

    assert ran.code == 2
    assert 'dusk.toml:2: "acent" is no part of a theme' in ran.err


def test_an_editor_gets_a_file_with_everything_to_choose_from(
    run: Run, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = "import sys; open(sys.argv[1], 'a').write('nonsense = 1\\n')"
    monkeypatch.setenv("VISUAL", f'{sys.executable} -c "{program}"')

    ran = run("config", "edit")

    assert ran.code == 2
    assert 'There is no setting "retention.nonsense"' in ran.err
    assert "# timeout_s = 30\n" in file.read_text()


def test_an_editor_that_is_not_there_is_told(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor")

    ran = run("config", "edit")

    assert ran.code == 2
    assert "no-such-editor cannot be started" in ran.err


@pytest.mark.parametrize("arguments", [("list",), ("fetch",), ("feeds",), ("export", "--opml")])
def test_a_mistake_in_the_file_stops_commands_with_file_line_and_key(
    run: Run, file: Path, arguments: tuple[str, ...]
) -> None:
    file.write_text("[fetch]\ntimeout_s = 'long'\n")

    ran = run(*arguments)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        f'Error: {file}:2: fetch.timeout_s must be a whole number from 1 to 600, not "long".\n'
    )


def test_a_mistake_is_shown_by_config_and_doctor_without_stopping_them(
    run: Run, file: Path
) -> None:
    file.write_text("[fetch]\ntimeout_s = 0\nmax_body_mb = 3\n")

    shown, doctor = run("config", "show"), run("doctor")

    assert shown.code == 2
    assert "fetch.max_body_mb = 3  # default: 10\n" in shown.out
    assert f"{file}:2: " in shown.err
    assert doctor.code == 1
    assert f"Problem: {file}:2: fetch.timeout_s must be" in doctor.out


def test_settings_of_the_site_are_used_and_blamed(run: Run, home: Path) -> None:
    site = home / "site" / "newsreader" / "config.toml"
    site.parent.mkdir(parents=True)
    site.write_text("[fetch]\nmax_body_mb = 2\n")
    assert "fetch.max_body_mb = 2 " in run("config").out

    site.write_text("[fetch]\nmax_body_mb = 0\n")
    assert f"{site}:2: " in run("list").err


def test_a_document_larger_than_the_setting_allows_is_refused(run: Run, server: FakeServer) -> None:
    run("config", "set", "fetch.max_body_mb", "1")
    server.publish("/large", b"<rss>" + b" " * 1_100_000)

    ran = run("add", server.url("/large"))

    assert ran.code == 1
    assert "sent more than 1 MB" in ran.err
