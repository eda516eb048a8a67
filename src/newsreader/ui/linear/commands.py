"""The commands of linear mode: those of the screen that make sense there, under the same keys."""

from typing import NamedTuple


class LinearCommand(NamedTuple):
    """Something a key or a typed word can do; its ids and keys are those of ``ui.commands``."""

    id: str
    keys: tuple[str, ...]
    """In Textual's spelling."""
    help: str


COMMANDS: tuple[LinearCommand, ...] = (
    LinearCommand("line-down", ("j", "down"), "the next headline, feed, or part of the article"),
    LinearCommand("line-up", ("k", "up"), "the one before"),
    LinearCommand("open", ("enter",), "open the feed or the headline; in an article, read on"),
    LinearCommand("read-on", ("space",), "read the rest of the article; at its end, the next one"),
    LinearCommand("next-unread", ("n",), "open the next unread article"),
    LinearCommand("previous-unread", ("p",), "open the unread article before"),
    LinearCommand("top", ("g", "home"), "the first one"),
    LinearCommand("bottom", ("G", "end"), "the last one"),
    LinearCommand("backward", ("h", "left"), "back to the headlines, or to the feeds"),
    LinearCommand("go-to-feeds", ("1",), "the feeds"),
    LinearCommand("go-to-headlines", ("2",), "the headlines"),
    LinearCommand("redraw", ("ctrl+l",), "say again where you are"),
    LinearCommand("toggle-read", ("m",), "mark read or unread"),
    LinearCommand("toggle-star", ("s",), "star, or take the star away"),
    LinearCommand("toggle-bookmark", ("b",), "keep a copy, or give it up"),
    LinearCommand("mark-all-read", ("A",), "mark everything in the list read"),
    LinearCommand("undo", ("u", "ctrl+z"), "take back the last change"),
    LinearCommand("redo", ("U", "ctrl+y"), "do again what was taken back"),
    LinearCommand("search", ("slash",), "find articles by their words"),
    LinearCommand("toggle-unread-only", ("v",), "list everything, or only what is unread"),
    LinearCommand("jump-to-details", ("d",), "the details of the article"),
    LinearCommand("open-link", ("o",), "open the page of the article in the browser"),
    LinearCommand("choose-link", ("f",), "open a link of the article by its number"),
    LinearCommand("copy-link", ("y",), "say the address of the article"),
    LinearCommand("feed-settings", ("ctrl+e",), "say what is set for the feed, and change it"),
    LinearCommand("fetch-all", ("R",), "fetch every feed; Control C stops it"),
    LinearCommand("help", ("question_mark",), "say these commands"),
    LinearCommand("back", ("q",), "leave the article or the search; elsewhere, quit"),
    LinearCommand("quit", ("Q", "ctrl+q"), "quit"),
)

_BY_KEY = {key: command for command in COMMANDS for key in command.keys}
_BY_ID = {command.id: command for command in COMMANDS}
_NAMES = {"\r": "enter", "\n": "enter", " ": "space", "/": "slash", "?": "question_mark"}
_SPOKEN = {"question_mark": "question mark", "ctrl+l": "Control L", "ctrl+e": "Control E"}


class Typed(NamedTuple):
    """A command with what was typed after it."""

    id: str
    argument: str = ""


def command_of_key(key: str) -> Typed | None:
    """Find the command of a key, given by its name or as its character."""
    name = _NAMES.get(key, key)
    if len(name) == 1 and name < " ":
        name = f"ctrl+{chr(ord(name) + 96)}"
    found = _BY_KEY.get(name)
    return Typed(found.id) if found else None


def command_of_line(line: str) -> Typed | None:
    """Find the command of a typed line: its name or its key, then perhaps an argument.

    An empty line is Enter; ``/words`` needs no space.
    """
    word, _, argument = line.strip().partition(" ")
    if not word:
        return Typed("open")
    if word in _BY_ID:
        return Typed(word, argument.strip())
    if word.startswith("/"):
        return Typed("search", line.strip()[1:].strip())
    found = command_of_key(word)
    return found._replace(argument=argument.strip()) if found else None


def help_lines() -> list[str]:
    """Say every command: its key in words, its name, what it does."""
    return [f"{_spoken(command.keys[0])}, {command.id}: {command.help}." for command in COMMANDS]


def _spoken(key: str) -> str:
    if len(key) == 1 and key.isupper():
        return f"Shift {key}"
    return _SPOKEN.get(key, key)
