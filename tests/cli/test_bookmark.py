"""Bookmarks by the command line."""

import io
from pathlib import Path
from typing import Any

import pytest

from fakes.server import FakeServer, Reply, rss
from newsreader.services.library import system_clock
from newsreader.store.bookmarks import retag_bookmarks
from newsreader.store.database import Database
from shell import Run, json_of

PAGE = b"""<!doctype html><html lang="de"><head><meta charset="utf-8">
<title>Gletscher\x1b[2J</title>
<meta name="description" content="Wie das Eis geht"></head><body><p>Das Eis.</p></body></html>"""


@pytest.fixture
def pages(server: FakeServer) -> FakeServer:
    """A publisher with a feed and a page."""
    server.reply("/page", Reply(PAGE, headers={"Content-Type": "text/html"}))
    return server


def test_a_page_is_saved_with_its_title_and_a_copy(run: Run, pages: FakeServer) -> None:
    ran = run("bookmark", "add", pages.url("/page"), "--tag", "ice,News/Tirol", "--note", "*why*")

    assert (ran.code, ran.out) == (0, "1\n")
    (saved,) = json_of(run("bookmark", "list", "--json"))
    assert saved["title"] == "Gletscher[2J"
    assert saved["description"] == "Wie das Eis geht"
    assert (saved["tags"], saved["note"]) == (["ice", "News/Tirol"], "*why*")
    assert (saved["language"], saved["has_copy"], saved["state"]) == ("de", True, "inbox")
    assert "Das Eis." in run("bookmark", "show", "1").out


def test_nothing_is_asked_of_the_network_with_no_fetch(run: Run, pages: FakeServer) -> None:
    run("bookmark", "add", "--no-fetch", pages.url("/page"), "--title", "Mine")

    assert pages.requests == []
    assert json_of(run("bookmark", "list", "--json"))[0]["title"] == "Mine"


def test_a_page_that_cannot_be_had_is_saved_all_the_same(run: Run, pages: FakeServer) -> None:
    ran = run("bookmark", "add", pages.url("/missing"))

    assert ran.code == 0
    assert "Saved without a copy" in ran.err
    assert json_of(run("bookmark", "list", "--json"))[0]["has_copy"] is False


def test_an_entry_is_saved_by_its_number(run: Run, server: FakeServer) -> None:
    run("add", server.url("/feed"))
    run("bookmark", "add", "1", "--tag", "x")

    (saved,) = json_of(run("bookmark", "list", "--json"))
    assert (saved["entry_id"], saved["feed"], saved["tags"]) == (1, "Example News", ["x"])
    assert [e["is_bookmarked"] for e in json_of(run("list", "--json"))].count(True) == 1


def test_addresses_come_from_stdin_and_bad_ones_are_told(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = "https://a.example/1\n\nno address\nhttps://A.example/1/?utm_source=feed\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    ran = run("bookmark", "add", "-", "--no-fetch")

    assert (ran.code, ran.out) == (2, "1\n1\n")
    assert "'no address' is not a web address" in ran.err


def test_lists_are_narrowed_by_words_tags_and_states(run: Run) -> None:
    run("bookmark", "add", "https://a.example/1", "--no-fetch", "--title", "Brücke", "--tag", "x")
    run("bookmark", "add", "https://a.example/2", "--no-fetch", "--tag", "x/y", "--note", "Straße")
    run("bookmark", "mark", "done", "2")

    def ids(*arguments: str) -> list[int]:
        return [b["id"] for b in json_of(run("bookmark", "list", "--json", *arguments))]

    assert ids() == [2, 1]
    assert ids("brucke") == [1]
    assert ids("strass") == [2]
    assert ids("#x") == ids("--tag", "X") == [2, 1]
    assert ids("#x/y") == ids("state:done") == ids("--state", "done") == [2]
    assert ids("#x -#x/y") == [1]
    assert ids("nothing") == []


def test_tags_and_notes_are_changed(run: Run) -> None:
    run("bookmark", "add", "https://a.example/1", "--no-fetch", "--tag", "a,b")

    assert run("bookmark", "tag", "1", "c", "^A").out == "b, c\n"
    run("bookmark", "note", "1", "one\ntwo")
    assert run("bookmark", "note", "1").out == "one\ntwo\n"
    run("bookmark", "tags", "--rename", "b", "c")
    assert run("bookmark", "tags").out == "1  c\n"
    run("bookmark", "tags", "--delete", "c")
    assert run("bookmark", "tags").out == ""


def test_a_tag_that_another_program_adds_meanwhile_stays(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("bookmark", "add", "https://a.example/1", "--no-fetch", "--tag", "a")
    write = Database.write

    def write_after_another(self: Database, change: Any, *arguments: Any) -> Any:
        now = system_clock()
        write(self, retag_bookmarks, [1], ["theirs"], [], now).result()
        return write(self, change, *arguments)

    monkeypatch.setattr(Database, "write", write_after_another)
    assert run("bookmark", "tag", "1", "mine").out == "a, mine, theirs\n"
    assert run("bookmark", "tag", "7", "mine").code == 2


def test_the_whole_page_is_printed(run: Run, pages: FakeServer) -> None:
    html = "<title>A</title><p>Text.</p>"
    url = pages.reply("/whole", Reply(html.encode(), headers={"Content-Type": "text/html"}))
    run("bookmark", "add", url)
    assert html in run("bookmark", "show", "1", "--html").out


def test_titles_quotes_and_sleep_are_changed(run: Run) -> None:
    run("bookmark", "add", "https://a.example/1", "--no-fetch")
    run("bookmark", "title", "1", "My title")
    run("bookmark", "mark", "snooze", "1")
    (saved,) = json_of(run("bookmark", "list", "--json"))
    assert saved["title"] == "My title"
    assert saved["snoozed_until"] is not None
    run("bookmark", "mark", "wake", "1")
    assert json_of(run("bookmark", "list", "is:snoozed", "--json")) == []

    run("bookmark", "quote", "1", "Some words", "--comment", "why")
    run("bookmark", "quote", "1", "Others")
    assert run("bookmark", "quote", "1").out == "1  Some words\n   why\n2  Others\n"
    run("bookmark", "quote", "1", "--remove", "1")
    assert run("bookmark", "quote", "1").out == "1  Others\n"
    assert run("bookmark", "quote", "1", "--remove", "2").code == 2


def test_pictures_are_kept_when_asked_for(run: Run, pages: FakeServer) -> None:
    picture = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"
    pages.reply("/a.gif", Reply(picture))
    body = b"<title>A</title><p>Text.<p><img src='/a.gif' alt='a'>"
    url = pages.reply("/pictured", Reply(body, headers={"Content-Type": "text/html"}))
    run("bookmark", "add", url)
    assert "R0lGODlh" not in run("export", "--bookmarks", "json").out

    assert "1 picture kept." in run("bookmark", "pictures").err
    assert "0 pictures kept." in run("bookmark", "pictures").err
    assert "R0lGODlh" in run("export", "--bookmarks", "json").out

    run("bookmark", "remove", "1")
    run("bookmark", "add", url, "--pictures")
    assert "R0lGODlh" in run("export", "--bookmarks", "json").out


def test_removing_tells_what_is_not_there(run: Run) -> None:
    run("bookmark", "add", "https://a.example/1", "--no-fetch")
    ran = run("bookmark", "remove", "1", "2")

    assert ran.code == 1
    assert "There is no bookmark 2." in ran.err
    assert json_of(run("bookmark", "list", "--json")) == []


def test_links_are_checked(run: Run, pages: FakeServer) -> None:
    pages.reply("/old", Reply(status=301, headers={"Location": pages.url("/page")}))
    for path in ("/page", "/old", "/missing"):
        run("bookmark", "add", "--no-fetch", pages.url(path))
    ran = run("bookmark", "check")

    assert ran.code == 1
    lines = sorted(line.split("\t")[:2] for line in ran.out.splitlines())
    assert lines == [["2", "moved"], ["3", "http_404"]]
    assert "1 there, 1 moved, 1 gone, 0 unclear." in ran.err
    assert [b["id"] for b in json_of(run("bookmark", "list", "--json", "is:broken"))] == [3]


def test_a_bookmark_survives_its_feed(run: Run, server: FakeServer) -> None:
    server.publish("/other", rss("Other", ["z"]))
    run("add", server.url("/other"))
    run("bookmark", "add", "1")
    run("remove", "1")

    (saved,) = json_of(run("bookmark", "list", "--json"))
    assert (saved["entry_id"], saved["feed"], saved["has_copy"]) == (None, "Other", True)


@pytest.mark.parametrize("form", ["json", "netscape", "csv", "markdown", "org", "atom"])
def test_bookmarks_are_exported(run: Run, form: str) -> None:
    run("bookmark", "add", "https://a.example/1", "--no-fetch", "--title", "One", "--tag", "x")
    run("bookmark", "add", "https://a.example/2", "--no-fetch", "--title", "Two")

    assert "a.example/2" in run("export", "--bookmarks", form).out
    assert "a.example/2" not in run("export", "--bookmarks", form, "--query", "#x").out


def test_a_book_needs_a_file(run: Run, home: Path) -> None:
    run("bookmark", "add", "https://a.example/1", "--no-fetch")

    assert run("export", "--bookmarks", "epub").code == 2
    assert run("export", "--bookmarks", "epub", "-o", str(home / "a.epub")).code == 0
    assert (home / "a.epub").read_bytes()[:2] == b"PK"


def test_an_export_is_imported_again(run: Run, home: Path) -> None:
    run("bookmark", "add", "https://a.example/1", "--no-fetch", "--note", "n")
    run("export", "--bookmarks", "json", "-o", str(home / "b.json"))
    before = json_of(run("bookmark", "list", "--json"))
    run("bookmark", "remove", "1")

    assert "1 would be added" in run("import", "--dry-run", str(home / "b.json")).err
    assert json_of(run("bookmark", "list", "--json")) == []
    assert "1 added, 0 there already, 0 left out" in run("import", str(home / "b.json")).err
    after = json_of(run("bookmark", "list", "--json"))
    assert [b | {"id": 0} for b in after] == [b | {"id": 0} for b in before]


@pytest.mark.parametrize("form", ["json", "markdown", "epub"])
def test_a_place_that_cannot_be_written_is_said_in_words(run: Run, home: Path, form: str) -> None:
    run("bookmark", "add", "https://a.example/1", "--no-fetch")
    (home / "file").write_text("")

    ran = run("export", "--bookmarks", form, "-o", str(home / "file" / "x"))

    assert ran.code == 2
    assert f"{home / 'file' / 'x'} cannot be written: Not a directory." in ran.err
