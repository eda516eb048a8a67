"""Refreshing feeds: fetch, parse and store side by side, politely, and cancellable at any time.

    feeds -> one or two lanes per host -> bodies -> parse processes -> checks -> the writer

The queues between the steps are bounded, so memory does not grow with the number of feeds.
"""

import asyncio
import random
import sys
import time
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from typing import NamedTuple

from newsreader.domain.errors import ParseError, StoreError
from newsreader.domain.events import FeedFetching, RefreshFinished
from newsreader.domain.feed import Feed
from newsreader.domain.parsed import ParsedFeed, Reading
from newsreader.domain.schedule import FARTHEST_S, is_brief, keep_later, rest_end
from newsreader.domain.urls import host
from newsreader.domain.wording import clock_time
from newsreader.fetch.answers import Answer, Failed, Fetched, Limits, NotModified
from newsreader.fetch.client import FetchClient
from newsreader.fetch.slots import PER_HOST, HostSlots
from newsreader.services.batches import MOST_BESIDE_KEYS, MOST_ENTRIES, Batches
from newsreader.services.library import Library
from newsreader.services.line import Line
from newsreader.services.outcomes import Visit, ask_for, check_of, is_due
from newsreader.services.parse_worker import Job
from newsreader.services.parser_notes import ParserNotes
from newsreader.services.readers import Parser
from newsreader.services.tally import Progress, Publish, Tally
from newsreader.services.turns import Turns
from newsreader.store.checks import Check, Saved, load_pauses, save_checks
from newsreader.store.connection import data_version
from newsreader.store.feeds import load_due_feeds
from newsreader.store.lease import FeedLeases

MOST_BODIES = 32
"""Documents fetched and not yet parsed."""
PARSING_AT_ONCE = 16
"""Documents handed to the parse processes ahead of their answers."""

LAST_S = 2.0
"""How long a stopped refresh waits for its last transaction, to tell of it."""
SWITCH_INTERVAL_S = 0.0002
"""How long the loop and the writer wait for each other; with Python's 5 ms a refresh takes 1.7
times as long, because both give way at every packet and every row."""

ASKED_TO_WAIT = "asked_to_wait"
"""The code of a feed that was asked for by name while its publisher wants to be left alone."""


class _Document(NamedTuple):
    """A body on its way to the parser."""

    visit: Visit
    answer: Fetched
    took_ms: int


class Refresher:
    """Refreshes the feeds of a library; one per process and library, end it with ``aclose``."""

    def __init__(
        self,
        library: Library,
        *,
        limits: Limits | None = None,
        wish_s: int = 0,
        parser: Parser | None = None,
        publish: Publish | None = None,
    ) -> None:
        self.library = library
        self.publish = publish or library.bus.publish
        """Whom to tell what happens, if not the library's bus at once."""
        self.limits = limits or Limits()
        self.wish_s = wish_s
        """The reader's interval for all feeds; 0: each feed's own rhythm."""
        self.has_screen = False
        """Whether there are keys to be answered meanwhile."""
        self.leases = FeedLeases(library.database.path)
        self.slots = HostSlots()
        self._parser = parser
        self._runs: list[_Run] = []
        self._rests: dict[str, int] = {}
        """What has arrived in this process; it may not be stored yet."""

    def obey(self, limits: Limits, wish_s: int) -> None:
        """Go by other settings from the next refresh on."""
        self.limits, self.wish_s = limits, wish_s

    @property
    def parser(self) -> Parser:
        """The parse processes, started with the first document."""
        if self._parser is None:
            from newsreader.services.parse_pool import ParsePool, cores, processes_for

            count = processes_for(cores(), has_screen=self.has_screen)
            self._parser = ParsePool(count)
        return self._parser

    async def refresh(
        self,
        feed_ids: Sequence[int] | None = None,
        *,
        force: bool = False,
        on_progress: Progress | None = None,
    ) -> RefreshFinished:
        """Fetch the feeds that are due, all or of those named, and store what they bring.

        ``force`` ignores the schedule but never a publisher's Retry-After: a feed that is named
        fails with ASKED_TO_WAIT until then, others are left out. Publishes RefreshStarted as soon
        as it knows its feeds, FeedChecked and EntriesArrived per feed, RefreshProgress often, and
        RefreshFinished at the end of what has started, also of a cancelled refresh; what had been
        stored by then stays. Feeds that another refresh, here
        or in another process, is fetching are left to it; those of one here that still wait are
        taken over. Raises StoreError when the library cannot be written.
        """
        run = _Run(self, on_progress, is_forced=force)
        self._runs.append(run)
        try:
            await run.start(feed_ids)
        except asyncio.CancelledError:
            run.tally.finish(is_cancelled=True)
            raise
        except BaseExceptionGroup as group:
            run.tally.finish(is_cancelled=True)
            raise _first_leaf(group) from None
        finally:
            self._runs.remove(run)
            run.give_back()
        return run.tally.finish()

    def take(self, feed_id: int) -> bool:
        """Take a feed for a refresh; False while another one is busy with it."""
        return any(run.give_up(feed_id) for run in self._runs) or self.leases.take(feed_id)

    def rest(self, name: str, until: int) -> None:
        """Let all that goes on or starts leave a host alone, see ``domain.schedule.rest_end``."""
        keep_later(self._rests, name, until)
        for run in self._runs:
            run.rest(name, until)

    def rests(self) -> dict[str, int]:
        """Give the rests that have arrived and not ended, as ``store.checks.load_pauses`` does."""
        now = self.library.clock()
        ends = self._rests.items()
        self._rests = {name: end for name, end in ends if now < end <= now + FARTHEST_S}
        return self._rests

    async def aclose(self) -> None:
        """End the parse processes and give back what was taken."""
        if self._parser is not None:
            await self._parser.aclose()
        self.leases.close()


class _Run:
    """One refresh from its list of feeds to its last transaction."""

    def __init__(
        self, refresher: Refresher, on_progress: Progress | None, *, is_forced: bool
    ) -> None:
        self._refresher = refresher
        self._is_forced = is_forced
        self._library = refresher.library
        self.tally = Tally(refresher.publish, on_progress)
        self._waiting: dict[int, Feed] = {}
        self._notes = ParserNotes(self._library.database, ())
        self._taken: set[int] = set()
        self._are_named = False
        """Whether the feeds were asked for by name: each is told of, fetched or not."""
        self._refused: list[Feed] = []
        self._pauses: dict[str, int] = {}
        self._turns = Turns()
        self._line = Line()
        self._documents: asyncio.Queue[_Document | None] = asyncio.Queue(MOST_BODIES)
        self._checks = Batches(MOST_BESIDE_KEYS if refresher.has_screen else MOST_ENTRIES)

    async def start(self, feed_ids: Sequence[int] | None) -> None:
        """Run all steps side by side until every feed is stored."""
        sys.setswitchinterval(SWITCH_INTERVAL_S)
        self._are_named = feed_ids is not None
        feeds = await self._claim(feed_ids)
        self.tally.begin([feed.id for feed in (*self._refused, *feeds)])
        for feed in self._refused:
            self._refuse(feed)
        self._waiting = {feed.id: feed for feed in feeds}
        self._notes = ParserNotes(self._library.database, tuple(self._waiting))
        self.tally.report()
        if not feeds:
            return
        async with asyncio.TaskGroup() as storing:
            storing.create_task(self._store_all())
            if unknown := sum(feed.body_hash is None for feed in feeds):
                self._refresher.parser.start(1)  # two would take the client's import its processor
            async with asyncio.TaskGroup() as parsing:
                for _ in range(PARSING_AT_ONCE):
                    parsing.create_task(self._parse_all())
                await self._fetch_all(feeds, unknown)
                for doubt in self._line.end():
                    await self._settle(*doubt)
                for _ in range(PARSING_AT_ONCE):
                    await self._documents.put(None)
            await self._checks.add(None)
        await asyncio.wrap_future(self._library.database.checkpoint())

    def give_up(self, feed_id: int) -> bool:
        """Leave a feed that still waits to another run; False if it does not wait here."""
        if self._waiting.pop(feed_id, None) is None:
            return False
        self._taken.discard(feed_id)
        self.tally.give_up()
        return True

    def rest(self, name: str, until: int) -> None:
        """Leave a host alone; not if this refresh is forced and nobody has asked for the rest."""
        if not (self._is_forced and is_brief(name)):
            keep_later(self._pauses, name, until)

    def give_back(self) -> None:
        """Let others fetch what this run had taken."""
        for feed_id in self._taken:
            self._refresher.leases.give_back(feed_id)

    async def _claim(self, feed_ids: Sequence[int] | None) -> list[Feed]:
        """Load the feeds that are due and take them; what others are busy with is left out."""
        database, now, force = self._library.database, self._library.clock(), self._is_forced
        pauses = await asyncio.wrap_future(database.read_later(load_pauses, now))
        for rest in (*pauses.items(), *self._refresher.rests().items()):
            self.rest(*rest)
        version = await asyncio.wrap_future(database.read_later(data_version))
        wish_s = self._refresher.wish_s
        due = await asyncio.wrap_future(
            database.read_later(load_due_feeds, now, feed_ids, force=force, wish_s=wish_s)
        )
        if wish_s and not force:
            due = [feed for feed in due if is_due(feed, now, wish_s)]
        for feed in due:
            if self._is_paused(feed):
                if self._are_named:
                    self._refused.append(feed)
                else:
                    self.tally.leave_out(feed.id, rest_end(self._pauses, host(feed.url)))
            elif self._refresher.take(feed.id):
                self._taken.add(feed.id)
            elif not self._refresher.leases.holds(feed.id):
                self.tally.leave_to_others()
        if await asyncio.wrap_future(database.read_later(data_version)) == version:
            return [feed for feed in due if feed.id in self._taken]
        # Looked at again: another process may have fetched some before we took them.
        again = database.read_later(
            load_due_feeds, now, list(self._taken), force=force, wish_s=wish_s
        )
        return await asyncio.wrap_future(again)

    async def _fetch_all(self, feeds: Sequence[Feed], unknown: int) -> None:
        queues: dict[str, deque[Feed]] = {}
        for feed in feeds:
            queues.setdefault(host(feed.url), deque()).append(feed)
        async with (
            FetchClient(
                self._refresher.limits, self._library.clock,
                slots=self._refresher.slots, rest_s=self._rest_s,
            ) as client,
            asyncio.TaskGroup() as lanes,
        ):  # fmt: skip
            for queue in queues.values():
                for _ in range(min(PER_HOST, len(queue))):
                    lanes.create_task(self._fetch_lane(client, queue))
            if unknown:
                self._refresher.parser.start(unknown)

    async def _fetch_lane(self, client: FetchClient, queue: deque[Feed]) -> None:
        """Fetch the feeds of one host one after the other."""
        while queue:
            feed = queue.popleft()
            async with self._turns.take():
                if self._waiting.pop(feed.id, None) is None:  # taken over by another run
                    continue
                if self._is_paused(feed):
                    self._leave_alone(feed)
                    continue
                self._refresher.publish(FeedFetching(feed.id))
                started, now = time.monotonic(), self._library.clock()
                answer = await client.fetch(ask_for(feed, now))
            took_ms = int((time.monotonic() - started) * 1000)
            visit = Visit(feed, now, self._refresher.wish_s, random.random())  # noqa: S311 - jitter
            await self._hand_on(visit, answer, took_ms)

    async def _hand_on(self, visit: Visit, answer: Answer, took_ms: int) -> None:
        """Give a document to the parser, anything else straight to the writer."""
        if self._line.holds(visit, answer, took_ms):
            return
        for doubt in self._line.release():
            await self._settle(*doubt)
        if isinstance(answer, Fetched):
            await self._documents.put(_Document(visit, answer, took_ms))
            return
        await self._settle(visit, answer, took_ms)

    async def _settle(self, visit: Visit, answer: Failed | NotModified, took_ms: int) -> None:
        check = check_of(visit, answer, None, took_ms)
        if check.pause is not None:
            self._refresher.rest(*check.pause)
            keep_later(self._pauses, *check.pause)  # forced or not: it has been told itself
        await self._checks.add(check)

    async def _parse_all(self) -> None:
        while (document := await self._documents.get()) is not None:
            visit, answer, took_ms = document
            parsed: ParsedFeed | ParseError | None
            try:
                body_hash, parsed = await self._read(visit, answer)
                visit = visit._replace(body_hash=body_hash)
            except ParseError as error:
                parsed = error
            await self._checks.add(check_of(visit, answer._replace(body=b""), parsed, took_ms))

    async def _read(self, visit: Visit, answer: Fetched) -> Reading:
        """Let a parse process read a document."""
        is_new = visit.feed.body_hash is None
        job = Job(
            answer.body, answer.content_type, answer.url, visit.now,
            "" if is_new else await self._notes.of(visit.feed.id),
            answer.encoding, self._refresher.limits.body_size, visit.feed.body_hash,
        )  # fmt: skip
        return await self._refresher.parser.read(job)

    async def _store_all(self) -> None:
        try:
            while batch := await self._checks.next():
                await self._store(batch)
        except asyncio.CancelledError:
            await self._store_left()
            raise

    async def _store_left(self) -> None:
        """Store what has arrived when the refresh is stopped; the writer does it in any case."""
        if left := self._checks.left():
            with suppress(TimeoutError, StoreError):  # what fails is fetched another time
                async with asyncio.timeout(LAST_S):
                    self._tell(left, await self._write(left))

    async def _store(self, checks: list[Check]) -> None:
        written = self._write(checks)
        try:
            saved = await asyncio.shield(written)
        except asyncio.CancelledError:  # a transaction that has begun is told of all the same
            self._tell(checks, await written)
            raise
        self._tell(checks, saved)

    def _write(self, checks: list[Check]) -> asyncio.Future[list[Saved]]:
        database, now = self._library.database, self._library.clock()
        return asyncio.wrap_future(database.write_arrivals(save_checks, checks, now))

    def _tell(self, checks: list[Check], saved: list[Saved]) -> None:
        """Let others fetch what has been stored, and tell of it."""
        for check in checks:
            self._taken.discard(check.feed_id)
            self._refresher.leases.give_back(check.feed_id)
        self.tally.tell(checks, saved)

    def _leave_alone(self, feed: Feed) -> None:
        """Tell of a feed that was to be fetched, and whose host has asked for a rest meanwhile."""
        if self._are_named:
            self._refuse(feed)
            self.tally.report()
        else:
            self.tally.give_up()
            self.tally.leave_out(feed.id, rest_end(self._pauses, host(feed.url)))

    def _refuse(self, feed: Feed) -> None:
        """Say of a feed asked for by name until when its publisher wants to be left alone."""
        until = clock_time(rest_end(self._pauses, host(feed.url)), self._library.clock())
        sentence = f"The publisher asks to be left alone until {until}."
        self.tally.refuse(feed.id, ASKED_TO_WAIT, sentence)

    def _is_paused(self, feed: Feed) -> bool:
        return bool(self._pauses) and self._rest_s(host(feed.url)) > 0

    def _rest_s(self, name: str) -> int:
        return max(rest_end(self._pauses, name) - self._library.clock(), 0)


def _first_leaf(group: BaseExceptionGroup[BaseException]) -> BaseException:
    first = group.exceptions[0]
    return _first_leaf(first) if isinstance(first, BaseExceptionGroup) else first
