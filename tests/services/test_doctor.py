"""Looking for what is wrong; tests/cli shows how it is told."""

from collections.abc import Callable
from pathlib import Path

import pytest

from factory import parsed_entry
from newsreader.config.paths import Paths
from newsreader.services.doctor import examine
from newsreader.services.library import Library


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Where the library fixture has its library."""
    return Paths(tmp_path / "data", tmp_path / "config", tmp_path / "state", (tmp_path / "site",))


def test_nothing_is_made_by_looking(paths: Paths, tmp_path: Path) -> None:
    diagnosis = examine(paths)

    assert (diagnosis.schema, diagnosis.problems) == (None, [])
    assert list(tmp_path.iterdir()) == []


def test_a_library_in_use_is_looked_at(
    paths: Paths, library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("a", parsed_entry("1"))

    diagnosis = examine(paths)

    assert diagnosis.problems == []
    assert (diagnosis.counts["entry"], diagnosis.counts["search_pending"]) == (1, 1)
    assert diagnosis.size > 0


def test_what_is_wrong_in_several_places_is_all_told(paths: Paths) -> None:
    paths.config.mkdir()
    paths.settings.write_text("nothing = 1\n")
    paths.data.mkdir()
    paths.library.write_text("no library, but long enough to be looked at as one " * 20)

    config, library = examine(paths).problems

    assert 'There is no setting "nothing"' in config
    assert "is not a newsreader library" in library
