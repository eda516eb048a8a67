"""What reads documents, in the words of those who have them read."""

from typing import Protocol

from newsreader.domain.parsed import Reading
from newsreader.services.parse_worker import Job


class Reader(Protocol):
    """What reads documents."""

    async def read(self, job: Job) -> Reading:
        """Unpack and parse a document; raises ParseError."""


class Parser(Reader, Protocol):
    """What the refresh needs of ``services.parse_pool.ParsePool``."""

    def start(self, documents: int) -> None:
        """Get ready for so many documents, while the first are fetched."""

    async def aclose(self) -> None:
        """End it."""
