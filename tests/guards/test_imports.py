"""Slow libraries stay out of quick commands; only a fresh interpreter can tell."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from factory import NOW, parsed_entry
from fakes.server import LOCALHOST_PEM
from newsreader.domain.feed import NewFeed
from newsreader.store.database import Database
from newsreader.store.entries import apply_update
from newsreader.store.feeds import add_feed

SLOW = {"textual", "rich", "httpx", "feedparser", "selectolax", "asyncio", "tomlkit", "trafilatura"}
LATER = {
    "httpx",
    "feedparser",
    "selectolax",
    "aiohttp",
    "PIL",
    "trafilatura",
    "markdown_it",
    "pygments",
    "textual.widgets._markdown",
    "newsreader.layout.lines",
}
"""What the screen imports when its first frame has been shown."""
_SCRIPT = """
import json, sys
from newsreader.cli.main import main
code = main(sys.argv[1:])
names = {name.partition(".")[0] for name in sys.modules}
print(json.dumps([code, sorted(names)]), file=sys.stderr)
"""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Folders of its own, with a library of one entry."""
    database = Database.open(tmp_path / "data" / "newsreader" / "library.db")
    feed_id = database.write(add_feed, NewFeed("https://example.org/feed"), NOW).result()
    database.write(apply_update, feed_id, [parsed_entry("a")], NOW).result()
    database.close()
    names = ("DATA", "CONFIG", "STATE")
    return {f"XDG_{name}_HOME": str(tmp_path / name.lower()) for name in names}


def modules_of(environment: dict[str, str], *arguments: str) -> set[str]:
    """Run a command in an interpreter of its own and name the packages that it loaded."""
    command = [sys.executable, "-c", _SCRIPT, *arguments]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)  # noqa: S603 - our own program
    code, names = json.loads(ran.stderr.splitlines()[-1])
    assert code == 0, ran.stderr
    return set(names)


@pytest.mark.parametrize(
    "arguments",
    [
        ("list", "--json"),
        ("list",),
        ("feeds", "--json"),
        ("export", "--opml"),
        ("config", "show"),
        ("doctor",),
    ],
    ids=" ".join,
)
def test_a_command_that_only_reads_loads_no_slow_library(
    environment: dict[str, str], arguments: tuple[str, ...]
) -> None:
    loaded = modules_of(environment, *arguments)

    assert "newsreader" in loaded
    assert loaded & SLOW == set()


def test_an_article_is_shown_without_screen_and_network(environment: dict[str, str]) -> None:
    loaded = modules_of(environment, "show", "1")

    assert "selectolax" in loaded
    assert loaded & SLOW == {"selectolax"}


def test_the_first_frame_of_the_screen_waits_for_no_library_that_it_does_not_show() -> None:
    script = "import json, sys, newsreader.ui.app; print(json.dumps(list(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603 - our own program

    loaded = set(json.loads(ran.stdout))
    assert "textual.app" in loaded
    assert loaded & LATER == set()


def test_the_frame_of_the_last_visit_waits_for_no_library_file() -> None:
    script = (
        "import json, sys, newsreader.cli.main, newsreader.cli.commands.tui, newsreader.ui.program;"
        "print(json.dumps(list(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603 - our own program

    loaded = set(json.loads(ran.stdout))
    assert "newsreader.ui.startup" in loaded
    assert loaded & {"argparse", "sqlite3", "newsreader.store.database", *SLOW} == set()


def test_a_parse_process_begins_without_what_few_documents_need() -> None:
    script = (
        "import json, sys, newsreader.services.parse_worker, newsreader.parse.feed;"
        "print(json.dumps(list(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603 - our own program

    loaded = set(json.loads(ran.stdout))
    assert "newsreader.parse.fast" in loaded
    assert loaded & {"dataclasses", "xml.sax", "newsreader.parse.lenient", *SLOW} == set()


def test_the_client_is_imported_without_certificates_and_leaves_them_to_all_others() -> None:
    script = (
        "import asyncio, json, ssl\n"
        "from newsreader.fetch.client import FetchClient\n"
        "async def open_client():\n"
        "    async with FetchClient(): pass\n"
        "async def open_three(): await asyncio.gather(*(open_client() for _ in range(3)))\n"
        "def trusted(): return ssl.create_default_context().cert_store_stats()\n"
        "before = trusted()\n"
        "asyncio.run(open_three())\n"
        "from aiohttp.connector import _SSL_CONTEXT_VERIFIED as unused\n"
        "print(json.dumps([before, trusted(), unused.cert_store_stats()]))"
    )
    ran = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", script],
        env={**os.environ, "SSL_CERT_FILE": str(LOCALHOST_PEM)},
        capture_output=True,
        text=True,
        check=True,
    )

    before, after, unused = json.loads(ran.stdout)
    assert before["x509_ca"] == 1
    assert after == before
    assert unused["x509_ca"] == 0
