"""The settings: each with its help, changed by a key, in force and in the file at once."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from textual.binding import Binding

from newsreader.config.model import Setting, Settings, Value
from newsreader.domain.errors import NewsreaderError
from newsreader.ui.screens.value_dialog import ValueDialog
from newsreader.ui.widgets.settings_list import SettingsList, neighbour, spoken, value_of

_KEYS = "Enter change   Backspace default   Esc close"
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


class SettingsScreen(ValueDialog):
    """Show and change settings; ``apply`` gets them after each change."""

    BINDINGS = [  # noqa: RUF012 - Textual's way; these keys are no commands
        Binding("comma", "close", show=False),
    ]

    def __init__(self, settings: Settings, basis: Basis, apply: Callable[[Settings], None]) -> None:
        self._list = SettingsList(settings, basis.defaults)
        super().__init__("Settings", _KEYS, self._list)
        self._settings = settings
        self._defaults = basis.defaults
        self._path = basis.path
        self._themes = ("auto", *basis.themes)
        self._remarks = dict.fromkeys(_AT_NEXT_START, "It counts from the next start on.")
        self._remarks |= basis.remarks
        self._apply = apply

    def help_text(self) -> str:
        """Say what the setting under the cursor is for, and its default."""
        one = self._list.current
        return f"{one.help_text} Default: {spoken(value_of(self._defaults, one))}."

    def action_change(self, step: int) -> None:
        """Go on to the next choice; ask where any text or number will do."""
        one = self._list.current
        if choices := self._choices(one):
            self._set(one, neighbour(choices, value_of(self._settings, one), step))
        else:
            self.ask(str(value_of(self._settings, one)), one.expectation)

    def _choices(self, one: Setting) -> Sequence[Value]:
        if one.kind is bool:
            return (False, True)
        return self._themes if one.key == "screen.theme" else one.choices

    def action_reset(self) -> None:
        """Go back to the default."""
        one = self._list.current
        self._set(one, value_of(self._defaults, one), is_default=True)

    def take(self, text: str) -> None:
        """Take what was typed for the setting under the cursor."""
        from newsreader.config.save import parse_value

        one = self._list.current
        value = parse_value(one, text.strip())
        self.end_asking()
        self._set(one, value)

    def _set(self, one: Setting, value: Value, *, is_default: bool = False) -> None:
        """Put a value in force and, if it can be saved, into the file; a default is left out."""
        from newsreader.config.save import save_setting, unset_setting

        try:
            if self._path is not None and is_default:
                unset_setting(self._path, one)
            elif self._path is not None:
                save_setting(self._path, one, value)
        except NewsreaderError as error:
            self.say(str(error), is_error=True)
            return
        section = getattr(self._settings, one.section)._replace(**{one.name: value})
        self._settings = self._settings._replace(**{one.section: section})
        self._list.show(self._settings)
        self._apply(self._settings)
        self.say(f"{one.help_text} {self._remarks.get(one.key, '')}".rstrip())
