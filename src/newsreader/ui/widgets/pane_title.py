"""The first line of a pane: what it shows, and how much of it."""

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from newsreader.ui.commands import command
from newsreader.ui.keys.keymap import signs_for


class PaneTitle(Widget):
    """Show a title on the left and a note on the right."""

    title = reactive("")
    part = reactive("")
    """The part of the list that begins the screen, beside the title."""
    note = reactive("")
    new = reactive(0)
    """How many headlines wait to be shown; offered in front of the note."""

    def __init__(self, title: str = "") -> None:
        super().__init__()
        self.set_reactive(PaneTitle.title, title)

    def render(self) -> Content:
        """Draw the line; a long title gives way to what is on the right."""
        width = self.content_size.width
        right = Content.assemble((self.note, "$muted"))
        if self.new:
            key = " ".join(signs_for(self.app, command("show-new"))[:1])
            offer = Content.assemble(
                (f"{self.new} new", "bold $accent"), (f" (press {key})   ", "$muted")
            )
            right = Content.assemble(offer, right)
        part = f"  {self.part}" if self.part else ""
        title = Content.assemble((self.title, "bold $strong"), (part, "$muted"))
        title = title.truncate(max(0, width - right.cell_length - 1), ellipsis=True)
        gap = max(0, width - title.cell_length - right.cell_length)
        return Content.assemble(title, " " * gap, right)
