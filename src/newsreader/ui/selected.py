"""Words that are selected with the mouse: what can be done with them, and copying them."""

from typing import TYPE_CHECKING

from textual import events
from textual.actions import SkipAction

from newsreader.domain.text import clean_line
from newsreader.ui.keys.keymap import key_for
from newsreader.ui.widgets.status_line import StatusLine

_LONGEST = 60


if TYPE_CHECKING:
    from textual.screen import Screen

    _Screen = Screen[None]
else:
    _Screen = object  # a class of Textual's takes 0.5 ms to make: only whole screens are one


class SelectedWords(_Screen):
    """A screen with words that can be selected; the part that all such screens share."""

    status: StatusLine

    def on_text_selected(self, _event: events.TextSelected) -> None:
        """Say which keys do something with the words."""
        if (self.get_selected_text() or "").strip():
            copy, keep = (key_for(self.app, name) for name in ("copy-link", "keep-quote"))
            self.status.say(f"{copy} copies the words, {keep} keeps them as a quote.")

    def copy_selected(self) -> bool:
        """Copy the words and select nothing any more; False if none are selected."""
        text = self.get_selected_text()
        if not text:
            return False
        self.app.copy_to_clipboard(text)
        self.clear_selection()
        self.status.say(f"Copied: {clean_line(text, _LONGEST)}")
        return True

    def action_copy_text(self) -> None:
        """Copy the words that are selected; Textual's key is Ctrl-C."""
        if not self.copy_selected():
            raise SkipAction
