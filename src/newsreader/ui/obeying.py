"""Carry out what was typed after the colon."""

from pathlib import Path
from typing import TYPE_CHECKING

from newsreader.domain.errors import UsageError
from newsreader.domain.view import Grouping, Order
from newsreader.ui.commands import Number, command
from newsreader.ui.keys.typed import Typed, read_line, read_setting
from newsreader.ui.screens.main import MainScreen
from newsreader.ui.theme import why_no_theme

if TYPE_CHECKING:
    from newsreader.ui.app import NewsreaderApp


async def obey(app: "NewsreaderApp", main: MainScreen, line: str) -> None:
    """Carry out a line, or say in the status line why not."""
    try:
        typed = read_line(line)
        if typed.commands == ("set",):
            _set(app, main, *read_setting(typed.argument))
        else:
            await _run(app, main, typed)
    except UsageError as error:
        main.status.say(str(error), is_error=True)


async def _run(app: "NewsreaderApp", main: MainScreen, typed: Typed) -> None:
    if typed.commands[-1] == "save" and typed.argument:
        await main.save_headline(Path(typed.argument))
        return
    if typed.commands == ("export",) and typed.argument:
        await main.export_headlines(Path(typed.argument))
        return
    if typed.argument and not typed.number:
        raise UsageError("bad_value", f"{typed.commands[0]} takes no “{typed.argument}”.")
    for command_id in typed.commands:
        takes_number = command(command_id).number is not Number.NOTHING
        if not await app.run_command(command_id, typed.number if takes_number else 0):
            raise UsageError("not_here", f"{command_id} does nothing in this place.")


def _set(app: "NewsreaderApp", main: MainScreen, name: str, value: str) -> None:
    """Change something until the program ends."""
    if name == "sort":
        main.headline_pane.set_order(Order(value))
    elif name == "group":
        main.headline_pane.set_group(Grouping(value))
    elif name == "keymap":
        from newsreader.ui.keys.own import make_keymap

        app.use_keymap(make_keymap(value, app.settings.own_keys)[0])
    elif reason := why_no_theme(app.terminal):
        raise UsageError("few_colours", reason)
    elif value in app.available_themes:
        app.theme = value
    else:
        raise UsageError("bad_value", f"There is no theme {value}.")
    main.status.say(f"Until the program ends: {name} {value}.")
