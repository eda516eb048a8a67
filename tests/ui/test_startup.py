"""The frame of the last visit, and a terminal that is given back whatever happens."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from newsreader.ui import startup
from newsreader.ui.startup import LONGEST_FRAME, OLDEST_FRAME_S, load_frame, save_frame
from newsreader.ui.terminal import Colours, Terminal
from ptys import Pty

SIZE = (80, 24)
FRAME = "\x1b[1H\x1b[1;38;2;1;2;3mSchlagzeilen\x1b[K\r\n漢\x1b[3;7H\x1b[mx"
ENVIRON = {"PATH": os.environ["PATH"], "TERM": "xterm", "LC_ALL": "C.UTF-8", "NO_COLOR": ""}

PROGRAM = """
import os, sys
from pathlib import Path
from newsreader.ui.startup import early_screen
with early_screen(Path(sys.argv[1]), os.environ) as terminal:
    assert "textual" not in sys.modules
    assert "NO_COLOR" not in os.environ
    input("in time")
    {then}
"""


def _now(state: Path) -> float:
    return (state / "frames" / "80x24.frame").stat().st_mtime


def test_a_frame_comes_back_as_it_was(tmp_path: Path) -> None:
    save_frame(tmp_path, SIZE, Terminal(), FRAME)
    assert load_frame(tmp_path, SIZE, Terminal(), _now(tmp_path)) == FRAME
    assert (tmp_path / "frames" / "80x24.frame").stat().st_mode & 0o777 == 0o600


def test_no_frame_of_another_size_terminal_or_time_is_shown(tmp_path: Path) -> None:
    assert load_frame(tmp_path, SIZE, Terminal(), 0) == ""
    save_frame(tmp_path, SIZE, Terminal(), FRAME)
    now = _now(tmp_path)
    assert load_frame(tmp_path, (80, 25), Terminal(), now) == ""
    assert load_frame(tmp_path, SIZE, Terminal(Colours.SIXTEEN), now) == ""
    assert load_frame(tmp_path, SIZE, Terminal(), now + OLDEST_FRAME_S + 1) == ""


@pytest.mark.parametrize(
    "hostile",
    ["\x1b]52;c;eA==\x07", "\x1b[6n", "\x1b[?1049l", "\x9b2J", "\x07", "\x1bc", "a\nb"],
)
def test_a_frame_holds_nothing_but_text_colours_and_moves(tmp_path: Path, hostile: str) -> None:
    save_frame(tmp_path, SIZE, Terminal(), FRAME + hostile)
    assert not (tmp_path / "frames").exists()


def test_a_frame_that_was_changed_or_cut_off_is_not_shown(tmp_path: Path) -> None:
    save_frame(tmp_path, SIZE, Terminal(), FRAME)
    path = tmp_path / "frames" / "80x24.frame"
    whole = path.read_bytes()
    for broken in (whole + b"x", whole[:-1], b"", b"\xff", whole[: len(whole) // 2]):
        path.write_bytes(broken)
        assert load_frame(tmp_path, SIZE, Terminal(), _now(tmp_path)) == ""
    save_frame(tmp_path, SIZE, Terminal(), "x" * LONGEST_FRAME)
    assert load_frame(tmp_path, SIZE, Terminal(), _now(tmp_path)) == ""


def test_only_a_few_frames_are_kept(tmp_path: Path) -> None:
    for height in range(20, 40):
        save_frame(tmp_path, (80, height), Terminal(), FRAME)
    assert len(list((tmp_path / "frames").iterdir())) == startup.MOST_FRAMES


def test_a_folder_that_cannot_be_written_is_no_reason_to_fail(tmp_path: Path) -> None:
    (tmp_path / "frames").write_text("a file")
    save_frame(tmp_path, SIZE, Terminal(), FRAME)


def test_the_last_frame_is_shown_and_keys_wait_unechoed(tmp_path: Path) -> None:
    save_frame(tmp_path, SIZE, Terminal(Colours.SIXTEEN), FRAME)
    program = PROGRAM.format(then="print('typed in time')")
    with Pty([sys.executable, "-c", program, str(tmp_path)], ENVIRON, SIZE) as pty:
        assert pty.until(lambda text: "in time" in text), pty.text()
        assert "Schlagzeilen" in pty.text()
        pty.send("secret\n")
        assert pty.wait()
        assert b"secret" not in pty.written
        assert pty.written.endswith(b"\x1b[?1049l")
        assert pty.attributes() == pty.first_attributes


def test_a_failure_gives_the_terminal_back(tmp_path: Path) -> None:
    save_frame(tmp_path, SIZE, Terminal(Colours.SIXTEEN), FRAME)
    program = PROGRAM.format(then="raise SystemExit('no library')")
    with Pty([sys.executable, "-c", program, str(tmp_path)], ENVIRON, SIZE) as pty:
        assert pty.until(lambda text: "in time" in text), pty.text()
        pty.send("\n")
        assert pty.wait()
        assert b"\x1b[?1049l" in pty.written
        assert pty.written.endswith(b"no library\r\n")
        assert pty.attributes() == pty.first_attributes


def test_without_a_terminal_a_sentence_says_so() -> None:
    code = "from newsreader.ui.startup import why_no_screen; print(why_no_screen())"
    answer = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], stdin=subprocess.DEVNULL, capture_output=True, check=True
    )
    assert answer.stdout.startswith(b"The screen needs a terminal. Standard input is none")


def test_nothing_slow_is_imported_before_the_frame() -> None:
    slow = ("textual", "rich", "asyncio", "sqlite3", "inspect", "typing_extensions")
    code = f"import sys, newsreader.ui.startup; print([m for m in {slow} if m in sys.modules])"
    answer = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], capture_output=True, check=True
    )
    assert answer.stdout.strip() == b"[]"
