"""The command palette: every command by its name."""

from collections.abc import Coroutine, Iterator
from functools import partial

from textual.command import DiscoveryHit, Hit, Hits, Provider

from newsreader.ui.commands import COMMANDS, Command, Scope, key_signs


class CommandProvider(Provider):
    """Offer the commands of the registry; moving about is left to the keys."""

    async def discover(self) -> Hits:
        """Give all commands, before anything is typed."""
        for command in self._commands():
            yield DiscoveryHit(command.title, self._run(command), help=_help(command))

    async def search(self, query: str) -> Hits:
        """Give the commands whose names match."""
        matcher = self.matcher(query)
        for command in self._commands():
            if score := matcher.match(command.title):
                title = matcher.highlight(command.title)
                yield Hit(score, title, self._run(command), help=_help(command))

    def _commands(self) -> Iterator[Command]:
        for command in COMMANDS:
            is_here = hasattr(self._target(command), f"action_{command.action}")
            if is_here and command.scope is not Scope.MOVING:
                yield command

    def _target(self, command: Command) -> object:
        return self.app if command.scope is Scope.PROGRAM else self.screen

    def _run(self, command: Command) -> partial[Coroutine[None, None, bool]]:
        where = self.app if command.scope is Scope.PROGRAM else self.screen
        return partial(self.app.run_action, command.action, where)


def _help(command: Command) -> str:
    return f"{command.help}  {key_signs(command)}"
