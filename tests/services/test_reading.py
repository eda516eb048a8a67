"""What a list shows first, what comes next, and marking a list read."""

from collections.abc import Callable

import pytest

from factory import NOW, parsed_entry
from newsreader.domain.view import Grouping, Order, Scope, View
from newsreader.services.library import Library
from newsreader.services.reading import FIRST_ROWS, load_first_screen, mark_view_read
from newsreader.store.entries import set_read
from newsreader.store.headlines import (
    count_newer,
    find_unread,
    load_listing,
    load_spine,
    unread_counts,
)


@pytest.fixture
def ids(library: Library, feed_with: Callable[..., int]) -> list[int]:
    """The ids of 150 entries, the latest first."""
    feed_with("a", *(parsed_entry(str(number), published_at=NOW - number) for number in range(150)))
    return list(library.database.read(load_spine, View()).result())


def test_the_first_screen_is_the_beginning_of_the_view(library: Library, ids: list[int]) -> None:
    first = library.database.read(load_first_screen, View()).result()
    assert list(first.spine) == ids[:FIRST_ROWS]
    assert [headline.id for headline in first.headlines] == ids[:FIRST_ROWS]
    assert first.last_id == max(ids)


def test_only_what_came_later_counts_as_new(
    library: Library, ids: list[int], feed_with: Callable[..., int]
) -> None:
    last_id = max(ids)
    other = feed_with("b", parsed_entry("x"), parsed_entry("y"))
    read = library.database.read
    assert read(count_newer, View(), last_id).result() == 2
    assert read(count_newer, View(Scope.FEED, other), last_id).result() == 2
    assert read(count_newer, View(Scope.STARRED), last_id).result() == 0


def test_the_next_unread_is_found_in_the_order_of_the_view(
    library: Library, ids: list[int]
) -> None:
    unread = {ids[3], ids[120]}
    others = [entry_id for entry_id in ids if entry_id not in unread]
    library.database.write(set_read, others, True, NOW).result()
    read = library.database.read
    assert read(find_unread, View(), ids[0]).result() == ids[3]
    assert read(find_unread, View(), ids[3]).result() == ids[120]
    assert read(find_unread, View(), ids[120]).result() is None
    assert read(find_unread, View(), ids[120], is_backward=True).result() == ids[3]
    oldest_first = View(order=Order.OLDEST)
    assert read(find_unread, oldest_first, ids[120]).result() == ids[3]


def test_marking_a_view_read_leaves_other_feeds_alone(
    library: Library, ids: list[int], feed_with: Callable[..., int]
) -> None:
    other = feed_with("b", parsed_entry("x"))
    changed = library.database.write(mark_view_read, View(Scope.FEED, other), NOW).result()
    assert len(changed) == 1
    assert sum(library.database.read(unread_counts).result().values()) == len(ids)


@pytest.mark.parametrize("order", Order)
@pytest.mark.parametrize("scope", [Scope.ALL, Scope.FEED])
@pytest.mark.parametrize("group", [Grouping.DAY, Grouping.FEED])
def test_no_group_is_torn_apart_and_inside_it_the_order_is_kept(
    library: Library, feed_with: Callable[..., int], order: Order, scope: Scope, group: Grouping
) -> None:
    hours = (1, 30, 5, 50, 29)
    feed_ids = [
        feed_with(
            name,
            *(parsed_entry(f"{name}{n}", f"{n}{name}", published_at=NOW - 3600 * n) for n in hours),
        )
        for name in ("beta", "alpha")
    ]
    view = View(scope, feed_ids[0] if scope is Scope.FEED else None, order=order, group=group)
    read = library.database.read

    listing = read(load_listing, view).result()

    keys = list(listing.groups.keys)
    assert len(set(keys)) == len(keys)
    assert bool(keys) is not (scope is Scope.FEED and group is Grouping.FEED)
    plain = list(read(load_spine, view.grouped(Grouping.NONE)).result())
    start = 0
    for number in range(len(keys)):
        size = listing.groups.size(number, len(plain))
        members = list(listing.spine[start : start + size])
        assert members == [entry_id for entry_id in plain if entry_id in members]
        start += size
    assert sorted(listing.spine) == sorted(plain)


def test_the_next_unread_is_found_across_groups(
    library: Library, feed_with: Callable[..., int]
) -> None:
    for name in ("beta", "alpha"):
        feed_with(name, *(parsed_entry(f"{name}{n}", published_at=NOW - n) for n in range(2)))
    view = View(group=Grouping.FEED)
    read = library.database.read

    spine = read(load_listing, view).result().spine

    assert read(find_unread, view, spine[1]).result() == spine[2]
    assert read(find_unread, view, spine[2], is_backward=True).result() == spine[1]
