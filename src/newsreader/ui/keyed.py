"""An app whose keys come from a keymap: sequences, counts and macros, beside Textual's own keys."""

import asyncio
from collections.abc import Callable, Mapping

from textual import events
from textual.binding import ActiveBinding
from textual.dom import DOMNode
from textual.geometry import Offset
from textual.scroll_view import ScrollView
from textual.widgets import Input

from newsreader.ui.commands import Number, Scope, binding_key, command
from newsreader.ui.desktop import DesktopApp
from newsreader.ui.key_taker import KeyTaker
from newsreader.ui.keys.keymap import Entry, Keymap, default_keymap
from newsreader.ui.keys.resolver import Resolver, Run, Verdict
from newsreader.ui.keys.spelling import pressed_key
from newsreader.ui.resting import Resting
from newsreader.ui.terminal import Terminal
from newsreader.ui.widgets.status_line import StatusLine

_SENT_TO = "sent_to"
_AMONG = ["among feeds and articles"]
_PLACES = {
    Scope.ARTICLE: ["in the article"],
    Scope.BOOKMARKS: ["in the bookmarks"],
    Scope.READING: _AMONG,
    Scope.MARKING: _AMONG,
    Scope.FEEDS: _AMONG,
}
Bindings = Mapping[str, ActiveBinding]
# A macro goes on when such workers that a command began are done; what fetches takes its time.
_STEPS = {"article", "default", "opened", "unread", "view"}


class KeyedApp(DesktopApp):
    """Carry out the commands of keys that no widget has taken for itself."""

    def __init__(self, terminal: Terminal | None = None, keymap: Keymap | None = None) -> None:
        super().__init__(terminal)
        self.on_dialog: Callable[[], None] | None = None
        """Called once when the next dialog has the keys."""
        self.use_keymap(keymap or default_keymap())
        self.resting = Resting()

    def use_keymap(self, keymap: Keymap) -> None:
        """Obey other keys from now on."""
        self.keymap = keymap
        self._resolver = Resolver(keymap)

    def pane(self) -> str:
        """Name the pane that has the keys; '' where there are no panes."""
        return ""

    def action_redraw(self) -> None:
        """Draw the whole screen again, whatever the terminal shows."""
        self.redraw()

    def action_command_line(self, number: int = 0) -> None:
        """Ask for a command by its name; a digit that opened it stands there already."""
        from newsreader.ui.screens.command_line import CommandLine

        def typed(line: str | None) -> None:
            if line:
                self.run_worker(self.obey(line), group="macro", exit_on_error=False)

        self.push_screen(CommandLine(str(number) if number else ""), typed)

    async def obey(self, line: str) -> None:
        """Carry out a line typed after the colon."""
        raise NotImplementedError

    async def on_event(self, event: events.Event) -> None:
        """Note who had the focus when a key was pressed."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            vars(event)[_SENT_TO] = self.focused
            self.resting.note()
        await super().on_event(event)

    async def on_key(self, event: events.Key) -> None:
        """Turn a key into a command; it comes here when no widget wanted it."""
        if not self.screen.is_mounted:  # it was opened just now: wait for its line
            await self.screen._mounted_event.wait()
        if self._was_meant_for_line(event) or self._was_taken(event):
            event.stop()
            event.prevent_default()
            return
        active = self.screen.active_bindings
        if _is_typing(active.get(event.key), self.focused):
            return
        pane = self.pane()

        def is_here(entry: Entry) -> bool:
            is_meant = not entry.panes or pane in entry.panes
            return is_meant and binding_key(entry.commands[0]) in active

        verdict = self._resolver.press(pressed_key(event.key, event.character), is_here)
        # Asked for by name: a query walks through all widgets with every key.
        status = getattr(self.screen, "status", None)
        if isinstance(status, StatusLine):
            status.pending = self._resolver.pending
            status.key_pressed()
        if verdict is Verdict.UNKNOWN:
            if isinstance(status, StatusLine) and event.key not in active:
                self._say_where(pressed_key(event.key, event.character), status)
            return
        event.stop()
        event.prevent_default()  # Textual's own keys would be next
        if isinstance(verdict, Run) and len(verdict.commands) == 1:
            only = verdict.commands[0]
            await self.run_command(only, verdict.number_for(only), active)
        elif isinstance(verdict, Run):
            self.run_worker(self._run_macro(verdict), group="macro", exclusive=True)

    def _say_where(self, key: str, status: StatusLine) -> None:
        """Say where a key works that means nothing here, or why it means nothing at all."""
        meant = [entry for entry in self.keymap.beginning_with((key,)) if len(entry.keys) == 1]
        # a command says more about its key than several, of which the first is another's
        for entry in sorted(meant, key=lambda entry: len(entry.commands)):
            where = [f"in the {pane}" for other in meant for pane in other.panes]
            where = where or _PLACES.get(command(entry.commands[0]).scope, [])
            if where:
                title = ", then ".join(command(one).title for one in entry.commands)
                places = " and ".join(dict.fromkeys(where))
                status.say(f"{entry.sign} is “{title}”: only {places}.")
                return
        if reason := self.keymap.reasons.get((key,)):
            status.say(reason)

    def _was_meant_for_line(self, event: events.Key) -> bool:
        """Hand a key to the line that opened while the key was on its way to somebody else."""
        line = self.focused
        if not isinstance(line, Input) or vars(event).get(_SENT_TO, line) is line:
            return False
        line._forward_event(events.Key(event.key, event.character))
        return True

    def _was_taken(self, event: events.Key) -> bool:
        return isinstance(self.screen, KeyTaker) and self.screen.take_key(event)

    async def run_command(
        self, command_id: str, number: int = 0, active: Bindings | None = None
    ) -> bool:
        """Carry out a command where the reader is; False if it means nothing there.

        ``active`` is what can be done there now, if the caller has looked already.
        """
        found = command(command_id)
        if number and found.number is Number.LINE:
            found = command("go-to-number")
        for _ in range(max(1, number) if found.number is Number.TIMES else 1):
            active = active or self.screen.active_bindings
            binding = active.get(binding_key(found.id))
            if binding is None:
                return False
            argument = f"({number})" if found.number is Number.ARGUMENT else ""
            doer = _doer(binding.node, found.action)
            if number > 1 and found.number is Number.ROWS and hasattr(doer, "select_rows"):
                doer.select_rows(number)
            before = _place(doer)
            await self.run_action(found.action + argument, doer)
            if found.scope is not Scope.MOVING:
                active = None  # what has been done may change what can be
            elif before is not None and _place(doer) == before:
                break  # at the end: a large count would keep all keys waiting for nothing
        return True

    async def _run_macro(self, run: Run) -> None:
        """Carry out commands, each when the one before is done."""
        for command_id in run.commands:
            before = set(self.workers)
            if not await self.run_command(command_id, run.number_for(command_id)):
                return
            begun = [w for w in set(self.workers) - before if w.group in _STEPS]
            await asyncio.gather(*(w.wait() for w in begun), return_exceptions=True)
            is_painted = asyncio.Event()
            self.screen.call_after_refresh(is_painted.set)
            await is_painted.wait()


def _place(widget: DOMNode) -> tuple[int, Offset] | None:
    """Say where a widget stands that can be moved about in; None for any other."""
    if not isinstance(widget, ScrollView):
        return None
    return getattr(widget, "cursor", 0), widget.scroll_offset


def _doer(node: DOMNode, action: str) -> DOMNode:
    """Find the widget that has an action: two share the commands of the article."""
    doers = (one for one in node.ancestors_with_self if hasattr(one, f"action_{action}"))
    return next(doers, node)


def _is_typing(own: ActiveBinding | None, focused: object) -> bool:
    """Say whether a key belongs to the line that is being typed."""
    return isinstance(focused, Input) and own is not None and own.node is focused
