"""The registry of all commands: keymaps, palette, help screen and ``docs/keys.md`` follow it."""

from collections.abc import Iterator
from enum import Enum, StrEnum, auto
from typing import TYPE_CHECKING, NamedTuple

from newsreader.ui.keys.spelling import PUNCTUATION

if TYPE_CHECKING:
    from textual.binding import BindingType


class Scope(StrEnum):
    """Where a command's keys work; the value is its heading in the help."""

    READING = "Reading"
    ARTICLE = "In the article"
    MARKING = "Marking"
    FEEDS = "Feeds"
    BOOKMARKS = "In the bookmarks"
    MOVING = "Moving about"
    PANES = "Panes"
    PROGRAM = "Program"


class Number(Enum):
    """What a number typed before a command's key does."""

    NOTHING = auto()
    TIMES = auto()
    """The command is carried out so often."""
    ARGUMENT = auto()
    """The action gets the number, 0 for none."""
    LINE = auto()
    """The line with this number is gone to instead."""
    ROWS = auto()
    """So many rows of the list are meant, from the cursor on."""


class Command(NamedTuple):
    """Something a key can do; the action of ``next-unread`` is ``action_next_unread``."""

    id: str
    title: str
    """A few words for the palette and the hint line."""
    help: str
    """One sentence for the help screen."""
    keys: tuple[str, ...]
    """Keys of the keymap ``default`` in Textual's spelling, the one to show first."""
    scope: Scope
    number: Number = Number.NOTHING

    @property
    def action(self) -> str:
        """The name of the action method, without its prefix."""
        return self.id.replace("-", "_")


_R, _M, _F, _V, _P = Scope.READING, Scope.MARKING, Scope.FEEDS, Scope.MOVING, Scope.PANES
_A, _T, _B = Scope.PROGRAM, Scope.ARTICLE, Scope.BOOKMARKS
_N, _TIMES, _ROWS = Number.ARGUMENT, Number.TIMES, Number.ROWS

# fmt: off
COMMANDS: tuple[Command, ...] = (
    Command("open", "Open", "Open the headline, or the list of the feed.", ("enter",), _R),
    Command("read-on", "Read on", "Next page of the article, then the next unread one.",
            ("space",), _R),
    Command("next-unread", "Next unread", "Open the next unread article.", ("n",), _R),
    Command("previous-unread", "Previous unread", "Open the unread article before.", ("p",), _R),
    Command("next-headline", "Next headline", "Open the next article, read or not.", ("J",),
            _R, _N),
    Command("previous-headline", "Previous headline", "Open the article before.", ("K",), _R, _N),
    Command("random-unread", "Any unread", "Open one of the unread articles, whichever.", (), _R),
    Command("open-link", "Open in browser", "Open the page of the article in the browser.",
            ("o",), _R, _ROWS),
    Command("copy-link", "Copy link", "Copy the address of the article, or the words selected.",
            ("y",), _R),
    Command("search", "Search", "Find articles by their words; in an article, its words.",
            ("slash",), _R),
    Command("toggle-unread-only", "Unread only", "Show all headlines, or only unread ones.",
            ("v",), _R),
    Command("show-new", "Show new", "Show the headlines that have arrived meanwhile.",
            ("full_stop",), _R),
    Command("sort", "Sort", "Choose what the list is sorted by.", ("O",), _R),
    Command("reverse-sort", "Reverse", "Turn the order of the list round.", (), _R),
    Command("group", "Group", "Choose what stands together in the list: days, or feeds.",
            ("ctrl+g",), _R),
    Command("go-to-number", "Go to a line", "Go to the line with this number.", (), _R, _N),
    Command("open-site", "Open site", "Open the site of the feed in the browser.", (), _R),
    Command("next-feed", "Next feed", "List the next feed.", ("right_square_bracket",), _R),
    Command("previous-feed", "Previous feed", "List the feed before.",
            ("left_square_bracket",), _R),
    Command("next-unread-feed", "Next unread feed", "List the next feed with unread articles.",
            ("right_curly_bracket",), _R),
    Command("previous-unread-feed", "Unread feed before",
            "List the feed before that has unread articles.", ("left_curly_bracket",), _R),

    Command("jump-to-details", "Details", "Go to the details table, and back.", ("d",), _T),
    Command("choose-link", "Follow a link", "Show letters at the links; type them, or a number.",
            ("f",), _T),
    Command("keep-link", "Keep a link", "Bookmark a page that the article links to.", ("E",), _T),
    Command("follow-link", "Link by number", "Open the link with this number.", (), _T, _N),
    Command("wider", "Longer lines", "Make the lines of the text longer.", ("plus",), _T),
    Command("narrower", "Shorter lines", "Make the lines of the text shorter.", ("minus",), _T),

    Command("previous-match", "Match before", "Go to the words found before; n goes on.",
            ("N",), _T),
    Command("pictures", "Pictures", "Show the pictures of the article.", ("i",), _T),
    Command("show-changes", "Changes", "Show what the publisher has changed, and back.",
            ("equals_sign",), _T),
    Command("show-source", "Source", "Show the article's HTML, and back.", ("H",), _T),
    Command("save", "Save", "Save the article, or the bookmarks that are selected.", ("S",), _T),
    Command("pipe", "Pipe", "Give the article to a command.", ("vertical_line",), _T),

    Command("toggle-read", "Read or unread", "Mark the article read, or unread again.",
            ("m",), _M, _ROWS),
    Command("toggle-star", "Star", "Star the article, or take the star away.", ("s",), _M, _ROWS),
    Command("toggle-bookmark", "Bookmark", "Keep a copy of the article, or give it up.",
            ("b",), _M, _ROWS),
    Command("edit-tags", "Tags", "Keep the article and write its tags; Tab completes one.",
            ("t",), _M, _ROWS),
    Command("keep-quote", "Quote",
            "Keep the words that are selected; of a bookmark, comment a quote.",
            ("quotation_mark",), _M),
    Command("mark-all-read", "Mark all read", "Mark everything in the list read.", ("A",), _M),
    Command("mark-read", "Mark read", "Mark the article, or what is selected, read.", (), _M,
            _ROWS),
    Command("mark-unread", "Mark unread", "Mark the article, or what is selected, unread.",
            (), _M, _ROWS),
    Command("mark-above-read", "Read above", "Mark all above the cursor read.",
            ("left_parenthesis",), _M),
    Command("mark-below-read", "Read below", "Mark all below the cursor read.",
            ("right_parenthesis",), _M),
    Command("mark-older-read", "Read older",
            "Mark what is older than this article read, or older than so many days.",
            ("number_sign",), _M, _N),
    Command("mark-everything-read", "All feeds read", "Mark all articles of all feeds read.",
            (), _M),
    Command("delete", "Delete", "Delete the article, or what is selected; undo brings it back.",
            ("X", "delete"), _M, _ROWS),
    Command("delete-all", "Delete all", "Delete everything in the list.", (), _M),
    Command("select", "Select", "Begin to select in the list; again ends it, Esc forgets it.",
            ("V",), _M),
    Command("select-all", "Select all", "Select everything in the list, or nothing.",
            ("asterisk",), _M),
    Command("export", "Export", "Write the article, or what is selected, to a file of any kind.",
            ("ctrl+s",), _M, _ROWS),
    Command("history", "History", "List what was done, and take back as much as you like.",
            ("L",), _M),
    Command("undo", "Undo", "Take back the last change.", ("u", "ctrl+z"), _M),
    Command("redo", "Redo", "Do again what was taken back.", ("U", "ctrl+y"), _M),

    Command("add-feed", "Subscribe", "Follow a feed, or the feed of a web site.", ("a",), _F),
    Command("fetch", "Fetch", "Fetch this feed, or the feeds of this folder.", ("r",), _F),
    Command("fetch-all", "Fetch all", "Fetch every feed.", ("R",), _F),
    Command("starter-feeds", "Starter feeds", "Pick from a list of well-known feeds.",
            ("C",), _F),
    Command("import-file", "Import", "Import the feeds of an OPML file.", ("I",), _F),
    Command("refresh-view", "Refresh view", "Show what is being fetched, feed by feed.", ("F",),
            _F),
    Command("feed-doctor", "Feed doctor", "See how each feed is doing, and help those in trouble.",
            ("exclamation_mark",), _F),
    Command("feed-settings", "Feed settings",
            "Name, folder, address, login of the feed and more; of a folder, its name.",
            ("ctrl+e",), _F),
    Command("toggle-folder", "Fold", "Show or hide the feeds of the folder.", ("x",), _F),
    Command("toggle-read-feeds", "Unread feeds only",
            "Show all feeds, or only those with unread articles.", (), _F),
    Command("unsubscribe", "Unsubscribe", "Stop following the feed; bookmarks stay.",
            ("D",), _F),

    Command("edit-note", "Note", "Write the note of the bookmark in your editor.", ("e",), _B),
    Command("write-note", "Short note", "Write the note of the bookmark in a line.", ("w",), _B),
    Command("edit-title", "Title", "Give the bookmark another title.", ("tilde",), _B),
    Command("next-state", "Move on", "Move the bookmark on: inbox, reading, done.", ("M",), _B,
            _ROWS),
    Command("snooze", "Snooze", "Keep the bookmark out of the inbox for a week, or wake it.",
            ("Z",), _B, _ROWS),
    Command("rename-tag", "Rename tag", "Rename the tag under the cursor, merge or delete it.",
            ("W",), _B),
    Command("random-bookmark", "Any bookmark", "Go to any bookmark of the list.", ("P",), _B),
    Command("year-ago", "On this day", "List what was saved on this day of former years.",
            ("Y",), _B),

    Command("line-down", "Down", "One line down.", ("j", "down"), _V, _TIMES),
    Command("line-up", "Up", "One line up.", ("k", "up"), _V, _TIMES),
    Command("page-down", "Page down", "One page down.", ("pagedown", "ctrl+f"), _V, _TIMES),
    Command("page-up", "Page up", "One page up.", ("pageup", "ctrl+b"), _V, _TIMES),
    Command("half-page-down", "Half a page down", "Half a page down.", ("ctrl+d",), _V, _TIMES),
    Command("half-page-up", "Half a page up", "Half a page up.", ("ctrl+u",), _V, _TIMES),
    Command("top", "Top", "To the first line.", ("g", "home"), _V, Number.LINE),
    Command("bottom", "Bottom", "To the last line.", ("G", "end"), _V,
            Number.LINE),

    Command("forward", "Forward", "Into the folder, the list, the article.", ("l", "right"), _P),
    Command("backward", "Backward", "Out of the article, the list, the folder.",
            ("h", "left"), _P),
    Command("next-pane", "Next pane", "To the pane on the right.", ("tab",), _P),
    Command("previous-pane", "Previous pane", "To the pane on the left.", ("shift+tab",), _P),
    Command("go-to-feeds", "Feeds", "To the feeds.", ("1",), _P),
    Command("go-to-headlines", "Headlines", "To the headlines.", ("2",), _P),
    Command("go-to-article", "Article", "To the article.", ("3",), _P),
    Command("bookmarks", "Bookmarks", "Read, tag and annotate bookmarks.", ("B",), _P),
    Command("pane-wider", "Wider pane", "Make this pane wider.", ("greater_than_sign",), _P,
            _TIMES),
    Command("pane-narrower", "Narrower pane", "Make this pane narrower.", ("less_than_sign",),
            _P, _TIMES),
    Command("toggle-zen", "Zen", "Show one pane only, or all again.", ("z",), _P),
    Command("toggle-lines", "One or two lines", "Give each headline one line, or two.",
            ("c",), _P),
    Command("cancel", "Cancel", "Stop fetching, leave the search, go back.", ("escape",), _P),
    Command("back", "Back or quit", "Leave the article; elsewhere, quit.", ("q",), _P),

    Command("leave", "Leave", "Out of the article, the search, the list; at last, the program.",
            (), _P),

    Command("help", "Help", "Show all keys.", ("question_mark",), _A),
    Command("command-line", "Command line", "Type the name of a command, or a number.",
            ("colon",), _A, _N),
    Command("redraw", "Draw again", "Draw the whole screen again.", ("ctrl+l",), _A),
    Command("suspend", "Suspend", "Go back to the shell; its command fg goes on here.", (), _A),
    Command("settings", "Settings", "Show and change the settings.", ("comma",), _A),
    Command("toggle-theme", "Light or dark", "Switch between the light and the dark theme.",
            ("T",), _A),
    Command("command-palette", "All commands", "Find a command by its name.", ("ctrl+p",), _A),
    Command("quit", "Quit", "Quit at once.", ("Q", "ctrl+q"), _A),
)
# fmt: on

_KEY_SIGNS = {
    "enter": "Enter", "space": "Space", "delete": "Del", "backspace": "Backspace", "insert": "Ins",
    "pagedown": "PgDn", "pageup": "PgUp", "escape": "Esc", "tab": "Tab", "shift+tab": "Shift-Tab",
    "up": "↑", "down": "↓", "left": "←", "right": "→", "home": "Home", "end": "End",
    **PUNCTUATION,
}  # fmt: skip
_BY_ID = {c.id: c for c in COMMANDS}


def command(command_id: str) -> Command:
    """Find a command; raises KeyError for an unknown id."""
    return _BY_ID[command_id]


def bindings(*scopes: Scope) -> "list[BindingType]":
    """Say that a widget carries out the commands of some scopes.

    Which keys they have is a matter of the keymap: ``ui/keyed.py`` turns keys into commands.
    """
    from textual.binding import Binding  # newsreader config check does without

    return [
        Binding(binding_key(c.id), c.action, c.title, id=c.id, show=False)
        for c in COMMANDS
        if c.scope in scopes
    ]


def binding_key(command_id: str) -> str:
    """Give the name, which no key has, under which Textual knows a command."""
    return f"command:{command_id}"


def by_scope() -> Iterator[tuple[Scope, list[Command]]]:
    """Give the commands under their headings, in the order of the registry."""
    for scope in Scope:
        yield scope, [c for c in COMMANDS if c.scope is scope]


def key_sign(key: str) -> str:
    """Spell a key as it is printed on a keyboard.

    >>> key_sign("ctrl+f"), key_sign("alt+m"), key_sign("f1"), key_sign("ctrl+left"), key_sign("+")
    ('Ctrl-F', 'Alt-m', 'F1', 'Ctrl-←', '+')
    """
    if key in _KEY_SIGNS:
        return _KEY_SIGNS[key]
    base = key[-1] if key.endswith("+") else key.rpartition("+")[2]
    held = key[: -len(base)].split("+")[:-1]
    sign = _KEY_SIGNS.get(base, base)
    is_function = base[:1] == "f" and base[1:].isdecimal()
    if is_function or held[:1] == ["ctrl"]:  # with Ctrl, case makes no difference
        sign = sign.upper() if base == sign else sign
    return "-".join((*(one.capitalize() for one in held), sign))


def key_signs(found: Command) -> str:
    """Spell all keys of a command.

    >>> key_signs(command("line-down"))
    'j ↓'
    """
    return " ".join(key_sign(key) for key in found.keys)
