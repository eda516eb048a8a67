"""Whether it is our own line that fails: as long as nobody answers, no publisher is blamed."""

from collections.abc import Iterator
from typing import NamedTuple

from newsreader.domain.urls import host
from newsreader.fetch.answers import Answer, Failed
from newsreader.services.outcomes import Visit

_LINE = frozenset({"dns_failed", "connect_failed"})


class Doubt(NamedTuple):
    """A failure that may be the line's."""

    visit: Visit
    answer: Failed
    took_ms: int


class Line:
    """What one refresh has seen of the line."""

    def __init__(self) -> None:
        self._is_proven = False
        self._doubts: list[Doubt] = []

    def holds(self, visit: Visit, answer: Answer, took_ms: int) -> bool:
        """Keep a failure for later that may be the line's; False for any other answer."""
        if isinstance(answer, Failed) and answer.code in _LINE and not self._is_proven:
            self._doubts.append(Doubt(visit, answer, took_ms))
            return True
        self._is_proven = True
        return False

    def release(self) -> Iterator[Doubt]:
        """Give what was kept as soon as somebody has answered; nothing before."""
        if self._is_proven and self._doubts:
            doubts, self._doubts = self._doubts, []
            yield from doubts

    def end(self) -> Iterator[Doubt]:
        """Give what is still kept: the line's failures where no host of several answered."""
        is_offline = len({host(doubt.visit.feed.url) for doubt in self._doubts}) > 1
        for doubt in self._doubts:
            yield doubt._replace(visit=doubt.visit._replace(is_offline=is_offline))
