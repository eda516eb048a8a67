"""The line for tags: it opens with what is kept, and is in nobody's way."""

from collections.abc import AsyncIterator, Callable

import pytest
from textual import events

from factory import NOW, parsed_entry
from newsreader.config.model import BookmarkSettings, RefreshSettings, Settings
from newsreader.domain.bookmark import Bookmark
from newsreader.domain.bookmark_view import BookmarkView
from newsreader.services.bookmark_records import iterate_bookmarks
from newsreader.services.bookmarks import Words, bookmark_url
from newsreader.services.library import Library
from newsreader.ui.widgets.tag_line import TagLine
from reader import Reader, reading

TYPING = Settings(
    refresh=RefreshSettings(automatic=False), bookmarks=BookmarkSettings(tag_line="typing")
)
OFF = Settings(refresh=RefreshSettings(automatic=False), bookmarks=BookmarkSettings(tag_line="off"))


def saved(library: Library) -> list[Bookmark]:
    return list(iterate_bookmarks(library, BookmarkView()))


def line(reader: Reader) -> str:
    """What stands in the row of the line for tags."""
    return reader.lines[-2].strip()


def is_open(reader: Reader) -> bool:
    return any(found.display for found in reader.screen.query(TagLine))


@pytest.fixture
def two(library: Library, feed_with: Callable[..., int]) -> None:
    """Two articles in a folder, and a bookmark whose tag one of them names."""
    feed_with(
        "a",
        parsed_entry("1", "Beben in Istanbul", published_at=NOW - 60),
        parsed_entry("2", "Wetter", published_at=NOW - 120),
        folder=("Welt",),
    )
    words = Words("Page", ("Beben", "Berg"))
    library.database.write(bookmark_url, "https://p.example/", NOW - 9, words).result()


@pytest.fixture
async def reader(library: Library, two: None) -> AsyncIterator[Reader]:
    async with reading(library, (80, 24)) as found:
        yield found


async def test_b_keeps_at_once_and_the_line_waits_with_suggestions(
    library: Library, reader: Reader
) -> None:
    await reader.press("b")
    await reader.until(lambda: "perhaps Beben, Welt" in line(reader))
    assert line(reader).startswith("Tags")
    assert len(saved(library)) == 2
    assert reader.focused == "headlines"


async def test_other_keys_go_on_and_take_the_line_away(library: Library, reader: Reader) -> None:
    await reader.press("b", "j")
    assert not is_open(reader)
    assert reader.current == "Wetter"
    await reader.until(lambda: len(saved(library)) == 2)
    assert not saved(library)[0].tags


async def test_b_again_gives_the_copy_up_and_takes_the_line_away(
    library: Library, reader: Reader
) -> None:
    await reader.press("b")
    await reader.until(lambda: "perhaps" in line(reader))
    await reader.press("b")
    await reader.until(lambda: len(saved(library)) == 1)
    await reader.until(lambda: not is_open(reader))
    assert "u takes it back" in reader.said


@pytest.mark.parametrize("way_in", ["tab", "t"])
async def test_tab_goes_there_takes_what_is_offered_and_enter_tags(
    library: Library, reader: Reader, way_in: str
) -> None:
    await reader.press("b")
    await reader.until(lambda: "perhaps" in line(reader))
    await reader.press(way_in)
    await reader.until(lambda: "Tab takes Beben" in line(reader))
    await reader.press("tab")
    await reader.type("be")
    await reader.until(lambda: "Tab takes Berg" in line(reader))
    await reader.press("tab")
    await reader.type("neu")
    await reader.press("enter")
    await reader.until(lambda: saved(library)[0].tags == ("Beben", "Berg", "neu"))
    assert not is_open(reader)
    assert reader.focused == "headlines"
    await reader.press("u", "u")
    await reader.until(lambda: len(saved(library)) == 1)


@pytest.mark.parametrize("key", ["escape", "enter"])
async def test_an_empty_line_just_closes(library: Library, reader: Reader, key: str) -> None:
    await reader.press("b", "tab", key)
    assert not is_open(reader)
    assert reader.focused == "headlines"
    await reader.until(lambda: len(saved(library)) == 2)
    assert reader.screen.headlines.current is not None


async def test_escape_drops_the_line_that_waits_and_nothing_else(reader: Reader) -> None:
    await reader.press("enter", "b", "escape")
    assert not is_open(reader)
    assert reader.focused == "article"


async def test_keys_pressed_in_one_go_lose_nothing(library: Library, reader: Reader) -> None:
    await reader.press("t", *"schnell", "enter", "j")
    await reader.until(lambda: len(saved(library)) == 2 and saved(library)[0].tags)
    assert saved(library)[0].tags == ("schnell",)
    assert reader.current == "Wetter"


async def test_t_shows_the_tags_and_what_is_deleted_there_is_taken_away(
    library: Library, reader: Reader
) -> None:
    await reader.press("t", *"eins, zwei", "enter")
    await reader.until(lambda: saved(library)[0].tags == ("eins", "zwei"))
    await reader.press("t")
    await reader.until(lambda: "eins, zwei" in line(reader))
    await reader.press(*["backspace"] * len("zwei, "), *"drei", "enter")
    await reader.until(lambda: saved(library)[0].tags == ("drei", "eins"))


async def test_what_is_written_stays_when_the_mouse_goes_elsewhere(reader: Reader) -> None:
    await reader.press("t", *"eins")
    reader.screen.headlines.focus()
    await reader.press("j")
    assert "eins" in line(reader)
    await reader.press("tab")
    assert reader.focused != "headlines"


async def test_a_setting_lets_the_line_take_the_keys(library: Library, two: None) -> None:
    async with reading(library, (80, 24), settings=TYPING) as reader:
        await reader.press("b", *"eins", "enter")
        await reader.until(lambda: len(saved(library)) == 2 and saved(library)[0].tags)


async def test_a_setting_keeps_the_line_away(library: Library, two: None) -> None:
    async with reading(library, (80, 24), settings=OFF) as reader:
        await reader.press("b")
        await reader.until(lambda: len(saved(library)) == 2)
        assert not is_open(reader)


async def burst(reader: Reader, *keys: str) -> None:
    """Press keys faster than they can be answered."""
    for key in keys:
        character = key if len(key) == 1 else None
        reader.app.post_message(events.Key(key, character))
    await reader.press()


@pytest.mark.parametrize("way_in", [("t",), ("b", "tab")])
async def test_what_is_typed_ahead_is_written_into_the_line(
    library: Library, reader: Reader, way_in: tuple[str, ...]
) -> None:
    await burst(reader, *way_in, *"dXa", "enter")
    await reader.until(lambda: len(saved(library)) == 2 and saved(library)[0].tags)
    assert saved(library)[0].tags == ("dXa",)
    assert reader.app.screen is reader.screen


async def test_keys_typed_ahead_go_to_the_pane_that_comes(library: Library, reader: Reader) -> None:
    await reader.press("enter")
    await burst(reader, "q", "j", "b")
    await reader.until(lambda: len(saved(library)) == 2)
    assert saved(library)[0].title == "Wetter"
