"""All keys on one screen, made from the registry of commands."""

from collections.abc import Sequence
from textwrap import wrap

from rich.cells import cell_len
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from newsreader.domain.text import fold
from newsreader.ui.commands import Command, by_scope
from newsreader.ui.keys.keymap import signs_for
from newsreader.ui.screens.dialog import Dialog
from newsreader.ui.widgets.line_input import LineInput

_KEYS = "Space page   / search   Esc close"
_KEYS_FOUND = "/ search   Esc all keys"
_NOTHING = "No command has these words."
_KEYS_CELLS = 14
_LEAST_CELLS = 10
_BELOW = "\n" + " " * _KEYS_CELLS


class HelpScreen(Dialog[None]):
    """Show every command with its keys, those that only the screen below has first."""

    BINDINGS = [  # noqa: RUF012 - Textual's way; these keys are no commands
        Binding("escape", "leave", show=False),
        Binding("q,question_mark", "dismiss", show=False),
        Binding("slash", "search", show=False),
        Binding("j", "scroll(1)", show=False),
        Binding("k", "scroll(-1)", show=False),
        Binding("space", "page", show=False),
        Binding("g,home", "top", show=False),
        Binding("G,end", "end", show=False),
    ]

    def __init__(self, own: Sequence[Command] = ()) -> None:
        super().__init__()
        self._own = own
        self._words = ""
        """What the commands that are shown must have; '' for all."""

    def compose(self) -> ComposeResult:
        """Lay out one scrolling text."""
        with VerticalScroll(classes="dialog"):
            yield Static(id="commands", markup=False)
        yield Static(_KEYS, id="help-keys", markup=False)
        words = LineInput(placeholder="Words to find", id="help-words")
        words.display = False
        yield words

    def on_resize(self) -> None:
        """Wrap the sentences to the width of the dialog, once it is known."""
        self.call_after_refresh(self._write)

    def _write(self) -> None:
        width = self.query_one(VerticalScroll).scrollable_content_region.width
        text = help_text(self.app, width, self._own, self._words)
        self.query_one("#commands", Static).update(text)

    # -- searching

    def action_search(self) -> None:
        """Ask for words that the commands shown must have."""
        line = self.query_one("#help-words", LineInput)
        line.display = True
        line.value = self._words
        self.set_focus(line)

    @on(Input.Changed)
    def _words_changed(self, message: Input.Changed) -> None:
        self._find(message.value)

    @on(Input.Submitted)
    def _words_given(self) -> None:
        """Go on to what was found."""
        self._hide_line()

    def action_leave(self) -> None:
        """Leave the search, then the help."""
        if self._words or self.query_one("#help-words").display:
            self._find("")
            self._hide_line()
        else:
            self.dismiss()

    def _find(self, words: str) -> None:
        self._words = words.strip()
        self._write()
        self.action_top()

    def _hide_line(self) -> None:
        self.query_one("#help-words").display = False
        self.query_one("#help-keys", Static).update(_KEYS_FOUND if self._words else _KEYS)
        self.set_focus(self.query_one(VerticalScroll))

    # -- moving

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


def help_text(app: object, width: int, own: Sequence[Command] = (), words: str = "") -> Content:
    """Write the keys that all commands have in an app under their headings, after ``own``.

    Only commands with all the words are written. A sentence that is longer than its line goes on
    below its own begin.
    """
    lines: list[Content] = []
    here = [("Here", own)] if own else []
    for heading, commands in [*here, *((scope.value, found) for scope, found in by_scope())]:
        shown = [command for command in commands if _has(command, signs_for(app, command), words)]
        lines += [Content(""), Content.assemble((heading, "bold $accent"))] if shown else []
        for command in shown:
            signs = " ".join(signs_for(app, command)) or f":{command.id}"
            # what is too long for its column has a line of its own
            gap = _BELOW if (left := _KEYS_CELLS - cell_len(signs)) < 1 else " " * left
            sentence = _BELOW.join(wrap(command.help, max(width - _KEYS_CELLS, _LEAST_CELLS)))
            lines.append(Content.assemble((signs, "bold $primary"), gap, (sentence, "$foreground")))
    return Content("\n").join(lines[1:] or [Content(_NOTHING)])


def _has(command: Command, signs: Sequence[str], words: str) -> bool:
    """Say whether a command has all the words, in its name, its sentence or as one of its keys."""
    text = fold(f"{command.id} {command.title} {command.help}")
    return words in signs or all(word in text for word in fold(words).split())
