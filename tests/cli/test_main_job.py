"""The whole main job by the command line: add, fetch, list, show, mark, export, import."""

from pathlib import Path

import pytest

from fakes.server import FakeServer, Reply, rss
from newsreader.fetch.client import FetchClient
from newsreader.services.parse_process import ParseProcess
from newsreader.store.lease import FeedLeases
from shell import Run, json_of


@pytest.fixture
def followed(run: Run, server: FakeServer) -> int:
    """The id of the feed, added by its address."""
    ran = run("add", server.url("/feed"))
    assert ran.code == 0, ran.err
    return int(ran.out)


def test_a_feed_is_added_and_its_entries_are_there(run: Run, followed: int) -> None:
    entries = json_of(run("list", "--json"))

    assert {entry["feed_id"] for entry in entries} == {followed}
    assert [entry["title"] for entry in entries] == ["Title of a", "Title of b", "Title of c"]


def test_the_number_goes_to_stdout_and_the_story_to_stderr(run: Run, server: FakeServer) -> None:
    ran = run("add", server.url("/feed"))

    assert ran.out == "1\n"
    assert "Added Example News" in ran.err


def test_an_own_title_and_a_folder_are_kept(run: Run, server: FakeServer) -> None:
    run("add", server.url("/feed"), "--title", "Mine", "--folder", "News/World")

    (feed,) = json_of(run("feeds", "--json"))
    assert (feed["title"], feed["folder"], feed["total"]) == ("Mine", "News/World", 3)


def test_an_address_may_be_taken_unseen(run: Run, server: FakeServer) -> None:
    assert run("add", "--no-verify", server.url("/feed")).code == 0
    assert server.requests == []

    assert run("fetch").code == 0
    assert len(json_of(run("list", "--json"))) == 3


def test_one_bad_address_does_not_keep_the_others_out(run: Run, server: FakeServer) -> None:
    ran = run("add", server.url("/gone"), server.url("/feed"))

    assert ran.code == 1
    assert "/gone" in ran.err
    assert len(json_of(run("feeds", "--json"))) == 1


def test_adding_a_feed_twice_is_told(run: Run, server: FakeServer, followed: int) -> None:
    ran = run("add", server.url("/feed"))

    assert ran.code == 2
    assert "You follow this feed already: Example News." in ran.err


def test_a_fetch_without_feeds_says_how_to_follow_one(run: Run) -> None:
    ran = run("fetch")

    assert ran.code == 0
    assert ran.err == "There are no feeds yet. Follow one: 'newsreader add ADDRESS'.\n"


@pytest.mark.usefixtures("followed")
def test_a_second_fetch_brings_nothing_new(run: Run, server: FakeServer) -> None:
    ran = run("fetch", "--force", "--json")

    counts = json_of(ran)
    assert (counts["feeds"], counts["not_modified"], counts["new"]) == (1, 1, 0)
    assert server.requests[-1].headers["if-none-match"] == '"1"'
    assert (
        ran.err == f"1 feed: 0 new, 0 updated, 1 unchanged, 0 failed, {counts['seconds']:.1f} s.\n"
    )


@pytest.mark.usefixtures("followed")
def test_a_feed_that_is_not_due_is_left_in_peace(run: Run, server: FakeServer) -> None:
    asked = len(server.requests)

    ran = run("fetch")

    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("Nothing fetched: no feed is due")
    assert len(server.requests) == asked


@pytest.mark.usefixtures("followed")
def test_a_feed_whose_publisher_wants_to_be_left_alone_says_so(
    run: Run, server: FakeServer
) -> None:
    server.reply("/feed", Reply(status=503, headers={"Retry-After": "7200"}))
    run("fetch", "--force")
    ran = run("fetch", "example")
    assert ran.code == 1
    assert "The publisher asks to be left alone until" in ran.err

    run("add", "--no-verify", server.publish("/other", rss("Other", ["d"])))
    ran = run("fetch")
    assert ran.code == 0
    told = "Nothing fetched. 1 feed left out: the publisher asks to be left alone for a while.\n"
    assert ran.err == told


@pytest.mark.usefixtures("followed")
def test_a_feed_that_another_process_is_fetching_is_left_to_it_and_that_is_said(
    run: Run, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = len(server.requests)
    monkeypatch.setattr(FeedLeases, "_lock", lambda _self, _feed_id: False)
    told = (
        "Nothing fetched. 1 feed left out: another newsreader is fetching it already. "
        "What comes is stored; fetch again in a while to be sure of it.\n"
    )
    assert run("fetch", "example") == (1, "", told)
    assert run("fetch", "--force") == (0, "", told)
    ran = run("fetch", "--force", "--json")
    assert (json_of(ran)["elsewhere"], ran.err) == (1, told)
    assert len(server.requests) == asked


@pytest.mark.usefixtures("followed")
def test_a_feed_that_has_moved_for_good_says_where_it_is(run: Run, server: FakeServer) -> None:
    url = server.publish("/new", rss("Example News", ["a"]))
    server.redirect("/feed", "/new", 301)
    assert json_of(run("fetch", "--force", "--json"))["moved"] == []
    ran = run("fetch", "--force", "--json")
    assert json_of(ran)["moved"] == [{"id": 1, "url": url}]
    assert f"Example News has moved to {url}.\n" in ran.err


@pytest.mark.usefixtures("followed")
def test_new_items_are_fetched(run: Run, server: FakeServer) -> None:
    server.publish("/feed", rss("Example News", ["d", "a", "b", "c"]), etag='"2"')

    assert json_of(run("fetch", "example", "--json"))["new"] == 1
    assert json_of(run("list", "--json", "--limit", "1"))[0]["title"] == "Title of d"


@pytest.mark.usefixtures("followed")
def test_a_failing_feed_is_named_and_gives_exit_code_1(run: Run, server: FakeServer) -> None:
    server.reply("/feed", Reply(status=404))

    ran = run("fetch", "--force")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("Example News: ")
    (feed,) = json_of(run("feeds", "--errors", "--json"))
    assert feed["error_code"] == "http_404"
    assert len(json_of(run("list", "--json"))) == 3


@pytest.mark.usefixtures("followed")
def test_an_article_is_shown_at_the_width_asked_for(run: Run) -> None:
    entry = json_of(run("list", "--json", "--limit", "1"))[0]

    shown = run("show", str(entry["id"]), "--width", "30")

    assert shown.code == 0
    assert shown.out.startswith("Title of a\nExample News")
    assert "Text of a." in shown.out
    assert "Text of a." in run("show", str(entry["id"]), "--html").out


@pytest.mark.usefixtures("followed")
def test_marks_are_kept_and_listed(run: Run) -> None:
    first, second, _ = (str(entry["id"]) for entry in json_of(run("list", "--json")))

    assert run("mark", "read", first).err == "1 of 1 changed.\n"
    run("mark", "star", first, second)
    run("mark", "unstar", second)

    assert len(json_of(run("list", "--unread", "--json"))) == 2
    (starred,) = json_of(run("list", "--starred", "--json"))
    assert (str(starred["id"]), starred["is_read"], starred["is_starred"]) == (first, True, True)
    run("mark", "unread", first)
    assert len(json_of(run("list", "--unread", "--json"))) == 3


@pytest.mark.usefixtures("followed")
def test_marking_tells_of_entries_that_are_not_there(run: Run) -> None:
    ran = run("mark", "read", "1", "99")

    assert ran.code == 1
    assert ran.err == "There is no entry 99.\n1 of 2 changed.\n"


@pytest.mark.usefixtures("followed")
def test_tsv_has_a_header_and_a_line_an_entry(run: Run) -> None:
    lines = run("list", "--tsv").out.splitlines()

    assert lines[0].split("\t")[:3] == ["id", "feed_id", "feed"]
    assert [line.split("\t")[5] for line in lines[1:]] == ["Title of a", "Title of b", "Title of c"]


@pytest.mark.usefixtures("followed")
def test_the_list_is_narrowed_by_feed_folder_and_words(run: Run) -> None:
    run("add", "--no-verify", "https://other.example/feed", "--folder", "News")

    assert len(json_of(run("list", "--feed", "1", "--json"))) == 3
    assert json_of(run("list", "--folder", "News", "--json")) == []
    assert run("list", "--folder", "Nws").code == 2


@pytest.mark.usefixtures("followed")
def test_words_are_found_without_waiting_for_an_indexer(run: Run) -> None:
    (found,) = json_of(run("list", "--search", "text of b", "--json"))

    assert found["title"] == "Title of b"
    assert json_of(run("list", "--search", "nothing", "--json")) == []


def test_what_is_exported_can_be_imported_elsewhere(
    run: Run, server: FakeServer, followed: int, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = home / "mine.opml"
    file.write_text(run("export", "--opml").out)
    monkeypatch.setenv("XDG_DATA_HOME", str(home / "second"))

    assert run("import", str(file)).err == "Feeds: 1 added, 0 there already, 0 left out.\n"
    assert run("import", str(file)).err == "Feeds: 0 added, 1 there already, 0 left out.\n"
    assert run("fetch").code == 0

    (feed,) = json_of(run("feeds", "--json"))
    assert (feed["url"], feed["title"]) == (server.url("/feed"), "Example News")
    assert len(json_of(run("list", "--json"))) == 3


def test_a_removed_feed_takes_its_entries_along(run: Run, followed: int) -> None:
    ran = run("remove", "exam")  # too little to lose a feed by
    assert ran.code == 2
    assert ran.err == f"Error: No feed is called 'exam'. Did you mean Example News ({followed})?\n"
    assert run("remove", str(followed)).err.startswith("Removed Example News (http://127.0.0.1:")

    assert json_of(run("list", "--json")) == []
    assert run("remove", "Example").code == 2


def test_a_feed_whose_neighbour_asked_to_wait_says_until_when(run: Run, server: FakeServer) -> None:
    busy = server.reply("/busy", Reply(status=503, headers={"Retry-After": "600"}))
    quiet = server.publish("/quiet", rss("Quiet", ["q"]))
    run("add", quiet, "--title", "Quiet")
    run("add", "--no-verify", busy)
    run("fetch")

    ran = run("fetch", "Quiet")

    assert ran.code == 1
    assert "Quiet: The publisher asks to be left alone until " in ran.err


def test_addresses_added_together_share_connections_and_the_parse_process(
    run: Run, server: FakeServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []

    def count(owner: type, name: str) -> None:
        start = getattr(owner, name)

        async def counted(self: object) -> object:
            opened.append(owner.__name__)
            return await start(self)

        monkeypatch.setattr(owner, name, counted)

    count(ParseProcess, "_start_process")
    count(FetchClient, "__aenter__")
    urls = [server.publish(f"/{name}", rss(name, ["1"])) for name in "ab"]

    assert len(run("add", *urls).out.splitlines()) == 2
    assert sorted(opened) == ["FetchClient", "ParseProcess"]
