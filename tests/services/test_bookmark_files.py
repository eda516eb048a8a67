"""Which file gets which format, and what is said about it."""

from pathlib import Path

import pytest

from factory import NOW
from newsreader.domain.bookmark import Bookmark
from newsreader.domain.errors import UsageError
from newsreader.services.bookmark_files import ENDINGS, export_bookmarks, format_of

KEPT = [
    Bookmark(1, "https://a.example/1", "One", NOW),
    Bookmark(2, "https://b.example/", "Two", NOW),
]


def test_the_name_of_a_file_tells_its_format(tmp_path: Path) -> None:
    for ending, form in ENDINGS.items():
        target = tmp_path / f"kept{ending.upper()}"
        assert format_of(target) == form
        export_bookmarks(KEPT, form, target, NOW)
        assert target.is_file()
    assert not list(tmp_path.glob("*.part"))


def test_a_name_without_an_ending_is_a_folder_of_markdown(tmp_path: Path) -> None:
    target = tmp_path / "notes"

    said = export_bookmarks(KEPT, format_of(target), target, NOW)

    assert len(list(target.iterdir())) == 2
    assert said == f"2 files written into {target}."


def test_what_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"End the name with one of \.md"):
        format_of(tmp_path / "kept.doc")
    with pytest.raises(UsageError, match="cannot be written"):
        export_bookmarks(KEPT, "csv", tmp_path / "missing" / "kept.csv", NOW)
