"""What is said on the command line about the screen, in a terminal."""

import os
import re
import sys
from pathlib import Path

from factory import NOW, parsed_entry
from newsreader.domain.feed import NewFeed
from newsreader.store.database import Database
from newsreader.store.entries import apply_update
from newsreader.store.feeds import add_feed
from ptys import Pty


def subscribe(tmp_path: Path) -> None:
    """Make a library with one unread headline."""
    database = Database.open(tmp_path / "data" / "newsreader" / "library.db")
    feed_id = database.write(add_feed, NewFeed("https://example.org/feed", "Paper"), NOW).result()
    database.write(apply_update, feed_id, [parsed_entry("a", "Fog")], NOW).result()
    database.close()


def started(tmp_path: Path, *flags: str, **variables: str) -> bytes:
    """Run the program until its headline is there, and give all that it wrote."""
    folders = {
        f"XDG_{name}_HOME": str(tmp_path / name.lower()) for name in ("DATA", "CONFIG", "STATE")
    }
    inherited = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    environ = {**inherited, **folders, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", **variables}
    with Pty([sys.executable, "-m", "newsreader", *flags], environ) as terminal:
        assert terminal.until(lambda text: "Fog" in text)
        terminal.settle()
        terminal.send("Q")
        assert terminal.wait()
        assert terminal.exit_code == 0
        return terminal.written


def test_ascii_and_no_mouse_are_kept_to(tmp_path: Path) -> None:
    subscribe(tmp_path)

    assert started(tmp_path, "--ascii", "--no-mouse").isascii()
    assert b"\x1b[?1000h" not in started(tmp_path, "--no-mouse")
    plain = started(tmp_path)
    assert b"\x1b[?1000h" in plain
    assert not plain.isascii()


def test_the_settings_say_the_same(tmp_path: Path) -> None:
    subscribe(tmp_path)
    (tmp_path / "config" / "newsreader").mkdir(parents=True)
    file = tmp_path / "config" / "newsreader" / "config.toml"
    file.write_text('[screen]\nglyphs = "ascii"\nmouse = false\n')

    written = started(tmp_path)

    assert written.isascii()
    assert b"\x1b[?1000h" not in written


def test_the_locale_c_is_drawn_in_ascii_unless_the_settings_say_otherwise(tmp_path: Path) -> None:
    subscribe(tmp_path)

    assert started(tmp_path, LC_ALL="", LC_CTYPE="", LANG="C").isascii()
    assert not started(tmp_path, LC_ALL="", LC_CTYPE="C.UTF-8", LANG="C").isascii()
    assert not started(tmp_path, LC_ALL="", LC_CTYPE="", LANG="").isascii()


def test_without_colours_the_cursor_is_reversed_from_the_start(tmp_path: Path) -> None:
    subscribe(tmp_path)
    reversed_text = re.compile(rb"\x1b\[(?:\d+;)*7(?:;\d+)*m")

    assert reversed_text.search(started(tmp_path, NO_COLOR="1"))
    assert not reversed_text.search(started(tmp_path))


def test_a_dumb_terminal_gets_lines_of_words(tmp_path: Path) -> None:
    subscribe(tmp_path)
    folders = {
        f"XDG_{name}_HOME": str(tmp_path / name.lower()) for name in ("DATA", "CONFIG", "STATE")
    }
    environ = {**os.environ, **folders, "TERM": "dumb", "LC_ALL": "C.UTF-8"}
    with Pty([sys.executable, "-m", "newsreader"], environ) as terminal:
        assert terminal.until(lambda text: "1 of 1, unread, Paper" in text)
        terminal.send("q\n")
        assert terminal.wait()
        assert b"\x1b" not in terminal.written
