"""Files of other programs: every item is taken over or reported, and nothing else."""

from pathlib import Path

import pytest

from newsreader.domain.bookmark import Bookmark, Highlight, State
from newsreader.domain.bookmark_file import BookmarkFile
from newsreader.domain.errors import ParseError
from newsreader.parse.bookmark_files.kinds import find_kind

DATA = Path(__file__).parents[2] / "data" / "bookmarks"
T = 1_700_000_000


def read(body: bytes) -> BookmarkFile:
    kind = find_kind(body)
    assert kind is not None
    return kind.read(body)


def read_data(name: str) -> tuple[dict[str, Bookmark], list[tuple[str, str]]]:
    file = read((DATA / name).read_bytes())
    return {b.url.split("/")[2]: b for b in file.bookmarks}, [
        (p.place, p.reason) for p in file.problems
    ]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("browser.html", "Netscape (browsers, linkding)"),
        ("linkding.html", "Netscape (browsers, linkding)"),
        ("pocket.html", "Pocket HTML"),
        ("pocket.csv", "CSV (Pocket, Instapaper)"),
        ("instapaper.csv", "CSV (Pocket, Instapaper)"),
        ("pinboard.json", "Pinboard"),
        ("cut.json", "Pinboard"),
        ("omnivore.json", "Omnivore"),
        ("newsboat.txt", "newsboat bookmarks"),
    ],
)
def test_the_program_is_recognised(name: str, kind: str) -> None:
    found = find_kind((DATA / name).read_bytes())

    assert found is not None
    assert found.name == kind


@pytest.mark.parametrize(
    "body",
    [b"", b"<opml version='2.0'/>", b"a,b\n1,2\n", b"https://example.org/\n", b"\x89PNG", b"{}"],
)
def test_other_files_are_left_to_others(body: bytes) -> None:
    assert find_kind(body) is None


def test_folders_of_a_browser_become_tags_and_its_own_do_not() -> None:
    found, problems = read_data("browser.html")

    ice = found["ice.example"]
    assert (ice.url, ice.title) == ("https://ice.example/a?x=1&y=2", 'Das "ewige" Eis')
    assert ice.tags == ("Berge/Gletscher & Eis",)
    assert (ice.created_at, ice.changed_at, ice.opened_at) == (T + 2, T + 9, T + 10)
    assert ice.description == "Warum es geht\nin zwei Zeilen"
    assert found["bar.example"].tags == ()
    assert found["rocks.example"].tags == ("alt", "Berge", "Stein")
    assert found["last.example"].title == "After the line"
    assert {b.state for b in found.values()} == {State.DONE}
    assert problems == [
        ("line 21", "'javascript:alert(1)' is not a web address"),
        ("line 22", "it is a feed; follow it: newsreader add https://feed.example/rss"),
    ]


def test_notes_and_states_of_linkding_are_kept() -> None:
    found, problems = read_data("linkding.html")

    one = found["one.example"]
    assert (one.description, one.note) == ("First page", "My *own* words\n- with a list")
    assert (one.tags, one.state) == (("alpha", "beta"), State.INBOX)
    assert (found["two.example"].tags, found["two.example"].state) == (("beta",), State.DONE)
    assert found["three.example"].state is State.DONE
    assert problems == []


def test_pocket_keeps_its_archive_apart() -> None:
    for name in ("pocket.html", "pocket.csv"):
        found, _ = read_data(name)
        later, old = found["later.example"], found["old.example"]
        assert (later.state, old.state) == (State.INBOX, State.DONE)
        assert (later.tags, later.created_at) == (("long", "read me"), T + 1)


def test_a_row_without_address_is_reported_and_a_title_that_is_the_address_is_none() -> None:
    found, problems = read_data("pocket.csv")

    assert found["old.example"].title == 'Comma, "quote"'
    assert found["bare.example"].title == ""
    assert problems == [("line 5", "it has no address")]


def test_instapapers_folders_are_states_or_tags() -> None:
    found, problems = read_data("instapaper.csv")

    assert found["a.example"].description == "The words\nthat were marked"
    assert (found["b.example"].state, found["b.example"].tags) == (State.DONE, ("x", "y z"))
    assert found["c.example"].is_starred
    assert found["d.example"].tags == ("Recipes",)
    assert problems == []


def test_a_quote_that_is_never_closed_costs_no_line() -> None:
    found, problems = read_data("unclosed.csv")

    assert {"good.example", "next.example", "last.example"} <= set(found)
    assert len(found) + len(problems) == 4


def test_pinboard_calls_the_title_a_description() -> None:
    found, problems = read_data("pinboard.json")

    first = found["a.example"]
    assert (first.title, first.description) == ("The title", "More words")
    assert (first.tags, first.state, first.created_at) == (("one", "two"), State.INBOX, T)
    assert found["b.example"].title == "Control [2J here"
    assert problems == [("item 3", "it has no address"), ("item 4", "it is no bookmark")]


def test_a_list_that_is_cut_off_is_read_as_far_as_it_goes() -> None:
    found, problems = read_data("cut.json")

    assert set(found) == {"a.example", "b.example"}
    assert problems == [("line 3", "it is damaged")]


def test_omnivores_labels_progress_and_highlights_are_kept() -> None:
    found, _ = read_data("omnivore.json")

    first = found["a.example"]
    assert (first.tags, first.author, first.state) == (("x", "y"), "A. Writer", State.INBOX)
    assert (first.created_at, first.changed_at) == (T, T + 10)
    assert first.highlights == (Highlight("Some words", "Indeed"),)
    assert found["b.example"].state is State.DONE
    assert found["c.example"].state is State.READING


def test_newsboats_broken_lines_are_reported() -> None:
    found, problems = read_data("newsboat.txt")

    assert found["a.example"].feed_title == "A Feed"
    assert found["b.example"].title == "Only a title"
    assert problems == [("line 4", "'second line of a broken title' is not a web address")]


def test_links_inside_broken_markup_are_counted() -> None:
    body = (
        b'<!DOCTYPE NETSCAPE-Bookmark-file-1><DL><DT><A HREF="https://a.example/>A</A>\n'
        b'<DT><A HREF="https://b.example/">B</A>\n<DT><A HREF="https://c.example/">C</A></DL>'
    )
    file = read(body)

    assert len(file.bookmarks) + len(file.problems) == 3


def test_a_file_that_holds_no_list_says_so() -> None:
    with pytest.raises(ParseError, match="no list of bookmarks"):
        read(b'{"format": "newsreader bookmarks"}')


def test_passwords_in_addresses_are_not_taken_over() -> None:
    (found,) = read(b"https://anna:geheim@a.example/x\tTitle\n").bookmarks

    assert found.url == "https://a.example/x"
