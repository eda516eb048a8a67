"""Many articles at once, orders, the history, the command line and the reader's own keys."""

import asyncio
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from factory import NOW, parsed_entry
from newsreader.config.keys import KeyChoice
from newsreader.config.model import ScreenSettings, Settings
from newsreader.domain.feed import NewFeed
from newsreader.domain.view import Scope, View
from newsreader.services.library import Library
from newsreader.store.feeds import add_feed
from newsreader.store.headlines import count_view, unread_counts
from newsreader.ui.commands import COMMANDS
from newsreader.ui.watched import CHANGING
from newsreader.ui.widgets.feed_rows import RowKind
from newsreader.ui.widgets.headline_list import HeadlineList
from patience import PATIENCE_S
from reader import Reader, reading

TITLES = ("One", "Two", "Three", "Four", "Five")


@pytest.fixture
def paper(feed_with: Callable[..., int]) -> int:
    """A feed of five entries, "One" the latest."""
    return feed_with(
        "paper", *(parsed_entry(t, t, published_at=NOW - 3600 * n) for n, t in enumerate(TITLES))
    )


def unread(library: Library) -> int:
    return sum(library.database.read(unread_counts).result().values())


def total(library: Library, scope: Scope = Scope.ALL) -> int:
    return library.database.read(count_view, View(scope)).result()


def keymap(name: str, *own: KeyChoice) -> Settings:
    return Settings(screen=ScreenSettings(keymap=name), own_keys=own)


async def type_line(reader: Reader, line: str) -> None:
    await reader.press("colon")
    await reader.type(line)
    await reader.press("enter")


async def test_a_range_is_marked_in_one_step_and_taken_back_in_one(
    library: Library, paper: int
) -> None:
    async with reading(library) as reader:
        await reader.press("V", "j", "j")
        assert sum("┃" in line for line in reader.lines) == 3
        await reader.press("m")
        await reader.until(lambda: unread(library) == 2)
        assert not any("┃" in line for line in reader.lines)
        await reader.press("u")
        await reader.until(lambda: unread(library) == 5)


async def test_only_what_changes_is_counted_and_nothing_is_said_to_be_taken_back(
    library: Library, paper: int
) -> None:
    async with reading(library) as reader:
        await reader.press("m", "asterisk")
        await type_line(reader, "mark-read")
        await reader.until(lambda: reader.said == "Marked 4 articles read. u takes it back.")
        await reader.press("asterisk")
        await type_line(reader, "mark-read")
        await reader.until(lambda: reader.said == "All was read already.")
        await reader.press("u")
        await reader.until(lambda: unread(library) == 4)
        assert reader.said == "Taken back: Marked 4 articles read"


async def test_the_key_that_takes_back_is_that_of_the_keymap(library: Library, paper: int) -> None:
    async with reading(library, settings=keymap("newsboat")) as reader:
        await reader.press("A")
        await reader.until(lambda: reader.said == "Marked 5 read. Ctrl-_ takes it back.")
        await reader.press("ctrl+underscore")
        await reader.until(lambda: "Taken back" in reader.said)


async def test_what_is_said_of_a_long_title_stays_short(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("paper", parsed_entry("a", "A very long title " * 20))
    async with reading(library) as reader:
        await reader.press("m")
        await reader.until(lambda: unread(library) == 0)
        await reader.press("u")
        await reader.until(lambda: "Taken back: Marked read: A very long" in reader.said)
        assert len(reader.said) < 80


async def test_all_are_starred_and_bookmarked_together(library: Library, paper: int) -> None:
    async with reading(library) as reader:
        await reader.press("asterisk", "s")
        await reader.until(lambda: total(library, Scope.STARRED) == 5)
        await reader.press("asterisk", "b")
        await reader.until(lambda: total(library, Scope.BOOKMARKED) == 5)


async def test_escape_forgets_what_was_selected(library: Library, paper: int) -> None:
    async with reading(library) as reader:
        await reader.press("V", "escape")
        assert reader.said == "Nothing is selected."
        await reader.press("asterisk", "escape", "m")
        await reader.until(lambda: unread(library) == 4)


async def test_what_is_deleted_leaves_the_list_and_comes_back(library: Library, paper: int) -> None:
    async with reading(library) as reader:
        await reader.press("j", "V", "j", "X")
        await reader.until(lambda: reader.titles == ["One", "Four", "Five"])
        assert reader.current == "Four"
        await reader.until(lambda: total(library) == 3)
        await reader.press("u")
        await reader.until(lambda: reader.titles == list(TITLES))
        assert reader.current == "Four"
        await reader.press("U")
        await reader.until(lambda: reader.titles == ["One", "Four", "Five"])


@pytest.mark.parametrize(("key", "left"), [("(", 3), (")", 3), ("#", 3)])
async def test_above_below_and_older_are_marked_read(
    library: Library, paper: int, key: str, left: int
) -> None:
    async with reading(library) as reader:
        await reader.press("j", "j", key)
        await reader.until(lambda: unread(library) == left)


async def test_lists_are_sorted_by_a_menu_and_the_cursor_stays(
    library: Library, paper: int
) -> None:
    async with reading(library) as reader:
        await reader.press("j", "O", "t")
        await reader.until(lambda: reader.titles == sorted(TITLES))
        assert reader.current == "Two"
        await reader.press("O", "D")
        await reader.until(lambda: reader.titles == list(reversed(TITLES)))


async def test_the_history_is_taken_back_up_to_a_step(library: Library, paper: int) -> None:
    async with reading(library) as reader:
        await reader.press("m", "j", "m", "j", "m")
        await reader.until(lambda: unread(library) == 2)
        await reader.press("L")
        assert any("Marked read: Three" in line for line in reader.lines)
        await reader.press("j", "enter")
        await reader.until(lambda: unread(library) == 4)


async def test_opening_articles_is_taken_back_one_by_one(library: Library, paper: int) -> None:
    async with reading(library) as reader:
        await reader.press("s", "enter")
        await reader.until(lambda: unread(library) == 4)
        await reader.press("n")
        await reader.until(lambda: unread(library) == 3)
        await reader.press("u")
        await reader.until(lambda: "Taken back: Read: Two" in reader.said)
        assert unread(library) == 4
        await reader.press("u")
        await reader.until(lambda: unread(library) == 5)


async def test_the_history_says_which_step_cannot_be_taken_back_and_takes_the_others(
    library: Library, paper: int
) -> None:
    async with reading(library) as reader:
        await reader.press("m", "1", "G", "D")
        await reader.until(lambda: "no longer follow" in reader.said)
        library.database.write(add_feed, NewFeed("https://paper.example/feed"), 0).result()
        await reader.press("L", "j", "enter")
        await reader.until(lambda: "cannot be taken back" in reader.said)
        assert reader.said.startswith("Taken back: 1 step. “Unsubscribed: ")


async def test_the_history_does_again_what_was_taken_back_up_to_a_step(
    library: Library, paper: int
) -> None:
    async with reading(library) as reader:
        await reader.press("m", "j", "m", "j", "m", "u", "u", "u")
        await reader.until(lambda: any("Taken back: Marked read: One" in x for x in reader.lines))
        await reader.press("L")
        shown = [line.strip() for line in reader.lines if "(taken back)" in line]
        assert [line.partition(" (")[0] for line in shown] == [
            "Marked read: Three",
            "Marked read: Two",
            "Marked read: One",
        ]
        await reader.press("k", "enter")  # from the one that is next to the one before
        await reader.until(lambda: unread(library) == 3)
        await reader.press("L", "enter")
        await reader.until(lambda: unread(library) == 4)


async def test_counts_and_sequences_move_in_vims_keymap(library: Library, paper: int) -> None:
    async with reading(library, settings=keymap("vim")) as reader:
        await reader.press("3", "j")
        assert reader.current == "Four"
        await reader.press("g")
        assert any(line.lstrip().startswith("g ") for line in reader.lines)
        await reader.press("g")
        assert reader.current == "One"
        await reader.press("5", "G")
        assert reader.current == "Five"
        await reader.press("2", "k")
        assert reader.current == "Three"


async def test_a_count_before_a_change_means_so_many_headlines(
    library: Library, paper: int
) -> None:
    async with reading(library, settings=keymap("vim")) as reader:
        await reader.press("j", "3", "s")
        await reader.until(lambda: total(library, Scope.STARRED) == 3)
        assert "3 articles" in reader.said
        assert not any("┃" in line for line in reader.lines)
        await reader.press("u")
        await reader.until(lambda: total(library, Scope.STARRED) == 0)
        await reader.press("9", "9", "m")
        await reader.until(lambda: unread(library) == 1)
        await reader.press("2", "X")
        await reader.until(lambda: reader.titles == ["One", "Four", "Five"])
        assert reader.current == "Four"


async def test_a_digit_that_is_the_key_of_a_change_is_no_count(
    library: Library, paper: int
) -> None:
    own = KeyChoice("keys", "toggle-star", ("4",), Path("config.toml"), 2)
    async with reading(library, settings=keymap("vim", own)) as reader:
        await reader.press("4")
        await reader.until(lambda: total(library, Scope.STARRED) == 1)


async def test_a_digit_that_is_the_key_of_a_macro_counts_nothing_in_it(
    library: Library, paper: int
) -> None:
    own = KeyChoice("macros", "4", ("toggle-star", "line-down"), Path("config.toml"), 2)
    async with reading(library, settings=keymap("default", own)) as reader:
        await reader.press("4")
        await reader.until(lambda: reader.current == "Two")
        await reader.until(lambda: total(library, Scope.STARRED) == 1)


async def test_a_macro_hands_the_digit_that_is_its_key_to_what_takes_a_number(
    library: Library, paper: int
) -> None:
    own = KeyChoice("macros", "4", ("go-to-number", "toggle-star"), Path("config.toml"), 2)
    async with reading(library, settings=keymap("default", own)) as reader:
        await reader.press("4")
        await reader.until(lambda: total(library, Scope.STARRED) == 1)
        assert reader.current == "Four"


async def test_a_count_before_a_macro_is_for_each_of_its_commands(
    library: Library, paper: int
) -> None:
    own = KeyChoice("macros", "% s", ("toggle-star", "line-down"), Path("config.toml"), 2)
    async with reading(library, settings=keymap("vim", own)) as reader:
        await reader.press("3", "%", "s")
        await reader.until(lambda: reader.current == "Four")
        await reader.until(lambda: total(library, Scope.STARRED) == 3)


async def test_a_count_beyond_the_end_is_not_counted_to_its_end(
    library: Library, paper: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[int] = []
    step = HeadlineList.action_line_down

    def counted(of: HeadlineList) -> None:
        steps.append(of.cursor)
        step(of)

    monkeypatch.setattr(HeadlineList, "action_line_down", counted)
    async with reading(library, settings=keymap("vim")) as reader:
        await reader.press(*"9999", "j")
        assert reader.current == "Five"
        assert len(steps) == len(TITLES)


async def test_own_keys_work_and_what_is_wrong_with_them_is_said(
    library: Library, paper: int
) -> None:
    path = Path("config.toml")
    own = (
        KeyChoice("keys", "line-down", ("z j", "down"), path, 2),
        KeyChoice("keys", "fly", ("q",), path, 3),
        KeyChoice("keys", "swim", ("w",), path, 4),
    )
    async with reading(library, settings=keymap("vim", *own)) as reader:
        await reader.until(lambda: "config.toml:3: There is no command" in reader.said)
        assert reader.said.endswith("And 1 more: newsreader config check.")
        await reader.press("z", "j")
        assert reader.current == "Two"
        await reader.press("z", "escape", "j")
        assert reader.current == "Two"


async def test_commands_are_typed_and_completed(library: Library, paper: int) -> None:
    async with reading(library) as reader:
        await reader.press("colon")
        await reader.type("toggle-st")
        await reader.press("tab", "enter")
        await reader.until(lambda: total(library, Scope.STARRED) == 1)
        await type_line(reader, "4")
        await reader.until(lambda: reader.current == "Four")
        await type_line(reader, "open 2")
        await reader.until(lambda: reader.article == "Two" and reader.screen.pane == "article")
        await type_line(reader, "mark-feed-read")
        await reader.until(lambda: unread(library) == 0)
        await type_line(reader, "set sort=title")
        await reader.until(lambda: reader.titles == [] or reader.titles == sorted(reader.titles))
        assert reader.said == "Until the program ends: sort title."
        await type_line(reader, "opne")
        await reader.until(lambda: "There is no command opne" in reader.said)
        await type_line(reader, "set keymap=vim")
        await reader.until(lambda: reader.app.keymap.name == "vim")
        await type_line(reader, "quit")
    assert reader.app.return_code == 0


@pytest.mark.parametrize("size", [(80, 24), (160, 48), (40, 12)])
async def test_tab_on_an_empty_line_goes_through_all_commands(
    library: Library, paper: int, size: tuple[int, int]
) -> None:
    async with reading(library, size) as reader:
        await reader.press("colon")
        await reader.until(lambda: reader.lines[-1].strip() == ":")
        assert "read-on" not in "\n".join(reader.lines)
        seen = []
        for found in COMMANDS:
            await reader.press("tab")
            shown = "\n".join(reader.lines[-size[1] // 2 :])
            seen.append(f": {found.id}" in shown and shown.count(found.id) > 1)
            assert found.help.split()[0] in shown
            assert "newsreader" not in shown
        assert all(seen)
        await reader.press("shift+tab", "shift+tab")
        assert reader.lines[-1].strip() == f": {COMMANDS[-3].id}"


async def test_an_article_is_saved_by_name(library: Library, paper: int, tmp_path: Path) -> None:
    async with reading(library) as reader:
        await type_line(reader, f"save {tmp_path / 'one.md'}")
        await reader.until(lambda: "Saved" in reader.said)
    assert "One" in (tmp_path / "one.md").read_text(encoding="utf-8")
    assert unread(library) == 5


async def test_the_palette_finds_and_carries_out_a_command(library: Library, paper: int) -> None:
    async with reading(library) as reader:
        await reader.press("ctrl+p")
        await reader.type("previous feed")
        await reader.until(lambda: any("List the feed before" in line for line in reader.lines))
        await reader.press("escape", "ctrl+p")
        await reader.type("mark all read")
        await reader.until(lambda: any("Mark everything in" in line for line in reader.lines))
        await reader.press("enter")
        await reader.until(lambda: unread(library) == 0)


async def test_the_palette_finds_a_command_by_words_of_its_description(
    library: Library, paper: int
) -> None:
    async with reading(library) as reader:
        await reader.press("ctrl+p")
        await reader.type("stop foll")
        await reader.until(lambda: any("Unsubscribe" in line for line in reader.lines))
        await reader.press("escape", "ctrl+p")
        await reader.type("quit")
        await reader.until(lambda: any("Back or quit" in line for line in reader.lines))
        named = [line.split()[0] for line in reader.lines if line.strip()]
        assert named.index("Quit") < named.index("Back")
        await reader.press("escape", "ctrl+p")
        await reader.type("article back")
        await reader.until(lambda: not any("Quit" in line for line in reader.lines))


async def test_a_number_before_j_opens_the_last_article_only(library: Library, paper: int) -> None:
    async with reading(library, settings=keymap("vim")) as reader:
        await reader.press("9", "9", "9", "J")
        await reader.until(lambda: reader.article == "Five")
        await reader.until(lambda: unread(library) == 4)
        await reader.press("2", "K")
        await reader.until(lambda: reader.article == "Three")
        await reader.until(lambda: unread(library) == 3)
        await reader.settle()
        assert unread(library) == 3


async def test_a_theme_that_does_not_exist_is_named(library: Library, paper: int) -> None:
    async with reading(library, settings=Settings(screen=ScreenSettings(theme="lila"))) as reader:
        await reader.until(lambda: reader.said == "There is no theme “lila”.")


@pytest.fixture
def coast(feed_with: Callable[..., int]) -> None:
    """Two folders, "A" with two feeds and "B" with one; a feed in none."""
    for name, folder in (("a", "A"), ("b", "A"), ("c", "B"), ("d", "")):
        feed_with(name, parsed_entry(name, name), folder=(folder,) if folder else ())


def tree(reader: Reader) -> list[str]:
    """The titles of folders and feeds that are to be seen."""
    feeds = reader.screen.feeds
    return [row.title for row in feeds._rows if row.kind in {RowKind.FOLDER, RowKind.FEED}]


async def test_a_folder_is_closed_from_a_feed_in_it(library: Library, coast: None) -> None:
    async with reading(library) as reader:
        await reader.until(lambda: tree(reader) == ["A", "A", "B", "B", "C", "D"])
        reader.screen.feeds.move_cursor(8)
        await reader.press("1", "x")
        assert tree(reader) == ["A", "B", "C", "D"]
        assert reader.screen.feeds.current.kind is RowKind.FOLDER
        await reader.press("end", "x")
        assert reader.said == "Put the cursor on a folder, or on a feed in one."


async def test_the_next_feed_may_be_in_a_folder_that_is_closed(
    library: Library, coast: None
) -> None:
    async with reading(library) as reader:
        await reader.until(lambda: len(tree(reader)) == 6)
        for name in ("A", "B"):
            rows = reader.screen.feeds._rows
            reader.screen.feeds.move_cursor(next(i for i, r in enumerate(rows) if r.title == name))
            await reader.press("x")
        assert tree(reader) == ["A", "B", "D"]
        await reader.press("2", "[")
        assert tree(reader) == ["A", "A", "B", "B", "D"]
        assert reader.screen.feeds.current.title == "B"
        await reader.press("]")
        assert tree(reader) == ["A", "A", "B", "B", "C", "D"]


async def test_a_click_on_a_feed_lists_it_also_where_one_pane_is_shown(
    library: Library, coast: None
) -> None:
    async with reading(library, (40, 12)) as reader:
        await reader.until(lambda: len(tree(reader)) == 6)
        await reader.press("1", "end")
        row = next(n for n, line in enumerate(reader.lines) if line.split()[:1] == ["D"])
        await reader.click(4, row)
        assert reader.screen.pane == "headlines"
        await reader.until(lambda: reader.titles == ["d"])


async def test_a_click_on_its_sign_and_a_double_click_close_a_folder(
    library: Library, coast: None
) -> None:
    async with reading(library) as reader:
        await reader.until(lambda: len(tree(reader)) == 6)
        row = next(n for n, line in enumerate(reader.lines) if "▾ A" in line)
        await reader.click(1, row)
        assert tree(reader) == ["A", "B", "C", "D"]
        await reader.click(1, row)
        assert len(tree(reader)) == 6
        await reader.click(6, row)
        assert len(tree(reader)) == 6
        assert reader.screen.feeds.current.title == "A"
        await reader.click(6, row, times=2)
        assert len(tree(reader)) == 4


async def test_the_help_says_how_to_leave_it(library: Library, paper: int) -> None:
    for size in ((80, 24), (40, 12)):
        async with reading(library, size) as reader:
            await reader.press("question_mark", "G")
            await reader.until(lambda: any("Quit at once" in line for line in reader.lines))
            assert "Esc close" in reader.lines[-1]
            await reader.press("escape")
            assert len(reader.app.screen_stack) == 1


@pytest.mark.parametrize("name", ["default", "newsboat"])
async def test_words_are_found_in_the_help(library: Library, paper: int, name: str) -> None:
    async with reading(library, (80, 24), settings=keymap(name)) as reader:
        await reader.press("question_mark", "slash")
        await reader.type("Bookmark quote")
        await reader.until(lambda: not any("One line down" in line for line in reader.lines))
        assert any("Keep the words that are" in line for line in reader.lines)
        await reader.press("enter", "j")
        assert "Esc all keys" in reader.lines[-1]
        await reader.press("escape")
        await reader.until(lambda: any("Open the headline" in line for line in reader.lines))
        await reader.press("slash")
        await reader.type("zzz")
        await reader.until(lambda: any("No command has" in line for line in reader.lines))
        await reader.press("escape", "escape")
        assert len(reader.app.screen_stack) == 1


async def test_a_key_that_works_elsewhere_says_where(library: Library, paper: int) -> None:
    async with reading(library) as reader:
        await reader.press("M")
        assert reader.said == "M is “Move on”: only in the bookmarks."
        await reader.press("d")
        assert reader.said == "d is “Details”: only in the article."
    async with reading(library, settings=keymap("newsboat")) as reader:
        await reader.press("C")
        assert reader.said == "C is “All feeds read”: only in the feeds."
        assert unread(library) == 5
        for key in ("F", "f", "ctrl+f", "e", "t", "ctrl+t", "z", "$", "v", "ctrl+v", "ctrl+g"):
            reader.screen.status.say("")
            await reader.press(key)
            assert ": " in reader.said, key
        assert (
            reader.said == "prev-dialog: Newsboat keeps dialogs open side by side; here panes are."
        )
    async with reading(library) as reader:
        await reader.press("B")
        await reader.until(lambda: reader.app.screen is not reader.screen)
        await reader.press("A")
        said = "A is “Mark all read”: only among feeds and articles."
        assert any(said in line for line in reader.lines)


async def test_a_key_of_several_commands_says_all_of_them_and_all_places(
    library: Library, paper: int
) -> None:
    async with reading(library, settings=keymap("newsboat")) as reader:
        await reader.press("left", "s")
        assert reader.said == "s is “Save”: only in the article and in the headlines."
        await reader.press("O")
        said = "O is “Open in browser, then Mark read”: only in the headlines and in the article."
        assert reader.said == said


@pytest.mark.parametrize(("row", "text"), [(2, "Nothing starred yet."), (3, "Nothing kept yet.")])
async def test_an_empty_list_says_what_would_be_in_it(
    library: Library, paper: int, row: int, text: str
) -> None:
    async with reading(library) as reader:
        await reader.press("1", *"j" * row)
        await reader.until(lambda: any(text in line for line in reader.lines))


@pytest.mark.parametrize("keys", [("u",), ("L", "j", "enter"), ("number_sign",)])
async def test_what_was_asked_for_just_before_leaving_is_done(
    library: Library, paper: int, keys: tuple[str, ...]
) -> None:
    async with reading(library) as reader:
        for count in (1, 2):
            await reader.press("s", "j")
            await reader.until(lambda count=count: total(library, Scope.STARRED) == count)  # type: ignore[misc]
        go_on = threading.Event()
        library.database.write(lambda _: go_on.wait(PATIENCE_S))
        await reader.press(*keys)
        await reader.until(lambda: any(w.group == CHANGING for w in reader.app.workers))
        reader.app.exit()
        for _ in range(100):  # it would have ended by then, and dropped what waits
            await asyncio.sleep(0)
        go_on.set()
        await reader.until(lambda: not reader.app.is_running)
    undone = {"u": 1, "L": 2}.get(keys[0], 0)
    assert total(library, Scope.STARRED) == 2 - undone
    assert unread(library) == (3 if keys[0] == "number_sign" else 5)
