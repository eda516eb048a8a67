"""The keys of newsboat 2.44: what each does here, or why it does nothing.

Every default key of newsboat is in the table, in the order of its own list of operations.
Commands of ours that newsboat does not have keep the keys which newsboat leaves free.
"""

from typing import NamedTuple

from newsreader.ui.keys.keymap import Entry, Keymap, entries_for, registry_entries
from newsreader.ui.keys.spelling import normal_key, normal_keys

FEEDS, LIST, ARTICLE = "feeds", "headlines", "article"


class Operation(NamedTuple):
    """A key of newsboat."""

    name: str
    """What newsboat calls it; ``:`` knows this name, too."""
    key: str
    """Empty for an operation without a default key."""
    commands: tuple[str, ...] = ()
    """What it is here: one command, or several in their order; none: see ``reason``."""
    panes: tuple[str, ...] = ()
    """Where; empty for wherever the commands work."""
    reason: str = ""
    """Why there is no such command."""


def _same(name: str, key: str, *commands: str, at: tuple[str, ...] = ()) -> Operation:
    return Operation(name, key, commands, at)


def _none(name: str, key: str, reason: str) -> Operation:
    return Operation(name, key, reason=reason)


_DIALOGS = "Newsboat keeps dialogs open side by side; here panes are."
_TAGS = "Feeds are in folders here; tags belong to bookmarks."
_FILTERS = "Lists are narrowed by searching (/) and by showing unread ones only (l)."
_PODBOAT = "Podboat is a program of its own."
_QUEUE = "There is no queue of downloads; o opens the article's page."

# fmt: off
OPERATIONS: tuple[Operation, ...] = (
    _same("open", "enter", "open", at=(FEEDS, LIST)),
    _same("switch-focus", "tab", "next-pane"),
    _same("quit", "q", "leave"),
    _same("hard-quit", "Q", "quit"),
    _same("reload", "r", "fetch", at=(FEEDS, LIST)),
    _same("reload-all", "R", "fetch-all", at=(FEEDS,)),
    _same("mark-feed-read", "A", "mark-all-read", at=(FEEDS, LIST)),
    _same("mark-all-feeds-read", "C", "mark-everything-read", at=(FEEDS,)),
    _same("mark-all-above-as-read", "", "mark-above-read"),
    _same("save", "s", "save", at=(ARTICLE,)),
    _same("save", "s", "open", "save", at=(LIST,)),
    _same("save-all", "", "select-all", "export", at=(LIST,)),
    _same("next", "J", "line-down", at=(FEEDS, LIST)),
    _same("next", "J", "next-headline", at=(ARTICLE,)),
    _same("prev", "K", "line-up", at=(FEEDS, LIST)),
    _same("prev", "K", "previous-headline", at=(ARTICLE,)),
    _same("next-unread", "n", "next-unread"),
    _same("prev-unread", "p", "previous-unread"),
    _same("random-unread", "^K", "random-unread"),
    _same("open-in-browser-and-mark-read", "O", "open-link", "mark-read", at=(LIST, ARTICLE)),
    _none("open-all-unread-in-browser", "", "A browser with a hundred pages helps nobody."),
    _none("open-all-unread-in-browser-and-mark-read", "", "As above."),
    _same("open-in-browser", "o", "open-site", at=(FEEDS,)),
    _same("open-in-browser", "o", "open-link", at=(LIST, ARTICLE)),
    _same("open-in-browser-noninteractively", "", "open-link"),
    _same("help", "?", "help"),
    _same("toggle-source-view", "^U", "show-source", at=(ARTICLE,)),
    _same("toggle-article-read", "N", "toggle-read", at=(LIST, ARTICLE)),
    _same("toggle-show-read-feeds", "l", "toggle-read-feeds", at=(FEEDS,)),
    _same("toggle-show-read-feeds", "l", "toggle-unread-only", at=(LIST,)),
    _same("show-urls", "u", "choose-link", at=(ARTICLE,)),
    _same("show-urls", "u", "open", "choose-link", at=(LIST,)),
    _none("clear-tag", "^T", _TAGS),
    _none("set-tag", "t", _TAGS),
    _none("select-tag", "t", _TAGS),
    _same("open-search", "/", "search"),
    _same("goto-url", "#", "choose-link", at=(ARTICLE,)),
    _none("goto-title", "", "The search (/) finds titles."),
    _none("enqueue", "e", _QUEUE),
    _none("reload-urls", "^R", "Feeds are in the library; no file has to be read again."),
    _none("pb-download", "d", _PODBOAT),
    _none("pb-cancel", "c", _PODBOAT),
    _none("pb-delete", "D", _PODBOAT),
    _none("pb-reload", "^R", _PODBOAT),
    _none("pb-purge", "P", _PODBOAT),
    _none("pb-toggle-download-all", "a", _PODBOAT),
    _none("pb-play", "p", _PODBOAT),
    _none("pb-mark-as-finished", "m", _PODBOAT),
    _none("pb-increase-max-dls", "+", _PODBOAT),
    _none("pb-decreate-max-dls", "-", _PODBOAT),
    _same("redraw", "^L", "redraw"),
    _same("cmdline", ":", "command-line"),
    _none("set-filter", "F", _FILTERS),
    _none("select-filter", "f", _FILTERS),
    _none("clear-filter", "^F", _FILTERS),
    _same("bookmark", "^B", "toggle-bookmark", at=(LIST, ARTICLE)),
    _none("edit-flags", "^E", "Stars (S) and the tags of bookmarks take the place of letters."),
    _same("next-feed", "j", "next-feed", at=(LIST,)),
    _same("prev-feed", "k", "previous-feed", at=(LIST,)),
    _same("next-unread-feed", "^N", "next-unread-feed", at=(LIST,)),
    _same("prev-unread-feed", "^P", "previous-unread-feed", at=(LIST,)),
    _none("macro-prefix", ",", "The own macros of the settings begin with it: \", x\"."),
    _same("delete-article", "D", "delete", at=(LIST, ARTICLE)),
    _same("delete-all-articles", "^D", "delete-all", at=(LIST,)),
    _none("purge-deleted", "$", "What is deleted leaves the list at once; undo brings it back."),
    _same("edit-urls", "E", "feed-settings", at=(FEEDS,)),
    _none("close-dialog", "^X", _DIALOGS),
    _none("view-dialogs", "v", _DIALOGS),
    _none("next-dialog", "^V", _DIALOGS),
    _none("prev-dialog", "^G", _DIALOGS),
    _same("pipe-to", "|", "pipe", at=(ARTICLE,)),
    _same("pipe-to", "|", "open", "pipe", at=(LIST,)),
    _same("sort", "g", "sort"),
    _same("rev-sort", "G", "reverse-sort"),
    _none("prevsearchresults", "z", "There is one search at a time; q leaves it."),
    _none("article-feed", "", "The tree of feeds is beside the list."),
    *(_same(name, key, "follow-link", at=(ARTICLE,)) for name, key in zip(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "zero"),
        "1234567890", strict=True)),
    *(_same(f"cmd-{name}", key, "command-line", at=(FEEDS, LIST)) for name, key in zip(
        ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
        "123456789", strict=True)),
    _same("up", "up", "line-up"),
    _same("down", "down", "line-down"),
    _same("pageup", "pageup", "page-up"),
    _same("pageup", "b", "page-up", at=(ARTICLE,)),
    _same("pagedown", "pagedown", "page-down"),
    _same("pagedown", "space", "page-down", at=(ARTICLE,)),
    _same("halfpageup", "", "half-page-up"),
    _same("halfpagedown", "", "half-page-down"),
    _same("home", "home", "top"),
    _same("end", "end", "bottom"),
    _none("set", "", "Typed after ':', as in :set sort=title."),
)
# fmt: on

# Commands of ours whose own keys mean something else in newsboat; undo has the key it has in emacs
# and on shells' command lines.
_OURS = {
    "toggle-star": ("S",), "command-palette": ("f1",), "suspend": ("ctrl+z",), "undo": ("ctrl+_",),
    "refresh-view": ("f5",),
}  # fmt: skip


def newsboat_keymap() -> Keymap:
    """Make the keymap: newsboat's keys, then ours where they are free."""
    entries = [
        Entry((normal_key(operation.key),), operation.commands, operation.panes)
        for operation in OPERATIONS
        if operation.key and operation.commands
    ]
    taken = {
        normal_keys(operation.key)
        for operation in OPERATIONS
        if operation.key and operation.reason != _PODBOAT
    }
    bound = {entry.commands for entry in entries}
    for command_id, sequences in _OURS.items():
        entries += entries_for(command_id, sequences)
    free = (entry for entry in registry_entries(_OURS) if entry.keys not in taken)
    entries += [entry for entry in free if entry.commands not in bound and entry not in entries]
    reasons = {
        normal_keys(operation.key): f"{operation.name}: {operation.reason}"
        for operation in OPERATIONS
        if operation.key and operation.reason not in ("", _PODBOAT)
    }
    return Keymap("newsboat", tuple(entries), reasons=reasons)
