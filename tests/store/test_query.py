"""From views to SQL: right rows, right order, no sorting of whole tables."""

import sqlite3
from collections.abc import Callable

import pytest

from factory import NOW, facts_of, parsed_entry
from newsreader.domain.view import Grouping, Order, Scope, View
from newsreader.services.library import Library
from newsreader.store.entries import set_read, set_starred
from newsreader.store.headlines import find_unread, load_older, load_page, load_spine
from newsreader.store.query import match_expression, where_order, where_order_in_feed
from newsreader.store.search import Indexed, IndexFact, forget_deleted, save_indexed


@pytest.fixture
def world(library: Library, feed_with: Callable[..., int]) -> Library:
    feed_with("a", *(parsed_entry(f"a{n}", published_at=NOW - n * 100) for n in range(5)))
    feed_with("b", *(parsed_entry(f"b{n}", published_at=NOW - n * 100 - 50) for n in range(5)))
    library.database.write(set_read, [1, 2], True, NOW).result()
    library.database.write(set_starred, [3], True).result()
    return library


def shown(library: Library, view: View) -> list[int]:
    return list(library.database.read(load_spine, view).result())


def test_all_feeds_are_mixed_by_date(world: Library) -> None:
    assert shown(world, View()) == [5, 10, 4, 9, 3, 8, 2, 7, 1, 6]
    assert shown(world, View(order=Order.OLDEST)) == [6, 1, 7, 2, 8, 3, 9, 4, 10, 5]


def test_filters_combine(world: Library) -> None:
    assert shown(world, View(Scope.FEED, 1).only_unread()) == [5, 4, 3]
    assert shown(world, View(Scope.STARRED)) == [3]
    assert shown(world, View(Scope.TODAY, since=NOW - 100)) == [5, 10, 4]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("place:Istanbul", [5]),
        ("ort:türkei", [5]),
        ('Ort:"istanbul, tür"', [5]),
        ("ort:istanbul source:orf", [5]),
        ("ort:graz", []),
        ("source:istanbul", []),
        ("ort:istanbul nowhere", []),
        ("https://one.example", []),
    ],
)
def test_rows_of_details_are_searched_by_their_label(
    world: Library, search: str, found: list[int]
) -> None:
    facts = (
        IndexFact("place", "Ort", "Istanbul, Türkei", None),
        IndexFact("source", "", "ORF", None),
    )
    row = Indexed(5, "Beben", "", "text", 1, facts)
    world.database.write(save_indexed, [row]).result()
    assert shown(world, View(search=search)) == found


def test_a_search_by_facts_looks_them_up(world: Library) -> None:
    where, order, arguments = where_order(View(search="ort:istanbul"))
    sql = f"EXPLAIN QUERY PLAN SELECT e.id FROM entry e {where} {order}"
    plan = world.database.read(lambda db: [row[3] for row in db.execute(sql, arguments)]).result()
    assert any("fact_by_value" in step for step in plan)


@pytest.mark.parametrize("order", [Order.FEED, Order.FEED_BACKWARD])
@pytest.mark.parametrize(
    "view", [View(), View(unread_only=True), View(Scope.TODAY, since=NOW - 200)]
)
def test_feed_by_feed_is_the_order_that_sorting_gives(
    world: Library, view: View, order: Order
) -> None:
    def sorted_(db: sqlite3.Connection) -> list[int]:
        where, order_by, arguments = where_order(view.ordered(order))
        return [
            row[0] for row in db.execute(f"SELECT e.id FROM entry e {where} {order_by}", arguments)
        ]

    expected = world.database.read(sorted_).result()

    assert shown(world, view.ordered(order)) == expected
    assert list(world.database.read(load_spine, view.ordered(order), 3).result()) == expected[:3]


@pytest.mark.parametrize("is_unread", [True, False])
def test_a_list_by_feed_sorts_no_entries(world: Library, is_unread: bool) -> None:
    def plan(db: sqlite3.Connection) -> str:
        view = View(unread_only=is_unread, group=Grouping.FEED)
        where, order, arguments = where_order_in_feed(view)
        statement = f"EXPLAIN QUERY PLAN SELECT e.id FROM entry e {where} {order}"
        return "\n".join(row[3] for row in db.execute(statement, (*arguments, 1)))

    steps = world.database.read(plan).result()
    assert "TEMP B-TREE" not in steps
    assert "_by_feed (feed_id=?)" in steps


def test_pages_follow_the_order_asked_for_and_skip_what_is_gone(world: Library) -> None:
    page = world.database.read(load_page, [7, 999, 3]).result()
    assert [(row.id, row.is_starred) for row in page] == [(7, False), (3, True)]


@pytest.mark.parametrize(
    "view",
    [
        View(),
        View(unread_only=True),
        View(Scope.FEED, 1),
        View(Scope.FEED, 1, unread_only=True),
        View(Scope.STARRED),
        View(Scope.TODAY, since=NOW),
        View(order=Order.OLDEST),
        View(unread_only=True, order=Order.OLDEST),
        View(Scope.FEED, 1, order=Order.OLDEST),
    ],
)
def test_no_list_sorts_or_scans_a_table(world: Library, view: View) -> None:
    def plan(db: sqlite3.Connection) -> str:
        where, order, arguments = where_order(view)
        statement = f"EXPLAIN QUERY PLAN SELECT e.id FROM entry e {where} {order}"
        return "\n".join(row[3] for row in db.execute(statement, arguments))

    steps = world.database.read(plan).result()
    assert "B-TREE" not in steps
    assert "USING" in steps
    assert "INDEX" in steps


def test_other_orders_sort_by_what_they_say_and_then_by_date(
    library: Library, feed_with: Callable[..., int]
) -> None:
    titles = {"a1": "beta", "a2": "Alpha", "b1": "alpha"}
    entries = {
        guid: parsed_entry(guid, title, published_at=NOW - age)
        for age, (guid, title) in enumerate(titles.items())
    }
    feed_with("b", entries["b1"])
    feed_with("a", entries["a2"], entries["a1"])
    names = {guid: number for number, guid in enumerate(("b1", "a1", "a2"), 1)}
    write = library.database.write
    words = [Indexed(names["a1"], "", "", "", 9, ()), Indexed(names["b1"], "", "", "", 90, ())]
    write(save_indexed, words).result()
    write(set_read, [names["a1"]], True, NOW).result()

    def order(order: Order) -> list[str]:
        guids = {number: guid for guid, number in names.items()}
        return [guids[number] for number in shown(library, View(order=order))]

    assert order(Order.NEWEST) == ["a1", "a2", "b1"]
    assert order(Order.FEED) == ["a1", "a2", "b1"]
    assert order(Order.FEED_BACKWARD) == ["b1", "a1", "a2"]
    assert order(Order.TITLE) == ["a2", "b1", "a1"]
    assert order(Order.TITLE_BACKWARD) == ["a1", "a2", "b1"]
    assert order(Order.LONGEST) == ["b1", "a1", "a2"]
    assert order(Order.SHORTEST) == ["a1", "b1", "a2"]
    assert order(Order.UNREAD_FIRST) == ["a2", "b1", "a1"]
    assert order(Order.READ_FIRST) == ["a1", "a2", "b1"]


@pytest.mark.parametrize("order", list(Order))
def test_every_order_has_one_that_turns_it_round(order: Order) -> None:
    assert order.opposite is not order
    assert order.opposite.opposite is order
    assert order.opposite.is_by_date is order.is_by_date


@pytest.mark.parametrize("order", list(Order))
def test_the_next_unread_is_the_next_of_the_list_in_every_order(
    world: Library, order: Order
) -> None:
    spine = shown(world, View(order=order))
    unread = [entry_id for entry_id in spine if entry_id not in (1, 2)]
    for view in (View(order=order), View(unread_only=True, order=order)):
        for entry_id in spine:
            place = spine.index(entry_id)
            after = next((i for i in spine[place + 1 :] if i in unread), None)
            before = next((i for i in reversed(spine[:place]) if i in unread), None)
            read = world.database.read
            assert read(find_unread, view, entry_id).result() == after
            assert read(find_unread, view, entry_id, is_backward=True).result() == before


def test_what_is_older_than_a_time_is_found_among_the_unread(world: Library) -> None:
    found = world.database.read(load_older, View(Scope.FEED, 1), NOW - 100).result()
    assert list(found) == [3]


def test_search_finds_words_in_any_case_without_accents_and_by_their_beginning(
    world: Library,
) -> None:
    rows = [
        Indexed(3, "Unfall auf der Straße", "", "In Istanbul", 2, ()),
        Indexed(4, "Türkei", "Ana", "Strand", 1, ()),
    ]
    world.database.write(save_indexed, rows).result()
    assert shown(world, View(search="strasse istan")) == [3]
    assert shown(world, View(search="turkei")) == [4]
    assert shown(world, View(search="stra")) == [4, 3]
    assert shown(world, View(search="stra ")) == []


@pytest.mark.parametrize("search", ['"', "a AND", "NEAR(", "title:", "*", "-x", "a' OR 1=1"])
def test_typed_signs_are_never_syntax(world: Library, search: str) -> None:
    assert shown(world, View(search=search)) == []


def test_expression_quotes_every_word() -> None:
    assert match_expression("a OR b") == '"a" "OR" "b"*'


def test_index_follows_changes_and_deletions(world: Library) -> None:
    write = world.database.write
    fact = IndexFact("place", "Ort", "Istanbul, Türkei", None)
    write(save_indexed, [Indexed(3, "Alt", "", "", 1, (fact,))]).result()
    assert facts_of(world.database, 3) == [fact]
    write(save_indexed, [Indexed(3, "Neu", "", "", 1, ())]).result()
    assert facts_of(world.database, 3) == []
    assert shown(world, View(search="alt ")) == []
    assert shown(world, View(search="neu ")) == [3]
    write(lambda db: db.execute("DELETE FROM entry WHERE id = 3")).result()
    assert write(forget_deleted).result() == 1

    def integrity(db: sqlite3.Connection) -> None:
        db.execute("INSERT INTO search_index (search_index) VALUES ('integrity-check')")

    write(integrity).result()
    assert shown(world, View(search="neu ")) == []
