"""The settings: each with its help, changed by a key, in force and in the file at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Static

from newsreader.config.model import Setting, Settings, Value
from newsreader.domain.errors import NewsreaderError
from newsreader.ui.screens.dialog import Dialog
from newsreader.ui.widgets.line_list import LineList
from newsreader.ui.widgets.settings_list import SettingsList, neighbour, spoken, value_of

_KEYS = "Enter change   Backspace default   Esc close"
_TYPING_KEYS = "Enter save   Esc leave as it was"
_AT_NEXT_START = ("screen.glyphs", "screen.linear", "screen.mouse")


class Basis(NamedTuple):
    """What the settings of a reader stand on."""

    path: Path | None
    """The reader's file; None to keep nothing."""
    defaults: Settings
    """What counts where that file says nothing: the site's settings, or the program's."""
    themes: Sequence[str]
    """The names of the themes there are."""
    remarks: Mapping[str, str]
    """Sentences, by the full key of a setting, about what comes of it here."""


class SettingsScreen(Dialog[None]):
    """Show and change settings; ``apply`` gets them after each change."""

    BINDINGS = [  # noqa: RUF012 - Textual's way; these keys are no commands
        Binding("escape,q,comma", "close", show=False),
        Binding("enter,space,right,l", "change(1)", show=False),
        Binding("left,h", "change(-1)", show=False),
        Binding("backspace,delete", "reset", show=False),
    ]

    def __init__(self, settings: Settings, basis: Basis, apply: Callable[[Settings], None]) -> None:
        super().__init__()
        self._settings = settings
        self._defaults = basis.defaults
        self._path = basis.path
        self._themes = ("auto", *basis.themes)
        self._remarks = dict.fromkeys(_AT_NEXT_START, "It counts from the next start on.")
        self._remarks |= basis.remarks
        self._apply = apply

    def compose(self) -> ComposeResult:
        """Lay out the list, the help of the setting under the cursor and the line to type into."""
        with Vertical(classes="dialog"):
            yield Static("Settings", classes="dialog-title")
            yield SettingsList(self._settings, self._defaults)
            yield Static(id="say", markup=False)
            yield Input(id="value")
            yield Static(_KEYS, id="keys", markup=False)

    @property
    def _list(self) -> SettingsList:
        return self.query_one(SettingsList)

    @on(LineList.CursorMoved)
    def _show_help(self) -> None:
        one = self._list.current
        self._say(f"{one.help_text} Default: {spoken(value_of(self._defaults, one))}.")

    def _say(self, sentence: str, *, is_error: bool = False) -> None:
        line = self.query_one("#say", Static)
        line.update(sentence)
        line.set_class(is_error, "-error")

    # -- changing

    @on(LineList.Chosen)
    def _clicked(self) -> None:
        self.action_change(1)

    def action_change(self, step: int) -> None:
        """Go on to the next choice; ask where any text or number will do."""
        one = self._list.current
        if choices := self._choices(one):
            self._set(one, neighbour(choices, value_of(self._settings, one), step))
        else:
            self._ask(one)

    def _choices(self, one: Setting) -> Sequence[Value]:
        if one.kind is bool:
            return (False, True)
        return self._themes if one.key == "screen.theme" else one.choices

    def _ask(self, one: Setting) -> None:
        line = self.query_one("#value", Input)
        line.value = str(value_of(self._settings, one))
        line.placeholder = one.expectation
        self.add_class("-asking")
        self.query_one("#keys", Static).update(_TYPING_KEYS)
        line.focus()

    def action_reset(self) -> None:
        """Go back to the default."""
        one = self._list.current
        self._set(one, value_of(self._defaults, one), is_default=True)

    @on(Input.Submitted)
    def _given(self, message: Input.Submitted) -> None:
        from newsreader.config.save import parse_value

        one = self._list.current
        try:
            value = parse_value(one, message.value.strip())
        except NewsreaderError as error:
            self._say(str(error), is_error=True)
            return
        self._end_asking()
        self._set(one, value)

    def _end_asking(self) -> None:
        self.remove_class("-asking")
        self.query_one("#keys", Static).update(_KEYS)
        self._list.focus()

    def _set(self, one: Setting, value: Value, *, is_default: bool = False) -> None:
        """Put a value in force and, if it can be saved, into the file; a default is left out."""
        from newsreader.config.save import save_setting, unset_setting

        try:
            if self._path is not None and is_default:
                unset_setting(self._path, one)
            elif self._path is not None:
                save_setting(self._path, one, value)
        except NewsreaderError as error:
            self._say(str(error), is_error=True)
            return
        section = replace(getattr(self._settings, one.section), **{one.name: value})
        self._settings = replace(self._settings, **{one.section: section})
        self._list.show(self._settings)
        self._apply(self._settings)
        self._say(f"{one.help_text} {self._remarks.get(one.key, '')}".rstrip())

    # -- leaving

    def on_key(self, event: events.Key) -> None:
        """Leave the line by Escape, and the screen only after that."""
        if event.key == "escape" and self.has_class("-asking"):
            event.stop()
            event.prevent_default()
            self._end_asking()

    def action_close(self) -> None:
        """Go back to reading."""
        self.dismiss(None)
