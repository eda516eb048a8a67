"""Refreshing in a process of its own, seen from the screen: no key shares Python with it.

It opens the library itself, fetches, parses in further processes, and writes. Before each of its
transactions it asks for its turn: a job in the queue of the screen's writer, so that a key's own
write goes first as ever, and never meets SQLite's lock, where it would sleep and try again.
"""

import asyncio
import socket
from collections.abc import Sequence
from concurrent.futures import Future
from contextlib import suppress
from itertools import count

from newsreader import __version__
from newsreader.domain.errors import FetchError
from newsreader.domain.events import Event, RefreshFinished, RefreshProgress, RefreshStarted
from newsreader.fetch.answers import Limits
from newsreader.services.library import Library
from newsreader.services.own_command import own_command
from newsreader.services.parse_pool import ParsePool
from newsreader.services.refresh_messages import (
    GO,
    SEEN,
    Begin,
    Ended,
    Obey,
    Order,
    Stop,
    Told,
    TurnWanted,
    next_message,
    pack,
)
from newsreader.store.connection import BUSY_TIMEOUT_S

IDLE_S = 90.0
"""An unused process is ended after this long: when feeds are due every minute, it stays."""
END_S = 0.5
"""How long a process may take to end by itself; it is killed then."""
TURN_S = 2 * BUSY_TIMEOUT_S
"""How long a transaction may take it: it may have to wait for other programs."""
STOP_S = 5.0
"""How long a process may take to obey a stop; it is killed then."""
LOOK_EVERY_S, MOST_SILENT_LOOKS = 15.0, 6
"""A process that refreshes is killed when so many looks in a row find that it has told nothing,
not even that it is alive. Looks are counted, not seconds: this program may have slept as well."""
_READ_AHEAD = 1 << 20
_NOTHING = RefreshProgress(0, 0, 0, 0)
_CRASHED = "Fetching ended unexpectedly. What had arrived is stored; fetch again for the rest."
_STUCK = (
    "Fetching stood still for more than a minute and was ended. What had arrived is stored; fetch "
    "again for the rest."
)
_NOT_RUN = "Fetching could not be started: {reason}. Close other programs, then fetch again."


class RefreshProcess:
    """A refresher in a process of its own, started when it is needed; end it with ``aclose``.

    Events are published on the loop that it is used from, in their order.
    """

    def __init__(
        self, library: Library, limits: Limits, wish_s: int = 0, idle_s: float = IDLE_S
    ) -> None:
        self._library = library
        self._obeyed = Obey(limits, wish_s)
        self._idle_s = idle_s
        self._numbers = count()
        self._processes: list[_Process] = []
        """The last one serves, unless it is ending as those before it are."""
        self._parser: ParsePool | None = None

    @property
    def limits(self) -> Limits:
        """How much of a publisher's answer the reader puts up with."""
        return self._obeyed.limits

    @property
    def parser(self) -> ParsePool:
        """What reads a document outside of refreshes: a parse process beside theirs."""
        if self._parser is None:
            self._parser = ParsePool()
        return self._parser

    def obey(self, limits: Limits, wish_s: int) -> None:
        """Go by other settings from the next refresh on."""
        self._obeyed = Obey(limits, wish_s)
        for process in self._processes:
            process.send(self._obeyed)

    async def refresh(
        self, feed_ids: Sequence[int] | None = None, *, force: bool = False
    ) -> RefreshFinished:
        """Fetch feeds as :meth:`Refresher.refresh` does, and raise what it raises.

        Raises FetchError ``refresh_not_run`` where no process could be started,
        ``refresh_crashed`` where it ended in the middle, ``refresh_stuck`` where it stood still.
        """
        ids = None if feed_ids is None else tuple(feed_ids)
        return await self._serving().refresh(Begin(next(self._numbers), ids, force))

    async def aclose(self) -> None:
        """Stop what is going on and end all processes."""
        parsers = [self._parser.aclose()] if self._parser is not None else []
        await asyncio.gather(*(process.aclose() for process in self._processes), *parsers)
        self._processes.clear()

    def _serving(self) -> "_Process":
        """Give the process that takes orders, a new one if there is none."""
        self._processes = [process for process in self._processes if not process.is_over]
        if not self._processes or self._processes[-1].is_ending:
            self._processes.append(_Process(self._library, self._obeyed, self._idle_s))
        return self._processes[-1]


class _Process:
    """One process from its start to its end."""

    def __init__(self, library: Library, obeyed: Obey, idle_s: float) -> None:
        self._library = library
        self._loop = asyncio.get_running_loop()
        self._idle_s = idle_s
        self._unsent: list[Order] = [obeyed]
        self._asked: dict[int, asyncio.Future[RefreshFinished]] = {}
        self._idle: asyncio.TimerHandle | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._turns: socket.socket | None = None
        """The line of turns, this end of it."""
        self._silent_looks = 0
        self._life: asyncio.TimerHandle | None = None
        self._failure: FetchError | None = None
        """What is told to whoever waits for a refresh when it ends; None: they are cancelled."""
        self._begun = 0
        self._progress = _NOTHING
        self.is_ending = False
        """Whether it takes no more orders."""
        self._runner = asyncio.create_task(self._run(), name="refresh process")

    @property
    def is_over(self) -> bool:
        """Whether there is nothing left of it."""
        return self._runner.done()

    def send(self, order: Order) -> None:
        """Give an order, now or when it has started."""
        self._unsent.append(order)
        self._send_all()

    async def refresh(self, begin: Begin) -> RefreshFinished:
        """Refresh; whoever stops waiting stops it."""
        answer: asyncio.Future[RefreshFinished] = asyncio.get_running_loop().create_future()
        self._asked[begin.number] = answer
        self._wait_for_orders()
        self.send(begin)
        try:
            return await answer
        except asyncio.CancelledError:
            self.send(Stop(begin.number))
            self._loop.call_later(STOP_S, self._kill_if_asked, begin.number)
            raise

    async def aclose(self) -> None:
        """End it; whoever waits for a refresh is cancelled."""
        self._runner.cancel()
        with suppress(asyncio.CancelledError):
            await self._runner

    # -- its life

    async def _run(self) -> None:
        """Start it and take what it tells until it ends."""
        try:
            source = await self._start()
            self._failure = FetchError("refresh_crashed", _CRASHED)
            self._look_again_later()
            await self._listen(source)
        except OSError as error:
            self._failure = self._failure or FetchError(
                "refresh_not_run", _NOT_RUN.format(reason=error.strerror)
            )
        except asyncio.CancelledError:
            self._failure = None
            raise
        finally:
            await self._end()
            self._fail_all()

    async def _start(self) -> asyncio.StreamReader:
        database = self._library.database
        device, inode = database.file or (0, 0)
        self._turns, its_turns = socket.socketpair()
        self._turns.settimeout(TURN_S)
        with its_turns:  # held here, the line would outlive the process
            self._process = await asyncio.create_subprocess_exec(
                *own_command("newsreader.services.refresh_worker"),
                *(str(database.path), f"{device}:{inode}", __version__, str(its_turns.fileno())),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                limit=_READ_AHEAD,
                pass_fds=(its_turns.fileno(),),
                process_group=0,  # as in ``parse_process``
            )
        self._send_all()
        assert self._process.stdout is not None  # noqa: S101 - started with a pipe
        return self._process.stdout

    async def _listen(self, source: asyncio.StreamReader) -> None:
        """Take what it tells until it ends, as it was told to, or nobody knows why."""
        while True:
            try:
                message = await next_message(source)
            except Exception:  # noqa: BLE001 - the border: also what another version has pickled
                return
            self._silent_looks = 0
            for told in message:
                self._take(told)

    def _send_all(self) -> None:
        if self._process is None or self.is_ending:
            return
        assert self._process.stdin is not None  # noqa: S101 - started with a pipe
        for order in self._unsent:
            self._process.stdin.write(pack(order))
        self._unsent.clear()

    def _wait_for_orders(self) -> None:
        """End it after a while in which it has nothing to do."""
        if self._idle is not None:
            self._idle.cancel()
        if not self._asked:
            self._idle = asyncio.get_running_loop().call_later(self._idle_s, self._close_input)

    def _close_input(self) -> None:
        """Let it end; what was asked of it is cancelled there."""
        self.is_ending = True
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()

    def _look_for_life(self) -> None:
        """Kill it if it has told nothing for long, though a refresh goes on."""
        self._silent_looks = self._silent_looks + 1 if self._asked else 0
        if self._silent_looks < MOST_SILENT_LOOKS:
            self._look_again_later()
        else:
            self._failure = FetchError("refresh_stuck", _STUCK)
            self._kill()

    def _look_again_later(self) -> None:
        if self._life is not None:
            self._life.cancel()
        self._life = self._loop.call_later(LOOK_EVERY_S, self._look_for_life)

    async def _end(self) -> None:
        """See to its end; no turn is left to it."""
        for timer in (self._idle, self._life):
            if timer is not None:
                timer.cancel()
        if self._turns is not None:
            with suppress(OSError):  # it was the first to end
                self._turns.shutdown(socket.SHUT_RDWR)  # wakes the writer; ``close`` would not
            self._turns.close()
        self._close_input()
        if self._process is None:
            return
        try:
            async with asyncio.timeout(END_S):
                await self._process.communicate()
        except TimeoutError:
            self._kill()
            await self._process.communicate()

    # -- what it tells

    def _take(self, told: Told) -> None:
        match told:
            case TurnWanted():
                self._library.database.lend(self._give_turn).add_done_callback(self._end_turn)
            case Ended():
                self._finish(told)
            case _:
                self._publish(told)

    def _give_turn(self) -> None:
        """Let it write one transaction; on the writer's thread, which waits without Python.

        One that stands still is killed: the reader's own changes would wait for it.
        """
        assert self._turns is not None  # noqa: S101 - it has asked for its turn
        try:
            self._turns.sendall(GO)
            self._turns.recv(1)
        except TimeoutError:
            self._loop.call_soon_threadsafe(self._kill)
        except OSError:  # it has ended
            pass

    def _end_turn(self, _turn: "Future[None]") -> None:
        """Let it go on: what others write from now on is seen here; on the writer's thread."""
        assert self._turns is not None  # noqa: S101 - it has had its turn
        with suppress(OSError):  # it has ended
            self._turns.sendall(SEEN)

    def _kill(self) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.kill()

    def _kill_if_asked(self, number: int) -> None:
        """Kill it if it has not ended a refresh that it was told to stop."""
        if number in self._asked:
            self._kill()

    def _finish(self, ended: Ended) -> None:
        answer = self._asked.pop(ended.number)
        self._wait_for_orders()
        if not ended.is_alone:  # who wrote in the moments of a turn was not seen by the screen
            self._library.database.look_again()
        if answer.done():
            return
        if ended.finished is not None:
            answer.set_result(ended.finished)
        elif ended.error is not None:
            answer.set_exception(ended.error)
        else:
            answer.cancel()

    def _publish(self, event: Event) -> None:
        match event:
            case RefreshStarted():
                self._begun += 1
            case RefreshProgress():
                self._progress = event
            case RefreshFinished():
                self._begun -= 1
                self._progress = _NOTHING
        self._library.bus.publish(event)

    def _fail_all(self) -> None:
        """Tell the end of whatever had begun: with an error, or cancelled if there is none."""
        for _ in range(self._begun):
            done, total, new, failed = self._progress
            self._publish(RefreshFinished(total, done - failed, 0, failed, new, 0, 0.0, True))
        for answer in self._asked.values():
            if answer.done():
                continue
            if self._failure is None:
                answer.cancel()
            else:
                answer.set_exception(self._failure)
        self._asked.clear()
