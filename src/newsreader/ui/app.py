"""The program on the screen."""

from collections.abc import Sequence

from textual.app import App
from textual.filter import LineFilter
from textual.screen import Screen

from newsreader.services.library import Library
from newsreader.ui.commands import Scope, bindings
from newsreader.ui.fetching import Refresher
from newsreader.ui.palette import CommandProvider
from newsreader.ui.safety import ControlFilter
from newsreader.ui.screens.main import MainScreen
from newsreader.ui.styles import style_sheets
from newsreader.ui.theme import DARK, LIGHT, token_defaults


class NewsreaderApp(App[None]):
    """Hold the library, the theme and the net against control characters."""

    TITLE = "newsreader"
    CSS_PATH = style_sheets()
    BINDINGS = bindings(Scope.PROGRAM)

    COMMANDS = {CommandProvider}  # noqa: RUF012 - Textual's way

    def __init__(self, library: Library, refresher: Refresher | None = None) -> None:
        super().__init__()
        self.library = library
        self._refresher = refresher
        self._control_filter = ControlFilter()
        for theme in (DARK, LIGHT):
            self.register_theme(theme)
        self.theme = DARK.name
        self.animation_level = "none"

    def get_default_screen(self) -> Screen[None]:
        """Start with the three panes."""
        return MainScreen(self.library, self.refresher)

    def refresher(self) -> Refresher:
        """Give what fetches feeds; it is imported when it is needed first."""
        if self._refresher is None:
            from newsreader.services.refresh import Refresher as FeedRefresher

            self._refresher = FeedRefresher(self.library)
        return self._refresher

    async def on_unmount(self) -> None:
        """End what fetches and parses."""
        if self._refresher is not None:
            await self._refresher.aclose()

    async def action_help(self) -> None:
        """Show all keys."""
        from newsreader.ui.screens.help import HelpScreen

        await self.push_screen(HelpScreen())

    def action_toggle_theme(self) -> None:
        """Switch between the light and the dark theme."""
        self.theme = LIGHT.name if self.current_theme.dark else DARK.name

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Let nothing through that a terminal would obey."""
        return [*super().get_line_filters(), self._control_filter]

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give our colour tokens to themes that do not know them."""
        return token_defaults(self.current_theme)
