"""Marking entries by their ids."""

from collections.abc import Callable

import pytest

from factory import NOW, parsed_entry
from newsreader.services.library import Library
from newsreader.services.marking import Mark, mark_entries


@pytest.mark.parametrize(("mark", "opposite"), [(Mark.READ, Mark.UNREAD), (Mark.STAR, Mark.UNSTAR)])
def test_a_mark_is_set_and_taken_back(
    library: Library, feed_with: Callable[..., int], mark: Mark, opposite: Mark
) -> None:
    feed_with("a", parsed_entry("1"), parsed_entry("2"))

    def set_mark(wanted: Mark, *ids: int) -> tuple[list[int], list[int]]:
        return library.database.write(mark_entries, wanted, ids, NOW).result()

    assert set_mark(mark, 1, 7) == ([1], [7])
    assert set_mark(mark, 1, 2) == ([2], [])
    assert set_mark(opposite, 1) == ([1], [])
    assert set_mark(opposite, 1) == ([], [])
