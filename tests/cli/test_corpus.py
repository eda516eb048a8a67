"""Every feed of the corpus, served over loopback, added and fetched by the command line."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from fakes.server import FakeServer
from newsreader.domain.text import clean
from newsreader.domain.view import View
from newsreader.services.library import Library
from newsreader.store.entries import load_entry
from newsreader.store.feeds import load_feeds
from newsreader.store.headlines import load_spine
from shell import Run, json_of

CORPUS = Path(__file__).parents[2].parent / "shared" / "corpus" / "feeds"
VERIFIED = 12
"""Feeds that are added one by one, each fetched and parsed before it is stored."""

pytestmark = pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not at hand")


@pytest.fixture
def publisher() -> Iterator[FakeServer]:
    with FakeServer() as opened:
        yield opened


def items_by_url(publisher: FakeServer, ending: bytes = b"") -> dict[str, int]:
    """Publish the whole corpus; give the number of items of each feed by its address."""
    with (CORPUS / "INDEX.tsv").open(encoding="utf-8", newline="") as index:
        rows = list(csv.DictReader(index, delimiter="\t"))
    return {
        publisher.publish(f"/{row['file']}", (CORPUS / row["file"]).read_bytes() + ending): int(
            row["true_items"]
        )
        for row in rows
    }


@pytest.mark.slow
def test_the_whole_corpus_is_followed(run: Run, home: Path, publisher: FakeServer) -> None:
    items = items_by_url(publisher)
    urls = list(items)

    assert run("add", *urls[:: len(urls) // VERIFIED]).code == 0
    run("add", "--no-verify", *urls)
    assert run("fetch").code == 0

    feeds = json_of(run("feeds", "--json"))
    assert {feed["url"]: feed["total"] for feed in feeds} == items
    assert [feed["url"] for feed in feeds if feed["error_code"] or not feed["title"]] == []
    assert_clean(home / "data" / "newsreader" / "library.db")

    entries = [entry["id"] for entry in json_of(run("list", "--json"))]
    assert run("mark", "read", *map(str, entries)).code == 0
    items_by_url(publisher, ending=b"\n")  # other bytes, so that everything is parsed again
    again = json_of(run("fetch", "--force", "--json"))
    assert (again["feeds"], again["failed"], again["new"]) == (len(items), 0, 0)
    assert json_of(run("list", "--unread", "--json")) == []
    assert json_of(run("fetch", "--force", "--json"))["not_modified"] == len(items)


def assert_clean(path: Path) -> None:
    """Look for control characters in every text of a library."""
    library = Library.open(path)
    database = library.database
    for feed in database.read(load_feeds).result():
        assert_one_line(feed.title, feed.url, feed.site_url or "", feed.language or "")
    for entry_id in database.read(load_spine, View()).result():
        entry = database.read(load_entry, entry_id).result()
        assert entry is not None
        texts = (entry.guid, entry.title, entry.author or "", entry.url or "")
        assert_one_line(*texts, entry.base_url)
        assert clean(entry.html) == entry.html
        extras = entry.extras.to_json()
        assert clean(extras) == extras
        assert "\\u00" not in extras  # how JSON would spell a control character
    library.close()


def assert_one_line(*texts: str) -> None:
    for text in texts:
        assert clean(text) == text
        assert "\n" not in text
