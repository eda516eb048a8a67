"""The pictures of an article: found in its text, fetched only when somebody wants to see them."""

import asyncio
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from newsreader.domain.document import (
    Block,
    Definitions,
    Fold,
    Footnotes,
    ListBlock,
    Picture,
    Quote,
    Table,
    plain,
)
from newsreader.domain.errors import FetchError
from newsreader.fetch.answers import Ask, Failed, Fetched, Limits
from newsreader.fetch.client import FetchClient
from newsreader.parse.picture import Mosaic, read_picture
from newsreader.services.articles import Article

MOST_BYTES = 8_000_000


class ArticlePicture(NamedTuple):
    """A picture that can be fetched, and what is said about it."""

    url: str
    caption: str


def pictures_of(article: Article) -> list[ArticlePicture]:
    """List the pictures of an article in their order, its enclosed and its lead picture last."""
    found = [
        ArticlePicture(picture.src, plain(picture.caption) or picture.alt)
        for picture in _pictures(article.document.blocks)
        if picture.src
    ]
    extras = article.entry.extras
    found += [
        ArticlePicture(enclosure.url, enclosure.title)
        for enclosure in extras.enclosures
        if enclosure.media_type.startswith("image/")
    ]
    if extras.image:
        found.append(ArticlePicture(extras.image, ""))
    by_url: dict[str, ArticlePicture] = {}
    for picture in found:
        by_url.setdefault(picture.url, picture)
    return list(by_url.values())


async def load_picture(url: str, columns: int, rows: int) -> Mosaic:
    """Fetch a picture and fit it into ``columns`` x ``rows`` cells.

    Raises FetchError or ParseError with a sentence for the reader.
    """
    async with FetchClient(Limits(body_size=MOST_BYTES)) as client:
        answer = await client.fetch(Ask(url))
    if isinstance(answer, Failed):
        raise FetchError(answer.code, answer.sentence)
    if not isinstance(answer, Fetched):
        raise FetchError("no_picture", "The server sent no picture.")
    return await asyncio.to_thread(read_picture, answer.body, columns, rows)


def _pictures(blocks: Iterable[Block]) -> Iterator[Picture]:
    for block in blocks:
        if isinstance(block, Picture):
            yield block
        else:
            yield from _pictures(_inside(block))


def _inside(block: Block) -> Iterator[Block]:
    if isinstance(block, ListBlock | Definitions | Footnotes):
        for item in block.items:
            yield from item.blocks
    elif isinstance(block, Quote | Fold):
        yield from block.blocks
    elif isinstance(block, Table):
        for row in (block.header, *block.rows):
            for cell in row:
                yield from cell.blocks
