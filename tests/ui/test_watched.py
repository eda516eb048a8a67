"""A failure in the background is told of, and written down, wherever it happened."""

from collections.abc import Callable
from pathlib import Path

import pytest

from factory import parsed_entry
from newsreader.services.failures import log_failure
from newsreader.services.library import Library
from reader import Reader, reading


async def fail() -> None:
    raise ZeroDivisionError("on purpose")


@pytest.mark.parametrize(
    "place",
    [
        lambda reader: reader.app,
        lambda reader: reader.screen,
        lambda reader: reader.screen.headline_pane,
        lambda reader: reader.screen.article_pane,
    ],
    ids=["app", "screen", "headlines", "article"],
)
async def test_worker_that_fails_is_told_of_and_keys_go_on(
    library: Library, feed_with: Callable[..., int], place: Callable[[Reader], object]
) -> None:
    feed_with("paper", parsed_entry("a"), parsed_entry("b"))
    async with reading(library) as reader:
        where = place(reader)
        where.run_worker(fail(), exit_on_error=False)  # type: ignore[attr-defined] # any of four
        await reader.until(lambda: "ZeroDivisionError" in reader.said)
        await reader.press("j")
        assert reader.current == "Title of b"


def test_log_holds_the_traceback_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "state" / "newsreader.log"
    failure = ValueError("seen")
    assert log_failure(path, failure, "test")
    assert "ValueError: seen" in path.read_text()
    assert path.stat().st_mode & 0o077 == 0
    assert not log_failure(path / "below", failure, "test")
