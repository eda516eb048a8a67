"""``newsreader doctor --feeds``."""

import json
from collections.abc import Callable

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


def test_exit_code_is_0_when_nothing_needs_a_look(
    home_with_feed: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    home_with_feed("UPDATE feed SET checked_at = 1")
    assert main(["doctor", "--feeds"]) == 0
    assert "A: well" in capsys.readouterr().out
