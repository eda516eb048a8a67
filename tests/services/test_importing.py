"""Which kind a file is, and what an import of it comes to."""

import asyncio
import sqlite3

import pytest

from newsreader.domain.errors import UsageError
from newsreader.domain.events import Event, SubscriptionsChanged
from newsreader.services import importing
from newsreader.services.importing import Contents, FileKind, import_file, preview_import
from newsreader.services.library import Library
from newsreader.services.undo import History
from newsreader.store.feeds import load_feeds, load_folders

OPML = b"<opml><body><outline xmlUrl='https://a.example/'/><outline type='rss'/></body></opml>"


async def test_a_list_of_subscriptions_is_recognised(library: Library) -> None:
    summary = await import_file(library, OPML)

    assert (summary.noun, summary.added, summary.known) == ("feeds", 1, 0)
    assert summary.refused == ["A nameless feed was left out: it names no address."]


async def test_an_unknown_file_is_told_with_the_kinds_that_are_known(library: Library) -> None:
    with pytest.raises(UsageError, match="OPML") as caught:
        await import_file(library, b"hello")
    assert caught.value.code == "unknown_file"


async def test_the_first_kind_that_recognises_a_file_reads_it(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    def kind(name: str, is_mine: bool) -> FileKind:
        contents = Contents(name, [], [], SubscriptionsChanged())
        return FileKind(name, lambda body: is_mine, lambda body: contents)

    kinds = (kind("a", False), kind("b", True), kind("c", True))
    monkeypatch.setattr(importing, "KINDS", kinds)

    assert (await import_file(library, b"")).noun == "b"


async def test_a_long_file_is_stored_in_several_transactions_and_counted_as_one(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    numbers = (1, 2, 3, 1, 4, 2)
    outlines = "".join(f"<outline xmlUrl='https://a.example/{n}'/>" for n in numbers)
    body = f"<opml><body>{outlines}</body></opml>".encode()

    assert len(importing.read_contents(body).steps) == 3
    expected = (4, 2)
    assert (await preview_import(library, body))[1:3] == expected
    assert library.database.read(load_feeds).result() == []
    assert (await import_file(library, body))[1:3] == expected


async def test_an_import_is_taken_back_and_done_again_part_by_part(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 2)
    outlines = "".join(f"<outline xmlUrl='https://a.example/{n}'/>" for n in range(3))
    body = f"<opml><body><outline text='News'>{outlines}</outline></body></opml>".encode()
    history = History(library)
    await import_file(library, body, history)
    imported = library.database.read(load_feeds).result()

    titles = [(await history.undo()).title for _ in range(2)]

    assert titles == ["Imported: 1 feed", "Imported: 2 feeds"]
    assert library.database.read(load_feeds).result() == []
    assert library.database.read(load_folders).result() == {}
    for _ in range(2):
        await history.redo()
    assert library.database.read(load_feeds).result() == imported


async def test_a_preview_waits_for_nobody_and_holds_up_nobody(library: Library) -> None:
    writer = sqlite3.connect(library.database.path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    try:
        summary = await preview_import(library, OPML)
    finally:
        writer.close()

    assert summary.added == 1


async def test_an_import_that_nobody_waits_for_is_finished_and_told(
    library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "BATCH", 1)
    outlines = "".join(f"<outline xmlUrl='https://a.example/{n}'/>" for n in range(3))
    told: asyncio.Queue[Event] = asyncio.Queue()
    library.bus.subscribe(told.put_nowait)
    store = importing._store
    has_begun = asyncio.Event()

    def begin(*arguments: object) -> object:
        has_begun.set()
        return store(*arguments)  # type: ignore[arg-type]  # handed on as it came

    monkeypatch.setattr(importing, "_store", begin)
    importing_all = asyncio.create_task(
        import_file(library, f"<opml><body>{outlines}</body></opml>".encode())
    )
    await has_begun.wait()
    importing_all.cancel()
    with pytest.raises(asyncio.CancelledError):
        await importing_all

    assert await told.get() == SubscriptionsChanged()
    assert len(library.database.read(load_feeds).result()) == 3
