"""Bookmarks by keyboard: save, tag, annotate, find again, take back."""

import os
import threading
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from factory import NOW, parsed_entry
from fakes.server import FakeServer, Reply
from newsreader.domain.bookmark import Bookmark, Highlight, KeptPicture, State
from newsreader.domain.bookmark_view import BookmarkView
from newsreader.domain.entry import Entry
from newsreader.parse.bookmark_files.own import read_own
from newsreader.services.articles import Article, read_article
from newsreader.services.bookmark_records import iterate_bookmarks
from newsreader.services.bookmarks import Words, add_highlight, bookmark_entry, bookmark_url
from newsreader.services.library import Library
from newsreader.store.bookmarks import save_bookmark, save_link_check
from newsreader.store.feeds import remove_feed
from newsreader.store.pictures import save_pictures
from newsreader.ui import links
from newsreader.ui.screens.bookmarks import BookmarksScreen
from newsreader.ui.screens.pick import PickScreen
from newsreader.ui.widgets.tag_suggester import TagSuggester
from patience import PATIENCE_S
from reader import STILL, Reader, reading

GIF = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,"
    b"\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)


def saved(library: Library) -> list[Bookmark]:
    return list(iterate_bookmarks(library, BookmarkView()))


def screen(reader: Reader) -> BookmarksScreen:
    found = reader.app.screen
    assert isinstance(found, BookmarksScreen)
    return found


async def opened(reader: Reader) -> BookmarksScreen:
    await reader.press("B")
    found = screen(reader)
    await reader.until(lambda: found.list.row_count and found.list.current)
    await reader.until(lambda: found.shelves.row_count)
    return found


@pytest.fixture
def three(library: Library, feed_with: Callable[..., int]) -> None:
    """Three bookmarks: of an entry, of two pages."""
    feed_with("a", parsed_entry("1", "Beben in Istanbul", html="<p>Ein Beben.</p>"))
    write = library.database.write
    for number, tags in enumerate((("berg/eis",), ("berg", "wien"))):
        words = Words(f"Page {number}", tags)
        write(bookmark_url, f"https://p.example/{number}", NOW - number - 1, words).result()
    write(bookmark_entry, 1, NOW).result()


@pytest.fixture
async def reader(library: Library, three: None) -> AsyncIterator[Reader]:
    """A reader with three bookmarks on a normal terminal."""
    async with reading(library, (80, 24)) as found:
        yield found


async def test_an_open_bookmark_shows_its_star_and_its_state(reader: Reader) -> None:
    shown = await opened(reader)
    await reader.press("enter")
    await reader.until(lambda: "Ein Beben." in "\n".join(reader.lines))
    await reader.until(lambda: reader.lines[0].endswith("inbox"))
    await reader.press("s")
    await reader.until(lambda: reader.lines[0].endswith("★ inbox"))
    await reader.press("M")
    await reader.until(lambda: reader.lines[0].endswith("★ reading"))
    assert shown.focused is shown.preview


async def test_what_b_keeps_is_on_the_screen_and_survives_the_feed(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_id = feed_with("a", parsed_entry("1", "Beben in Istanbul", html="<p>Ein Beben.</p>"))
    async with reading(library, (80, 24)) as reader:
        await reader.press("b")
        await reader.until(lambda: saved(library))
        library.database.write(remove_feed, feed_id).result()
        await opened(reader)
        await reader.press("enter")
        await reader.until(lambda: "Ein Beben." in "\n".join(reader.lines))


async def test_opening_a_bookmark_while_its_preview_is_being_read_shows_it(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, may_end, really = [], threading.Event(), read_article

    def slow(entry: Entry) -> Article:
        begun.append(entry)
        may_end.wait(PATIENCE_S)
        return really(entry)

    monkeypatch.setattr("newsreader.ui.screens.bookmark_panes.read_article", slow)
    await opened(reader)
    await reader.until(lambda: begun)
    await reader.press("enter")
    may_end.set()
    await reader.until(lambda: "Ein Beben." in "\n".join(reader.lines))


async def test_a_small_empty_screen_says_it_all_without_blank_lines(library: Library) -> None:
    async with reading(library, (40, 12)) as reader:
        await reader.press("B")
        await reader.until(lambda: any("another program." in line for line in reader.lines))


async def test_an_empty_screen_says_what_to_do(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("a", parsed_entry("1"))
    async with reading(library, (80, 24)) as reader:
        await reader.press("B")
        await reader.until(lambda: "b on an article keeps a copy" in "\n".join(reader.lines))
        await reader.press("enter", "t", "e", "w", "s", "M", "X", "P", "Y", "o")
        await reader.press("q")
        assert reader.app.screen is reader.screen


async def test_tags_are_written_and_become_shelves(library: Library, reader: Reader) -> None:
    bookmarks = await opened(reader)
    await reader.press("t")
    await reader.until(lambda: reader.app.focused is not bookmarks.list)
    await reader.type("istanbul, berg")
    await reader.press("enter")
    await reader.until(lambda: saved(library)[0].tags == ("berg", "istanbul"))
    await reader.until(lambda: any("#istanbul" in line for line in reader.lines))

    await reader.press("u")
    await reader.until(lambda: saved(library)[0].tags == ())


async def test_a_note_is_written_in_a_line_and_shown(library: Library, reader: Reader) -> None:
    bookmarks = await opened(reader)
    await reader.press("w")
    await reader.until(lambda: reader.app.focused is not bookmarks.list)
    await reader.type("[b]why[/b]")
    await reader.press("enter")
    await reader.until(lambda: saved(library)[0].note == "[b]why[/b]")
    await reader.press("enter")
    await reader.until(lambda: "[b]why[/b]" in "\n".join(reader.lines))


async def test_a_note_is_written_in_the_editor(
    library: Library, reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\nprintf "one\\ntwo\\n" > "$1"\n')
    editor.chmod(0o700)
    monkeypatch.setenv("VISUAL", str(editor))
    monkeypatch.setattr(type(reader.app), "suspend", lambda _app: _Nothing())
    await opened(reader)
    await reader.press("e")
    await reader.until(lambda: saved(library)[0].note == "one\ntwo")


class _Nothing:
    """A terminal that nobody needs to hand over."""

    def __enter__(self) -> None: ...

    def __exit__(self, *_exc: object) -> None: ...


async def test_without_an_editor_that_is_said(
    library: Library, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", os.devnull)
    bookmarks = await opened(reader)
    await reader.press("e")
    await reader.until(lambda: "No editor" in bookmarks.status.message)
    assert saved(library)[0].note == ""


async def test_stars_states_and_sleep_are_keys(library: Library, reader: Reader) -> None:
    await opened(reader)
    await reader.press("s")
    await reader.until(lambda: saved(library)[0].is_starred)
    await reader.press("M")
    await reader.until(lambda: saved(library)[0].state is State.READING)
    await reader.press("Z")
    await reader.until(lambda: saved(library)[0].snoozed_until is not None)


async def test_removing_is_taken_back(library: Library, reader: Reader) -> None:
    bookmarks = await opened(reader)
    await reader.press("X")
    await reader.until(lambda: bookmarks.list.row_count == 2)
    assert len(saved(library)) == 2
    await reader.press("u")
    await reader.until(lambda: bookmarks.list.row_count == 3)
    assert saved(library)[0].html == "<p>Ein Beben.</p>"


async def test_shelves_narrow_the_list(reader: Reader) -> None:
    bookmarks = await opened(reader)
    await reader.press("h", "G")
    await reader.until(lambda: bookmarks.list.row_count == 1)
    await reader.press("k", "k")
    await reader.until(lambda: bookmarks.list.row_count == 2)
    assert "#berg" in "\n".join(reader.lines)
    await reader.press("enter")
    assert reader.app.focused is bookmarks.list


async def test_words_and_terms_are_searched_for(reader: Reader) -> None:
    bookmarks = await opened(reader)
    await reader.press("slash")
    await reader.type("beben")
    await reader.press("enter")
    await reader.until(lambda: bookmarks.list.row_count == 1)
    await reader.press("slash")
    await reader.type("#berg page")
    await reader.press("enter")
    await reader.until(lambda: bookmarks.list.row_count == 2)
    await reader.press("escape")
    await reader.until(lambda: bookmarks.list.row_count == 3)


async def test_a_tag_is_renamed_and_deleted(library: Library, reader: Reader) -> None:
    bookmarks = await opened(reader)
    await reader.press("W")
    assert "cursor on a tag" in bookmarks.status.message
    await reader.press("h", "G")
    await reader.until(lambda: bookmarks.list.row_count == 1)
    await reader.press("W", *["backspace"] * 4, *"graz", "enter")
    await reader.until(lambda: saved(library)[2].tags == ("berg", "graz"))
    await reader.until(lambda: (on := bookmarks.shelves.current) and on.view.tags == ("graz",))
    await reader.press("h", "W", *["backspace"] * 4, "enter")
    await reader.until(lambda: saved(library)[2].tags == ("berg",))


async def test_a_wide_screen_shows_the_article_beside_the_list(
    library: Library, three: None
) -> None:
    async with reading(library, (160, 40)) as reader:
        await opened(reader)
        await reader.until(lambda: "Ein Beben." in "\n".join(reader.lines))
        await reader.press("j")
        await reader.until(lambda: "No copy of this page" in "\n".join(reader.lines))


async def test_the_last_tag_is_completed() -> None:
    suggest = TagSuggester(["Berg", "Berg/Eis", "Wien"]).get_suggestion

    assert await suggest("be") == "berg"
    assert await suggest("x, wi") == "x, wien"
    assert await suggest("berg") == "berg/Eis"
    assert await suggest("x, ") is None
    assert await suggest("zz") is None


async def test_t_keeps_the_article_and_asks_for_its_tags(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("a", parsed_entry("1", "Beben in Istanbul"), folder=("Welt",))
    async with reading(library, (80, 24)) as reader:
        await reader.press("t")
        await reader.until(lambda: "Tab takes Welt" in "\n".join(reader.lines))
        assert len(saved(library)) == 1
        await reader.type("we")
        await reader.press("right", *", beben", "enter")
        await reader.until(lambda: saved(library)[0].tags == ("beben", "welt"))
        await reader.press("u", "u")
        await reader.until(lambda: not saved(library))


async def test_selected_words_are_kept_as_a_quote(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("a", parsed_entry("1", "Beben", html="<p>Alle Häuser stehen noch.</p>"))
    async with reading(library, (160, 40)) as reader:
        await reader.press("quotation_mark")
        assert "Select some words" in reader.said
        await reader.until(lambda: "Alle Häuser" in "\n".join(reader.lines))
        row = next(n for n, line in enumerate(reader.lines) if "Alle Häuser" in line)
        column = reader.lines[row].index("Alle Häuser")
        await reader.drag((column, row), (column + 12, row))
        await reader.press("quotation_mark")
        await reader.until(lambda: saved(library))
        assert saved(library)[0].highlights[0].quote.startswith("Alle Häuser")


async def test_a_link_of_an_article_is_kept_with_title_and_copy(
    library: Library, feed_with: Callable[..., int]
) -> None:
    page = b"<html><head><title>The page</title></head><body><p>Its text.</p></body></html>"
    with FakeServer() as server:
        server.reply("/page", Reply(page, headers={"Content-Type": "text/html"}))
        html = f'<p>See <a href="{server.url("/page")}">there</a>.</p>'
        feed_with("a", parsed_entry("1", "Beben", html=html))
        async with reading(library, (80, 24)) as reader:
            await reader.press("enter")
            await reader.until(lambda: "See there" in "\n".join(reader.lines))
            await reader.press("E", "1", "enter")
            await reader.until(lambda: saved(library) and saved(library)[0].html)
    assert saved(library)[0].title == "The page"
    assert saved(library)[0].entry_id is None


async def test_several_are_selected_and_changed_in_one_step(
    library: Library, reader: Reader
) -> None:
    bookmarks = await opened(reader)
    await reader.press("V", "j")
    assert [line.count("┃") for line in reader.lines].count(1) == 2
    await reader.press("s")
    await reader.until(lambda: [b.is_starred for b in saved(library)] == [True, True, False])
    await reader.until(lambda: "Starred: 2 bookmarks" in bookmarks.status.message)
    await reader.press("asterisk", "s")
    await reader.until(lambda: all(b.is_starred for b in saved(library)))
    await reader.press("asterisk", "M")
    await reader.until(lambda: {b.state for b in saved(library)} == {State.READING})
    await reader.press("asterisk", "Z")
    await reader.until(lambda: all(b.snoozed_until for b in saved(library)))
    await reader.press("asterisk", "X")
    await reader.until(lambda: not saved(library))
    await reader.press("u")
    await reader.until(lambda: bookmarks.list.row_count == 3)
    await reader.press("u", "u", "u", "u")
    await reader.until(lambda: not any(b.is_starred for b in saved(library)))


async def test_escape_forgets_the_selection_first(reader: Reader) -> None:
    bookmarks = await opened(reader)
    await reader.press("asterisk", "escape")
    assert not bookmarks.list.selection
    assert screen(reader) is bookmarks


async def test_tags_are_added_to_several_and_taken_from_several(
    library: Library, reader: Reader
) -> None:
    await opened(reader)
    await reader.press("j", "V", "j", "t")
    await reader.until(lambda: "Tab takes berg" in "\n".join(reader.lines))
    await reader.type("neu, -wien")
    await reader.press("enter")
    await reader.until(
        lambda: [b.tags for b in saved(library)] == [(), ("berg/eis", "neu"), ("berg", "neu")]
    )
    await reader.press("asterisk", "t")
    await reader.press(*"-berg", "enter")
    await reader.until(lambda: saved(library)[2].tags == ("neu",))


async def test_a_title_is_changed(library: Library, reader: Reader) -> None:
    bookmarks = await opened(reader)
    await reader.press("tilde")
    await reader.until(lambda: bookmarks.prompt.value == "Beben in Istanbul")
    await reader.press("ctrl+u", *"Mein Titel", "enter")
    await reader.until(lambda: saved(library)[0].title == "Mein Titel")


async def test_a_key_that_turns_something_round_does_so_twice_beside_an_open_article(
    library: Library, reader: Reader
) -> None:
    bookmarks = await opened(reader)
    await reader.press("enter")
    await reader.until(lambda: bookmarks.focused is not bookmarks.list)
    await reader.press("s", "Z", "M")
    await reader.until(lambda: saved(library)[0].state is State.READING)
    assert saved(library)[0].is_starred
    await reader.press("s", "M", "Z", "Z")
    await reader.until(lambda: "Woken" in bookmarks.status.message)
    first = saved(library)[0]
    assert (first.is_starred, first.state, first.snoozed_until) == (False, State.DONE, None)


async def test_another_title_is_shown_and_said_at_once(library: Library, reader: Reader) -> None:
    bookmarks = await opened(reader)
    await reader.press("enter")
    await reader.press("tilde")
    await reader.until(lambda: bookmarks.prompt.value == "Beben in Istanbul")
    await reader.until(lambda: bookmarks.prompt.region.height == 1)  # it is seen
    await reader.press("ctrl+u", *"Mein Titel", "enter")
    await reader.until(lambda: "Mein Titel" in "\n".join(reader.lines))
    await reader.press("s")
    await reader.until(lambda: bookmarks.status.message.startswith("Starred: Mein Titel."))


async def test_what_is_selected_is_saved_as_a_file_or_a_folder(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    bookmarks = await opened(reader)
    for keys, name in (("j", "one.json"), ("asterisk", "all.md"), ("asterisk", "notes")):
        await reader.press(keys, "S", *["backspace"] * len("bookmarks.md"), *name, "enter")
        await reader.until((tmp_path / name).exists)
    await reader.until(lambda: len(list((tmp_path / "notes").iterdir())) == 3)
    assert len(parse_own(tmp_path / "one.json")) == 1
    assert (tmp_path / "all.md").read_text().count("## [") == 3
    assert len(list((tmp_path / "notes").iterdir())) == 3

    await reader.press("S", *["backspace"] * len("bookmarks.md"), *"all.md", "enter")
    await reader.until(lambda: "is there already" in bookmarks.status.message)
    await reader.press("S", *["backspace"] * len("bookmarks.md"), *"a.doc", "enter")
    await reader.until(lambda: "End the name with" in bookmarks.status.message)


def parse_own(path: Path) -> list[Bookmark]:
    return read_own(path.read_bytes()).bookmarks


async def test_a_quote_is_commented_and_removed(library: Library, reader: Reader) -> None:
    bookmarks = await opened(reader)
    await reader.press("quotation_mark")
    await reader.until(lambda: "select some words" in bookmarks.status.message)
    quote = Highlight("Ein Beben.")
    library.database.write(add_highlight, saved(library)[0].id, quote, NOW).result()
    await reader.press("quotation_mark")
    await reader.until(lambda: isinstance(reader.app.screen, PickScreen))
    await reader.press("enter")
    await reader.until(lambda: bookmarks.prompt.display)
    await reader.press(*"stark", "enter")
    await reader.until(lambda: saved(library)[0].highlights[0].comment == "stark")
    await reader.press("quotation_mark")
    await reader.until(lambda: isinstance(reader.app.screen, PickScreen))
    await reader.press("1")
    await reader.until(lambda: bookmarks.prompt.display)
    await reader.press(*["backspace"] * 5, "minus", "enter")
    await reader.until(lambda: not saved(library)[0].highlights)


async def test_pictures_that_were_kept_are_shown(library: Library, reader: Reader) -> None:
    html = "<p>Text.</p><img src='https://gone.invalid/a.gif' alt='A map'>"
    bookmark = Bookmark(0, "https://p.example/map", "Map", NOW + 1, html=html)
    bookmark_id = library.database.write(save_bookmark, bookmark).result().id
    kept = KeptPicture("https://gone.invalid/a.gif", "image/gif", GIF)
    library.database.write(save_pictures, bookmark_id, [kept]).result()
    await opened(reader)
    await reader.press("enter")
    await reader.until(lambda: "▣ A map" in "\n".join(reader.lines))
    await reader.press("i")
    await reader.until(lambda: "A map · 1 x 1" in "\n".join(reader.lines))


async def test_a_page_that_was_lost_is_marked_above_its_copy(library: Library, three: None) -> None:
    kept = saved(library)[0]
    library.database.write(save_link_check, kept.id, "http_404", "", NOW).result()
    async with reading(library, (80, 24)) as reader:
        await opened(reader)
        await reader.press("enter")
        await reader.until(lambda: "page lost (http_404)" in "\n".join(reader.lines))


async def test_bookmarks_are_sorted_the_other_way_round(library: Library, three: None) -> None:
    async with reading(library) as reader:
        found = await opened(reader)
        before = list(found.list.spine)
        await reader.press("O", "D")
        await reader.until(lambda: list(found.list.spine) == before[::-1])
        await reader.press("h", "j")  # another shelf keeps the order
        await reader.until(lambda: len(found.list.spine) < 3 or found.view.order == "oldest")
        assert found.view.order == "oldest"
        await reader.press("colon")
        await reader.type("reverse-sort")
        await reader.press("enter")
        await reader.until(lambda: found.view.order == "newest")


async def test_the_history_goes_back_from_the_bookmarks_too(library: Library, three: None) -> None:
    async with reading(library) as reader:
        found = await opened(reader)
        await reader.press("s", "j", "s")
        await reader.until(lambda: sum(one.is_starred for one in saved(library)) == 2)
        await reader.press("L")
        await reader.until(lambda: isinstance(reader.app.screen, PickScreen))
        await reader.press("j", "enter")
        await reader.until(lambda: not any(one.is_starred for one in saved(library)))
        assert screen(reader) is found


async def test_a_count_before_a_change_means_so_many_bookmarks(
    library: Library, three: None
) -> None:
    settings = STILL._replace(screen=STILL.screen._replace(keymap="vim"))
    async with reading(library, settings=settings) as reader:
        await opened(reader)
        await reader.press("2", "s")
        await reader.until(lambda: sum(one.is_starred for one in saved(library)) == 2)


async def test_a_count_before_opening_opens_so_many_pages_and_leaves_nothing_selected(
    library: Library, three: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links, "has_browser", lambda _: False)
    settings = STILL._replace(screen=STILL.screen._replace(keymap="vim"))
    async with reading(library, settings=settings) as reader:
        bookmarks = await opened(reader)
        await reader.press("j", "2", "o")
        await reader.until(lambda: "2 links were copied." in bookmarks.status.message)
        assert reader.app.clipboard == "https://p.example/0\nhttps://p.example/1"
        assert not any("┃" in line for line in reader.lines)
        await reader.press("X")
        await reader.until(lambda: len(saved(library)) == 2)
        await reader.press("o")
        await reader.until(lambda: "https://p.example/1" in bookmarks.status.message)


async def test_what_was_saved_on_this_day_stays_listed_when_it_is_changed(
    library: Library, three: None
) -> None:
    def save(title: str, days: int) -> None:
        at = NOW - days * 86_400
        library.database.write(
            bookmark_url, f"https://q.example/{title}", at, Words(title)
        ).result()

    save("a year ago", 365)
    async with reading(library) as reader:
        found = await opened(reader)
        assert len(found.list.spine) == 4
        await reader.press("Y")
        await reader.until(lambda: len(found.list.spine) == 1)
        await reader.press("s")
        await reader.until(lambda: sum(one.is_starred for one in saved(library)) == 1)
        await reader.until(lambda: any("★" in line and "a year" in line for line in reader.lines))
        assert len(found.list.spine) == 1
