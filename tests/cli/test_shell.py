"""How the program behaves between other programs: pipes, signals, streams, exit codes."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from factory import NOW, parsed_entry
from fakes.server import FakeServer, Reply
from newsreader.cli.commands import SUMMARIES
from newsreader.domain.feed import NewFeed
from newsreader.services.library import Library
from newsreader.store.entries import apply_update
from newsreader.store.feeds import add_feed
from patience import PATIENCE_S
from shell import Run

PROGRAM = [sys.executable, "-m", "newsreader"]


@pytest.fixture
def many(home: Path) -> None:
    """A library with more entries than a pipe holds."""
    library = Library.open(home / "data" / "newsreader" / "library.db")
    feed_id = library.database.write(add_feed, NewFeed("https://a.example/"), NOW).result()
    entries = [parsed_entry(str(n), title=f"Überschrift {n} {'x' * 200}") for n in range(1_000)]
    library.database.write(apply_update, feed_id, entries, NOW).result()
    library.close()


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("form", ["--json", "--tsv", "--unread"])
def test_a_reader_that_has_seen_enough_is_no_error(form: str) -> None:
    with subprocess.Popen(  # noqa: S603 - our own program
        [*PROGRAM, "list", form], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        errors = process.stderr.read()

    assert (process.returncode, errors) == (0, b"")


@pytest.mark.usefixtures("home")
def test_a_pipe_closed_before_the_last_flush_is_no_error() -> None:
    """What is short enough waits in the buffer until the interpreter ends."""
    reading, writing = os.pipe()
    os.close(reading)

    ran = subprocess.run([*PROGRAM, "list", "--json"], stdout=writing, stderr=-1, check=False)  # noqa: S603 - our own program
    os.close(writing)

    assert (ran.returncode, ran.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
@pytest.mark.usefixtures("home")
def test_output_that_cannot_be_written_is_told() -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run([*PROGRAM, "list", "--json"], stdout=full, stderr=-1, check=False)  # noqa: S603 - our own program

    assert ran.returncode == 1
    assert ran.stderr == b"Error: The output cannot be written: No space left on device.\n"


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize(
    ("closed", "command", "code", "told"),
    [
        (">&-", "list --json", 1, "Error: The output cannot be written: Bad file descriptor.\n"),
        (">&-", "fetch", 0, "There are no feeds yet"),
        ("2>&-", "remove nothing", 2, ""),
        ("<&-", "mark read -", 0, "0 of 0 changed."),
    ],
)
def test_a_stream_that_was_closed_from_the_start_is_no_defect(
    closed: str, command: str, code: int, told: str
) -> None:
    line = f'"$0" -m newsreader {command} {closed}'

    ran = subprocess.run(["/bin/sh", "-c", line, sys.executable], capture_output=True, check=False)  # noqa: S603 - our own program

    assert (ran.returncode, ran.stdout) == (code, b"")
    assert ran.stderr.decode().startswith(told)


@pytest.mark.usefixtures("many")
@pytest.mark.parametrize("form", ["--json", "--tsv"])
def test_a_terminal_without_unicode_loses_no_data(form: str) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}

    ran = subprocess.run(  # noqa: S603 - our own program
        [*PROGRAM, "list", form, "--limit", "1"], capture_output=True, env=environment, check=True
    )

    expected = b"\\u00dcberschrift" if form == "--json" else "Überschrift".encode("latin-1")
    assert expected in ran.stdout


def test_an_export_is_utf8_whatever_the_terminal_is(run: Run) -> None:
    run("add", "--no-verify", "https://a.example/", "--title", "日本")
    environment = os.environ | {"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}

    ran = subprocess.run(  # noqa: S603 - our own program
        [*PROGRAM, "export", "--opml"], capture_output=True, env=environment, check=True
    )

    assert 'text="日本"'.encode() in ran.stdout


def test_ctrl_c_ends_a_fetch_with_one_sentence(run: Run, server: FakeServer) -> None:
    run("add", "--no-verify", server.reply("/slow", Reply(is_hanging=True)))
    with subprocess.Popen([*PROGRAM, "fetch"], stdout=-1, stderr=-1) as process:  # noqa: S603 - our own program
        server.wait_for_requests(1)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=PATIENCE_S)

    told = b"Stopped after 0 of 1 feed, 0 new. What has arrived stays.\n"
    assert (process.returncode, out, err) == (130, b"", told)


def test_a_defect_is_told_in_a_sentence_and_logged(
    run: Run, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise ZeroDivisionError("\x1b[2J")

    monkeypatch.setattr("newsreader.cli.commands.feeds.open_session", fail)

    ran = run("feeds")

    log = home / "state" / "newsreader" / "newsreader.log"
    assert (ran.code, ran.out) == (70, "")
    assert ran.err == (
        f"Error: Something unexpected happened (ZeroDivisionError). The details are in {log}.\n"
    )
    assert "in fail\n" in log.read_text()
    assert log.stat().st_mode & 0o777 == 0o600


def test_an_unknown_command_gets_a_suggestion(run: Run) -> None:
    ran = run("lits")

    assert (ran.code, ran.out) == (2, "")
    assert "there is no command 'lits'. Did you mean 'list'?" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("list", "--nothing"), ("list", "--limit", "0"), ("list", "--json", "--tsv"), ("add",),
        ("show", "x"), ("show", "7"), ("mark", "blue", "1"), ("mark", "read", "x"),
        ("fetch", "nothing"), ("export",), ("import", "/nowhere"), ("remove", "1"), ("--nothing",),
        ("add", "exec:ls"), ("add", "a.example", "b.example", "--title", "T"),
        ("config", "set"), ("config", "set", "x.y", "1"), ("config", "colour"),
        ("show", "9" * 20), ("list", "--limit", "9" * 20), ("fetch", "9" * 20),
        ("mark", "read", "9" * 20), ("bookmark", "add", "9" * 20), ("bookmark", "show", "9" * 20),
    ],
    ids=" ".join,
)  # fmt: skip
def test_wrong_usage_ends_with_2_and_a_word_on_stderr(run: Run, arguments: tuple[str, ...]) -> None:
    ran = run(*arguments)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err


def test_the_screen_needs_a_terminal(run: Run) -> None:
    ran = run()

    assert ran.code == 2
    assert "The screen needs a terminal." in ran.err


def test_the_version_and_the_commands_are_told(run: Run) -> None:
    assert run("--version").out.startswith("newsreader ")
    told = run("--help").out
    for name, summary in SUMMARIES.items():
        assert f"{name} " in told
        assert summary in told


@pytest.mark.parametrize("name", SUMMARIES)
def test_every_command_explains_itself_with_an_example(run: Run, name: str) -> None:
    ran = run(name, "--help")

    assert ran.code == 0
    assert ran.out.startswith(f"usage: newsreader {name}")
    assert SUMMARIES[name] in ran.out


def test_ids_are_read_from_a_pipe(run: Run, many: None, monkeypatch: pytest.MonkeyPatch) -> None:
    del many
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("id\n1\n2\n3\n"))

    assert run("mark", "read", "-").err == "3 of 3 changed.\n"


@pytest.mark.parametrize(("variables", "is_coloured"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_errors_are_coloured_on_a_terminal_that_wants_it(
    run: Run, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], is_coloured: bool
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)

    assert ("\x1b[31m" in run("show", "7").err) is is_coloured
