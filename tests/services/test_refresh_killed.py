"""A refresh that is killed: what was stored stays, and the next one completes."""

import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from fakes.parser import InlineParser
from fakes.server import FakeServer, rss
from newsreader.domain.feed import NewFeed
from newsreader.domain.view import View
from newsreader.services.library import Library
from newsreader.services.refresh import Refresher
from newsreader.store.connection import connect
from newsreader.store.feeds import add_feed
from newsreader.store.headlines import count_view

FEEDS, ENTRIES = 60, 8

# Refreshes the library it is given and tells every feed that has been stored.
PROGRAM = """
import asyncio, sys
from pathlib import Path
from newsreader.domain.events import EntriesArrived
from newsreader.services import refresh
from newsreader.services.library import Library
from fakes.parser import InlineParser

refresh.MOST_ENTRIES = 20
library = Library.open(Path(sys.argv[1]))
library.bus.subscribe(
    lambda event: isinstance(event, EntriesArrived) and print(event.feed_id, flush=True)
)
asyncio.run(refresh.Refresher(library, parser=InlineParser()).refresh())
"""


@pytest.fixture
def server() -> Iterator[FakeServer]:
    with FakeServer() as opened:
        for feed in range(FEEDS):
            opened.publish(f"/{feed}", rss(f"F{feed}", [f"{feed}-{n}" for n in range(ENTRIES)]))
        yield opened


def kill_after(path: Path, stored: int) -> int:
    """Refresh in a process of its own, killed after it told of so many feeds; give their number."""
    command = [sys.executable, "-c", PROGRAM, str(path)]
    paths = str(Path(__file__).parents[1])
    with subprocess.Popen(  # noqa: S603 - our own program
        command, stdout=subprocess.PIPE, text=True, env={"PYTHONPATH": paths}
    ) as refreshing:
        assert refreshing.stdout is not None
        told = 0
        while told < stored and refreshing.stdout.readline():
            told += 1
        refreshing.send_signal(signal.SIGKILL)
        told += len(refreshing.stdout.readlines())
    return told


def integrity(path: Path) -> str:
    with closing(connect(path, is_writer=False)) as db:
        return str(db.execute("PRAGMA integrity_check").fetchone()[0])


async def test_killing_a_refresh_at_any_moment_loses_nothing_that_was_stored(
    tmp_path: Path, server: FakeServer
) -> None:
    path = tmp_path / "library.db"
    library = Library.open(path)
    for feed in range(FEEDS):
        library.database.write(add_feed, NewFeed(server.url(f"/{feed}")), 1).result()
    library.close()
    source = random.Random(7)  # noqa: S311 - the same moments every time
    told = 0
    for moment in (0, source.randint(1, 8), source.randint(1, 8), source.randint(1, 8)):
        told += kill_after(path, moment)
        library = Library.open(path)
        stored = library.database.read(count_view, View()).result()
        library.close()
        assert integrity(path) == "ok"
        assert stored % ENTRIES == 0, "a feed is stored whole or not at all"
        assert stored >= told * ENTRIES, "what was told of stays"
    library = Library.open(path)
    refresher = Refresher(library, parser=InlineParser())
    finished = await refresher.refresh()
    assert finished.failed == 0
    assert library.database.read(count_view, View()).result() == FEEDS * ENTRIES
    assert 0 < finished.feeds < FEEDS, "only what had not been stored is fetched again"
    await refresher.aclose()
    library.close()


@contextmanager
def holding(path: Path, feed_id: int) -> Iterator[None]:
    """Let another process hold a feed; it is killed at the end."""
    program = (
        "import sys\nfrom pathlib import Path\nfrom newsreader.store.lease import FeedLeases\n"
        f"print(FeedLeases(Path(sys.argv[1])).take({feed_id}), flush=True)\nsys.stdin.read()"
    )
    command = [sys.executable, "-c", program, str(path)]
    with subprocess.Popen(  # noqa: S603 - our own program
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "True\n"
        yield
        holder.kill()


async def test_a_killed_process_holds_no_feed(tmp_path: Path, server: FakeServer) -> None:
    path = tmp_path / "library.db"
    library = Library.open(path)
    feed_id = library.database.write(add_feed, NewFeed(server.url("/0")), 1).result()
    refresher = Refresher(library, parser=InlineParser())
    with holding(path, feed_id):
        assert (await refresher.refresh()).feeds == 0
    assert (await refresher.refresh()).feeds == 1
    await refresher.aclose()
    library.close()
