"""What a reader sees of a defect that ends the screen."""

import os
import sys
from pathlib import Path

from ptys import Pty

BROKEN = """
import sys
from newsreader.cli.main import main
from newsreader.ui.widgets.status_line import StatusLine

def render(self):
    raise ZeroDivisionError("on purpose")

StatusLine.render = render
sys.exit(main([]))
"""


def test_a_defect_ends_in_a_sentence_and_is_written_down(tmp_path: Path) -> None:
    folders = {
        f"XDG_{name}_HOME": str(tmp_path / name.lower()) for name in ("DATA", "CONFIG", "STATE")
    }
    environ = {**os.environ, **folders, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
    with Pty([sys.executable, "-c", BROKEN], environ, (200, 24)) as terminal:
        assert terminal.wait()
        assert terminal.attributes() == terminal.first_attributes
        shown = " ".join(terminal.text().split())
        assert "Something unexpected happened (ZeroDivisionError). The details are in" in shown
        assert "Traceback" not in shown
        assert terminal.exit_code == 70
    assert "on purpose" in (tmp_path / "state" / "newsreader" / "newsreader.log").read_text()
