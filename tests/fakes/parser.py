"""A parser in this process: most tests need no other one."""

from newsreader.domain.parsed import ParsedFeed
from newsreader.parse.feed import parse_feed


class InlineParser:
    """Parses where it stands, as ``parse.pool.ParsePool`` does elsewhere."""

    async def parse(
        self, body: bytes, content_type: str, url: str, now: int, note: str = ""
    ) -> ParsedFeed:
        """Read a document."""
        return parse_feed(body, content_type, url, now, note)

    async def aclose(self) -> None:
        """Do nothing."""
