"""The JSON contract: docs/json.md and the commands say the same."""

import re
from pathlib import Path
from typing import Any

import pytest

from fakes.server import FakeServer
from shell import Run, json_of

DOCUMENT = Path(__file__).parents[2] / "docs" / "json.md"
FEED = b"""<rss version="2.0"><channel><title>Example</title><link>https://example.org/</link>
<item><guid isPermaLink="false">g1</guid><title>One</title><link>https://example.org/1</link>
<author>Anna</author><pubDate>Sat, 21 Sep 2024 16:13:20 +0200</pubDate>
<category>Politik</category>
<enclosure url="https://example.org/1.mp3" type="audio/mpeg" length="9"/>
<description><![CDATA[<p>Hello <a href="https://example.org/more">more</a>.</p>
<h3>Details</h3><table><tr><td>Ort</td><td>Istanbul</td></tr>
<tr><td>Quelle</td><td><a href="https://example.org/q">Q</a></td></tr></table>]]></description></item>
<item><guid isPermaLink="false">g2</guid><title>Two</title></item>
</channel></rss>"""
TYPES: dict[str, Any] = {
    "number": (int, float),
    "text": str,
    "time": str,
    "boolean": bool,
    "null": type(None),
    "array": list,
}
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def documented(command: str) -> dict[str, str]:
    """Read the fields of a command and their types from the document."""
    text = DOCUMENT.read_text(encoding="utf-8")
    section = text.split(f"## `newsreader {command}`\n", 1)[1].split("\n## ", 1)[0]
    return dict(re.findall(r"^\| `(\w+)` \| ([^|]*) \|", section, re.MULTILINE))


def check(record: dict[str, Any], fields: dict[str, str]) -> None:
    """Compare a record with its documented fields, in their order."""
    assert list(record) == list(fields)
    for name, described in fields.items():
        kinds = re.sub(r" of .*", "", described).split(" or ")
        value = record[name]
        assert any(isinstance(value, TYPES[kind]) for kind in kinds), (name, value)
        if "time" in kinds and value is not None:
            assert TIME.fullmatch(value), (name, value)


@pytest.fixture
def filled(run: Run, server: FakeServer) -> None:
    run("add", server.publish("/example", FEED), "--folder", "News/World")


@pytest.mark.usefixtures("filled")
def test_feeds_are_as_documented(run: Run, server: FakeServer) -> None:
    run("add", "--no-verify", "https://new.example/feed")

    feeds = json_of(run("feeds", "--json"))

    assert len(feeds) == 2
    for feed in feeds:
        check(feed, documented("feeds --json"))
    assert feeds[0] | {"checked_at": 0, "next_check_at": 0} == {
        "id": 1, "url": server.url("/example"), "title": "Example", "folder": "News/World",
        "site_url": "https://example.org/", "unread": 2, "total": 2, "error_code": None,
        "error": None, "checked_at": 0, "next_check_at": 0, "is_paused": False,
    }  # fmt: skip


@pytest.mark.usefixtures("filled")
def test_feeds_that_are_paused_say_so(run: Run) -> None:
    run("edit", "1", "--pause")
    assert json_of(run("feeds", "--json"))[0]["is_paused"] is True
    assert "paused" in run("feeds").out


@pytest.mark.usefixtures("filled")
def test_what_is_set_for_a_feed_is_as_documented(run: Run) -> None:
    fields = documented("edit FEED --json")
    check(json_of(run("edit", "1", "--json")), fields)
    check(json_of(run("edit", "1", "--header", "A: b", "--keep-days", "1", "--json")), fields)


@pytest.mark.usefixtures("filled")
def test_entries_are_as_documented(run: Run, server: FakeServer) -> None:
    entries = json_of(run("list", "--json"))

    for entry in entries:
        check(entry, documented("list --json"))
    (one,) = (entry for entry in entries if entry["guid"] == "g1")
    assert one == {
        "id": one["id"], "feed_id": 1, "feed": "Example", "feed_url": server.url("/example"),
        "guid": "g1", "title": "One", "url": "https://example.org/1", "author": "Anna",
        "published": "2024-09-21T14:13:20Z", "is_read": False, "is_starred": False,
        "is_bookmarked": False,
    }  # fmt: skip


@pytest.mark.usefixtures("filled")
def test_an_article_is_as_documented(run: Run) -> None:
    for entry in json_of(run("list", "--json")):
        article = json_of(run("show", str(entry["id"]), "--json"))
        check(article, documented("list --json") | documented("show ID --json"))
        assert {name: article[name] for name in entry} == entry

    (one,) = (e for e in json_of(run("list", "--json")) if e["guid"] == "g1")
    article = json_of(run("show", str(one["id"]), "--json"))
    (table,) = article["details"]
    assert table["title"] == "Details"
    assert table["rows"][:2] == [
        {"label": "Ort", "values": [{"text": "Istanbul", "href": None}]},
        {"label": "Quelle", "values": [{"text": "Q", "href": "https://example.org/q"}]},
    ]
    told_by_the_feed = [row["label"] for row in table["rows"][2:]]
    assert told_by_the_feed == ["Author", "Categories", "Enclosures"]
    assert [link["href"] for link in article["links"]][:2] == [
        "https://example.org/more", "https://example.org/q",
    ]  # fmt: skip
    assert article["enclosures"] == [
        {"url": "https://example.org/1.mp3", "media_type": "audio/mpeg", "size": 9,
         "duration_s": 0, "title": ""}
    ]  # fmt: skip
    assert article["categories"] == ["Politik"]
    assert "Hello more" in article["text"]
    assert "<p>Hello" in article["html"]


@pytest.mark.usefixtures("filled")
def test_the_end_of_a_fetch_is_as_documented(run: Run) -> None:
    check(json_of(run("fetch", "--force", "--json")), documented("fetch --json"))


def test_an_empty_library_gives_empty_arrays(run: Run) -> None:
    assert json_of(run("feeds", "--json")) == json_of(run("list", "--json")) == []
    assert json_of(run("fetch", "--json"))["feeds"] == 0
