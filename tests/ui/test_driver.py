"""The driver in a real pseudo-terminal: modes, rude input, endings."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from newsreader.ui.driver import TerminalOutput, _Keys
from ptys import Pty

PROGRAM = """
import sys
from pathlib import Path
from newsreader.ui.startup import early_screen
with early_screen(Path(sys.argv[1]), __import__("os").environ):
    from textual.widgets import Static, Input
    from newsreader.ui.wire import WiredApp

    class Keys(WiredApp):
        BINDINGS = [("ctrl+q", "quit", "Quit"), ("ctrl+z", "suspend_process", "Sleep")]
        def compose(self):
            yield Static("READY")
            yield Static("", id="keys", markup=False)
        def on_load(self):
            self.seen = []
            self.hold_screen()
        def on_ready(self):
            self.show_screen()
        def tell(self, what):
            self.seen.append(what)
            self.query_one("#keys").update(" ".join(self.seen))
        def on_key(self, event):
            self.tell(event.key)
        def on_paste(self, event):
            self.tell("pasted:" + event.text)
        def on_mouse_down(self, event):
            self.tell(f"down:{event.x},{event.y}")

    app = Keys()
    app.run()
sys.exit(app.return_code)
"""


@contextmanager
def running(folder: Path, typed_early: str = "") -> Iterator[Pty]:
    """Run a program that shows the keys it gets, some of them while it is no program yet."""
    environ = {
        "PATH": os.environ["PATH"],
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LC_ALL": "C.UTF-8",
    }
    waits = "import select; select.select([0], [], [])" if typed_early else ""
    with Pty([sys.executable, "-c", waits + PROGRAM, str(folder)], environ, (80, 24)) as pty:
        pty.send(typed_early)
        assert pty.until(lambda text: "READY" in text), pty.text()
        pty.settle()
        yield pty


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Pty]:
    """A program that shows the keys it gets."""
    with running(tmp_path) as pty:
        yield pty


def _typed(program: Pty, keys: bytes, expected: str) -> None:
    program.send(keys)
    assert program.until(lambda text: expected in text), program.text()


def test_enter_typed_before_the_program_has_begun_is_enter(tmp_path: Path) -> None:
    with running(tmp_path, "a\rb\r") as program:
        _typed(program, b"c", "a enter b enter c")
        _typed(program, b"\n", "c ctrl+j")


def test_the_mouse_moving_about_is_not_reported(program: Pty) -> None:
    assert b"\x1b[?1000h\x1b[?1002h\x1b[?1006h" in program.written
    assert b"1003h" not in program.written
    assert b"1015h" not in program.written
    assert b"?2048$p" not in program.written
    _typed(program, b"\x1b[<0;5;7M", "down:4,6")


def test_the_first_screen_is_written_once(program: Pty) -> None:
    assert program.written.count(b"READY") == 1


def test_input_that_is_not_utf8_does_no_harm(program: Pty) -> None:
    _typed(program, b"a\xe4\xffb", "b")
    _typed(program, b"z", "z")


def test_late_answers_of_the_terminal_press_no_key(program: Pty) -> None:
    program.send(b"\x1b[?62;22c\x1b]11;rgb:1c1c/2020/2424\x1b\\x")
    program.send(b"\x1b[?2026;2$y\x1b[>41;354;0cy\x1bP>|term(1.0)\x1b\\z")
    assert program.until(lambda text: "x y z" in text), program.text()


def test_escape_and_alt_keys_still_arrive(program: Pty) -> None:
    _typed(program, b"\x1b", "escape")
    _typed(program, b"\x1b]", "escape right_square_bracket")
    _typed(program, b"\x1b[A", "escape right_square_bracket up")


def test_pasted_text_arrives_as_such(program: Pty) -> None:
    _typed(program, b"\x1b[200~http://a/?b\x1b[201~", "pasted:http://a/?b")


def test_no_key_is_pressed_by_what_is_pasted(program: Pty) -> None:
    _typed(program, b"\x1b[200~R \x1b[31m ms\x1b[201~", "pasted:R  ms")
    assert "bracket" not in program.text()


def _ends_in_order(program: Pty) -> None:
    assert program.wait()
    assert b"\x1b[?1049l" in program.written
    assert b"\x1b[?25h" in program.written
    assert b"\x1b[?1002l" in program.written
    assert program.attributes() == program.first_attributes


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_restores_the_terminal(program: Pty, number: signal.Signals) -> None:
    os.kill(program.pid, number)
    _ends_in_order(program)
    assert program.exit_code == 128 + number


def test_quitting_gives_the_terminal_back(program: Pty) -> None:
    program.send(b"\x11")
    assert program.until(lambda _: b"\x1b[?1049l" in program.written)
    _ends_in_order(program)
    assert program.exit_code == 0


def test_quitting_waits_for_no_look_at_the_keyboard() -> None:
    # Nothing is looked at from time to time: what ends the wait is a key, or the end itself.
    # Textual's own driver looks ten times a second, and quitting waits for that.
    keys = _Keys(debug=False)
    assert keys.wait_s is None
    assert list(keys.feed(b"k"))
    assert keys.wait_s is None


def test_after_a_suspension_the_whole_screen_is_written_again(program: Pty) -> None:
    program.forget()
    program.send(b"\x1a")
    assert program.until(lambda _: b"\x1b[?1049l" in program.written)
    os.waitid(os.P_PID, program.pid, os.WSTOPPED)
    program.settle()
    program.forget()
    os.kill(program.pid, signal.SIGCONT)
    assert program.until(lambda _: b"READY" in program.written)
    _typed(program, b"k", "k")


def test_output_to_a_terminal_that_is_gone_is_swallowed() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    output = TerminalOutput(writer, "utf-8")
    output.write("lost")
    output.flush()
    os.close(writer)


def test_what_the_encoding_cannot_say_becomes_a_question_mark() -> None:
    reader, writer = os.pipe()
    output = TerminalOutput(writer, "iso8859-1")
    output.write("é漢")
    output.flush()
    assert os.read(reader, 10) == b"\xe9?"
    os.close(reader)
    os.close(writer)
