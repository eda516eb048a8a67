"""The history: whatever the reader changed can be taken back, and done again."""

import asyncio
import sqlite3
from collections.abc import Callable
from concurrent.futures import Future
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar

from newsreader.domain.errors import StoreError, UsageError
from newsreader.domain.text import clean_line
from newsreader.services.library import Library
from newsreader.store.undo import recorded, revert

P = ParamSpec("P")
T = TypeVar("T")

MOST_STEPS = 1_000
"""Each article that is opened is one."""
# An unsubscribed feed is kept whole in here; older steps go when all together pass this.
MOST_CHARACTERS = 200_000_000


class Step(NamedTuple):
    """Something the reader did: a title for the history list, and how to reverse it."""

    title: str
    statements: tuple[str, ...]

    @property
    def adds_or_removes(self) -> bool:
        """Whether entries come or go with it, so that lists are other lists."""
        return any(
            text.startswith(("INSERT INTO main.entry ", "DELETE FROM main.entry "))
            for text in self.statements
        )


class History:
    """What was done since the program started, and what of it was taken back.

    Steps are reversed in the order they were made; a new change forgets what could be redone.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._done: list[Step] = []
        self._undone: list[Step] = []

    @property
    def done(self) -> tuple[Step, ...]:
        """What can be undone, the latest last."""
        return tuple(self._done)

    @property
    def undone(self) -> tuple[Step, ...]:
        """What can be redone, the next last."""
        return tuple(self._undone)

    @property
    def last(self) -> Step | None:
        """What was done last; the same object until something else is."""
        return self._done[-1] if self._done else None

    async def change(
        self,
        title: str | Callable[[T], str],
        change: Callable[Concatenate[sqlite3.Connection, P], T],
        *args: P.args,
        **kw: P.kwargs,
    ) -> T:
        """Make a change in one transaction and remember how to undo it.

        ``title`` may need what the change gives. It is made and remembered also when whoever
        waits for it is cancelled.
        """
        return await self._make(title, lambda db: recorded(db, change, *args, **kw))

    async def change_by_itself(
        self,
        title: str | Callable[[T], str],
        change: Callable[Concatenate[sqlite3.Connection, P], T],
        *args: P.args,
        **kw: P.kwargs,
    ) -> T:
        """Make a change that comes with something else, as reading does with opening.

        It is a step like any other, but what was taken back before can still be done again.
        """
        recording = self._make(title, lambda db: recorded(db, change, *args, **kw), forgets=False)
        return await recording

    async def _make(
        self,
        title: str | Callable[[T], str],
        job: Callable[[sqlite3.Connection], tuple[T, list[str]]],
        *,
        forgets: bool = True,
    ) -> T:
        writing = self._library.database.write(job)
        writing.add_done_callback(lambda done: self._remember(title, done, forgets=forgets))
        return (await asyncio.wrap_future(writing))[0]

    async def undo(self) -> Step:
        """Take the latest change back; raises UsageError ``nothing_to_undo``, or ``cannot_undo``.

        A change that cannot be taken back, for what is there now, stays: the one before is next.
        """
        return await self._reverse(self._done, self._undone, "undo")

    async def redo(self) -> Step:
        """Do again what was taken back last; raises UsageError like :meth:`undo`."""
        return await self._reverse(self._undone, self._done, "redo")

    async def _reverse(self, source: list[Step], target: list[Step], verb: str) -> Step:
        taken: list[Step] = []

        def take_and_revert(db: sqlite3.Connection) -> list[str]:
            # Looked at when it is its turn: what is still being written now is the latest change.
            if not source:
                return []
            taken.append(source.pop())
            return revert(db, taken[0].statements)

        def reversed_(done: "Future[list[str]]") -> None:
            if not taken:
                return
            if done.exception() is None:
                target.append(Step(taken[0].title, tuple(done.result())))
            else:
                # below the one that comes next: a step that is stuck blocks no other
                source.insert(max(0, len(source) - 1), taken[0])

        # One job: whoever leaves meanwhile drops none that has not been asked for yet.
        job = self._library.database.write(take_and_revert)
        job.add_done_callback(reversed_)
        try:
            await asyncio.wrap_future(job)
        except StoreError as error:
            if not (taken and isinstance(error.__cause__, sqlite3.IntegrityError)):
                raise
            raise UsageError(
                f"cannot_{verb}", _refusal(taken[0], verb, has_more=bool(source[1:]))
            ) from error
        if not taken:
            raise UsageError(f"nothing_to_{verb}", f"There is nothing to {verb}.")
        return taken[0]

    def _remember(
        self,
        title: str | Callable[[T], str],
        done: "Future[tuple[T, list[str]]]",
        *,
        forgets: bool,
    ) -> None:
        """Note a change that was made; called by the writer before anybody who waits goes on."""
        if done.exception() is None and (statements := done.result()[1]):
            name = title if isinstance(title, str) else title(done.result()[0])
            self._done.append(Step(name, tuple(statements)))
            if forgets:
                self._undone.clear()
            self._forget_old()

    def _forget_old(self) -> None:
        size = 0
        for position, step in enumerate(reversed(self._done)):
            size += sum(map(len, step.statements))
            if position and (position >= MOST_STEPS or size > MOST_CHARACTERS):
                del self._done[: len(self._done) - position]
                return


def _refusal(step: Step, verb: str, *, has_more: bool) -> str:
    """Say why a step does not work now: a feed, say, is followed again from the same address."""
    what = "taken back" if verb == "undo" else "done again"
    more = " Next is the step before it." if has_more else ""
    title = clean_line(step.title, 60)
    return f"“{title}” cannot be {what}: something else has its place now.{more}"
