"""A reader's machine for the command line: folders of its own, a publisher on loopback."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.server import FakeServer, rss
from shell import Run, shell


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder that holds everything of the reader's; data, config and state are inside."""
    for name in ("data", "config", "state", "cache"):
        monkeypatch.setenv(f"XDG_{name.upper()}_HOME", str(tmp_path / name))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "site"))
    monkeypatch.setenv("TZ", "UTC")
    return tmp_path


@pytest.fixture
def run(home: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run commands in this process, on a library of their own."""
    del home
    return shell(capsys)


@pytest.fixture
def server() -> Iterator[FakeServer]:
    """A publisher with one feed of three items."""
    with FakeServer() as opened:
        opened.publish("/feed", rss("Example News", ["a", "b", "c"]), etag='"1"')
        yield opened
