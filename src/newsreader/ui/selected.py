"""Words that are selected with the mouse: what can be done with them, and copying them."""

from textual.screen import Screen

from newsreader.domain.text import clean_line
from newsreader.ui.keys.keymap import key_for
from newsreader.ui.widgets.status_line import StatusLine

_LONGEST = 60


def offer(screen: Screen[None], status: StatusLine) -> None:
    """Say which keys do something with the words."""
    if (screen.get_selected_text() or "").strip():
        copy, keep = (key_for(screen.app, name) for name in ("copy-link", "keep-quote"))
        status.say(f"{copy} copies the words, {keep} keeps them as a quote.")


def copy_selected(screen: Screen[None], status: StatusLine) -> bool:
    """Copy the words and select nothing any more; False if none are selected."""
    text = screen.get_selected_text()
    if not text:
        return False
    screen.app.copy_to_clipboard(text)
    screen.clear_selection()
    status.say(f"Copied: {clean_line(text, _LONGEST)}")
    return True
