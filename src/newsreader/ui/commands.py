"""The registry of all commands: keys, palette, help screen and ``docs/keys.md`` come from it."""

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from textual.binding import Binding, BindingType


class Scope(StrEnum):
    """Where a command's keys work; the value is its heading in the help."""

    READING = "Reading"
    ARTICLE = "In the article"
    MARKING = "Marking"
    FEEDS = "Feeds"
    MOVING = "Moving about"
    PANES = "Panes"
    PROGRAM = "Program"


class Command(NamedTuple):
    """Something a key can do; the action of ``next-unread`` is ``action_next_unread``."""

    id: str
    title: str
    """A few words for the palette and the hint line."""
    help: str
    """One sentence for the help screen."""
    keys: tuple[str, ...]
    """Default keys in Textual's spelling, the one to show first."""
    scope: Scope

    @property
    def action(self) -> str:
        """The name of the action method, without its prefix."""
        return self.id.replace("-", "_")


_R, _M, _F, _V, _P = Scope.READING, Scope.MARKING, Scope.FEEDS, Scope.MOVING, Scope.PANES
_A, _T = Scope.PROGRAM, Scope.ARTICLE

# fmt: off
COMMANDS: tuple[Command, ...] = (
    Command("open", "Open", "Open the headline, or the list of the feed.", ("enter",), _R),
    Command("read-on", "Read on", "Next page of the article, then the next unread one.",
            ("space",), _R),
    Command("next-unread", "Next unread", "Open the next unread article.", ("n",), _R),
    Command("previous-unread", "Previous unread", "Open the unread article before.", ("p",), _R),
    Command("next-headline", "Next headline", "Open the next article, read or not.", ("J",), _R),
    Command("previous-headline", "Previous headline", "Open the article before.", ("K",), _R),
    Command("open-link", "Open in browser", "Open the page of the article in the browser.",
            ("o",), _R),
    Command("copy-link", "Copy link", "Copy the address of the article.", ("y",), _R),
    Command("search", "Search", "Find articles by their words; in an article, its words.",
            ("slash",), _R),
    Command("toggle-unread-only", "Unread only", "Show all headlines, or only unread ones.",
            ("v",), _R),
    Command("show-new", "Show new", "Show the headlines that have arrived meanwhile.",
            ("full_stop",), _R),

    Command("jump-to-details", "Details", "Go to the details table, and back.", ("d",), _T),
    Command("choose-link", "Follow a link", "Show letters at the links; type them, or a number.",
            ("f",), _T),
    Command("wider", "Longer lines", "Make the lines of the text longer.", ("plus",), _T),
    Command("narrower", "Shorter lines", "Make the lines of the text shorter.", ("minus",), _T),

    Command("previous-match", "Match before", "Go to the words found before; n goes on.",
            ("N",), _T),
    Command("pictures", "Pictures", "Show the pictures of the article.", ("i",), _T),
    Command("show-changes", "Changes", "Show what the publisher has changed, and back.",
            ("equals_sign",), _T),
    Command("show-source", "Source", "Show the article's HTML, and back.", ("H",), _T),
    Command("save", "Save", "Save the article as Markdown, HTML or text.", ("S",), _T),
    Command("pipe", "Pipe", "Give the article to a command.", ("vertical_line",), _T),

    Command("toggle-read", "Read or unread", "Mark the article read, or unread again.",
            ("m",), _M),
    Command("toggle-star", "Star", "Star the article, or take the star away.", ("s",), _M),
    Command("toggle-bookmark", "Bookmark", "Keep a copy of the article, or give it up.",
            ("b",), _M),
    Command("mark-all-read", "Mark all read", "Mark everything in the list read.", ("A",), _M),
    Command("undo", "Undo", "Take back the last change.", ("u", "ctrl+z"), _M),
    Command("redo", "Redo", "Do again what was taken back.", ("U", "ctrl+y"), _M),

    Command("add-feed", "Add feed", "Subscribe to a feed or a web site.", ("a",), _F),
    Command("fetch", "Fetch", "Fetch this feed, or the feeds of this folder.", ("r",), _F),
    Command("fetch-all", "Fetch all", "Fetch every feed.", ("R",), _F),
    Command("starter-feeds", "Starter feeds", "Pick from a list of well-known feeds.",
            ("C",), _F),
    Command("import-file", "Import", "Import the feeds of an OPML file.", ("I",), _F),
    Command("toggle-folder", "Fold", "Show or hide the feeds of the folder.", ("x",), _F),
    Command("unsubscribe", "Unsubscribe", "Stop following the feed; bookmarks stay.",
            ("D",), _F),

    Command("line-down", "Down", "One line down.", ("j", "down"), _V),
    Command("line-up", "Up", "One line up.", ("k", "up"), _V),
    Command("page-down", "Page down", "One page down.", ("pagedown", "ctrl+f"), _V),
    Command("page-up", "Page up", "One page up.", ("pageup", "ctrl+b"), _V),
    Command("half-page-down", "Half a page down", "Half a page down.", ("ctrl+d",), _V),
    Command("half-page-up", "Half a page up", "Half a page up.", ("ctrl+u",), _V),
    Command("top", "Top", "To the first line.", ("g", "home"), _V),
    Command("bottom", "Bottom", "To the last line.", ("G", "end"), _V),

    Command("forward", "Forward", "Into the folder, the list, the article.", ("l", "right"), _P),
    Command("backward", "Backward", "Out of the article, the list, the folder.",
            ("h", "left"), _P),
    Command("next-pane", "Next pane", "To the pane on the right.", ("tab",), _P),
    Command("previous-pane", "Previous pane", "To the pane on the left.", ("shift+tab",), _P),
    Command("go-to-feeds", "Feeds", "To the feeds.", ("1",), _P),
    Command("go-to-headlines", "Headlines", "To the headlines.", ("2",), _P),
    Command("go-to-article", "Article", "To the article.", ("3",), _P),
    Command("bookmarks", "Bookmarks", "Read, tag and annotate bookmarks.", ("B",), _P),
    Command("toggle-zen", "Zen", "Show one pane only, or all again.", ("z",), _P),
    Command("toggle-lines", "One or two lines", "Give each headline one line, or two.",
            ("c",), _P),
    Command("cancel", "Cancel", "Stop fetching, leave the search, go back.", ("escape",), _P),
    Command("back", "Back or quit", "Leave the article; elsewhere, quit.", ("q",), _P),

    Command("help", "Help", "Show all keys.", ("question_mark",), _A),
    Command("toggle-theme", "Light or dark", "Switch between the light and the dark theme.",
            ("T",), _A),
    Command("command-palette", "All commands", "Find a command by its name.", ("ctrl+p",), _A),
    Command("quit", "Quit", "Quit at once.", ("Q", "ctrl+q"), _A),
)
# fmt: on

_KEY_SIGNS = {
    "enter": "Enter", "space": "Space", "slash": "/", "full_stop": ".", "question_mark": "?",
    "plus": "+", "minus": "-", "equals_sign": "=", "vertical_line": "|",
    "pagedown": "PgDn", "pageup": "PgUp", "escape": "Esc", "tab": "Tab", "shift+tab": "Shift-Tab",
    "up": "↑", "down": "↓", "left": "←", "right": "→", "home": "Home", "end": "End",
}  # fmt: skip
_BY_ID = {c.id: c for c in COMMANDS}


def command(command_id: str) -> Command:
    """Find a command; raises KeyError for an unknown id."""
    return _BY_ID[command_id]


def bindings(*scopes: Scope) -> list[BindingType]:
    """Give the key bindings of the commands of some scopes."""
    return [
        Binding(",".join(c.keys), c.action, c.title, id=c.id, show=False)
        for c in COMMANDS
        if c.scope in scopes
    ]


def by_scope() -> Iterator[tuple[Scope, list[Command]]]:
    """Give the commands under their headings, in the order of the registry."""
    for scope in Scope:
        yield scope, [c for c in COMMANDS if c.scope is scope]


def key_sign(key: str) -> str:
    """Spell a key as it is printed on a keyboard.

    >>> key_sign("ctrl+f")
    'Ctrl-F'
    """
    if key.startswith("ctrl+"):
        return f"Ctrl-{key.removeprefix('ctrl+').upper()}"
    return _KEY_SIGNS.get(key, key)


def key_signs(found: Command) -> str:
    """Spell all keys of a command.

    >>> key_signs(command("line-down"))
    'j ↓'
    """
    return " ".join(key_sign(key) for key in found.keys)


def keys_document() -> str:
    """Write ``docs/keys.md``."""
    lines = ["# Keys", "", "Made from `src/newsreader/ui/commands.py` by `scripts/make_keys.py`."]
    for scope, commands in by_scope():
        lines += ["", f"## {scope.value}", "", "| keys | command | what it does |", "|---|---|---|"]
        for found in commands:
            keys = " ".join(f"`{key_sign(key)}`" for key in found.keys)
            lines.append(f"| {keys} | `{found.id}` | {found.help} |")
    return "\n".join(lines) + "\n"
