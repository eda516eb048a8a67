"""What is set for a feed, on the screen: changed by keys, in force at once, taken back by u."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from threading import Event

import pytest
from textual.widgets import Input, Static

from factory import parsed_entry
from fakes.refresher import StubRefresher
from newsreader.services.feed_edit import FeedChange, FeedState, edit_feed, load_state
from newsreader.services.library import Library
from newsreader.store.feeds import load_folders
from newsreader.ui.screens.ask_line import LineScreen
from newsreader.ui.screens.doctor import DoctorScreen
from newsreader.ui.screens.feed_settings import FeedSettingsScreen
from newsreader.ui.watched import CHANGING
from reader import Reader, reading

SECRETS: FeedChange = {"user": "anna", "password": "geheim", "headers": {"X-Key": "wort"}}


def state_of(library: Library, feed_id: int = 1) -> FeedState:
    state = library.database.read(load_state, feed_id).result()
    assert state is not None
    return state


@asynccontextmanager
async def settings_open(
    library: Library, size: tuple[int, int] = (100, 30)
) -> AsyncIterator[Reader]:
    """Open the settings of the first feed of the tree."""
    async with reading(library, size, StubRefresher(library)) as reader:
        await open_settings(reader)
        yield reader


async def open_settings(reader: Reader) -> None:
    """Open the settings of the last row of the tree."""
    await reader.press("1", "G", "ctrl+e")
    await reader.until(lambda: isinstance(reader.app.screen, FeedSettingsScreen))


async def go_to(reader: Reader, label: str, number: int = 0) -> None:
    """Put the cursor on a row."""
    screen = reader.app.screen
    assert isinstance(screen, FeedSettingsScreen)
    rows = [n for n, row in enumerate(screen._told) if row.setting.label == label]
    await reader.press("g", *["j"] * rows[number])


async def enter(reader: Reader, label: str, text: str, number: int = 0) -> None:
    """Type a value anew."""
    await go_to(reader, label, number)
    await reader.press("enter", "ctrl+a", "ctrl+k")
    await reader.type(text)
    await reader.press("enter")


def said(reader: Reader) -> str:
    """What the dialog says at its bottom."""
    return str(reader.app.screen.query_one("#say", Static).content)


def seen(reader: Reader) -> str:
    return "\n".join(reader.lines)


@pytest.mark.parametrize(
    ("label", "text", "change"),
    [
        ("name", "Mine", {"title": "Mine"}),
        ("folder", "News/World", {"folder": ("News", "World")}),
        ("address", "https://paper.example/new", {"url": "https://paper.example/new"}),
        ("how often", "30", {"interval_s": 1_800}),
        ("user", "anna", {"user": "anna"}),
        ("password", "geheim", {"password": "geheim"}),
        ("header", "x-key: wort", {"headers": {"X-Key": "wort"}}),
        ("keep days", "7", {"keep_days": 7}),
        ("keep count", "0", {"keep_count": 0}),
    ],
)
async def test_what_is_typed_is_set_and_u_takes_it_back(
    library: Library, feed_with: Callable[..., int], label: str, text: str, change: FeedChange
) -> None:
    feed_id = feed_with("paper", parsed_entry("One"))
    before = state_of(library)
    async with settings_open(library) as reader:
        await enter(reader, label, text)
        await reader.until(lambda: "u takes it back." in said(reader))
        after = state_of(library)
        assert after != before
        assert after == library.database.write(edit_feed, feed_id, change).result()
        await reader.press("u")
        await reader.until(lambda: "Taken back" in said(reader))
        assert state_of(library)._replace(feed=before.feed) == before
        await reader.press("u")
        await reader.until(lambda: "Nothing that was changed here" in said(reader))
        await reader.press("U")
        await reader.until(lambda: "Done again" in said(reader))
        assert state_of(library)._replace(feed=after.feed) == after
        await reader.press("U")
        await reader.until(lambda: "Nothing that was taken back here" in said(reader))
        await reader.press("u")
        await reader.until(lambda: "Taken back" in said(reader))


async def test_what_makes_no_sense_is_said_and_the_line_stays(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("paper")
    async with settings_open(library) as reader:
        await enter(reader, "how often", "often")
        assert "How often must be a whole number from 0 to 10080, or auto" in said(reader)
        assert reader.focused == "value"
        await reader.press("escape")
        assert said(reader).startswith("Fetch it after so many minutes")
        await enter(reader, "header", "Host: wort")
        assert "Host is set by the program itself" in said(reader)
        await reader.press("escape", "escape")
        assert reader.app.screen is reader.screen


async def test_an_address_that_is_followed_already_is_refused(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("paper")
    feed_with("aaa")
    async with settings_open(library) as reader:
        await enter(reader, "address", "https://aaa.example/feed")
        await reader.until(lambda: "You follow this feed already: Aaa." in said(reader))
        assert state_of(library).feed.url == "https://paper.example/feed"


async def test_secrets_are_never_on_the_screen_nor_in_the_history(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("paper")
    sights: list[str] = []
    async with settings_open(library) as reader:
        for label, text in (("user", "anna"), ("password", "geheim"), ("header", "X-Key")):
            await enter(reader, label, text)
            sights.append(seen(reader))
        assert "unseen" in said(reader)
        await reader.type("wort")
        sights.append(seen(reader))
        await reader.press("enter")
        await reader.until(lambda: "X-Key: •••" in seen(reader))
        assert state_of(library).options.headers == {"X-Key": "wort"}
        await go_to(reader, "password")
        await reader.press("enter")
        assert reader.app.screen.query_one("#value", Input).value == ""
        await reader.press("enter")
        assert state_of(library).options.password == "geheim"
        await enter(reader, "header", "other")
        await reader.until(lambda: state_of(library).options.headers == {"X-Key": "other"})
        await enter(reader, "address", "https://else.example/feed")
        await reader.until(lambda: "paper.example only and are gone" in said(reader))
        await go_to(reader, "header")
        await reader.press("enter")
        await reader.type("Y: wort")
        sights += [seen(reader)]
        await reader.press("escape")
        sights += [seen(reader), *(step.title for step in reader.screen._history.done)]
        await reader.press("escape", "L")
        sights.append(seen(reader))
        assert "Changed Paper: password" in sights[-1]
    assert not [word for word in ("geheim", "wort", "other") for sight in sights if word in sight]


async def test_backspace_goes_back_to_the_default(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_id = feed_with("paper", folder=("News",))
    library.database.write(edit_feed, feed_id, {"title": "Mine", **SECRETS}).result()
    async with settings_open(library) as reader:
        for label, sentence in (
            ("name", "Its name is Paper now."),
            ("folder", "It is in no folder now."),
            ("user", "The user name is gone."),
            ("password", "The password is gone."),
            ("header", "The header X-Key is gone."),
        ):
            await go_to(reader, label)
            await reader.press("backspace")
            await reader.until(lambda: "u takes it back." in said(reader))
            assert said(reader).startswith(sentence)
        state = state_of(library)
        assert (state.feed.title, state.folder) == ("Paper", ())
        assert not state.options.has_secrets
        assert any("Paper (its own)" in line for line in reader.lines)
        await go_to(reader, "address")
        await reader.press("backspace")
        assert state_of(library) == state


async def test_a_feed_is_paused_by_enter(library: Library, feed_with: Callable[..., int]) -> None:
    feed_with("paper")
    async with settings_open(library) as reader:
        await go_to(reader, "paused")
        await reader.press("enter")
        await reader.until(lambda: said(reader) == "Paused: Paper. u takes it back.")
        assert state_of(library).feed.is_paused
        assert reader.screen._history.done[-1].title == "Paused: Paper"
        await reader.press("enter")
        await reader.until(lambda: said(reader) == "Resumed: Paper. u takes it back.")
        assert not state_of(library).feed.is_paused


async def test_keys_faster_than_the_library_make_and_take_back_each_its_step(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("paper")
    async with settings_open(library) as reader:
        await go_to(reader, "paused")
        await reader.press("enter", "enter", "enter", "u", "u", "u", "u")
        await reader.until(lambda: "Nothing that was changed here" in said(reader))
        assert not state_of(library).feed.is_paused
        history = reader.screen._history
        assert (len(history.done), len(history.undone)) == (0, 3)


async def test_what_is_as_it_was_is_no_step(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("paper")
    async with settings_open(library) as reader:
        for label, text in (("name", ""), ("how often", "0"), ("keep days", "default")):
            await enter(reader, label, text)
        await reader.settle()
        assert "takes it back" not in said(reader)
        assert reader.screen._history.done == ()


async def test_another_request_is_made_when_the_dialog_closes(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_id = feed_with("paper")
    async with reading(library, refresher=(stub := StubRefresher(library))) as reader:
        await open_settings(reader)
        await enter(reader, "keep days", "7")
        await reader.until(lambda: state_of(library).options.keep_days == 7)
        await reader.press("escape")
        assert stub.asked == []
        await open_settings(reader)
        await enter(reader, "user", "anna")
        await reader.until(lambda: state_of(library).options.user)
        assert stub.asked == []
        await reader.press("escape")
        await reader.until(lambda: stub.asked == [([feed_id], True)])


@contextmanager
def writer_held(library: Library) -> Iterator[None]:
    """Let nothing be written until the block ends."""
    go_on = Event()
    library.database.write(lambda _: go_on.wait())
    try:
        yield
    finally:
        go_on.set()


async def test_what_waits_for_the_library_when_the_dialog_closes_is_written_and_told(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_id = feed_with("paper", parsed_entry("One"))
    async with reading(library, refresher=(stub := StubRefresher(library))) as reader:
        await open_settings(reader)
        with writer_held(library):
            for label, text in (("name", "Mine"), ("keep days", "7"), ("user", "anna")):
                await enter(reader, label, text)
            await reader.press("escape")
            assert reader.app.screen is reader.screen
            assert stub.asked == []
        await reader.until(lambda: stub.asked == [([feed_id], True)])
        state = state_of(library)
        assert (state.feed.title, state.options.keep_days) == ("Mine", 7)
        assert state.options.user == "anna"
        assert len(reader.screen._history.done) == 3
        await reader.until(lambda: reader.screen.headline_pane.title == "Mine")


async def test_what_waits_for_the_library_when_the_program_is_left_is_written(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("paper")
    async with settings_open(library) as reader:
        with writer_held(library):
            for label, text in (("name", "Mine"), ("keep days", "7"), ("user", "anna")):
                await enter(reader, label, text)
            await reader.press("escape")
            reader.app.exit()
            for _ in range(100):  # it would have ended by then, and dropped what waits
                await asyncio.sleep(0)
    state = state_of(library)
    assert (state.feed.title, state.options.keep_days) == ("Mine", 7)
    assert state.options.user == "anna"


async def test_an_empty_answer_leaves_a_secret_as_it_is_and_nothing_says_otherwise(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_id = feed_with("paper")
    library.database.write(edit_feed, feed_id, SECRETS).result()
    async with settings_open(library) as reader:
        for label in ("password", "header"):
            await go_to(reader, label)
            await reader.press("enter")
            assert "empty: it stays; Backspace in the list takes it away" in seen(reader)
            assert not [line for line in reader.lines if "empty: none" in line]
            assert "empty value takes" not in " ".join(seen(reader).split())
            await reader.press("enter")
        assert state_of(library).options.password == "geheim"


async def test_what_is_taken_back_as_the_dialog_closes_is_not_fetched(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("paper")
    async with reading(library, refresher=(stub := StubRefresher(library))) as reader:
        await open_settings(reader)
        with writer_held(library):
            await enter(reader, "user", "anna")
            await reader.press("u", "escape")
        await reader.until(lambda: reader.said == "Taken back: Changed Paper: user")
        await reader.until(lambda: all(w.group != CHANGING for w in reader.app.workers))
        assert not state_of(library).options.user
        assert stub.asked == []


async def test_what_is_refused_after_the_dialog_has_closed_is_told_where_the_reader_is(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("paper")
    feed_with("aaa")
    async with settings_open(library) as reader:
        with writer_held(library):
            await enter(reader, "address", "https://aaa.example/feed")
            await enter(reader, "name", "Mine")
            await reader.press("escape")
        await reader.until(lambda: "Its name is Mine now. u takes it back." in reader.said)
        await open_settings(reader)
        with writer_held(library):
            await enter(reader, "address", "https://aaa.example/feed")
            await reader.press("escape")
        await reader.until(lambda: reader.said == "You follow this feed already: Aaa.")


async def test_the_doctor_may_close_too_before_all_is_written(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_id = feed_with("paper")
    async with reading(library, refresher=(stub := StubRefresher(library))) as reader:
        await reader.press("exclamation_mark")
        doctor = reader.app.screen
        assert isinstance(doctor, DoctorScreen)
        await reader.until(lambda: doctor.list.row_count)
        await reader.press("ctrl+e")
        await reader.until(lambda: isinstance(reader.app.screen, FeedSettingsScreen))
        with writer_held(library):
            await enter(reader, "user", "anna")
            await reader.press("escape", "escape")
            assert reader.app.screen is reader.screen
        await reader.until(lambda: stub.asked == [([feed_id], True)])


async def test_what_was_done_elsewhere_is_not_taken_back_here(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("paper", parsed_entry("One"))
    async with reading(library) as reader:
        await reader.press("2", "m")
        await reader.until(lambda: len(reader.screen._history.done) == 1)
        await open_settings(reader)
        await reader.press("u")
        await reader.until(lambda: "Nothing that was changed here" in said(reader))
        assert len(reader.screen._history.done) == 1


async def test_only_the_keys_of_the_dialog_are_told_and_nothing_looks_out_beside_it(
    library: Library, feed_with: Callable[..., int]
) -> None:
    for name in "abcdefgh":
        feed_with(name, folder=(name.upper(),))
    async with reading(library, (80, 24), StubRefresher(library)) as reader:
        assert "? help" in seen(reader)
        await open_settings(reader)
        assert "u undo" in seen(reader)
        assert "? help" not in seen(reader)
        assert not [line for line in reader.lines[2:-2] if "▾" in line]
        await reader.press("question_mark")
        await reader.press("escape", "escape")
        await reader.until(lambda: reader.app.screen is reader.screen)
        await reader.until(lambda: "? help" in seen(reader))
    async with reading(library, (100, 24), StubRefresher(library)) as reader:
        await open_settings(reader)
        assert any(line.startswith(" ▾") for line in reader.lines)


async def test_a_feed_that_is_followed_no_more_has_no_settings(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_id = feed_with("paper")
    feed_with("aaa")
    async with settings_open(library) as reader:
        from newsreader.services.subscriptions import remove

        await remove(library, feed_id)
        await reader.until(lambda: reader.app.screen is reader.screen)


async def test_it_is_opened_from_lists_articles_the_command_line_and_the_doctor(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("paper", parsed_entry("One"))
    async with reading(library) as reader:

        async def opens(*keys: str) -> None:
            await reader.press(*keys)
            await reader.until(lambda: isinstance(reader.app.screen, FeedSettingsScreen))
            assert "https://paper.example/feed" in seen(reader)
            await reader.press("ctrl+e")

        await reader.press("1", "g", "ctrl+e")
        await reader.until(lambda: "Put the cursor on a feed" in reader.said)
        await opens("2", "ctrl+e")
        await opens("enter", "ctrl+e")
        await opens("1", "G", "enter", "ctrl+e")
        await opens("colon", *"feed-settings", "enter")
        await reader.press("exclamation_mark")
        doctor = reader.app.screen
        assert isinstance(doctor, DoctorScreen)
        await reader.until(lambda: doctor.list.row_count)
        await opens("ctrl+e")
        assert reader.app.screen is doctor


@pytest.mark.parametrize("size", [(40, 12), (80, 24), (160, 48)])
async def test_all_is_seen_at_every_size(
    library: Library, feed_with: Callable[..., int], size: tuple[int, int]
) -> None:
    feed_id = feed_with("paper")
    library.database.write(edit_feed, feed_id, SECRETS).result()
    async with settings_open(library, size) as reader:
        screen = reader.app.screen
        assert isinstance(screen, FeedSettingsScreen)
        assert "Your own name for the feed" in seen(reader)
        for number, told in enumerate(screen._told):
            await reader.press("g", *["j"] * number)
            shown = seen(reader)
            assert f"{told.setting.label}  " in shown
            assert told.text[:12] in shown
            help_text = " ".join(shown.split())
            assert screen.help_text()[-20:] in help_text
            assert "Esc close" in shown
            if told.setting.name != "paused":
                await reader.press("enter")
                assert "Esc leave as it was" in seen(reader)
                assert reader.app.focused is not None
                assert reader.app.focused.region.height == 1
                await reader.press("escape")


# -- folders


async def ask_folder(reader: Reader) -> None:
    """Ask for another name of the first folder."""
    await reader.press("1", "g")
    while reader.screen.feeds.current.kind.value != "folder":
        await reader.press("j")
    await reader.press("ctrl+e")
    await reader.until(lambda: isinstance(reader.app.screen, LineScreen))


def folders(library: Library) -> list[str]:
    known = library.database.read(load_folders).result().values()
    return sorted("/".join(folder.path) for folder in known)


async def test_a_folder_gets_another_name_or_place_and_u_takes_it_back(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("paper", folder=("News", "Austria"))
    async with reading(library, (80, 24)) as reader:
        await ask_folder(reader)
        assert "its feeds go to the folder above" in " ".join(seen(reader).split())
        await reader.press("ctrl+a", "ctrl+k")
        await reader.type("World")
        await reader.press("enter")
        await reader.until(lambda: folders(library) == ["World", "World/Austria"])
        await reader.until(lambda: reader.said == "News is World now. u takes it back.")
        await reader.until(lambda: reader.screen.feeds.current.title == "World")
        await reader.press("u")
        await reader.until(lambda: folders(library) == ["News", "News/Austria"])


async def test_the_list_that_is_shown_is_named_anew(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("paper", parsed_entry("One"), folder=("News",))
    async with reading(library) as reader:
        await open_settings(reader)
        await enter(reader, "name", "Mine")
        await reader.until(lambda: reader.screen.headline_pane.title == "Mine")
        await reader.press("escape", "h", "ctrl+e")
        await reader.until(lambda: isinstance(reader.app.screen, LineScreen))
        await reader.type(" of today")
        await reader.press("enter")
        await reader.until(lambda: reader.screen.headline_pane.title == "News of today")
        assert "News of today" in seen(reader)
        await reader.press("u")
        await reader.until(lambda: reader.screen.headline_pane.title == "News")


async def test_an_empty_name_dissolves_a_folder_and_escape_leaves_it(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("paper", folder=("News", "Austria"))
    async with reading(library, (80, 24)) as reader:
        await ask_folder(reader)
        await reader.press("escape")
        await ask_folder(reader)
        await reader.press("enter")
        assert folders(library) == ["News", "News/Austria"]
        await ask_folder(reader)
        await reader.press("ctrl+a", "ctrl+k", "enter")
        await reader.until(lambda: folders(library) == ["Austria"])
        await reader.until(lambda: "Dissolved: News. u takes" in reader.said)


async def test_a_folder_cannot_go_into_itself(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("paper", folder=("News",))
    async with reading(library, (80, 24)) as reader:
        await ask_folder(reader)
        await reader.type("/Deep")
        await reader.press("enter")
        await reader.until(lambda: "News cannot be put into itself." in reader.said)
        assert folders(library) == ["News"]
