"""Headlines come in pages, and no more of them are kept than are needed."""

from array import array
from collections.abc import Sequence

from newsreader.domain.headline import Headline
from newsreader.ui.widgets.page_cache import MOST_ROWS, PAGE_ROWS, RowCache

PageCache = RowCache[Headline]


def headline(entry_id: int, *, is_read: bool = False) -> Headline:
    return Headline(
        entry_id, 1, "Feed", f"Title {entry_id}", None, None, 0, is_read, False, False, None
    )


def spine_of(count: int) -> "array[int]":
    return array("q", range(1000, 1000 + count))


def load(cache: PageCache, number: int) -> bool:
    ids: Sequence[int] = cache.page_ids(number)
    return cache.put(number, [headline(entry_id) for entry_id in ids])


def test_a_page_is_wanted_once_and_then_there() -> None:
    cache = PageCache()
    cache.reset(spine_of(200))
    assert cache.get(70) is None
    assert cache.want(1) == [1]
    assert cache.want(1) == []
    assert load(cache, 1)
    assert cache.get(70) == headline(1070)
    assert cache.want(1, 2, 2) == [2]


def test_stale_headlines_are_shown_until_others_come() -> None:
    cache = PageCache()
    cache.reset(spine_of(3))
    cache.want(0)
    load(cache, 0)
    cache.make_stale()
    assert cache.get(0) == headline(1000)
    assert cache.want(0) == [0]
    assert not load(cache, 0)
    assert cache.put(0, [headline(1000, is_read=True)])
    assert cache.get(0) == headline(1000, is_read=True)


def test_memory_is_bounded_and_what_went_can_be_loaded_again() -> None:
    cache = PageCache()
    pages = MOST_ROWS // PAGE_ROWS + 3
    cache.reset(spine_of(pages * PAGE_ROWS))
    for number in range(pages):
        cache.want(number)
        load(cache, number)
    kept = [row for row in range(pages * PAGE_ROWS) if cache.get(row)]
    assert len(kept) == MOST_ROWS
    assert cache.get(0) is None
    assert cache.want(0) == [0]
    assert cache.want(pages - 1, pages - 2) == []


def test_headlines_stay_known_when_the_spine_changes() -> None:
    cache = PageCache()
    cache.reset(spine_of(3))
    load(cache, 0)
    cache.reset(array("q", [7, 1001]))
    assert cache.get(0) is None
    assert cache.get(1) == headline(1001)


def test_a_patch_shows_only_on_headlines_that_are_known() -> None:
    cache = PageCache()
    cache.reset(spine_of(3))
    load(cache, 0)
    cache.replace(headline(1001, is_read=True))
    cache.replace(headline(9))
    assert cache.get(1) == headline(1001, is_read=True)
    assert cache.find(9) is None
