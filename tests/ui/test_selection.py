"""What is selected in a list."""

from array import array

from hypothesis import given
from hypothesis import strategies as st

from newsreader.ui.selection import Selection

SPINE = array("q", (10, 20, 30, 40, 50))


def selected(selection: Selection, cursor: int) -> list[int]:
    return [SPINE[row] for row in range(len(SPINE)) if selection.has(row, cursor)]


def opened() -> Selection:
    selection = Selection()
    selection.reset(SPINE, is_same_view=False)
    return selection


def test_a_range_goes_to_the_cursor_in_both_directions() -> None:
    selection = opened()
    selection.toggle_range(2)
    assert selection.ids(4) == [30, 40, 50]
    assert selection.ids(1) == [20, 30]
    selection.toggle_range(1)
    assert selection.ids(4) == [20, 30]
    assert not selection.is_open


def test_all_are_selected_and_none_again() -> None:
    selection = opened()
    selection.toggle_all()
    assert selection.ids(0) == list(SPINE)
    selection.toggle_all()
    assert not selection
    assert not selection.clear()


def test_what_is_still_listed_stays_selected_when_entries_arrive() -> None:
    selection = opened()
    selection.toggle_range(1)
    later = array("q", (5, 10, 20, 30))
    selection.reset(later, is_same_view=True)
    assert selection.ids(3) == [20, 30]
    selection.reset(SPINE, is_same_view=False)
    assert not selection


def test_nothing_can_be_selected_in_an_empty_list() -> None:
    selection = Selection()
    selection.toggle_range(0)
    selection.toggle_all()
    assert selection.ids(0) == []


@given(st.lists(st.tuples(st.sampled_from(["range", "all", "clear", "move"]), st.integers(0, 4))))
def test_what_is_drawn_as_selected_is_what_is_changed(steps: list[tuple[str, int]]) -> None:
    selection, cursor = opened(), 0
    for step, row in steps:
        if step == "range":
            selection.toggle_range(cursor)
        elif step == "all":
            selection.toggle_all()
        elif step == "clear":
            selection.clear()
        else:
            cursor = row
        assert selected(selection, cursor) == selection.ids(cursor)
        assert bool(selection) is bool(selection.ids(cursor))
