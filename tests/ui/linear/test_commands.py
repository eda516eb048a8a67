"""The commands of linear mode are those of the screen."""

import pytest

from newsreader.ui import commands as screen
from newsreader.ui.linear.commands import COMMANDS, LinearCommand
from newsreader.ui.linear.reader import LinearReader


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_a_command_has_the_id_of_the_screen(command: LinearCommand) -> None:
    assert screen.command(command.id).title


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.id)
def test_every_command_is_obeyed(command: LinearCommand) -> None:
    assert callable(getattr(LinearReader, "do_" + command.id.replace("-", "_")))
