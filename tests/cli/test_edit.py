"""``newsreader edit`` and ``newsreader folder``: what is set for feeds, from a shell."""

import io

import pytest

from fakes.server import FakeServer, Reply, rss
from shell import Run, json_of

SECRETS = ("geheim", "wort")


@pytest.fixture
def feed(run: Run) -> str:
    """The id of a feed with a login and a header."""
    typed = "https://anna:geheim@paper.example/feed"
    feed_id = run("add", "--no-verify", typed, "--title", "Paper").out.strip()
    assert run("edit", feed_id, "--header", "x-key: wort").code == 0
    return feed_id


def has_secret(text: str) -> bool:
    return any(secret in text for secret in SECRETS)


def type_in(monkeypatch: pytest.MonkeyPatch, text: str, *, is_terminal: bool = False) -> None:
    """Give a command something on stdin."""
    stdin = io.StringIO(text)
    monkeypatch.setattr(stdin, "isatty", lambda: is_terminal)
    monkeypatch.setattr("sys.stdin", stdin)


def test_what_is_set_is_told_and_secrets_only_when_asked_for(run: Run, feed: str) -> None:
    told = run("edit", "paper.example/feed")
    assert (told.code, told.err) == (0, "")
    assert told.out.splitlines()[4:7] == [
        "user        anna", "password    •••", "header      X-Key: •••",
    ]  # fmt: skip
    assert not has_secret(told.out + run("edit", feed, "--json").out)
    assert all(secret in run("edit", feed, "--secrets").out for secret in SECRETS)
    record = json_of(run("edit", feed, "--json", "--secrets"))
    assert record["password"] == "geheim"
    assert record["headers"] == [{"name": "X-Key", "value": "wort"}]


def test_all_that_is_named_changes_at_once(run: Run, feed: str) -> None:
    ran = run(
        "edit", "Paper", "--title", "Mine", "--folder", "News/World", "--interval", "30",
        "--header", "A: 1", "--header", "B: 2", "--header", "X-Key:", "--keep-days", "7",
        "--keep-count", "0", "--pause", "--user", "bert", "--json",
    )  # fmt: skip
    assert ran.err == (
        "Changed Paper: name, folder, how often, user, header, keep days, keep count, paused.\n"
    )
    assert json_of(ran) == {
        "id": int(feed), "url": "https://paper.example/feed", "title": "Mine", "own_title": "Mine",
        "folder": "News/World", "interval_minutes": 30, "user": "bert", "password": "•••",
        "headers": [{"name": "A", "value": "•••"}, {"name": "B", "value": "•••"}],
        "keep_days": 7, "keep_count": 0, "is_paused": True, "keep_unread": None,
    }  # fmt: skip
    run("edit", feed, "--title", "", "--folder", "", "--interval", "auto", "--keep-days", "default",
        "--keep-count", "default", "--resume")  # fmt: skip
    record = json_of(run("edit", feed, "--json"))
    assert (record["own_title"], record["folder"], record["interval_minutes"]) == (None, None, 0)
    assert (record["keep_days"], record["keep_count"], record["is_paused"]) == (None, None, False)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--interval", "often"), "How often must be a whole number from 0 to 10080, or auto"),
        (("--keep-days", "-1"), "Keep days must be"),
        (("--header", "Host: wort"), "Host is set by the program itself"),
        (("--header", "X: a\r\nHost: wort"), "must be one line"),
        (("--user", "a:wort"), "cannot hold a colon"),
        (("--url", "no address"), "not a web address"),
        (("--title", " \u00a0\u200b"), "nothing of this name would be seen"),
        (("--url", "https://other.example/feed"), "You follow this feed already: Other."),
        (("--password", "geheim"), "--password - to give it on stdin"),
        (("--password",), "There is no terminal"),
        (("--password", "-"), "There is nothing on stdin"),
        (("--header", "-"), "There is nothing on stdin"),
    ],
)
def test_what_makes_no_sense_changes_nothing_and_is_told_without_secrets(
    run: Run,
    feed: str,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    sentence: str,
) -> None:
    run("add", "--no-verify", "https://other.example/feed", "--title", "Other")
    before = run("edit", feed, "--json").out
    type_in(monkeypatch, "")
    if arguments[1:] == ("-1",):  # argparse would take it for an option
        arguments = (f"{arguments[0]}=-1",)
    ran = run("edit", feed, "--folder", "Never", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert sentence in ran.err
    assert not has_secret(ran.err)
    assert run("edit", feed, "--json").out == before


def test_password_is_read_from_stdin_or_asked_for_unseen(
    run: Run, feed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, "neues Wort\n")
    assert run("edit", feed, "--password", "-").err == "Changed Paper: password.\n"
    assert json_of(run("edit", feed, "--json", "--secrets"))["password"] == "neues Wort"
    type_in(monkeypatch, "", is_terminal=True)
    monkeypatch.setattr("getpass.getpass", lambda prompt: "" if "empty: none" in prompt else "x")
    run("edit", feed, "--password")
    assert json_of(run("edit", feed, "--json"))["password"] is None


def test_an_address_that_is_a_page_by_now_leads_to_its_feed(run: Run, server: FakeServer) -> None:
    page = server.publish("/feed", rss("Paper", ["a"]))
    feed_id = run("add", page).out.strip()
    assert "Nothing to change" in run("edit", feed_id, "--url", page).err
    link = b"<html><link rel='alternate' type='application/rss+xml' href='/new'>"
    server.publish("/feed", link)
    new = server.publish("/new", rss("Paper", ["a"]))
    assert "newsreader edit --url" in run("fetch", feed_id).err
    assert run("edit", feed_id, "--url", page).err == f"Changed Paper: address ({new}).\n"


@pytest.mark.parametrize("body", [b"<html><p>Nothing.", b"just words"])
def test_an_address_without_a_feed_can_be_taken_unseen(
    run: Run, feed: str, server: FakeServer, body: bytes
) -> None:
    url = server.publish("/page", body)
    ran = run("edit", feed, "--url", url)
    assert ran.code == 1
    assert ran.err.endswith("Nothing is changed; --no-verify takes the address unseen.\n")
    assert run("edit", feed, "--url", url, "--no-verify").code == 0


@pytest.mark.parametrize("failure", [EOFError, KeyboardInterrupt])
def test_a_password_that_is_not_given_is_a_cancellation(
    run: Run, feed: str, monkeypatch: pytest.MonkeyPatch, failure: type[BaseException]
) -> None:
    def give_up(_prompt: str) -> str:
        raise failure

    type_in(monkeypatch, "", is_terminal=True)
    monkeypatch.setattr("getpass.getpass", give_up)
    monkeypatch.setattr("newsreader.cli.output.close", lambda: None)  # stdout is pytest's
    ran = run("edit", feed, "--title", "Never", "--password")
    assert ran == (130, "", "\nCancelled; nothing is changed.\n")
    assert json_of(run("edit", feed, "--json"))["title"] == "Paper"


def test_an_empty_line_takes_the_password_away(
    run: Run, feed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    type_in(monkeypatch, "\n")
    assert run("edit", feed, "--password", "-").code == 0
    assert json_of(run("edit", feed, "--json"))["password"] is None


def test_what_is_so_already_is_not_called_a_change(run: Run, feed: str) -> None:
    given = ("--title", "Paper", "--user", "anna", "--header", "X-Key: wort", "--resume")
    ran = run("edit", feed, *given)
    assert (ran.code, ran.err) == (0, "Nothing to change: all of this is set for Paper already.\n")
    assert run("edit", feed, *given, "--folder", "News").err == "Changed Paper: folder.\n"
    ran = run("edit", feed, "--url", "https://paper.example/feed", "--header", "None:")
    assert ran.err.startswith("Nothing to change")


def test_new_address_is_looked_at_as_when_a_feed_is_added(
    run: Run, feed: str, server: FakeServer
) -> None:
    before = run("edit", feed, "--json").out
    server.reply("/gone", Reply(status=404))
    ran = run("edit", feed, "--url", server.url("/gone"), "--title", "Never")
    assert (ran.code, ran.out) == (1, "")
    assert "There is nothing at this address" in ran.err
    assert "--no-verify" in ran.err
    assert run("edit", feed, "--json").out == before
    page = (
        b'<html><head><link rel="alternate" type="application/rss+xml" href="/feed"></head></html>'
    )
    server.publish("/page", page, content_type="text/html")
    ran = run("edit", feed, "--url", server.url("/page"))
    assert ran.err.splitlines()[:1] == [f"Changed Paper: address ({server.url('/feed')})."]
    assert json_of(run("edit", feed, "--json"))["url"] == server.url("/feed")


def test_new_address_is_asked_with_the_login_that_goes_with_it(
    run: Run, server: FakeServer
) -> None:
    feed_id = run("add", server.url("/feed")).out.strip()
    run("edit", feed_id, "--user", "anna", "--header", "x-key: wort")
    server.publish("/new", rss("Example News", ["a"]))
    assert run("edit", feed_id, "--url", server.url("/new")).code == 0
    (asked,) = server.asked("/new")
    assert (asked["x-key"], asked["authorization"][:5]) == ("wort", "Basic")
    record = json_of(run("edit", feed_id, "--json"))
    assert (record["user"], record["url"]) == ("anna", server.url("/new"))


def test_header_may_come_from_stdin(run: Run, feed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    type_in(monkeypatch, "Authorization: Bearer abc\n")
    run("edit", feed, "--header", "-")
    headers = json_of(run("edit", feed, "--json", "--secrets"))["headers"]
    assert {"name": "Authorization", "value": "Bearer abc"} in headers


def test_new_address_elsewhere_says_that_the_login_is_gone(run: Run, feed: str) -> None:
    ran = run("edit", feed, "--url", "https://elsewhere.example/feed", "--no-verify")
    assert ran.err.splitlines()[1:] == [
        "Its login and headers were for paper.example only and are gone."
    ]
    assert "anna" not in run("edit", feed, "--secrets").out


def test_what_is_set_is_sent_with_the_next_fetch(run: Run, server: FakeServer) -> None:
    feed_id = run("add", server.url("/feed")).out.strip()
    run("edit", feed_id, "--user", "anna", "--header", "x-key: wort", "--header", "user-agent: me")
    assert run("fetch").code == 0
    asked = server.asked("/feed")[-1]
    assert (asked["x-key"], asked["user-agent"]) == ("wort", "me")
    assert asked["authorization"].startswith("Basic ")


def test_unknown_feed_is_told_and_half_a_title_is_not_enough(run: Run, feed: str) -> None:
    assert run("edit", "Pap").code == 2
    assert f"Did you mean Paper ({feed})?" in run("edit", "Pap", "--pause").err


def test_secrets_are_in_no_export(run: Run, feed: str) -> None:
    exported = run("export", "--opml").out + run("feeds", "--json").out + run("doctor").out
    assert f'"id": {feed}' in exported
    assert not has_secret(exported)


@pytest.mark.parametrize(
    ("arguments", "folder", "sentence"),
    [
        (("World", "Home"), "Home", "News/World is Home now.\n"),
        (("News/World", "News/Home"), "News/Home", "News/World is News/Home now.\n"),
        (("News/World", ""), "News", "News/World is dissolved.\n"),
    ],
)
def test_folder_is_renamed_moved_and_dissolved(
    run: Run, feed: str, arguments: tuple[str, str], folder: str, sentence: str
) -> None:
    run("edit", feed, "--folder", "News/World")
    assert run("folder", *arguments).err == sentence
    assert json_of(run("edit", feed, "--json"))["folder"] == folder


def test_folder_that_is_unknown_or_would_hold_itself_is_told(run: Run, feed: str) -> None:
    run("edit", feed, "--folder", "News")
    assert "There is no folder 'Sport'" in run("folder", "Sport", "A").err
    ran = run("folder", "News", "News/Deep")
    assert (ran.code, ran.err) == (2, "Error: News cannot be put into itself.\n")
