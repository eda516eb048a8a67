"""What is told on stderr."""

import pytest

from newsreader.cli import notices

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def terminal(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> Capture:
    """What a terminal without colours gets to see."""
    monkeypatch.setattr(notices, "is_terminal", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")
    return capsys


def test_what_is_told_is_one_clean_line(capsys: Capture) -> None:
    notices.tell("a\x1b[2J\nb\u202e")
    notices.warn("\x9b1mc")
    notices.error("d\x07")

    assert capsys.readouterr() == ("", "a[2J b\n1mc\nError: d\n")


def test_there_is_no_progress_bar_where_nobody_watches(capsys: Capture) -> None:
    notices.progress(1, 2, "")

    assert capsys.readouterr().err == ""


def test_the_progress_bar_grows_in_place_and_goes_when_done(terminal: Capture) -> None:
    notices.progress(1, 2, "3 new")
    assert terminal.readouterr().err == f"\r\x1b[K[{'#' * 12}{'-' * 12}] 1/2 3 new"

    notices.progress(2, 2, "4 new")
    assert terminal.readouterr().err.endswith("\r\x1b[K")


def test_an_error_does_not_stand_in_the_middle_of_a_bar(terminal: Capture) -> None:
    notices.error("x")

    assert terminal.readouterr().err == "\r\x1b[KError: x\n"


def test_a_dumb_terminal_gets_no_bar(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    monkeypatch.setenv("TERM", "dumb")

    notices.progress(1, 2, "")
    notices.error("x")

    assert capsys.readouterr().err == "Error: x\n"


def test_nobody_reading_stderr_is_no_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(text: str) -> None:
        raise BrokenPipeError

    monkeypatch.setattr("sys.stderr.write", fail)

    notices.tell("x")


@pytest.mark.parametrize("columns", [8, 24, 40])
def test_the_progress_bar_fits_into_one_line(
    terminal: Capture, monkeypatch: pytest.MonkeyPatch, columns: int
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    notices.progress(5, 10, "3 new")
    drawn = terminal.readouterr().err.removeprefix("\r\x1b[K")
    assert "5/10" in drawn
    assert len(drawn) < columns
