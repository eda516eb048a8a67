"""Going back to the shell and coming again, in a terminal."""

import os
import shutil
import sys
from contextlib import closing
from pathlib import Path

import pytest

from factory import NOW, parsed_entry
from newsreader.domain.feed import NewFeed
from newsreader.services.library import Library
from newsreader.store.entries import apply_update
from newsreader.store.feeds import add_feed
from ptys import Pty
from reader import reading


def subscribe(folder: Path) -> None:
    """Make a library with one unread headline."""
    with open_beside(folder) as library:
        new = NewFeed("https://example.org/feed", "Paper")
        feed_id = library.database.write(add_feed, new, NOW).result()
        library.database.write(apply_update, feed_id, [parsed_entry("a", "Fog")], NOW).result()


def environ_in(folder: Path) -> dict[str, str]:
    """Say where everything of a reader's is."""
    folders = {
        f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("DATA", "CONFIG", "STATE")
    }
    inherited = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    return {**inherited, **folders, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}


def suspend(terminal: Pty) -> None:
    """Type the command."""
    assert terminal.until(lambda text: "Fog" in text), terminal.text()
    terminal.settle()
    terminal.send(":suspend\r")


@pytest.mark.skipif(not shutil.which("bash"), reason="needs a shell with job control")
def test_the_shell_has_the_terminal_until_it_lets_the_program_go_on(tmp_path: Path) -> None:
    subscribe(tmp_path)
    script = f"{sys.executable} -m newsreader; echo it stopped: $(jobs -s | wc -l); read; fg"
    with Pty(["bash", "-mc", script], environ_in(tmp_path)) as terminal:
        suspend(terminal)
        assert terminal.until(lambda text: "it stopped: 1" in text), terminal.text()
        assert b"\x1b[?1049l" in terminal.written
        with open_beside(tmp_path) as library:
            library.database.write(
                lambda db: db.execute("UPDATE entry SET title = 'Rain'")
            ).result()
        terminal.forget()
        terminal.send("\r")
        assert terminal.until(lambda text: "Rain" in text), terminal.text()
        terminal.send("Q")
        assert terminal.wait()
        assert terminal.exit_code == 0


def open_beside(folder: Path) -> closing[Library]:
    """Open the library as another program."""
    return closing(Library.open(folder / "data" / "newsreader" / "library.db"))


def test_where_no_shell_waits_it_is_said_and_the_program_goes_on(tmp_path: Path) -> None:
    subscribe(tmp_path)
    with Pty([sys.executable, "-m", "newsreader"], environ_in(tmp_path)) as terminal:
        suspend(terminal)
        assert terminal.until(lambda text: "No shell is waiting" in text), terminal.text()
        terminal.send("Q")
        assert terminal.wait()
        assert terminal.exit_code == 0


async def test_where_programs_cannot_be_stopped_it_is_said(library: Library) -> None:
    async with reading(library) as reader:
        await reader.app.run_action("suspend")
        await reader.until(lambda: "cannot stop a program" in reader.said)
