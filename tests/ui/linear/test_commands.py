"""The commands of linear mode are those of the screen."""

import pytest

from newsreader.ui import commands as screen
from newsreader.ui.linear.commands import (
    COMMANDS,
    LinearCommand,
    Typed,
    command_of_key,
    command_of_line,
)
from newsreader.ui.linear.reader import LinearReader


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_a_command_has_the_id_and_the_first_key_of_the_screen(command: LinearCommand) -> None:
    assert command.keys[0] in screen.command(command.id).keys


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_is_obeyed(command: LinearCommand) -> None:
    assert callable(getattr(LinearReader, "do_" + command.id.replace("-", "_")))


@pytest.mark.parametrize(
    ("key", "command"),
    [("n", "next-unread"), ("\r", "open"), (" ", "read-on"), ("/", "search"), ("\x1a", "undo")],
)
def test_a_key_is_found_by_its_character(key: str, command: str) -> None:
    assert command_of_key(key) == Typed(command)


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("\n", Typed("open")),
        ("n\n", Typed("next-unread")),
        ("next-unread\n", Typed("next-unread")),
        ("/two words\n", Typed("search", "two words")),
        ("f 3\n", Typed("choose-link", "3")),
        ("nonsense\n", None),
    ],
)
def test_a_line_is_a_name_or_a_key_and_an_argument(line: str, typed: Typed | None) -> None:
    assert command_of_line(line) == typed
