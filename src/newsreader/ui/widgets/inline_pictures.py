"""Pictures inside an article: fetched when they come near, decoded in a thread, kept a while."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from typing import Any

from rich.segment import Segment as Piece

from newsreader.domain.entry import Entry
from newsreader.domain.errors import NewsreaderError
from newsreader.layout.lines import PictureRow
from newsreader.parse.picture import Mosaic, read_picture
from newsreader.services.pictures import ArticlePicture, fetch_picture
from newsreader.ui.mosaic import mosaic_pieces

MOST_ROWS = 20
_MOST_AT_ONCE = 2
_MOST_MOSAICS = 24  # of 72 x 20 cells: 8 MB
_MOST_BODIES = 16_000_000  # bytes of files, so that another width asks no server again

Start = Callable[[Coroutine[Any, Any, None]], object]


class InlinePictures:
    """The pictures of the articles that are read; ``start`` begins work that belongs to one."""

    def __init__(self, start: Start, arrived: Callable[[str], None]) -> None:
        self._start = start
        self._arrived = arrived
        self._named_by = ""
        self._asked: set[tuple[str, int]] = set()
        self._mosaics: OrderedDict[tuple[str, int], Mosaic] = OrderedDict()
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._turns = asyncio.Semaphore(_MOST_AT_ONCE)

    def turn_to(self, entry: Entry | None) -> None:
        """Begin the pictures of another article; one that failed is tried again at the next."""
        self._named_by = (entry.feed_url or entry.base_url) if entry else ""
        self._asked.clear()

    def size(self, src: str, columns: int) -> tuple[int, int] | None:
        """Give columns and rows of a picture; None if it cannot be painted (yet)."""
        mosaic = self._mosaics.get((src, columns))
        return (len(mosaic.rows[0]), len(mosaic.rows)) if mosaic is not None else None

    def want(self, src: str, columns: int) -> None:
        """Fetch a picture, unless it is there or that was tried before."""
        if (src, columns) not in self._asked and (src, columns) not in self._mosaics:
            self._asked.add((src, columns))
            self._start(self._load(src, columns))

    def pieces(self, picture: PictureRow) -> list[Piece]:
        """Paint a row of a picture."""
        mosaic = self._mosaics.get((picture.src, picture.columns))
        has_row = mosaic is not None and 0 <= picture.row < len(mosaic.rows)
        return mosaic_pieces(mosaic.rows[picture.row]) if mosaic is not None and has_row else []

    async def _load(self, src: str, columns: int) -> None:
        try:
            async with self._turns:
                body = self._bodies.get(src)
                if body is None:
                    body = await fetch_picture(ArticlePicture(src, "", self._named_by))
                mosaic = await asyncio.to_thread(read_picture, body, columns, MOST_ROWS)
        except NewsreaderError:
            return  # its text stays
        self._keep(src, columns, body, mosaic)
        self._arrived(src)

    def _keep(self, src: str, columns: int, body: bytes, mosaic: Mosaic) -> None:
        self._mosaics[src, columns] = mosaic
        while len(self._mosaics) > _MOST_MOSAICS:
            gone, _ = self._mosaics.popitem(last=False)
            self._asked.discard(gone)
        self._bodies[src] = body
        self._bodies.move_to_end(src)
        while sum(map(len, self._bodies.values())) > _MOST_BODIES:
            self._bodies.popitem(last=False)
