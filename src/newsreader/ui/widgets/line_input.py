"""A line to type into that does what is typed in the order it is typed."""

from typing import ClassVar

from textual import events
from textual.widgets import Input


class LineInput(Input):
    """An Input that obeys its own keys at once.

    Textual's writes a letter when it comes, but moves and deletes only when the key has gone up
    through all widgets: of what comes in one piece, as over a slow line, the letters came first.
    """

    LINE_KEYS: ClassVar[tuple[tuple[str, str], ...]] = (("Enter", "done"), ("Esc", "cancel"))
    """What the hint line says while it is written, the most important last."""

    def _on_paste(self, event: events.Paste) -> None:
        """Put what has several lines into one; Textual's drops all but the first."""
        event.stop()
        event.prevent_default()
        if text := self.line_of(event.text):
            self.replace(text, *self.selection)

    def line_of(self, pasted: str) -> str:
        """Give the line that is taken of what was pasted."""
        lines = pasted.splitlines()
        return " ".join(filter(None, map(str.strip, lines))) if lines[1:] else "".join(lines)

    async def _on_key(self, event: events.Key) -> None:
        if own := self._bindings.key_to_bindings.get(event.key):
            event.stop()
            event.prevent_default()
            await self.run_action(own[0].action)
