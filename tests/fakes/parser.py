"""A parser in this process: most tests need no other one."""

from newsreader.domain.errors import ParseError
from newsreader.domain.parsed import ParsedEntry, ParsedFeed, Reading
from newsreader.services.parse_worker import Job, run_job


class InlineParser:
    """Parses where it stands, as ``services.parse_pool.ParsePool`` does elsewhere."""

    def start(self, documents: int) -> None:
        """Do nothing."""

    async def read(self, job: Job) -> Reading:
        """Read a document."""
        body_hash, fields = run_job(job)
        if fields is None:
            return Reading(body_hash, None)
        if not body_hash:
            raise ParseError(*fields)
        feed = ParsedFeed._make(fields)
        entries = [ParsedEntry._make(entry) for entry in feed.entries]
        return Reading(body_hash, feed._replace(entries=entries))

    async def aclose(self) -> None:
        """Do nothing."""
