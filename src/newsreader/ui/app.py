"""The program on the screen."""

import asyncio
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from textual import work
from textual.filter import LineFilter
from textual.screen import Screen

from newsreader.config.load import read_settings
from newsreader.config.model import Settings
from newsreader.config.paths import Paths
from newsreader.config.themes import read_themes
from newsreader.domain.errors import NewsreaderError
from newsreader.domain.text import clean_line
from newsreader.services.library import Library
from newsreader.services.outside import watch_outside
from newsreader.ui.commands import Scope, bindings, command
from newsreader.ui.keyed import KeyedApp
from newsreader.ui.keys.keymap import signs_for
from newsreader.ui.keys.own import make_keymap
from newsreader.ui.safety import ControlFilter
from newsreader.ui.screens.main import MainScreen
from newsreader.ui.styles import first_sheets, use_sheet
from newsreader.ui.terminal import Terminal
from newsreader.ui.theme import (
    all_themes,
    counterpart,
    theme_for,
    token_defaults,
    why_no_theme,
)
from newsreader.ui.watched import CHANGING, Unforeseen, Watched
from newsreader.ui.widgets.status_line import StatusLine
from newsreader.ui.wire import WiredApp

if TYPE_CHECKING:
    from concurrent.futures import Future

    from textual.command import Provider

    from newsreader.config.load import Problem
    from newsreader.services.first_look import FirstLook
    from newsreader.ui.fetching import Refresher

_IDLE_AFTER_S = 1.0  # the start belongs to the screen


def _command_provider() -> "type[Provider]":
    from newsreader.ui.palette import CommandProvider

    return CommandProvider


class NewsreaderApp(Watched, Unforeseen, KeyedApp, WiredApp):
    """Hold the library, the theme and the net against control characters."""

    TITLE = "newsreader"
    CSS_PATH = first_sheets()
    BINDINGS = bindings(Scope.PROGRAM)
    COMMANDS = {_command_provider}  # noqa: RUF012 - Textual's way
    _has_theme = False

    def __init__(
        self,
        library: Library,
        settings: Settings,
        refresher: "Refresher | None" = None,
        terminal: Terminal | None = None,
        paths: Paths | None = None,
    ) -> None:
        """Make the program; without ``paths`` there are no own themes and no settings are saved."""
        keymap, self._key_problems = make_keymap(settings.screen.keymap, settings.own_keys)
        super().__init__(terminal, keymap)
        self.library = library
        self.settings = settings
        self._refresher = refresher
        self.first_look: Future[FirstLook] | None = None
        """What the first frame shows, where somebody has asked for it before there was an app."""
        self._control_filter = ControlFilter()
        self._paths = paths
        self._own_themes, self._theme_problems = read_themes(paths.themes) if paths else ([], [])
        for theme in all_themes(self._own_themes):
            self.register_theme(theme)
        self.theme = theme_for(settings.screen.theme, self.terminal, self.available_themes)
        self._theme_before = ""
        """The theme that was switched away from."""
        self.animation_level = "none"
        # Two widgets of every screen, for what no screen here shows.
        self._disable_tooltips = self._disable_notifications = True

    def get_default_screen(self) -> Screen[None]:
        """Start with the three panes, shown when the first headlines are there."""
        self._has_theme = True
        self.stylesheet.set_variables(self.get_css_variables())
        self._see_to_colours()
        screen = MainScreen(self.library, self.settings, self.refresher, self.first_look)
        self.hold_screen(partial(getattr, screen, "is_loaded"))
        return screen

    def on_mount(self) -> None:
        """Look out for what other processes write; index what has arrived."""
        self._watch_outside()
        self.set_timer(_IDLE_AFTER_S, self._start_idle_work)
        self.call_after_refresh(self._tell_problems)

    def tell_unforeseen(self, failure: BaseException) -> None:
        """Write a failure nobody foresaw into the log and say so; the program goes on."""
        from newsreader.services.failures import log_failure

        where = ""
        if self._paths is not None and log_failure(self._paths.log, failure, "on the screen"):
            where = f" The details are in {self._paths.log}."
        sentence = f"Something unexpected happened ({type(failure).__name__}).{where}"
        for screen in self.screen_stack:
            for status in screen.query(StatusLine):
                status.say(sentence, is_error=True)

    @property
    def failure(self) -> Exception | None:
        """What nobody foresaw and what the program ended with; None if it ended well."""
        return self._exception

    def _fatal_error(self) -> None:
        """End without Textual's pages of Python: whoever runs the program gets the failure."""
        self._close_messages_no_wait()

    def _start_idle_work(self) -> None:
        self._keep_indexed()
        self._back_up()

    @work(exit_on_error=False)
    async def _watch_outside(self) -> None:
        await watch_outside(self.library)

    @work(exit_on_error=False)
    async def _keep_indexed(self) -> None:
        from newsreader.services.indexing import keep_indexed

        await keep_indexed(self.library)

    @work(exit_on_error=False)
    async def _back_up(self) -> None:
        """Make the backup of the day when no key could notice: of a gigabyte it takes a second."""
        from newsreader.services.backup import back_up_if_due

        await self.resting.wait()
        try:
            await back_up_if_due(self.library)
        except NewsreaderError as error:
            self.screen_stack[0].query_one(StatusLine).say(str(error), is_error=True)

    def _tell_problems(self) -> None:
        """Say what is wrong with the reader's keys and themes; the settings' check says it all."""
        problems = [
            *map(str, self._key_problems),
            *map(str, self._theme_problems),
            *map(str, self._doubts_about_theme()),
        ]
        wish = self.settings.screen.theme
        if wish not in ("auto", *self.available_themes):
            problems.append(f"There is no theme “{clean_line(wish, 40)}”.")
        if not problems:
            return
        more = f" And {len(problems) - 1} more: newsreader config check." if problems[1:] else ""
        self.screen_stack[0].query_one(StatusLine).say(f"{problems[0]}{more}", is_error=True)

    def _doubts_about_theme(self) -> "list[Problem]":
        """Give what can hardly be read in the reader's own theme, if one is in use."""
        used = [theme for theme in self._own_themes if theme.name == self.theme]
        if not used or self._paths is None:
            return []
        from newsreader.ui.readable import hard_to_read

        return hard_to_read(self._paths.themes, used[0])

    def refresher(self) -> "Refresher":
        """Give what fetches feeds; it is imported when it is needed first."""
        if self._refresher is None:
            from newsreader.services.fetching import make_refresh_process

            self._refresher = make_refresh_process(self.library, self.settings)
        return self._refresher

    async def on_exit_app(self) -> None:
        """Wait for changes that are made one after the other: the end drops what has not begun."""
        changing = [worker for worker in self.workers if worker.group == CHANGING]
        await asyncio.gather(*(worker.wait() for worker in changing), return_exceptions=True)

    async def on_unmount(self) -> None:
        """End what fetches and parses."""
        if self._refresher is not None:
            await self._refresher.aclose()

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Let nothing through that a terminal would obey."""
        return [*super().get_line_filters(), self._control_filter]

    def refresh_css(self, animate: bool = True) -> None:
        """Colour everything again; there is nothing yet before the first screen."""
        if self.screen_stack:
            self._see_to_colours()
            super().refresh_css(animate)

    def get_css_variables(self) -> dict[str, str]:
        """Work out the colours of the theme, but not of the one Textual begins with: 1.5 ms."""
        return super().get_css_variables() if self._has_theme else {}

    def _see_to_colours(self) -> None:
        """Read what makes up for colours that the terminal has not."""
        if self.native_ansi_color or self.no_color:
            use_sheet(self, "few_colours")

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give our colour tokens to themes that do not know them."""
        return token_defaults(self.current_theme)

    def action_command_palette(self) -> None:
        """Find a command by its name."""
        use_sheet(self, "palette")
        super().action_command_palette()

    async def action_help(self) -> None:
        """Show all keys, first those of a screen that has keys of its own."""
        from newsreader.ui.screens.help import HelpScreen

        await self.push_screen(HelpScreen(getattr(self.screen, "OWN_COMMANDS", ())))

    def pane(self) -> str:
        """Name the pane that has the keys; '' under a dialog."""
        return self.screen.pane if isinstance(self.screen, MainScreen) else ""

    async def obey(self, line: str) -> None:
        """Carry out a line typed after the colon, or say why not."""
        from newsreader.ui.obeying import obey

        main = self.screen_stack[0]
        if isinstance(main, MainScreen):
            await obey(self, main, line)

    async def action_suspend(self) -> None:
        """Go back to the shell until it says to go on, or say why not."""
        from newsreader.ui.suspending import suspend, why_not

        if sentence := why_not(self):
            self.screen_stack[0].query_one(StatusLine).say(sentence)
        else:
            await suspend(self.library)

    def action_help_quit(self) -> None:
        """Tell readers who press Ctrl-C how to quit."""
        for sign in signs_for(self, command("quit"))[:1]:
            self.screen_stack[0].query_one(StatusLine).say(f"{sign} quits.")

    def action_toggle_theme(self) -> None:
        """Switch between the light and the dark theme, and back to where that began."""
        left, self._theme_before = self._theme_before, self.theme
        is_other = left in self.available_themes and (
            self.available_themes[left].dark is not self.current_theme.dark
        )
        self.theme = left if is_other else counterpart(self.current_theme)

    async def action_settings(self) -> None:
        """Show and change the settings."""
        from newsreader.ui.screens.settings import Basis, SettingsScreen

        basis = Basis(
            self._paths.settings if self._paths else None,
            read_settings(self._paths.site_settings if self._paths else ())[0],
            list(self.available_themes),
            {"screen.theme": why_no_theme(self.terminal)},
        )
        await self.push_screen(SettingsScreen(self.settings, basis, self.use_settings))

    def use_settings(self, settings: Settings) -> None:
        """Obey other settings from now on, as far as they do not need another start."""
        self.settings = settings
        self.theme = theme_for(settings.screen.theme, self.terminal, self.available_themes)
        keymap, _ = make_keymap(settings.screen.keymap, settings.own_keys)
        self.use_keymap(keymap)
        if self._refresher is not None:
            from newsreader.services.fetching import interval_of, limits_of

            self._refresher.obey(limits_of(settings), interval_of(settings))
        for screen in self.screen_stack:
            if isinstance(screen, MainScreen):
                screen.use_settings(settings)
