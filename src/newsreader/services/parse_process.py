"""A parse process seen from the loop: start it when needed, hand over, time out, restart.

The screen stays as smooth as if nobody parsed, and a document that hangs or kills its parser takes
only itself along.
"""

import asyncio
import contextlib
import pickle
from collections import deque
from typing import Any, NamedTuple

from newsreader.domain.errors import ParseError
from newsreader.domain.parsed import ParsedEntry, ParsedFeed, Reading
from newsreader.services.answer_pipe import AnswerPipe
from newsreader.services.own_command import own_command
from newsreader.services.parse_worker import HEADER, Job

TIMEOUT_S = 20.0
"""Wall time for one document."""
IDLE_S = 60.0
"""An unused process is ended after this long; it holds some 30 MB."""
RECYCLE_AFTER = 2_000
"""Documents after which a process is replaced, so that nothing can pile up in it."""
MOST_WAITING = 64
"""Documents handed over and not yet answered; whoever brings more has to wait."""


_CLOSING = "The program is closing; fetch again later."
_TIMEOUT = "Reading the feed took too long and was given up. It may be damaged; try again later."
_NOT_RUN = "The parser could not be run: {reason}. Close other programs, then fetch again."
_CRASHED = "Reading the feed ended the parser. It may be damaged; try again later."


class NotRunError(ParseError):
    """There is no process that could read; the document is not to blame."""


class _Task(NamedTuple):
    job: Job
    answer: "asyncio.Future[Reading]"


class ParseProcess:
    """Parse documents in another process. Belongs to one event loop."""

    def __init__(self, timeout_s: float = TIMEOUT_S, idle_s: float = IDLE_S) -> None:
        self._timeout_s = timeout_s
        self._idle_s = idle_s
        self._slots = asyncio.Semaphore(MOST_WAITING)
        self._waiting: deque[_Task] = deque()
        self._sent: deque[_Task] = deque()
        self._has_waiting = asyncio.Event()
        self._runner: asyncio.Task[None] | None = None
        self._process: asyncio.subprocess.Process | None = None
        self._answers: AnswerPipe | None = None
        self._served = 0
        self._is_closed = False

    @property
    def load(self) -> int:
        """Give the number of documents that it has been given and has not answered."""
        return len(self._waiting) + len(self._sent)

    async def read(self, job: Job) -> Reading:
        """Unpack a document and parse it as ``parse.feed.parse_feed`` does.

        Raises ParseError; beside its codes ``too_large``, ``bad_encoding``, ``parse_timeout``,
        ``parse_crashed`` and ``too_complex``; NotRunError where no process could be started.
        """
        async with self._slots:
            if self._is_closed:
                raise ParseError("parse_crashed", _CLOSING)
            answer: asyncio.Future[Reading] = asyncio.get_running_loop().create_future()
            self._waiting.append(_Task(job, answer))
            self._has_waiting.set()
            self.start()
            return await answer

    def start(self) -> None:
        """Start the process, if there is none: what comes first need not wait for it."""
        if not self._is_closed and (self._runner is None or self._runner.done()):
            self._runner = asyncio.create_task(self._run(), name="parse process")

    async def aclose(self) -> None:
        """End the process; documents still waiting fail."""
        self._is_closed = True
        if self._runner is not None:
            self._runner.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._runner
        self._fail_all(ParseError("parse_crashed", _CLOSING))

    async def _run(self) -> None:
        """Hand over what waits and take answers, until nothing has come for a while."""
        try:
            await self._start_process()
            while self._sent or await self._is_needed():
                await self._send_waiting()
                if self._sent:
                    await self._take_answer()
        except Exception as error:  # noqa: BLE001 - the border: nobody may wait for ever
            reason = error.strerror if isinstance(error, OSError) else repr(error)
            await self._end_process()  # first: who hears of the failure may ask again at once
            self._fail_all(NotRunError("parse_crashed", _NOT_RUN.format(reason=reason)))
        finally:
            await self._end_process()

    async def _is_needed(self) -> bool:
        """Wait for a document; end the process and give False when none comes for ``idle_s``."""
        if not self._waiting:
            self._has_waiting.clear()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._has_waiting.wait(), self._idle_s)
        if not self._waiting:
            await self._end_process()
        return bool(self._waiting)  # one may have come while the process ended

    async def _send_waiting(self) -> None:
        """Hand all waiting documents over in one message; a worn process is replaced first."""
        if self._served >= RECYCLE_AFTER:
            if self._sent:
                return
            await self._end_process()
        batch = [task for task in self._waiting if not task.answer.done()]
        self._waiting.clear()
        if not batch:
            return
        self._sent.extend(batch)
        process = self._process or await self._start_process()
        message = pickle.dumps([tuple(task.job) for task in batch], pickle.HIGHEST_PROTOCOL)
        assert process.stdin is not None  # noqa: S101 - started with a pipe
        process.stdin.write(HEADER.pack(len(message)) + message)

    async def _take_answer(self) -> None:
        """Take the answer to the oldest document; if there is none, restart without it."""
        try:
            async with asyncio.timeout(self._timeout_s):
                body_hash, fields = await self._read()
        except TimeoutError:
            await self._give_up_oldest("parse_timeout", _TIMEOUT)
        except (EOFError, ConnectionError):
            await self._give_up_oldest("parse_crashed", _CRASHED)
        else:
            self._served += 1
            task = self._sent.popleft()
            if not body_hash and fields is not None:
                _fail(task, ParseError(*fields))
            elif not task.answer.done():
                feed = None if fields is None else _feed(fields)
                task.answer.set_result(Reading(body_hash, feed))

    async def _read(self) -> tuple[bytes, tuple[Any, ...] | None]:
        assert self._answers is not None  # noqa: S101 - something was sent to the process
        message = await self._answers.read()
        return pickle.loads(message)  # type: ignore[no-any-return]  # noqa: S301 - our own process

    async def _give_up_oldest(self, code: str, sentence: str) -> None:
        """Fail the document the process was at, and let the others wait for the next process."""
        await self._end_process()
        _fail(self._sent.popleft(), ParseError(code, sentence))
        self._waiting.extendleft(reversed(self._sent))
        self._sent.clear()

    def _fail_all(self, error: ParseError) -> None:
        for task in (*self._sent, *self._waiting):
            _fail(task, error)
        self._sent.clear()
        self._waiting.clear()

    async def _start_process(self) -> asyncio.subprocess.Process:
        self._served = 0
        self._answers = AnswerPipe()
        try:
            self._process = await asyncio.create_subprocess_exec(
                *own_command("newsreader.services.parse_worker"),
                stdin=asyncio.subprocess.PIPE,
                stdout=self._answers.write_end,
                stderr=asyncio.subprocess.DEVNULL,
                # Ctrl-C on the terminal is not meant for it; in a session of its own, Linux would
                # let it take as much of the processors as the screen, however nice it is
                # (autogroup)
                process_group=0,
            )
        finally:
            self._answers.close_write_end()
        return self._process

    async def _end_process(self) -> None:
        """Kill the process: it holds nothing that could be lost."""
        process, self._process = self._process, None
        answers, self._answers = self._answers, None
        if answers is not None:
            answers.close()
        if process is not None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.communicate()


def _fail(task: _Task, error: ParseError) -> None:
    if not task.answer.done():
        task.answer.set_exception(error)


def _feed(fields: tuple[Any, ...]) -> ParsedFeed:
    title, site_url, language, entries, *rest = fields
    make = tuple.__new__  # ``_make`` counts the fields, too, and takes three times as long
    return ParsedFeed(title, site_url, language, [make(ParsedEntry, it) for it in entries], *rest)
