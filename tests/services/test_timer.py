"""The timer of systemd and the line for cron: what is written, what is run, what is said."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

from newsreader.domain.errors import NewsreaderError
from newsreader.services.timer import (
    INTERVALS_MIN,
    FetchTimer,
    cron_line,
    service_unit,
    timer_unit,
)


class FakeSystemctl:
    """Remembers what it was asked; fails when told to."""

    def __init__(self) -> None:
        self.calls: list[list[str]] = []
        self.error = ""

    def __call__(self, command: Sequence[str]) -> "subprocess.CompletedProcess[str]":
        self.calls.append(list(command))
        return subprocess.CompletedProcess(command, int(bool(self.error)), "next: soon", self.error)


def test_installing_writes_both_units_and_starts_the_timer(tmp_path: Path) -> None:
    systemctl = FakeSystemctl()
    timer = FetchTimer(tmp_path / "systemd" / "user", systemctl)
    timer.install(60, {})
    service, clock = timer.files
    assert '-m" "newsreader" "fetch"' in service.read_text()
    assert "OnCalendar=0/1:00" in clock.read_text()
    assert timer.is_installed
    assert systemctl.calls == [
        ["systemctl", "--user", "daemon-reload"],
        ["systemctl", "--user", "enable", "--now", "newsreader-fetch.timer"],
    ]
    assert timer.status() == "next: soon"


def test_removing_leaves_nothing_and_twice_is_no_error(tmp_path: Path) -> None:
    timer = FetchTimer(tmp_path, FakeSystemctl())
    timer.install(30, {})
    assert timer.remove()
    assert list(tmp_path.iterdir()) == []
    assert not timer.remove()


def test_failure_of_systemd_is_told_in_its_words_and_leaves_no_files(tmp_path: Path) -> None:
    systemctl = FakeSystemctl()
    systemctl.error = "Failed to connect to bus"
    timer = FetchTimer(tmp_path, systemctl)
    with pytest.raises(NewsreaderError, match="Failed to connect to bus") as caught:
        timer.install(30, {})
    assert caught.value.code == "timer_failed"
    assert not any(path.exists() for path in timer.files)


def test_removing_takes_the_files_away_although_systemd_fails(tmp_path: Path) -> None:
    systemctl = FakeSystemctl()
    timer = FetchTimer(tmp_path, systemctl)
    timer.install(30, {})
    link = tmp_path / "timers.target.wants" / "newsreader-fetch.timer"
    link.parent.mkdir()
    link.symlink_to(timer.files[1])
    systemctl.error = "Failed to connect to bus"
    with pytest.raises(NewsreaderError, match="Failed to connect to bus"):
        timer.remove()
    assert not any(path.exists() for path in timer.files)
    assert not link.is_symlink()
    assert not timer.remove()


def test_another_library_is_fetched_into_by_the_timer_as_well() -> None:
    environ = {"XDG_DATA_HOME": '/home/a/50% "more"', "PATH": "/bin"}
    unit = service_unit(["python", "-m", "newsreader", "fetch"], environ)
    assert 'Environment="XDG_DATA_HOME=/home/a/50%% \\"more\\""' in unit
    assert "PATH" not in unit


@pytest.mark.parametrize("minutes", INTERVALS_MIN)
def test_every_interval_can_be_said_to_systemd_and_to_cron(minutes: int) -> None:
    assert "Persistent=true" in timer_unit(minutes)
    fields = cron_line(["newsreader"], minutes, {}).split()[:5]
    assert fields[2:] == ["*", "*", "*"]
    if minutes < 60:
        assert fields[0] == f"*/{minutes}"
        assert 60 % minutes == 0


def test_percent_signs_survive_cron() -> None:
    assert r"XDG_DATA_HOME=/a\%b x" in cron_line(["x"], 15, {"XDG_DATA_HOME": "/a%b"})


def test_passwords_of_proxies_are_for_the_owner_only(tmp_path: Path) -> None:
    timer = FetchTimer(tmp_path, FakeSystemctl())
    service, _ = timer.files
    service.write_text("")
    service.chmod(0o644)
    timer.install(30, {"https_proxy": "http://anna:ge$heim@proxy.example"})
    assert service.stat().st_mode & 0o777 == 0o600
    assert 'Environment="https_proxy=http://anna:ge$heim@proxy.example"' in service.read_text()


def test_dollars_are_doubled_in_commands_only() -> None:
    unit = service_unit(["/opt/a$b/python"], {"XDG_DATA_HOME": "/home/a$b"})
    assert 'ExecStart="/opt/a$$b/python"' in unit
    assert 'Environment="XDG_DATA_HOME=/home/a$b"' in unit


@pytest.mark.parametrize("name", ["http_proxy", "https_proxy", "all_proxy", "no_proxy"])
def test_proxies_are_kept_however_they_are_spelled(name: str) -> None:
    for spelling in (name, name.upper()):
        assert f"{spelling}=x" in service_unit(["n"], {spelling: "x"})
        assert f"{spelling}=x" in cron_line(["n"], 30, {spelling: "x"})


def test_systemd_that_does_not_answer_is_told_in_words(tmp_path: Path) -> None:
    def hang(command: Sequence[str]) -> "subprocess.CompletedProcess[str]":
        raise subprocess.TimeoutExpired(command, 30)

    with pytest.raises(NewsreaderError, match="does not answer"):
        FetchTimer(tmp_path, hang).install(30, {})
