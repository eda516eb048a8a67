"""Pictures inside an article: fetched when they come near, decoded in a thread, kept a while."""

import asyncio
import itertools
from collections import OrderedDict
from collections.abc import Callable, Coroutine
from typing import Any

from rich.segment import Segment as Piece

from newsreader.domain.entry import Entry
from newsreader.domain.errors import NewsreaderError
from newsreader.layout.lines import PictureRow
from newsreader.parse.picture import encode_picture, read_picture
from newsreader.services.pictures import ArticlePicture, fetch_picture
from newsreader.ui.graphics import Blocks, Kitty, removal, transmission

MOST_ROWS = 20
_FIRST_NUMBER = 0x6E7700  # "nw"; other programs in the same terminal count from 1
_MOST_AT_ONCE = 2
_MOST_MOSAICS = 24  # of 72 x 20 cells: 8 MB
_MOST_BODIES = 16_000_000  # bytes of files, so that another width asks no server again

Start = Callable[[Coroutine[Any, Any, None]], object]
Send = Callable[[str], None]


class InlinePictures:
    """The pictures of the articles that are read; ``start`` begins work that belongs to one.

    With ``send``, which hands a sequence to the terminal, they are images that kitty paints.
    """

    def __init__(
        self, start: Start, arrived: Callable[[str], None], send: Send | None = None
    ) -> None:
        self._start = start
        self._arrived = arrived
        self._send = send
        self._numbers = itertools.count(_FIRST_NUMBER)
        self._named_by = ""
        self._asked: set[tuple[str, int]] = set()
        self._mosaics: OrderedDict[tuple[str, int], Blocks | Kitty] = OrderedDict()
        self._bodies: OrderedDict[str, bytes] = OrderedDict()
        self._turns = asyncio.Semaphore(_MOST_AT_ONCE)

    def turn_to(self, entry: Entry | None) -> None:
        """Begin the pictures of another article; one that failed is tried again at the next."""
        self._named_by = (entry.feed_url or entry.base_url) if entry else ""
        self._asked.clear()

    def size(self, src: str, columns: int) -> tuple[int, int] | None:
        """Give columns and rows of a picture; None if it cannot be painted (yet)."""
        picture = self._mosaics.get((src, columns))
        return picture.size if picture is not None else None

    def want(self, src: str, columns: int) -> None:
        """Fetch a picture, unless it is there or that was tried before."""
        if (src, columns) not in self._asked and (src, columns) not in self._mosaics:
            self._asked.add((src, columns))
            self._start(self._load(src, columns))

    def pieces(self, picture: PictureRow) -> list[Piece]:
        """Paint a row of a picture."""
        made = self._mosaics.get((picture.src, picture.columns))
        has_row = made is not None and 0 <= picture.row < made.size[1]
        return made.pieces(picture.row) if made is not None and has_row else []

    async def _load(self, src: str, columns: int) -> None:
        try:
            async with self._turns:
                body = self._bodies.get(src)
                if body is None:
                    body = await fetch_picture(ArticlePicture(src, "", self._named_by))
                made = await self._make(body, columns)
        except NewsreaderError:
            return  # its text stays
        self._keep(src, columns, body, made)
        self._arrived(src)

    async def _make(self, body: bytes, columns: int) -> Blocks | Kitty:
        if self._send is None:
            return Blocks(await asyncio.to_thread(read_picture, body, columns, MOST_ROWS))
        encoded = await asyncio.to_thread(encode_picture, body, columns, MOST_ROWS)
        number = next(self._numbers)
        for sequence in transmission(number, encoded):
            self._send(sequence)
        return Kitty(number, (encoded.columns, encoded.rows))

    def forget(self) -> None:
        """Make the terminal forget what it was sent."""
        for made in self._mosaics.values():
            self._drop(made)
        self._mosaics.clear()

    def _drop(self, made: Blocks | Kitty) -> None:
        if self._send is not None and isinstance(made, Kitty):
            self._send(removal(made.number))

    def _keep(self, src: str, columns: int, body: bytes, made: Blocks | Kitty) -> None:
        self._mosaics[src, columns] = made
        while len(self._mosaics) > _MOST_MOSAICS:
            key, gone = self._mosaics.popitem(last=False)
            self._asked.discard(key)
            self._drop(gone)
        self._bodies[src] = body
        self._bodies.move_to_end(src)
        while sum(map(len, self._bodies.values())) > _MOST_BODIES:
            self._bodies.popitem(last=False)
