"""The indexer finds words and facts, and leaves nothing waiting."""

import asyncio
from collections.abc import Callable

import pytest

from factory import facts_of, parsed_entry
from newsreader.domain.errors import StoreError
from newsreader.domain.events import EntriesArrived, RefreshFinished, RefreshStarted
from newsreader.domain.view import View
from newsreader.services import indexing
from newsreader.services.indexing import index_entry, index_step, keep_indexed
from newsreader.services.library import Library
from newsreader.store.entries import apply_update
from newsreader.store.headlines import load_page, load_spine
from newsreader.store.search import Indexed, Unindexed, count_unindexed
from patience import PATIENCE_S

ARTICLE = (
    "<p>Ein Beben in der Türkei.</p>"
    "<h3>Details</h3><table><tr><th>Ort</th><td>Istanbul, Türkei</td></tr>"
    "<tr><th>Schaden</th><td>gering</td></tr></table>"
)


def found(library: Library, words: str) -> list[int]:
    return list(library.database.read(load_spine, View(search=words)).result())


def test_words_and_facts_of_an_entry_are_found(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("paper", parsed_entry("a", "Nachtsitzung", html=ARTICLE), parsed_entry("b"))
    assert index_step(library) == 2
    (entry_id,) = found(library, "beben turkei")
    assert found(library, "nachtsitz") == [entry_id]
    facts = facts_of(library.database, entry_id)
    assert ("place", "Ort", "Istanbul, Türkei") in [fact[:3] for fact in facts]
    (headline,) = library.database.read(load_page, [entry_id]).result()
    assert headline.word_count is not None
    assert headline.word_count > 5


def test_the_work_list_ends_up_empty(library: Library, feed_with: Callable[..., int]) -> None:
    feed_with("paper", *(parsed_entry(str(number)) for number in range(20)))
    while index_step(library, limit=8):
        pass
    assert library.database.read(count_unindexed).result() == 0


def test_tags_are_no_words() -> None:
    indexed = index_entry(Unindexed(1, "T", "", "<p class='secret'>Wort</p>", "", "{}"))
    assert "secret" not in indexed.body
    assert indexed.word_count == 1


async def test_what_arrives_is_indexed_without_being_asked(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_id = feed_with("paper", parsed_entry("a", "Alpha"))
    running = asyncio.ensure_future(keep_indexed(library))
    async with asyncio.timeout(PATIENCE_S):
        while not found(library, "alpha"):  # noqa: ASYNC110 - nothing tells of the index
            await asyncio.sleep(0)
        arriving = [parsed_entry("b", "Beta")]
        ids, _ = library.database.write(apply_update, feed_id, arriving, 1).result()
        library.bus.publish(EntriesArrived(feed_id, tuple(ids)))
        while not found(library, "beta"):  # noqa: ASYNC110 - nothing tells of the index
            await asyncio.sleep(0)
    running.cancel()


async def test_nothing_is_indexed_while_feeds_are_fetched(
    library: Library, feed_with: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[int] = []

    def step(given: Library) -> int:
        steps.append(len(steps))
        return index_step(given)

    monkeypatch.setattr(indexing, "index_step", step)
    running = asyncio.ensure_future(keep_indexed(library))
    async with asyncio.timeout(PATIENCE_S):
        while not steps:  # noqa: ASYNC110 - nothing tells of the index
            await asyncio.sleep(0)
        feed_id = feed_with("paper", parsed_entry("a", "Alpha"))
        finished = RefreshFinished(1, 1, 0, 0, 1, 0, 0.1)
        for event in (RefreshStarted(()), RefreshStarted(()), EntriesArrived(feed_id, (1,))):
            library.bus.publish(event)
        library.bus.publish(finished)
        for _ in range(100):
            await asyncio.sleep(0)
        assert len(steps) == 1
        library.bus.publish(finished)
        while not found(library, "alpha"):  # noqa: ASYNC110 - nothing tells of the index
            await asyncio.sleep(0)
    running.cancel()


async def test_failure_of_the_file_is_survived(
    library: Library, feed_with: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    feed_with("paper", parsed_entry("a", "Alpha"))
    failures = [StoreError("library_busy", "Locked.")] * 2

    def step(given: Library) -> int:
        if failures:
            raise failures.pop()
        return index_step(given)

    monkeypatch.setattr(indexing, "index_step", step)
    running = asyncio.ensure_future(keep_indexed(library, after_failure_s=0))
    async with asyncio.timeout(PATIENCE_S):
        while not found(library, "alpha"):  # noqa: ASYNC110 - nothing tells of the index
            await asyncio.sleep(0)
    running.cancel()


def test_entry_that_cannot_be_read_keeps_no_other_from_being_found(
    library: Library, feed_with: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    feed_with("paper", parsed_entry("a", "Alpha"), parsed_entry("b", "Beta"))

    def read(entry: Unindexed) -> Indexed:
        if entry.title == "Beta":
            raise RecursionError
        return index_entry(entry)

    monkeypatch.setattr(indexing, "index_entry", read)
    while index_step(library):
        pass
    assert found(library, "alpha")
    assert found(library, "beta")
