"""docs/bookmarks.md names every field, every format and every mark there is."""

from pathlib import Path

import pytest

from newsreader.cli.commands.export import BOOKMARK_FORMATS
from newsreader.domain.bookmark_view import MARKS
from newsreader.services.bookmark_export import WRITERS
from newsreader.services.bookmark_records import BOOKMARK_FIELDS

TEXT = (Path(__file__).parents[2] / "docs" / "bookmarks.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "name", [*BOOKMARK_FIELDS, *BOOKMARK_FORMATS, *(f"is:{mark}" for mark in MARKS)]
)
def test_it_is_described(name: str) -> None:
    assert f"`{name}`" in TEXT


def test_every_format_has_a_writer() -> None:
    assert {*WRITERS, "epub"} == {*BOOKMARK_FORMATS}
