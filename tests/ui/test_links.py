"""Where links go."""

from pathlib import Path

import pytest

from newsreader.ui.links import has_browser, open_in_browser


def test_no_browser_is_started_at_the_far_end_of_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", "localhost:10.0")  # as ssh -X sets it
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 5 192.0.2.2 22")
    assert not has_browser()


def test_the_readers_own_command_is_used_anywhere_if_it_exists(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 5 192.0.2.2 22")
    command = tmp_path / "browse"
    assert not has_browser([str(command)])
    command.write_text("#!/bin/sh\n")
    command.chmod(0o700)
    assert has_browser([str(command)])


def test_only_addresses_of_the_web_mail_gemini_and_gopher_reach_a_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        "newsreader.ui.links.subprocess.Popen", lambda command, **_: opened.append(command[-1])
    )
    good = ["https://one.example/a", "mailto:a@one.example", "gemini://one.example/"]
    bad = ["file:///etc/passwd", "javascript:alert(1)", "--help", "mailto:", "mailto:a\x1b[2J"]
    for address in (*bad, *good):
        open_in_browser(address, ["browse"])
    assert opened == good
