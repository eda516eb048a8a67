"""The forms of the JSON contract; tests/cli/test_json.py compares them with the document."""

from collections.abc import Callable

import pytest

from factory import NOW, parsed_entry
from newsreader.domain.view import View
from newsreader.services import exporting
from newsreader.services.exporting import entry_record, iterate_entries, rfc3339
from newsreader.services.library import Library


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (None, None),
        (0, "1970-01-01T00:00:00Z"),
        (NOW, "2026-09-21T14:13:20Z"),
        (-1, "1969-12-31T23:59:59Z"),
        (10**18, None),
    ],
)
def test_times_are_written_in_utc(moment: int | None, text: str | None) -> None:
    assert rfc3339(moment) == text


def test_an_entry_without_date_was_published_when_it_arrived(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("a", parsed_entry("1"), parsed_entry("2", published_at=0))

    records = [entry_record(entry) for entry in iterate_entries(library, View(), None)]

    assert [r["published"] for r in records] == ["2026-09-21T14:13:20Z", "1970-01-01T00:00:00Z"]


def test_a_long_list_is_read_in_parts_without_losing_one(
    library: Library, feed_with: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "_CHUNK", 3)
    feed_with("a", *(parsed_entry(str(n)) for n in range(10)))

    assert [e.guid for e in iterate_entries(library, View(), None)] == [str(n) for n in range(10)]
    assert [e.guid for e in iterate_entries(library, View(), 4)] == ["0", "1", "2", "3"]
