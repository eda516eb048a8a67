"""Groups of a list: rows and places, headings, what goes with its last entry."""

import time
from array import array
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.domain.groups import Groups, collect, day_around

SIZES = st.lists(st.integers(1, 4), max_size=6)


@pytest.fixture
def vienna(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The time zone of Vienna."""
    monkeypatch.setenv("TZ", "Europe/Vienna")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def groups_of(sizes: list[int]) -> Groups:
    starts = [sum(sizes[:number]) for number in range(len(sizes))]
    return Groups(starts, range(len(sizes)))


@given(SIZES)
def test_every_row_is_a_heading_or_an_entry(sizes: list[int]) -> None:
    groups, total = groups_of(sizes), sum(sizes)

    rows = [
        ("entry", groups.place_of(row)) if groups.heading(row) is None else ("heading", number)
        for row in range(total + len(groups))
        for number in [groups.heading(row)]
    ]

    expected: list[tuple[str, int | None]] = []
    for number, size in enumerate(sizes):
        expected.append(("heading", number))
        begin = sum(sizes[:number])
        expected += [("entry", place) for place in range(begin, begin + size)]
    assert rows == expected
    assert all(rows[groups.row_of(place)] == ("entry", place) for place in range(total))
    assert [groups.size(number, total) for number in range(len(groups))] == sizes


@given(SIZES, st.sets(st.integers(0, 24)))
def test_a_group_goes_with_its_last_entry(sizes: list[int], gone: set[int]) -> None:
    members = [number for number, size in enumerate(sizes) for _ in range(size)]
    places = sorted(place for place in gone if place < len(members))

    left = groups_of(sizes).without(places, len(members))

    kept = [number for place, number in enumerate(members) if place not in gone]
    assert [left.keys[left.number_at(place)] for place in range(len(kept))] == kept
    assert list(left.keys) == sorted(set(kept))


def test_without_groups_rows_are_places() -> None:
    nothing = Groups()

    assert nothing.row_of(7) == nothing.place_of(7) == 7
    assert nothing.heading(0) is None
    assert nothing.number_at(3) == -1


def test_entries_of_a_feed_that_follow_each_other_are_a_group() -> None:
    rows = [(10, 1), (11, 1), (12, 2), (13, 1)]

    spine, groups = collect(rows, by_day=False, names={1: "A", 2: "B"})

    assert spine == array("q", (10, 11, 12, 13))
    assert [groups.names and groups.names[key] for key in groups.keys] == ["A", "B", "A"]
    assert [groups.size(number, 4) for number in range(3)] == [2, 1, 1]


@pytest.mark.usefixtures("vienna")
def test_days_are_the_readers_own_also_when_clocks_change() -> None:
    evening = int(time.mktime((2026, 3, 28, 23, 30, 0, 0, 0, -1)))
    night = evening + 3_600  # past midnight there, still the 28th in Greenwich
    rows = [(1, night + 21 * 3_600), (2, night), (3, evening)]

    _, groups = collect(rows, by_day=True)

    assert [time.localtime(key)[1:5] for key in groups.keys] == [(3, 29, 0, 0), (3, 28, 0, 0)]
    start, end = day_around(night)
    assert end - start == 23 * 3_600
