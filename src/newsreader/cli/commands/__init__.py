"""The commands: one module each, imported only when asked for.

A module has ``add_arguments(parser)`` and ``run(arguments) -> exit code``. What it prints goes
through :mod:`newsreader.cli.output`, what it tells through :mod:`newsreader.cli.notices`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    import argparse


class Command(Protocol):
    """What the module of a command has."""

    def add_arguments(self, parser: "argparse.ArgumentParser") -> None:
        """Describe the arguments, and give examples in the epilog."""

    def run(self, arguments: "argparse.Namespace") -> int:
        """Do it, and give the exit code; raises NewsreaderError in words."""


SUMMARIES = {
    "add": "Follow feeds, by address of the feed, the page or the site.",
    "edit": "Change a feed: name, folder, address, how often, login, headers, what is kept.",
    "folder": "Rename a folder, put it elsewhere, or dissolve it.",
    "remove": "Stop following feeds; bookmarks stay.",
    "feeds": "List the feeds.",
    "fetch": "Fetch feeds that are due, or those named.",
    "list": "List entries.",
    "show": "Show an article.",
    "mark": "Mark entries read, unread, starred or not.",
    "bookmark": "Save, list, tag, annotate and remove bookmarks.",
    "import": "Import subscriptions or bookmarks from a file.",
    "export": "Export subscriptions or bookmarks.",
    "backup": "Copy the library, or list the copies.",
    "restore": "Put a copy of the library in its place.",
    "config": "Show, check and change the settings.",
    "service": "Fetch regularly, also while nobody reads.",
    "doctor": "Look for what is wrong, and say where things are.",
    "demo": "Try everything on feeds that come with the program.",
    "tui": "Open the screen; so does newsreader without a command.",
}


def load_command(name: str) -> Command:
    """Import the module of a command."""
    suffix = "_" if name == "import" else ""  # the only name that is a word of Python
    return cast(Command, import_module(f"{__name__}.{name}{suffix}"))
