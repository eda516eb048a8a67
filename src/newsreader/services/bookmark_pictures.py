"""The pictures of what is kept: fetched once, by setting, and shown without a network."""

import asyncio

from newsreader.domain.bookmark import Bookmark, KeptPicture
from newsreader.domain.errors import FetchError
from newsreader.parse.picture import Mosaic, media_type_of, read_picture
from newsreader.services.articles import read_article
from newsreader.services.bookmarks import bookmark_as_entry
from newsreader.services.library import Library
from newsreader.services.pictures import ArticlePicture, fetch_picture, load_picture, pictures_of
from newsreader.store.bookmarks import load_bookmark
from newsreader.store.database import Priority
from newsreader.store.pictures import load_picture_body, load_picture_sizes, save_pictures

MOST_PICTURES = 20
MOST_BYTES = 20_000_000
"""Of one bookmark, all pictures together."""


async def keep_pictures(library: Library, bookmark_id: int) -> int:
    """Fetch the pictures of a bookmark that are not there yet; give how many came.

    One that cannot be had is left out: the next time it is asked for again.
    """
    database = library.database
    bookmark = await asyncio.wrap_future(database.read_later(load_bookmark, bookmark_id))
    if bookmark is None or not bookmark.html:
        return 0
    wanted = await asyncio.to_thread(_pictures_of, bookmark)
    sizes = await asyncio.wrap_future(database.read_later(load_picture_sizes, bookmark_id))
    room, count = MOST_BYTES - sum(sizes.values()), 0
    for picture in wanted[:MOST_PICTURES]:
        if picture.url in sizes or (kept := await _fetch(picture)) is None:
            continue
        if len(kept.body) <= room:
            room -= len(kept.body)
            count += 1
            saving = database.write_with(Priority.REFRESH, save_pictures, bookmark_id, [kept])
            await asyncio.wrap_future(saving)
    return count


async def load_kept_picture(
    library: Library, bookmark_id: int, picture: ArticlePicture, columns: int, rows: int
) -> Mosaic:
    """Give a picture as it was kept, else fetch it; raises as ``load_picture``."""
    reading = library.database.read(load_picture_body, bookmark_id, picture.url)
    body = await asyncio.wrap_future(reading)
    if body is None:
        return await load_picture(picture, columns, rows)
    return await asyncio.to_thread(read_picture, body, columns, rows)


def _pictures_of(bookmark: Bookmark) -> list[ArticlePicture]:
    return pictures_of(read_article(bookmark_as_entry(bookmark)))


async def _fetch(picture: ArticlePicture) -> KeptPicture | None:
    try:
        body = await fetch_picture(picture)
    except FetchError:
        return None
    media_type = media_type_of(body)
    return KeptPicture(picture.url, media_type, body) if media_type else None
