"""The keymap of those who have vim in their fingers: the default one, except for these."""

from newsreader.ui.keys.keymap import Keymap, registry_entries

_INSTEAD: dict[str, tuple[str, ...]] = {
    "top": ("g g", "home"),
    "bottom": ("G", "end"),
    "next-feed": ("g j", "]"),
    "previous-feed": ("g k", "["),
    "go-to-feeds": ("g 1",),
    "go-to-headlines": ("g 2",),
    "go-to-article": ("g 3",),
    "open-link": ("g x", "o"),
    "copy-link": ("y y",),
    "suspend": ("ctrl+z",),
    "undo": ("u",),
    "redo": ("ctrl+r", "U"),
    "select": ("v", "V"),
    "toggle-unread-only": ("g u",),
    "delete": ("X", "delete"),
    "toggle-folder": ("z a", "x"),
    "toggle-zen": ("z z",),
}


def vim_keymap() -> Keymap:
    """Make the keymap; digits count."""
    return Keymap("vim", tuple(registry_entries(_INSTEAD)), has_counts=True)
