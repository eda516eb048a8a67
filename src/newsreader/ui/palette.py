"""The command palette: every command by its name."""

from collections.abc import Coroutine, Iterator
from functools import partial
from typing import cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from newsreader.ui.commands import COMMANDS, Command, Scope, binding_key
from newsreader.ui.keyed import KeyedApp
from newsreader.ui.keys.keymap import signs_for


class CommandProvider(Provider):
    """Offer the commands that mean something here; moving about is left to the keys."""

    async def discover(self) -> Hits:
        """Give all commands, before anything is typed."""
        for command in self._commands():
            yield DiscoveryHit(command.title, self._run(command), help=self._help(command))

    async def search(self, query: str) -> Hits:
        """Give the commands whose names match."""
        matcher = self.matcher(query)
        for command in self._commands():
            if score := matcher.match(command.title):
                title = matcher.highlight(command.title)
                yield Hit(score, title, self._run(command), help=self._help(command))

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
