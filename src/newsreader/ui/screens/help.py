"""All keys on one screen, made from the registry of commands."""

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from newsreader.ui.commands import by_scope
from newsreader.ui.keys.keymap import signs_for
from newsreader.ui.screens.dialog import Dialog


class HelpScreen(Dialog[None]):
    """Show every command with its keys."""

    BINDINGS = [  # noqa: RUF012 - Textual's way; these keys are no commands
        Binding("escape,q,question_mark", "dismiss", show=False),
        Binding("j", "scroll(1)", show=False),
        Binding("k", "scroll(-1)", show=False),
        Binding("space", "page", show=False),
    ]

    def compose(self) -> ComposeResult:
        """Lay out one scrolling text."""
        with VerticalScroll(classes="dialog"):
            yield Static(help_text(self.app), markup=False)

    def action_scroll(self, lines: int) -> None:
        """Scroll by some lines."""
        scroll = self.query_one(VerticalScroll)
        scroll.scroll_to(y=scroll.scroll_offset.y + lines, animate=False)

    def action_page(self) -> None:
        """Scroll a page down."""
        self.query_one(VerticalScroll).scroll_page_down(animate=False)


def help_text(app: object) -> Content:
    """Write the keys that all commands have in an app under their headings."""
    lines: list[Content] = []
    for scope, commands in by_scope():
        lines += [Content(""), Content.assemble((scope.value, "bold $accent"))]
        for command in commands:
            signs = " ".join(signs_for(app, command)) or f":{command.id}"
            gap = " " * max(1, 14 - cell_len(signs))
            lines.append(
                Content.assemble((signs, "bold $primary"), gap, (command.help, "$foreground"))
            )
    return Content("\n").join(lines[1:])
