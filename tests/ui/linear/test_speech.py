"""Linear mode in a terminal: keys in, lines out, the cursor where the words are."""

import os
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from factory import NOW, parsed_entry
from newsreader.domain.feed import NewFeed
from newsreader.store.database import Database
from newsreader.store.entries import apply_update
from newsreader.store.feeds import add_feed
from newsreader.ui.linear.speech import Lines, sayable
from ptys import Pty

LONG = "A headline that is longer than the line of a small terminal"


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Pty]:
    """The program in linear mode, on a terminal of 40 by 12, with two headlines."""
    database = Database.open(tmp_path / "data" / "newsreader" / "library.db")
    feed_id = database.write(add_feed, NewFeed("https://example.org/feed", "Paper"), NOW).result()
    entries = [parsed_entry("a", LONG, published_at=NOW), parsed_entry("b", published_at=NOW - 9)]
    database.write(apply_update, feed_id, entries, NOW).result()
    database.close()
    folders = {f"XDG_{name}_HOME": str(tmp_path / name.lower()) for name in ("DATA", "CONFIG")}
    environ = {**os.environ, **folders, "TERM": "xterm", "LC_ALL": "C.UTF-8"}
    with Pty([sys.executable, "-m", "newsreader", "--linear"], environ, (40, 12)) as opened:
        assert opened.until(lambda text: "1 of 2" in text)
        opened.settle()
        yield opened


def test_the_cursor_stands_on_what_was_said_last(terminal: Pty) -> None:
    row = terminal.row_of_cursor()

    assert row.startswith("1 of 2, unread, Paper")
    terminal.send("j")
    assert terminal.until(lambda text: "2 of 2" in text)
    terminal.settle()
    assert terminal.row_of_cursor().startswith("2 of 2, unread, Paper")


def test_words_stay_whole_and_nothing_is_drawn(terminal: Pty) -> None:
    text = terminal.text()

    assert all(word in text.split() for word in LONG.split())
    assert text.isascii()


def test_arrows_and_prompts_work_and_q_gives_the_terminal_back(terminal: Pty) -> None:
    terminal.send("\x1b[B")
    assert terminal.until(lambda text: "2 of 2" in text)
    terminal.send("/")
    assert terminal.until(lambda text: "Search for:" in text)
    terminal.send("headline small\n")
    assert terminal.until(lambda text: "1 of 1" in text)
    terminal.send("Q")
    assert terminal.wait()
    assert terminal.exit_code == 0
    assert terminal.attributes() == terminal.first_attributes


def test_esc_at_a_prompt_is_no_answer(terminal: Pty) -> None:
    terminal.send("/")
    assert terminal.until(lambda text: "Search for:" in text)
    terminal.send("\x1b\n")
    assert terminal.until(lambda text: "Nothing searched for." in text)


@pytest.mark.parametrize("typed", ["\x1b", "news\x1b", "news\x1b[D.md", ""])
def test_a_line_with_esc_in_it_is_no_answer(typed: str) -> None:
    assert Lines(StringIO(f"{typed}\n"), StringIO()).ask("File:") == ""
    assert Lines(StringIO(" news.md\n"), StringIO()).ask("File:") == "news.md"


def test_signs_that_the_other_end_lacks_become_what_looks_alike() -> None:
    assert sayable("„Tür“ … Straße", "ascii") == '"Tur" ... Strasse'
    assert sayable("„Tür“", "latin-1") == '"Tür"'
    assert sayable("„Tür“", "utf-8") == "„Tür“"
