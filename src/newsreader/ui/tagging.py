"""Tagging where one reads: the line that opens below, and when it goes again."""

from textual import events
from textual.screen import Screen

from newsreader.ui.keeping import Keeping
from newsreader.ui.styles import use_sheet
from newsreader.ui.targets import Targets
from newsreader.ui.widgets.tag_line import TagLine


class Tagging:
    """Open the line for tags on a screen and fill it; the screen hands the keys on to it."""

    def __init__(self, screen: Screen[None], keeping: Keeping) -> None:
        self._screen = screen
        self._keeping = keeping
        self._line: TagLine | None = None

    async def open(self, targets: Targets, *, is_writing: bool) -> None:
        """Show the line before another key is looked at; :meth:`fill` says what is known."""
        if self._line is None:
            use_sheet(self._screen.app, "tags")
            self._line = TagLine()
            await self._screen.mount(self._line)
        self._line.offer(targets)
        if is_writing:
            self._line.write()

    async def fill(self, targets: Targets) -> None:
        """Show which tags there are already, and could be, if the line still asks for these."""
        known = await self._keeping.known_tags(targets)
        if self._line is not None and self._line.subject == targets:
            self._line.complete(*known)

    @property
    def is_busy(self) -> bool:
        """Whether the reader is writing."""
        return self._line is not None and (self._line.is_writing or self._line.is_begun)

    def drop(self, targets: Targets) -> None:
        """Take the line away if it asks for these: they are kept no more."""
        if self._line is not None and self._line.subject == targets:
            self._line.close()

    def hand_over(self, targets: Targets, others: Targets) -> None:
        """Let the line ask for others if it asks for these: they have become those."""
        if self._line is not None and self._line.subject == targets:
            self._line.subject = others

    def close(self) -> None:
        """Take the line away, unless something is written in it."""
        if self._line is not None and self._line.is_waiting and not self._line.is_begun:
            self._line.close()

    def take_key(self, event: events.Key) -> bool:
        """Let Tab go to the line that waits; any other key goes on, and the line goes away."""
        line = self._line
        if line is None or not line.is_waiting:
            return False
        if event.key == "tab":
            line.write()
        elif event.key == "escape":
            line.close()
        else:
            self.close()
            return False
        return True
