"""The line for tags: opens below what was kept, in nobody's way until the reader goes there."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from newsreader.domain.bookmark import tag_key, tag_names
from newsreader.ui.widgets.line_input import LineInput
from newsreader.ui.widgets.tag_suggester import TagSuggester, tags_to_come, with_tag

_MOST_SHOWN = 6


class TagInput(LineInput):
    """Type tags; Tab takes the one that is offered first."""

    names: Sequence[str] = ()
    """The known tags, the likeliest first."""

    def on_key(self, event: events.Key) -> None:
        """Keep Tab from leaving the line."""
        if event.key == "tab":
            event.stop()
            event.prevent_default()
            if names := tags_to_come(self.value, self.names):
                self.value = with_tag(self.value, names[0])
                self.cursor_position = len(self.value)


class TagLine(Horizontal):
    """Ask for tags, with completion. While it waits, it has no keys: any key may go on."""

    @dataclass
    class Given(Message):
        """The reader wrote tags: those to add, and those to take away.

        What stood in the line and was deleted is taken away, and what has a - before it.
        """

        subject: object
        added: tuple[str, ...]
        taken: tuple[str, ...]

    def __init__(self) -> None:
        super().__init__(id="tag-line")
        self.display = False
        self.subject: object = None
        """What the tags are for."""
        self._before: tuple[str, ...] = ()
        self._likely: Sequence[str] = ()
        self._untouched = ""
        self._asked_from: Widget | None = None
        self._input = TagInput(compact=True, select_on_focus=False)
        self._hint = Static(id="tag-hint", markup=False)

    def compose(self) -> ComposeResult:
        """Lay out the label, the line, and what the tag could be."""
        yield Static("Tags", classes="label")
        yield self._input
        yield self._hint

    # -- opening and closing

    def offer(self, subject: object) -> None:
        """Open without taking the keys."""
        self.subject, self._before, self._likely = subject, (), ()
        if not self.is_writing:
            self._asked_from = self.screen.focused
        self._untouched = self._input.value = ""
        self._input.names, self._input.suggester = (), None
        self.display = True
        self._show_hint()

    def write(self) -> None:
        """Take the keys."""
        self._input.display = True
        self.screen.set_focus(self._input)

    def complete(self, before: Sequence[str], likely: Sequence[str], known: Sequence[str]) -> None:
        """Show the tags it has already, before what was typed meanwhile, and know more of them."""
        self._before, self._likely = tuple(before), likely
        self._input.names = [*likely, *known]
        self._input.suggester = TagSuggester(self._input.names)
        self._untouched = "".join(f"{tag}, " for tag in before)
        self._input.value = self._untouched + self._input.value
        self._input.cursor_position = len(self._input.value)
        self._show_hint()

    def close(self) -> None:
        """Go, and give the keys back."""
        is_writing = self.is_writing
        self.display, self.subject = False, None
        if is_writing and self._asked_from is not None:
            self.screen.set_focus(self._asked_from)

    @property
    def is_writing(self) -> bool:
        """Whether it has the keys."""
        return self.screen.focused is self._input

    @property
    def is_waiting(self) -> bool:
        """Whether it is open without having the keys."""
        return self.display and not self.is_writing

    @property
    def is_begun(self) -> bool:
        """Whether the reader has written something that would be lost."""
        return self.display and self._input.value != self._untouched

    # -- writing

    def on_key(self, event: events.Key) -> None:
        """Take Escape for a no."""
        if event.key == "escape":
            event.stop()
            self.close()

    @on(Input.Submitted)
    def _submitted(self, message: Input.Submitted) -> None:
        message.stop()
        tags = tag_names([message.value])
        now, before = set(map(tag_key, tags)), set(map(tag_key, self._before))
        taken = [tag for tag in self._before if tag_key(tag) not in now]
        taken += [tag[1:] for tag in tags if tag.startswith("-")]
        new = [tag for tag in tags if tag_key(tag) not in before]
        added = [tag for tag in new if not tag.startswith("-")]
        subject = self.subject
        self.close()
        if added or taken:
            self.post_message(self.Given(subject, tuple(added), tuple(taken)))

    @on(Input.Changed)
    @on(events.DescendantFocus)
    @on(events.DescendantBlur)
    def _show_hint(self) -> None:
        """Say what Tab would do."""
        names = tags_to_come(self._input.value, self._input.names)[:_MOST_SHOWN]
        self._input.display = self.is_writing or bool(self._input.value)
        self.set_class(not self._input.display, "-waiting")
        if not self.is_writing:
            perhaps = f", perhaps {', '.join(self._likely)}" if self._likely else ""
            self._hint.update(f"Tab writes some{perhaps}")
        else:
            self._hint.update(f"Tab takes {', '.join(names)}" if names else "")
