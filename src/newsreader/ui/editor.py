"""The reader's own editor for longer texts."""

import os
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

from textual.app import App

_USUAL = ("nano", "vim", "vi")


def edit_text(app: App[None], text: str) -> str | None:
    """Hand the terminal to ``$VISUAL`` or ``$EDITOR`` and give the text as it is then.

    None if there is no editor or it failed; the text is as it was.
    """
    command = _editor()
    if not command:
        return None
    with tempfile.TemporaryDirectory(prefix="newsreader-") as folder:
        path = Path(folder) / "note.md"
        path.write_text(text, encoding="utf-8")
        with app.suspend():
            ended = subprocess.run([*command, str(path)], check=False)  # noqa: S603 - their own editor
        if ended.returncode:
            return None
        return path.read_text(encoding="utf-8", errors="replace")


def _editor() -> list[str]:
    """Find the editor; empty if there is none."""
    try:
        command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "")
    except ValueError:
        command = []
    if command and shutil.which(command[0]):
        return command
    return next(([path] for name in _USUAL if (path := shutil.which(name))), [])
