"""Every setting with its value, under the name of its section."""

from collections.abc import Sequence

from newsreader.config.model import Setting, Settings, Value, registry
from newsreader.ui.widgets.value_list import ValueList, ValueRow


class SettingsList(ValueList):
    """Show settings in the order of the registry; those that are not as the defaults stand out."""

    def __init__(self, settings: Settings, defaults: Settings) -> None:
        super().__init__("settings")
        self._defaults = defaults
        self._settings_of_rows: list[Setting | str] = []
        section = ""
        for one in registry():
            if one.section != section:
                self._settings_of_rows += ["", one.section] if section else [one.section]
                section = one.section
            self._settings_of_rows.append(one)
        self.show(settings)

    @property
    def current(self) -> Setting:
        """The setting under the cursor."""
        found = self._settings_of_rows[self.cursor]
        assert isinstance(found, Setting)  # noqa: S101 - the cursor rests on nothing else
        return found

    def show(self, settings: Settings) -> None:
        """Show other values."""
        self.show_rows([self._row(settings, one) for one in self._settings_of_rows])

    def _row(self, settings: Settings, one: Setting | str) -> ValueRow | str:
        if isinstance(one, str):
            return one
        value = value_of(settings, one)
        is_default = value == value_of(self._defaults, one)
        return ValueRow(one.name.replace("_", " "), spoken(value), is_default)


def value_of(settings: Settings, one: Setting) -> Value:
    """Give the value of a setting."""
    value: Value = getattr(getattr(settings, one.section), one.name)
    return value


def spoken(value: Value) -> str:
    """Say a value in a word.

    >>> spoken(True), spoken(72), spoken("")
    ('yes', '72', '(none)')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) or "(none)"


def neighbour(values: Sequence[Value], value: Value, step: int) -> Value:
    """Give the value that comes some places after another one, round and round.

    >>> neighbour(["a", "b"], "b", 1)
    'a'
    """
    start = values.index(value) if value in values else -step
    return values[(start + step) % len(values)]
