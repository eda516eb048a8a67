"""Panes by key: as wide as the reader wants, also at the next visit."""

from collections.abc import Callable

import pytest

from factory import NOW, parsed_entry
from newsreader.domain.view import Scope, View
from newsreader.services.library import Library
from newsreader.services.reading import mark_view_read
from newsreader.store.notes import load_note
from newsreader.ui.arrangement import Arrangement
from reader import Reader, reading

WIDE, NORMAL, NARROW = (160, 48), (80, 24), (40, 12)


@pytest.fixture(autouse=True)
def paper(feed_with: Callable[..., int]) -> int:
    return feed_with("paper", parsed_entry("a"), folder=("News",))


def widths(reader: Reader) -> list[int]:
    """The cells of the three panes; 0 for one that is not to be seen."""
    names = ("feeds", "headlines", "article")
    panes = [reader.screen.query(f"#{name}-pane") for name in names]
    return [pane.first().size.width if pane else 0 for pane in panes]


def remembered(library: Library) -> Arrangement:
    library.database.write(lambda db: None).result()  # what was written before is there
    return Arrangement.from_json(library.database.read(load_note, "screen").result())


async def test_a_pane_gets_wider_and_narrower(library: Library) -> None:
    async with reading(library, NORMAL) as reader:
        await reader.press("1", "greater_than_sign")
        assert widths(reader)[:2] == [24, 56]
        await reader.press("2", "greater_than_sign", "greater_than_sign")
        assert widths(reader)[:2] == [20, 60]
        await reader.press("less_than_sign")
        assert widths(reader)[:2] == [22, 58]


async def test_in_the_narrowest_pane_of_feeds_names_can_be_told(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("Morgenblatt", *map(parsed_entry, map(str, range(47))), folder=("News",))
    async with reading(library, NORMAL) as reader:
        await reader.press("1", *["less_than_sign"] * 5)
        assert widths(reader)[0] == 12
        assert any(line.startswith("   Mor… 47") for line in reader.lines)


async def test_headlines_and_article_share_what_the_feeds_leave(library: Library) -> None:
    async with reading(library, WIDE) as reader:
        assert widths(reader) == [30, 52, 78]
        await reader.press("2", "greater_than_sign")
        assert widths(reader) == [30, 57, 73]


async def test_a_pane_alone_has_the_whole_width(library: Library) -> None:
    async with reading(library, NARROW) as reader:
        await reader.press("greater_than_sign")
        assert reader.said == "There is no room for that here."
        assert widths(reader)[1] == 40
    async with reading(library, WIDE) as reader:
        await reader.press("z")
        assert widths(reader)[1] == 160
        await reader.press("z")
        assert widths(reader) == [30, 52, 78]


async def test_widths_lines_and_closed_folders_are_remembered(library: Library) -> None:
    async with reading(library, WIDE) as reader:
        await reader.press("1", "greater_than_sign", "c")
        reader.screen.feeds.move_cursor(6)
        await reader.press("x")
        chosen = (widths(reader), reader.screen.feeds.row_count)
        has_two_lines = reader.screen.headlines.has_two_lines
        assert reader.screen.feeds.row_count == 7
    assert remembered(library).feeds_wide == 32

    async with reading(library, WIDE) as reader:
        assert (widths(reader), reader.screen.feeds.row_count) == chosen
        assert reader.screen.headlines.has_two_lines is has_two_lines is False


async def test_another_size_has_widths_of_its_own(library: Library) -> None:
    async with reading(library, WIDE) as reader:
        await reader.press("1", "greater_than_sign")
        for size, width in ((NORMAL, 22), (NARROW, 40), (WIDE, 32)):
            await reader.resize(*size)
            assert widths(reader)[0] == width


async def test_feeds_with_nothing_unread_can_be_left_out(
    library: Library, feed_with: Callable[..., int]
) -> None:
    read = feed_with("gazette", parsed_entry("b"), folder=("Old", "Older"))
    library.database.write(mark_view_read, View(Scope.FEED, read), NOW).result()

    def titles(reader: Reader) -> list[str]:
        return [row.title for row in reader.screen.feeds._rows[6:]]

    everything = ["News", "Paper", "Old", "Older", "Gazette"]
    async with reading(library, NORMAL) as reader:
        await reader.until(lambda: titles(reader) == everything)
        await reader.screen.run_action("toggle_read_feeds")
        assert titles(reader) == ["News", "Paper"]
        reader.screen.feeds.want(read)
        assert titles(reader) == everything
    assert remembered(library).is_unread_feeds_only
    async with reading(library, NORMAL) as reader:
        await reader.until(lambda: titles(reader) == ["News", "Paper"])
        await reader.press("]", "]")
        assert reader.screen.feeds.current.title == "Gazette"
        await reader.press("[")
        assert titles(reader) == ["News", "Paper"]
        await reader.screen.run_action("toggle_read_feeds")
        assert titles(reader) == everything


async def test_the_pane_for_articles_that_is_made_later_takes_no_room_before_it_is_wanted(
    library: Library,
) -> None:
    async with reading(library, NORMAL) as reader:
        before = reader.screen.headlines.size
        pane = reader.screen.article_pane
        await reader.until(lambda: pane.is_mounted)
        await reader.press("down")
        assert not pane.display
        assert reader.screen.headlines.size == before
