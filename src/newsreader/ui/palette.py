"""The command palette: every command by its name, or by words of its description."""

from collections.abc import Coroutine, Iterator, Sequence
from functools import partial
from typing import cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from newsreader.ui.commands import COMMANDS, Command, Scope, binding_key
from newsreader.ui.keyed import KeyedApp
from newsreader.ui.keys.keymap import signs_for
from newsreader.ui.widgets.status_line import StatusLine

_BY_HELP = 0.01
"""The score of what is found by its description only: below all names."""


class CommandProvider(Provider):
    """Offer the commands that mean something here; moving about is left to the keys."""

    async def startup(self) -> None:
        """Take the hints away that are about keys of the screen below."""
        self._see_to_hints()

    async def shutdown(self) -> None:
        """Give them back, unless the command has opened a dialog."""
        self._see_to_hints()

    def _see_to_hints(self) -> None:
        status = getattr(self.screen, "status", None)
        if isinstance(status, StatusLine):
            status.is_covered = self.app.screen is not self.screen

    async def discover(self) -> Hits:
        """Give all commands, before anything is typed."""
        for command in self._commands():
            yield DiscoveryHit(command.title, self._run(command), help=self._help(command))

    async def search(self, query: str) -> Hits:
        """Give the commands whose names match, then those whose descriptions hold the words."""
        words = query.casefold().split()
        matcher = self.matcher(query)
        for command in self._commands():
            if score := matcher.match(command.title):
                title = matcher.highlight(command.title)
                yield Hit(score, title, self._run(command), help=self._help(command))
            elif words and _is_about(command, words):
                yield Hit(_BY_HELP, command.title, self._run(command), help=self._help(command))

    def _commands(self) -> Iterator[Command]:
        active = self.screen.active_bindings
        for command in COMMANDS:
            if command.scope is not Scope.MOVING and binding_key(command.id) in active:
                yield command

    def _run(self, command: Command) -> partial[Coroutine[None, None, bool]]:
        return partial(cast(KeyedApp, self.app).run_command, command.id)

    def _help(self, command: Command) -> str:
        """Give the sentence and the keys; the palette would take a bracket for markup."""
        signs = " ".join(signs_for(self.app, command)).replace("[", r"\[")
        return f"{command.help}  {signs}".rstrip()


def _is_about(command: Command, words: Sequence[str]) -> bool:
    """Say whether words of a command's description begin with all of these."""
    told = command.help.casefold().split()
    return all(any(one.startswith(word) for one in told) for word in words)
