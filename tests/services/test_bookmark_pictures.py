"""The pictures of what is kept: fetched once, shown offline, handed on, gone with the bookmark."""

import io
from pathlib import Path
from zipfile import ZipFile

import pytest
from PIL import Image

from factory import NOW
from fakes.server import FakeServer
from newsreader.domain.bookmark import Bookmark
from newsreader.parse.bookmark_files.own import read_own, write_own
from newsreader.services import bookmark_pictures
from newsreader.services.bookmark_epub import write_epub
from newsreader.services.bookmark_pictures import keep_pictures, load_kept_picture
from newsreader.services.bookmark_records import iterate_saved
from newsreader.services.importing import import_file
from newsreader.services.library import Library
from newsreader.services.pictures import ArticlePicture
from newsreader.services.undo import History
from newsreader.store.bookmarks import remove_bookmarks, save_bookmark
from newsreader.store.pictures import drop_loose_pictures, load_pictures


def png(colour: str = "red") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (4, 4), colour).save(file, "PNG")
    return file.getvalue()


def save(library: Library, html: str, base_url: str = "") -> int:
    bookmark = Bookmark(0, "https://a.example/1", "One", NOW, html=html, base_url=base_url)
    return library.database.write(save_bookmark, bookmark).result().id


def kept(library: Library, bookmark_id: int = 1) -> list[str]:
    """The addresses of the pictures of a bookmark."""
    pictures = library.database.read(load_pictures, bookmark_id).result()
    return [picture.url.rpartition("/")[2] for picture in pictures]


@pytest.fixture
async def with_picture(library: Library) -> int:
    """A bookmark whose picture was fetched from a server that is gone."""
    with FakeServer() as server:
        url = server.publish("/a.png", png())
        bookmark_id = save(library, f"<p>Text.</p><img src='{url}' alt='A red square'>")
        assert await keep_pictures(library, bookmark_id) == 1
        assert await keep_pictures(library, bookmark_id) == 0
        assert len(server.requests) == 1
    return bookmark_id


async def test_a_picture_is_shown_when_its_server_is_gone(
    library: Library, with_picture: int
) -> None:
    [picture] = library.database.read(load_pictures, with_picture).result()
    asked = ArticlePicture(picture.url, "", "")

    mosaic = await load_kept_picture(library, with_picture, asked, 10, 10)

    assert mosaic.size == (4, 4)


async def test_what_is_no_picture_or_too_much_is_not_kept(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bookmark_pictures, "MOST_PICTURES", 4)
    monkeypatch.setattr(bookmark_pictures, "MOST_BYTES", 2 * len(png()))
    with FakeServer() as server:
        server.publish("/page.png", b"<html>Not here</html>")
        for name in "abcd":
            server.publish(f"/{name}.png", png())
        names = ("page", "missing", "a", "b", "c", "d")
        images = "".join(f"<p>x<img src='/{name}.png' alt='{name}'></p>" for name in names)
        bookmark_id = save(library, images, server.url("/"))
        await keep_pictures(library, bookmark_id)
        assert kept(library) == ["a.png", "b.png"]

        monkeypatch.setattr(bookmark_pictures, "MOST_PICTURES", 9)
        await keep_pictures(library, bookmark_id)
    assert kept(library) == ["a.png", "b.png"]


async def test_pictures_come_back_with_their_bookmark_and_go_when_its_day_is_over(
    library: Library, with_picture: int
) -> None:
    history = History(library)
    await history.change("Removed", remove_bookmarks, [with_picture])
    await history.undo()
    library.database.write(drop_loose_pictures).result()
    assert kept(library) == ["a.png"]

    await history.redo()
    library.database.write(drop_loose_pictures).result()
    assert kept(library) == []


async def test_our_own_file_holds_the_pictures(
    library: Library, with_picture: int, tmp_path: Path
) -> None:
    body = "".join(write_own(iterate_saved(library, [with_picture]))).encode()
    other = Library.open(tmp_path / "other.db")
    try:
        await import_file(other, body)
        before = library.database.read(load_pictures, with_picture).result()
        assert other.database.read(load_pictures, 1).result() == before
    finally:
        other.close()

    broken = body.replace(b"image/png", b"text/html").replace(b'"body": "iVBOR', b'"body": "PGh0b')
    assert [problem.place for problem in read_own(broken).problems]


async def test_a_book_shows_the_pictures(
    library: Library, with_picture: int, tmp_path: Path
) -> None:
    path = tmp_path / "a.epub"
    write_epub(iterate_saved(library, [with_picture]), path, "A", NOW)
    with ZipFile(path) as book:
        assert book.read("1-1.png") == png()
        assert '<img src="1-1.png" alt="A red square"/>' in book.read("1.xhtml").decode()
        assert 'href="1-1.png" media-type="image/png"' in book.read("book.opf").decode()
