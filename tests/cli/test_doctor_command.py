"""``newsreader doctor``: what it tells of a library in order."""

from pathlib import Path

import pytest

from fakes.server import FakeServer, Reply
from shell import Run, json_of


def test_the_doctor_makes_no_library(run: Run, home: Path) -> None:
    ran = run("doctor")

    assert ran.code == 0
    assert "none yet" in ran.out
    assert not (home / "data").exists()


def test_paths_versions_and_counts_are_told(run: Run, home: Path, server: FakeServer) -> None:
    run("add", server.url("/feed"))

    found = json_of(run("doctor", "--json"))

    assert found["paths"]["library"] == str(home / "data" / "newsreader" / "library.db")
    assert set(found["versions"]) >= {"newsreader", "python", "sqlite", "textual", "httpx"}
    assert (found["counts"]["feed"], found["counts"]["entry"]) == (1, 3)
    assert found["problems"] == found["feeds_in_error"] == []
    assert "No problems found." in run("doctor").out


def test_feeds_in_error_are_told_in_words(run: Run, server: FakeServer) -> None:
    run("add", server.url("/feed"))
    server.reply("/feed", Reply(status=404))
    run("fetch", "--force")

    ran = run("doctor")

    assert ran.code == 0
    assert "Feed 1, Example News, failed once: " in ran.out
    assert ran.out.endswith("No other problems found.\n")


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ('[keys]\nfly = "x"', 'config.toml:2: There is no command "fly".'),
        ('[screen]\ntheme = "nope"', 'config.toml:2: There is no theme "nope".'),
        ("[fetch]\ntimeout_s = 0", "config.toml:2: fetch.timeout_s must be"),
    ],
)
def test_all_that_is_wrong_with_the_settings_is_told_once(
    run: Run, home: Path, settings: str, sentence: str
) -> None:
    file = home / "config" / "newsreader" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text(settings)

    ran = run("doctor")

    assert ran.code == 1
    assert ran.out.count(sentence) == 1
    assert run("config", "check").err.count(sentence) == 1
