"""Subscribe: type an address, choose among the feeds found there, name a folder."""

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Input, Static

from newsreader.domain.errors import NewsreaderError
from newsreader.domain.feed import Feed, folder_path
from newsreader.services.library import Library
from newsreader.services.undo import History
from newsreader.ui.fetching import Refresher
from newsreader.ui.keys.keymap import key_for
from newsreader.ui.screens.dialog import Dialog
from newsreader.ui.widgets.candidate_list import CandidateList
from newsreader.ui.widgets.line_input import LineInput
from newsreader.ui.widgets.line_list import LineList

_HINT = "A feed, a page or just a site: example.org"
_KEYS = "Enter look for feeds   Esc cancel"
_KEYS_FOUND = "Enter add   Tab folder   Esc cancel"


class AddressInput(LineInput):
    """A line for one address: of several that are pasted the first is taken."""

    left_out = 0
    """How many lines of what was pasted last were not taken."""

    def line_of(self, pasted: str) -> str:
        """Give the first line that is not empty."""
        lines = [line.strip() for line in pasted.splitlines() if line.strip()]
        self.left_out = len(lines[1:])
        return lines[0] if lines else ""


class AddFeedScreen(Dialog[Feed | None]):
    """Ask for an address and give the feed that is followed now, None if nothing was added."""

    BINDINGS = [  # noqa: RUF012 - Textual's way; these keys are no commands
        Binding("escape", "dismiss", show=False),
        Binding("enter", "subscribe", show=False),
    ]

    def __init__(
        self,
        library: Library,
        history: History,
        refresher: Refresher,
        folder: tuple[str, ...] = (),
    ) -> None:
        super().__init__()
        self._library = library
        self._history = history
        self._refresher = refresher
        self._folder = folder

    def compose(self) -> ComposeResult:
        """Lay out the address, what is found, and the folder."""
        with Vertical(classes="dialog"):
            yield Static("Add a feed", classes="dialog-title")
            yield AddressInput(placeholder="Address", id="address")
            yield Static(_HINT, id="say", markup=False)
            yield CandidateList(self._library.clock, id="candidates")
            yield LineInput("/".join(self._folder), placeholder="Folder (none)", id="folder")
            yield Static(_KEYS, id="keys", markup=False)

    def _say(self, sentence: str, *, is_error: bool = False) -> None:
        line = self.query_one("#say", Static)
        line.update(sentence)
        line.set_class(is_error, "-error")

    def _show_found(self, is_found: bool) -> None:
        self.set_class(is_found, "-found")
        self.query_one("#keys", Static).update(_KEYS_FOUND if is_found else _KEYS)

    @on(Input.Changed, "#address")
    def _address_changed(self) -> None:
        self.workers.cancel_group(self, "find")  # its answer is about another address
        self._show_found(False)
        line = self.query_one(AddressInput)
        count, line.left_out = line.left_out + 1, 0
        key = key_for(self.app, "import-file")
        taken = f"The first of {count} lines was taken. {key} imports a file with many feeds."
        self._say(taken if count > 1 else _HINT)

    @on(Input.Submitted, "#address")
    def _address_given(self, message: Input.Submitted) -> None:
        if message.value.strip():
            self._say(f"Looking for feeds at {message.value.strip()} …")
            self._find(message.value)

    @work(exclusive=True, group="find", exit_on_error=False)
    async def _find(self, address: str) -> None:
        from newsreader.services.subscriptions import find_candidates

        try:
            candidates = await find_candidates(
                address,
                now=self._library.clock(),
                parser=self._refresher.parser,
                limits=self._refresher.limits,
            )
        except NewsreaderError as error:
            self._say(str(error), is_error=True)
            return
        found = "1 feed" if len(candidates) == 1 else f"{len(candidates)} feeds"
        self._say(f"{found} found.")
        self._show_found(True)
        chooser = self.query_one(CandidateList)
        chooser.styles.height = min(8, 2 * len(candidates))
        chooser.show(candidates)
        chooser.focus()

    @on(Input.Submitted, "#folder")
    @on(LineList.Chosen, "#candidates")
    def action_subscribe(self) -> None:
        """Follow the feed under the cursor."""
        if self.has_class("-found"):
            self._subscribe()

    @work(exclusive=True, group="subscribe", exit_on_error=False)
    async def _subscribe(self) -> None:
        from newsreader.services.subscriptions import subscribe

        folder = folder_path(self.query_one("#folder", Input).value)
        candidate = self.query_one(CandidateList).current
        try:
            feed = await subscribe(self._library, candidate, folder=folder, history=self._history)
        except NewsreaderError as error:
            self._say(str(error), is_error=True)
        else:
            self.dismiss(feed)
