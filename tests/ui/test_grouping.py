"""Headings between headlines: days and feeds, a cursor that skips them, what is remembered."""

from collections.abc import Callable

import pytest

from factory import NOW, parsed_entry
from newsreader.domain.groups import day_around
from newsreader.domain.view import Grouping
from newsreader.services.library import Library
from newsreader.store.headlines import unread_counts
from newsreader.ui.dates import day_name
from reader import Reader, reading

HOURS = {"One": 0, "Two": 1, "Three": 26, "Four": 27, "Five": 24 * 40}


@pytest.fixture
def paper(feed_with: Callable[..., int]) -> int:
    """Two articles of today, two of yesterday, an old one."""
    noon = day_around(NOW)[0] + 12 * 3_600
    return feed_with(
        "paper",
        *(parsed_entry(t, t, published_at=min(NOW, noon) - 3600 * h) for t, h in HOURS.items()),
    )


def listed(reader: Reader) -> list[str]:
    """What stands in the list, from the top, a heading as its first word; "?" is being loaded."""
    shown = reader.screen.headlines
    rows = [shown.render_row(row, shown.row_height - 1, 60).text for row in range(shown.row_count)]
    return [f"{row.replace('●', '')} ?".split()[0].rstrip(",") for row in rows]


async def group_by(reader: Reader, key: str) -> None:
    await reader.press("ctrl+g", key)
    await reader.until(lambda: reader.screen.headline_pane.view.group is not Grouping.NONE)
    await reader.until(lambda: reader.screen.headlines.row_count > 5)


async def test_days_have_headings_that_the_cursor_skips(library: Library, paper: int) -> None:
    async with reading(library) as reader:
        await group_by(reader, "d")
        old = day_name(day_around(NOW - 40 * 86_400)[0], NOW).split()[0].rstrip(",")
        await reader.until(
            lambda: (
                listed(reader) == ["Today", "One", "Two", "Yesterday", "Three", "Four", old, "Five"]
            )
        )
        seen = [reader.current]
        for _ in range(5):
            await reader.press("j")
            seen.append(reader.current)
        assert seen == [*HOURS, "Five"]
        await reader.press("k", "k")
        assert reader.current == "Three"
        await reader.press("g")
        assert reader.current == "One"


async def test_the_title_names_the_group_whose_heading_is_scrolled_past(
    library: Library, paper: int
) -> None:
    async with reading(library, size=(60, 6)) as reader:
        await group_by(reader, "d")
        await reader.until(lambda: "Today" in reader.lines[2])
        assert "Today" not in reader.lines[0]
        await reader.press("G")
        await reader.until(lambda: "Yesterday" in reader.lines[0])
        assert not any("Yesterday" in line for line in reader.lines[1:])
        reader.screen.headlines.scroll_to(y=1, animate=False)  # as the wheel does
        await reader.until(lambda: "Today" in reader.lines[0])
        reader.screen.headlines.scroll_to(y=0, animate=False)
        await reader.until(lambda: "Today" in reader.lines[2])
        assert "Today" not in reader.lines[0]


async def test_places_count_articles_only(library: Library, paper: int) -> None:
    async with reading(library) as reader:
        await group_by(reader, "d")
        await reader.press("colon", "4", "enter")
        assert reader.current == "Four"
        await reader.press("left_parenthesis")
        await reader.until(lambda: sum(library.database.read(unread_counts).result().values()) == 2)
        assert reader.screen.headlines.find(1) is not None


async def test_a_selection_goes_over_a_heading(library: Library, paper: int) -> None:
    async with reading(library) as reader:
        await group_by(reader, "d")
        await reader.press("j", "V", "j", "X")
        await reader.until(lambda: reader.screen.headlines.count == 3)
        await reader.until(lambda: listed(reader)[:4] == ["Today", "One", "Yesterday", "Four"])
        assert reader.current == "Four"


async def test_a_heading_goes_with_its_last_article(library: Library, paper: int) -> None:
    async with reading(library) as reader:
        await group_by(reader, "d")
        await reader.press("X", "X")
        await reader.until(lambda: reader.screen.headlines.count == 3)
        await reader.until(lambda: listed(reader)[0] == "Yesterday")


async def test_feeds_have_headings_and_no_column(
    library: Library, paper: int, feed_with: Callable[..., int]
) -> None:
    feed_with("gazette", parsed_entry("x", "Six", published_at=NOW - 90_000))
    async with reading(library) as reader:
        await group_by(reader, "f")
        await reader.until(lambda: listed(reader) == ["Gazette", "Six", "Paper", *HOURS])
        assert sum("Gazette" in line for line in reader.lines[1:]) == 2  # the tree, the heading


async def test_two_lines_of_a_headline_have_headings_too(library: Library, paper: int) -> None:
    async with reading(library) as reader:
        await group_by(reader, "d")
        await reader.press("c", "j", "j")
        assert reader.current == "Three"
        await reader.until(lambda: listed(reader)[3] == "Yesterday")


async def test_groups_and_order_are_remembered(library: Library, paper: int) -> None:
    async with reading(library) as reader:
        await group_by(reader, "d")
        await reader.press("O", "D")
        await reader.until(lambda: reader.current == "One")
    async with reading(library) as reader:
        await reader.until(lambda: len(listed(reader)) == 8)
        await reader.until(lambda: listed(reader)[1] == "Five")
        await reader.press("ctrl+g", "n")
        await reader.until(lambda: listed(reader) == list(HOURS)[::-1])


async def test_what_arrives_waits_and_comes_into_its_group(
    library: Library, paper: int, feed_with: Callable[..., int]
) -> None:
    async with reading(library) as reader:
        await group_by(reader, "d")
        await reader.press("j", "j")
        feed_with("gazette", parsed_entry("x", "Six", published_at=NOW - 60))
        await reader.press("full_stop")
        await reader.until(lambda: reader.screen.headlines.count == 6)
        await reader.until(lambda: listed(reader)[:2] == ["Today", "Six"])
        assert reader.current == "Three"


async def test_the_line_groups_until_the_program_ends(library: Library, paper: int) -> None:
    async with reading(library) as reader:
        await reader.press("colon")
        await reader.type("set group=day")
        await reader.press("enter")
        await reader.until(lambda: reader.screen.headlines.row_count == 8)
    async with reading(library) as reader:
        assert reader.screen.headlines.row_count == 5


def test_days_are_named_by_how_far_they_are() -> None:
    start = day_around(NOW)[0]

    def name(days: int) -> str:
        return day_name(day_around(start + 3_600 - days * 86_400)[0], NOW)

    assert (name(0), name(1)) == ("Today", "Yesterday")
    assert " " not in name(4)
    assert name(30)[-1].isalpha()
    assert name(800)[-4:].isdecimal()
