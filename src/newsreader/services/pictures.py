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
from newsreader.domain.entry import Entry
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
    named_by: str
    """The feed or page it comes from, which may not send us into the reader's own network."""


def pictures_of(article: Article) -> list[ArticlePicture]:
    """List the pictures of an article in their order, its enclosed and its lead picture last."""
    entry = article.entry
    found = [
        (picture.src, plain(picture.caption) or picture.alt)
        for picture in pictures_in(article.document.blocks)
        if picture.src
    ]
    found += [
        (enclosure.url, enclosure.title)
        for enclosure in entry.extras.enclosures
        if enclosure.media_type.startswith("image/")
    ]
    if entry.extras.image:
        found.append((entry.extras.image, ""))
    captions: dict[str, str] = {}
    for url, caption in found:
        captions.setdefault(url, caption)
    named_by = entry.feed_url or entry.base_url
    return [ArticlePicture(url, caption, named_by) for url, caption in captions.items()]


def lead_picture(entry: Entry) -> Picture | None:
    """Give the picture that comes with an entry whose text has none."""
    if "<img" in entry.html.lower():
        return None
    for enclosure in entry.extras.enclosures:
        if enclosure.media_type.startswith("image/"):
            return Picture(enclosure.title, enclosure.url)
    return Picture("", entry.extras.image) if entry.extras.image else None


async def load_picture(picture: ArticlePicture, columns: int, rows: int) -> Mosaic:
    """Fetch a picture and fit it into ``columns`` x ``rows`` cells; raises as ``fetch_picture``.

    Also ParseError, with a sentence for the reader.
    """
    return await asyncio.to_thread(read_picture, await fetch_picture(picture), columns, rows)


async def fetch_picture(picture: ArticlePicture) -> bytes:
    """Fetch a picture of up to ``MOST_BYTES``.

    Raises FetchError with a sentence for the reader.
    """
    async with FetchClient(Limits(body_size=MOST_BYTES)) as client:
        answer = await client.fetch(Ask(picture.url, named_by=picture.named_by))
    if isinstance(answer, Failed):
        raise FetchError(answer.code, answer.sentence)
    if not isinstance(answer, Fetched):
        raise FetchError("no_picture", "The server sent no picture.")
    return answer.body


def pictures_in(blocks: Iterable[Block]) -> Iterator[Picture]:
    """Go through the pictures of blocks and of what they hold."""
    for block in blocks:
        if isinstance(block, Picture):
            yield block
        else:
            yield from pictures_in(_inside(block))


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
