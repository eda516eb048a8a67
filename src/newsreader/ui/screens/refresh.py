"""The refresh view: what is being done to each feed, now or the last time."""

import asyncio

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen

from newsreader.domain.errors import NewsreaderError
from newsreader.domain.feed_names import FeedName, feed_names
from newsreader.domain.text import clean_line
from newsreader.domain.wording import clock_time, counted, size
from newsreader.services.library import Library
from newsreader.services.refresh_log import FeedRun, RefreshLog, Totals
from newsreader.store.feeds import load_feeds
from newsreader.ui.commands import Command, Scope
from newsreader.ui.fetching import Fetching
from newsreader.ui.styles import style_sheet
from newsreader.ui.watched import Watched
from newsreader.ui.widgets.line_list import LineList
from newsreader.ui.widgets.pane_title import PaneTitle
from newsreader.ui.widgets.refresh_list import ProgressRule, RefreshList
from newsreader.ui.widgets.status_line import StatusLine

_LOOK_EVERY_S = 0.2  # however many feeds a second: five pictures are enough for the eye
_F = Scope.FEEDS
_FETCH_ALL = Command("fetch-all", "Fetch all", "Fetch every feed.", ("R",), _F)
_RESUME = Command("resume", "Go on", "Fetch what was left out.", ("r",), _F)
_STOP = Command("stop", "Stop", "Stop fetching; what has arrived stays.", ("escape", "x"), _F)
_CLOSE = Command("close", "Back", "Go back to reading; fetching goes on.", ("q", "F"), _F)
_BACK = Command("back", "Back", "Go back to reading.", ("escape", "q", "F"), _F)


class RefreshScreen(Watched, Screen[None]):
    """Show the log of the refresh while it grows."""

    CSS_PATH = style_sheet("feed_care")
    AUTO_FOCUS = "#refresh"
    OWN_COMMANDS = (_FETCH_ALL, _RESUME, _STOP, _CLOSE)
    BINDINGS = [  # noqa: RUF012 - Textual's way
        Binding("R", "fetch_all", show=False),
        Binding("r", "resume", show=False),
        Binding("x", "stop", show=False),
        Binding("escape", "cancel", show=False),
        Binding("q,F", "close", show=False),
    ]

    def __init__(self, library: Library, log: RefreshLog, fetching: Fetching) -> None:
        super().__init__()
        self._library = library
        self._log = log
        self._fetching = fetching
        self._names: dict[int, FeedName] = {}
        self._seen = -1
        self.status = StatusLine("care-status")
        self.status.hints = (_FETCH_ALL, _BACK)
        self.list = RefreshList("refresh")
        self.heading = PaneTitle("Refresh")
        self.progress = ProgressRule()

    def compose(self) -> ComposeResult:
        """Lay out the totals above the feeds."""
        yield self.heading
        yield self.progress
        yield self.list
        yield self.status

    def on_mount(self) -> None:
        """Show what is there, and look again while the view is open."""
        self.set_interval(_LOOK_EVERY_S, self.look)
        self._load_names()

    @work(exclusive=True, group="names", exit_on_error=False)
    async def _load_names(self) -> None:
        try:
            feeds = await asyncio.wrap_future(self._library.database.read_later(load_feeds))
        except NewsreaderError as error:
            self.status.say(str(error), is_error=True)
        else:
            self._names = feed_names(feeds)
            self._seen = -1
            self.look()

    def look(self) -> None:
        """Show the log, if it has changed, and what the keys mean now."""
        self.status.hints = self._hints()
        if self._seen == self._log.version:
            return
        self._seen = self._log.version
        totals = self._log.totals()
        self.progress.share = totals.done / totals.total if totals.total else 0.0
        self.heading.title = _heading(totals, is_running=self._log.is_running)
        self.heading.note = _note(totals, self._log.seconds)
        self.list.show(self._log.runs(), self._names, self._library.clock())

    def _hints(self) -> tuple[Command, ...]:
        if self._fetching.is_running:
            return (_FETCH_ALL, _CLOSE, _STOP)
        return (_FETCH_ALL, _RESUME, _BACK) if self._log.left_ids() else (_FETCH_ALL, _BACK)

    @on(LineList.CursorMoved)
    def _cursor_moved(self) -> None:
        """Tell all of what the line may be too short for."""
        run = self.list.current
        if run is not None and (told := _told_of(run, self._library.clock())):
            name = self._names.get(run.feed_id, "")
            self.status.say(clean_line(f"{name}: {told}"), is_error=bool(run.error))

    def action_fetch_all(self) -> None:
        """Fetch every feed."""
        self._fetching.start(None)

    def action_resume(self) -> None:
        """Fetch what a refresh that was stopped has left out."""
        left = self._log.left_ids()
        if self._fetching.is_running or not left:
            self.status.say("Nothing was left out.")
        else:
            self._fetching.start(left)

    def action_stop(self) -> None:
        """Stop fetching; what has arrived stays."""
        if self._fetching.cancel():
            self.status.say("Stopped. What has arrived stays.")
            self.look()
        else:
            self.status.say("Nothing is being fetched.")

    def action_cancel(self) -> None:
        """Stop fetching; go back where nothing is being fetched."""
        if self._fetching.is_running:
            self.action_stop()
        else:
            self.action_close()

    def action_close(self) -> None:
        """Go back to reading; fetching goes on."""
        self.dismiss(None)


def _told_of(run: FeedRun, now: int) -> str:
    """Say in a sentence what went wrong, or what is out of the ordinary; '' if nothing is."""
    if run.error:
        return run.error
    if run.until:
        return f"its publisher asks to be left alone until {clock_time(run.until, now)}."
    return f"it has moved to {run.moved_to}." if run.moved_to else ""


def _heading(totals: Totals, *, is_running: bool) -> str:
    if not totals.total:
        return "Refresh"
    if is_running:
        return f"Fetching {totals.done} of {counted(totals.total, 'feed')}"
    feeds = counted(totals.total, "feed")
    return f"{totals.done} of {feeds} fetched" if totals.left else f"{feeds} fetched"


def _note(totals: Totals, seconds: float) -> str:
    parts = [f"{totals.new} new" if totals.new else ""]
    parts.append(f"{totals.failed} failed" if totals.failed else "")
    parts.append(f"{totals.held} left alone" if totals.held else "")
    parts.append(size(totals.size) if totals.size else "")
    parts.append(f"{seconds:.1f} s" if seconds else "")
    return " · ".join(filter(None, parts))
