"""``newsreader import``: files of other readers."""

import io
from pathlib import Path

import pytest

from newsreader.services import importing
from shell import Run, json_of

OPML = """<opml version="2.0"><body>
<outline text="News"><outline type="rss" text="A" xmlUrl="https://anna:geheim@a.example/feed"/></outline>
<outline type="rss" text="A again" xmlUrl="https://a.example/feed"/>
<outline type="rss" text="Evil" xmlUrl="exec:rm -rf /"/>
<outline type="rss" text="Nowhere"/>
</body></opml>"""


@pytest.fixture
def file(home: Path) -> Path:
    path = home / "list.opml"
    path.write_text(OPML)
    return path


def test_every_feed_of_a_file_is_accounted_for(run: Run, file: Path) -> None:
    ran = run("import", str(file))

    assert ran.code == 0
    assert ran.err.splitlines() == [
        "Evil was left out: it is not an address on the web (exec:rm -rf /).",
        "Nowhere was left out: it names no address.",
        "Feeds: 1 added, 1 there already, 2 left out.",
    ]


def test_an_import_done_twice_changes_nothing(run: Run, file: Path) -> None:
    run("import", str(file))
    before = run("export", "--opml").out

    assert "Feeds: 0 added, 2 there already" in run("import", str(file)).err
    assert run("export", "--opml").out == before


def test_credentials_are_kept_apart_from_the_address(run: Run, file: Path) -> None:
    run("import", str(file))

    (feed,) = json_of(run("feeds", "--json"))
    assert (feed["url"], feed["folder"]) == ("https://a.example/feed", "News")
    assert "geheim" not in run("export", "--opml").out


def test_another_kind_of_file_is_told(run: Run, home: Path) -> None:
    (home / "x").write_text("hello")

    ran = run("import", str(home / "x"))

    assert ran.code == 2
    assert "This file is of no kind that can be imported (OPML" in ran.err


def test_a_huge_file_is_refused(run: Run, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "LARGEST", 10)

    assert run("import", str(file)).code == 2


def test_a_program_is_no_file_to_import(run: Run, home: Path) -> None:
    (home / "x").write_bytes(b"\x7fELF\x02\r\x00\xff,url,\r\n" * 500)

    ran = run("import", str(home / "x"))

    assert ran.code == 2
    assert "of no kind that can be imported" in ran.err


def test_a_file_without_feeds_is_no_success(run: Run, home: Path) -> None:
    (home / "x.opml").write_text("<opml version='2.0'><head/><body></body></opml>")

    ran = run("import", str(home / "x.opml"))

    assert ran.code == 2
    assert "holds no feeds" in ran.err


def test_what_comes_from_a_pipe_has_no_name(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"<opml><body>")))
    ran = run("import", "-")
    assert (ran.code, ran.err) == (2, "Error: This holds no feeds.\n")
