"""What is set for one feed, each with its help; a key changes it, and it is in force at once."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine

from textual import on, work
from textual.binding import Binding
from textual.screen import Screen
from textual.suggester import SuggestFromList
from textual.widgets import Input

from newsreader.domain.errors import NewsreaderError
from newsreader.domain.events import LibraryChangedOutside, SubscriptionsChanged
from newsreader.domain.feed import Feed
from newsreader.domain.options import read_header
from newsreader.domain.text import clean_line
from newsreader.services.feed_edit import FeedChange, FeedState, left_behind, load_state
from newsreader.services.feed_settings import (
    Told,
    default_of,
    expectation,
    feed_setting,
    pause_title,
    read_value,
    tell,
    tell_change,
    typed_value,
)
from newsreader.services.library import Library
from newsreader.services.undo import History, Step
from newsreader.store.feeds import load_folders
from newsreader.ui.bridge import LibraryChanged, connect
from newsreader.ui.caring import Caring
from newsreader.ui.keys.keymap import key_for
from newsreader.ui.screens.value_dialog import ValueDialog
from newsreader.ui.watched import CHANGING
from newsreader.ui.widgets.status_line import StatusLine
from newsreader.ui.widgets.value_list import ValueList, ValueRow

_KEYS = "Enter change   Backspace default   u undo   U redo   Esc close"
_UNSEEN = "empty: it stays; Backspace in the list takes it away"
_AROUND = 11
"""Rows of the dialog beside its list, the line to type into among them."""
_NARROW = 76
"""Cells of a terminal below which the help takes three lines."""


class FeedSettingsScreen(ValueDialog):
    """Show and change what is set for a feed; every change is a step of the history.

    What was changed last may still wait for the library when this is closed: changes are workers
    of the app, which go on, and say then where the reader is what came of them.
    ``fetch`` gets the feed's id at the end if its publisher is to be asked otherwise than before.
    """

    BINDINGS = [  # noqa: RUF012 - Textual's way; these keys are no commands
        Binding("ctrl+e", "close", show=False),
        Binding("u,ctrl+z", "undo", show=False),
        Binding("U,ctrl+y", "redo", show=False),
    ]

    def __init__(
        self,
        library: Library,
        history: History,
        state: FeedState,
        fetch: Callable[[int], None],
    ) -> None:
        super().__init__("Feed settings", _KEYS, ValueList("feed-settings"))
        self._library = library
        self._history = history
        self._state = self._before = state
        self._fetch = fetch
        self._caring = Caring(library, history, self._say_done)
        self._steps: list[Step] = []
        """Made here, so that what was done elsewhere is not taken back unseen."""
        self._taken_back: list[Step] = []
        self._turn = asyncio.Lock()
        """Held while something is changed: keys come faster than that is written."""
        self._folders: list[str] = []
        self._told: list[Told] = []
        self._asked: Told | None = None
        """What the line asks for."""

    def on_mount(self) -> None:
        """Show what is set, and look again when somebody else changes it."""
        self._disconnect = connect(self._library.bus, self)
        self._show(self._state)
        self.say(self.help_text())
        self._reload()

    def on_unmount(self) -> None:
        """Stop listening to the library."""
        self._disconnect()

    # -- what is shown

    def _show(self, state: FeedState) -> None:
        self._state = state
        if not self._is_open:
            return
        self._told = list(tell(state))
        if state.options.headers:
            last = max(n for n, told in enumerate(self._told) if told.header)
            self._told.insert(last + 1, Told(feed_setting("header"), "(one more)", True))
        self._values.show_rows(
            [ValueRow(told.setting.label, told.text, told.is_default) for told in self._told]
        )
        self._fit()

    def on_resize(self) -> None:
        """Fit the help to another width of the terminal."""
        self._fit()

    def _fit(self) -> None:
        """Be as high as all rows need; where that is too much, the list gets what is left."""
        self.set_class(self.app.size.width < _NARROW, "-narrow")
        self.query_one(".dialog").styles.height = len(self._told) + _AROUND

    @on(LibraryChanged)
    def _library_changed(self, message: LibraryChanged) -> None:
        if isinstance(message.event, SubscriptionsChanged | LibraryChangedOutside):
            self._reload()

    @work(exclusive=True, group="state", exit_on_error=False)
    async def _reload(self) -> None:
        async with self._turn:
            await self._load()

    async def _load(self) -> None:
        database = self._library.database
        try:
            state = await asyncio.wrap_future(database.read(load_state, self._state.feed.id))
            folders = await asyncio.wrap_future(database.read(load_folders))
        except NewsreaderError as error:
            self.say(str(error), is_error=True)
            return
        if state is None:
            if self.is_active:  # or it would be the screen above that goes
                self.dismiss(None)
            return
        self._folders = ["/".join(folder.path) for folder in folders.values()]
        self._show(state)

    @property
    def _current(self) -> Told:
        return self._told[self._values.cursor]

    def help_text(self) -> str:
        """Say what the setting under the cursor is for."""
        text = self._current.setting.help_text
        return f"{text[0].upper()}{text[1:]}."

    # -- changing

    def action_change(self, step: int) -> None:
        """Pause or resume; ask for anything else."""
        told = self._current
        if told.setting.name == "paused":
            self._set(told, lambda: {"is_paused": not self._state.feed.is_paused})
        elif told.header:
            self._ask_for_header(told)
        elif told.setting.name == "password":
            self._ask(told, _UNSEEN, is_hidden=True)
        elif told.setting.name == "header":
            self._ask(told, "Name: value, or the name only")
        else:
            self._ask(told, expectation(told.setting))

    def _ask(self, told: Told, expected: str, *, is_hidden: bool = False) -> None:
        self._asked = told
        is_folder = told.setting.name == "folder"
        suggester = SuggestFromList(self._folders, case_sensitive=False) if is_folder else None
        value = typed_value(self._state, told)
        self.ask(value, expected, is_hidden=is_hidden, suggester=suggester)

    def _ask_for_header(self, told: Told) -> None:
        self.say(f"The value of {told.header}, unseen.")
        self._ask(told, _UNSEEN, is_hidden=True)

    def take(self, text: str) -> None:
        """Take what was typed; what is as it was changes nothing."""
        told = self._asked
        if told is None:
            return
        name = told.setting.name
        if name == "header" and not told.header and text.strip() and ":" not in text:
            header, _ = read_header(f"{text}:")
            self._ask_for_header(told._replace(header=header))
            return
        change = read_value(name, f"{told.header}: {text}" if told.header else text) if text else {}
        if not text and name not in ("password", "header"):
            change = default_of(told)
        is_same = text == typed_value(self._state, told)
        self.end_asking()
        if not is_same and change:
            self._set(told, lambda: change)

    @on(Input.Changed)
    def _hide_value(self, message: Input.Changed) -> None:
        """Hide a header from its colon on: what follows may be a secret."""
        told = self._asked
        if told is not None and told.setting.name == "header" and ":" in message.value:
            message.input.password = True

    def action_reset(self) -> None:
        """Go back to the default."""
        told = self._current
        if not told.is_default:
            self._set(told, lambda: default_of(told))

    def _set(self, told: Told, change: Callable[[], FeedChange]) -> None:
        self._run(self._change(told, change))

    def _run(self, work: Coroutine[None, None, None]) -> None:
        self.app.run_worker(work, group=CHANGING, exit_on_error=False)

    async def _change(self, told: Told, change: Callable[[], FeedChange]) -> None:
        """Make a change, which may depend on those before it, when its turn has come."""
        async with self._turn:
            before, last = self._state.feed, self._history.last
            change_now = change()
            title = _title_of(told, before, change_now)
            after = await self._caring.edit(title, before, change_now)
            step = self._history.last
            if after is None or step is None or step is last:  # refused, or as it was
                return
            self._steps.append(step)
            self._show(after)
        said = tell_change(told.setting.name, change_now, after)
        self._say_done(f"{said} {left_behind(before, after)}".rstrip(), can_undo=True)

    @property
    def _is_open(self) -> bool:
        return self in self.app.screen_stack

    def say(self, sentence: str, *, is_error: bool = False) -> None:
        """Say a sentence below the list; once that is closed, where the reader is now."""
        if self._is_open:
            super().say(sentence, is_error=is_error)
            return
        lines = [line for screen in self.app.screen_stack for line in screen.query(StatusLine)]
        for line in lines[-1:]:  # none while the program ends
            line.say(sentence, is_error=is_error)

    def _say_done(self, sentence: str, *, is_error: bool = False, can_undo: bool = False) -> None:
        undo = f" {key_for(self.app, 'undo')} takes it back." if can_undo else ""
        self.say(sentence + undo, is_error=is_error)

    def action_undo(self) -> None:
        """Take back the last change that was made here."""
        self._run(self._undo())

    async def _undo(self) -> None:
        async with self._turn:
            await self._undo_last()

    async def _undo_last(self) -> None:
        if not self._steps or self._history.last is not self._steps[-1]:
            self.say("Nothing that was changed here is left to be taken back.")
            return
        if await self._reverse(self._history.undo, "Taken back"):
            self._steps.pop()
            self._taken_back.append(self._history.undone[-1])

    def action_redo(self) -> None:
        """Do again what was taken back here last."""
        self._run(self._redo())

    async def _redo(self) -> None:
        async with self._turn:
            undone = self._history.undone
            if not self._taken_back or not undone or undone[-1] is not self._taken_back[-1]:
                self.say("Nothing that was taken back here is left to be done again.")
            elif await self._reverse(self._history.redo, "Done again"):
                self._taken_back.pop()
                self._steps.append(self._history.done[-1])

    async def _reverse(self, reverse: Callable[[], Awaitable[Step]], word: str) -> bool:
        """Go a step back or on in the history; False if that is refused."""
        try:
            step = await reverse()
        except NewsreaderError as error:
            self.say(str(error), is_error=True)
            return False
        self._library.bus.publish(SubscriptionsChanged())
        self.say(f"{word}: {clean_line(step.title, 60)}")
        return True

    # -- leaving

    def action_close(self) -> None:
        """Go back to reading; where the request is another one in the end, it is made."""
        self._run(self._fetch_if_other())
        self.dismiss(None)

    async def _fetch_if_other(self) -> None:
        """Wait for the changes before this, and fetch the feed if its publisher sees them."""
        async with self._turn:
            await self._load()
        now = self._state
        if _request(self._before) != _request(now) and not now.feed.is_paused:
            self._fetch(now.feed.id)


async def open_feed_settings(
    screen: Screen[None],
    library: Library,
    history: History,
    feed_id: int,
    fetch: Callable[[int], None],
) -> None:
    """Show what is set for a feed over a screen, if it is followed still; raises StoreError."""
    state = await asyncio.wrap_future(library.database.read(load_state, feed_id))
    if state is not None:
        screen.app.push_screen(FeedSettingsScreen(library, history, state, fetch))


def _title_of(told: Told, feed: Feed, change: FeedChange) -> str:
    """Name the step that makes a change."""
    if "is_paused" in change:
        return pause_title(feed.title, is_paused=change["is_paused"])
    return f"Changed {feed.title}: {told.setting.label}"


def _request(state: FeedState) -> tuple[object, ...]:
    """Give what the publisher gets to see."""
    options = state.options
    return state.feed.url, options.user, options.password, options.headers
