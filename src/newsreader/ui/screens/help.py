"""All keys on one screen, made from the registry of commands."""

from collections.abc import Sequence
from textwrap import wrap

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from newsreader.ui.commands import Command, by_scope
from newsreader.ui.keys.keymap import signs_for
from newsreader.ui.screens.dialog import Dialog

_KEYS = "j k line   Space page   Esc close"
_KEYS_CELLS = 14
_LEAST_CELLS = 10
_BELOW = "\n" + " " * _KEYS_CELLS


class HelpScreen(Dialog[None]):
    """Show every command with its keys, those that only the screen below has first."""

    BINDINGS = [  # noqa: RUF012 - Textual's way; these keys are no commands
        Binding("escape,q,question_mark", "dismiss", show=False),
        Binding("j", "scroll(1)", show=False),
        Binding("k", "scroll(-1)", show=False),
        Binding("space", "page", show=False),
        Binding("g,home", "top", show=False),
        Binding("G,end", "end", show=False),
    ]

    def __init__(self, own: Sequence[Command] = ()) -> None:
        super().__init__()
        self._own = own

    def compose(self) -> ComposeResult:
        """Lay out one scrolling text."""
        with VerticalScroll(classes="dialog"):
            yield Static(id="commands", markup=False)
        yield Static(_KEYS, id="help-keys", markup=False)

    def on_resize(self) -> None:
        """Wrap the sentences to the width of the dialog, once it is known."""
        self.call_after_refresh(self._write)

    def _write(self) -> None:
        width = self.query_one(VerticalScroll).scrollable_content_region.width
        self.query_one("#commands", Static).update(help_text(self.app, width, self._own))

    def action_scroll(self, lines: int) -> None:
        """Scroll by some lines."""
        scroll = self.query_one(VerticalScroll)
        scroll.scroll_to(y=scroll.scroll_offset.y + lines, animate=False)

    def action_page(self) -> None:
        """Scroll a page down."""
        self.query_one(VerticalScroll).scroll_page_down(animate=False)

    def action_top(self) -> None:
        """Scroll to the beginning."""
        self.query_one(VerticalScroll).scroll_home(animate=False)

    def action_end(self) -> None:
        """Scroll to the end."""
        self.query_one(VerticalScroll).scroll_end(animate=False)


def help_text(app: object, width: int, own: Sequence[Command] = ()) -> Content:
    """Write the keys that all commands have in an app under their headings, after ``own``.

    A sentence that is longer than its line goes on below its own begin.
    """
    lines: list[Content] = []
    here = [("Here", own)] if own else []
    for heading, commands in [*here, *((scope.value, found) for scope, found in by_scope())]:
        lines += [Content(""), Content.assemble((heading, "bold $accent"))]
        for command in commands:
            signs = " ".join(signs_for(app, command)) or f":{command.id}"
            # what is too long for its column has a line of its own
            gap = _BELOW if (left := _KEYS_CELLS - cell_len(signs)) < 1 else " " * left
            sentence = _BELOW.join(wrap(command.help, max(width - _KEYS_CELLS, _LEAST_CELLS)))
            lines.append(Content.assemble((signs, "bold $primary"), gap, (sentence, "$foreground")))
    return Content("\n").join(lines[1:])
