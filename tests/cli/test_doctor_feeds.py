"""``newsreader doctor --feeds``."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from factory import NOW
from newsreader.cli.main import main
from newsreader.config.paths import system_paths
from newsreader.domain.feed import NewFeed
from newsreader.services.library import Library
from newsreader.store.feeds import add_feed


@pytest.fixture
def home_with_feed(home: object) -> Callable[[str], None]:
    """Give a function that runs a statement on a library with one feed."""

    def change(statement: str) -> None:
        library = Library.open(system_paths().library)
        library.database.write(add_feed, NewFeed("https://a.example/feed", "A"), NOW).result()
        library.database.write(lambda db: db.execute(statement).rowcount).result()
        library.close()

    return change


def test_troubled_feed_is_told_with_its_problem(
    home_with_feed: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    home_with_feed(
        "UPDATE feed SET error_code = 'http_404', error_detail = 'Nothing there.', error_count = 2"
    )
    assert main(["doctor", "--feeds"]) == 1
    out = capsys.readouterr().out
    assert "A: failed 2 times in a row" in out
    assert "Nothing there." in out
    assert main(["doctor", "--feeds", "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told[0]["verdict"] == "failed 2 times in a row"
    assert {"label": "Problem", "text": "Nothing there."} in told[0]["facts"]
    assert (told[0]["is_well"], told[0]["error_code"], told[0]["failures"]) == (
        False, "http_404", 2,
    )  # fmt: skip


def test_every_field_is_documented(
    home_with_feed: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    home_with_feed("UPDATE feed SET checked_at = 1")
    page = (Path(__file__).parents[2] / "docs" / "json.md").read_text(encoding="utf-8")
    main(["doctor", "--feeds", "--json"])
    of_feeds = json.loads(capsys.readouterr().out)[0]
    main(["doctor", "--json"])
    of_all = json.loads(capsys.readouterr().out)
    part, of_feeds_part = page.split("## `newsreader doctor --")[1:]
    assert not [name for name in of_all if f"`{name}`" not in part]
    assert not [name for name in of_feeds if f"`{name}`" not in of_feeds_part]
    assert of_feeds["checked_at"] == "1970-01-01T00:00:01Z"


def test_exit_code_is_0_when_nothing_needs_a_look(
    home_with_feed: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    home_with_feed("UPDATE feed SET checked_at = 1")
    assert main(["doctor", "--feeds"]) == 0
    assert "A: well" in capsys.readouterr().out
