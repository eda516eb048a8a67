"""A headline fills its columns exactly, whatever is written in it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from factory import NOW
from newsreader.domain.headline import Headline
from newsreader.ui.widgets.headline_line import (
    LineStyles,
    age,
    columns_for,
    facts_line,
    fit,
    one_line,
    reading_time,
    title_line,
)

PLAIN = LineStyles(*(Style.null() for _ in LineStyles._fields))
TITLES = (
    "Kurz",
    "東京の図書館が開館 " * 9,
    "مكتبة جديدة",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467 Familie \u2764\ufe0f \U0001f1e6\U0001f1f9",
    "e\u0301" * 80,
    "🇩🇪🇦🇹🇨🇭" * 20,
    "👍🏿👩🏽‍🚀" * 20,
    "",
)


def headline(title: str) -> Headline:
    return Headline(1, 1, "Feed 東京", title, None, None, NOW - 60, False, True, True, 530)


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("width", [12, 33, 40, 58, 120])
def test_every_line_is_as_wide_as_the_pane(title: str, width: int) -> None:
    found = headline(title)
    for strip in (
        one_line(found, width, "10:00", True, PLAIN),
        title_line(found, width, PLAIN),
        facts_line(found, width, "10:00", True, PLAIN),
    ):
        assert cell_len(strip.text) == width


@pytest.mark.parametrize("title", TITLES)
def test_the_age_stands_in_the_same_columns_in_every_line(title: str) -> None:
    shown = age(NOW - 60, NOW)
    strip = one_line(headline(title), 80, shown, True, PLAIN)
    assert strip.text.endswith(f"{shown} ")
    assert cell_len(strip.text.removesuffix(f"{shown} ")) == 79 - len(shown)


def test_a_long_name_of_a_feed_does_not_touch_the_age() -> None:
    found = headline("Kurz")._replace(feed_title="A very long name " * 3, sort_at=NOW - 40 * 86_400)
    assert "… " in one_line(found, 80, "10:00", True, PLAIN).text


@pytest.mark.parametrize("has_feed", [True, False])
def test_a_line_with_room_says_how_long_an_article_takes(has_feed: bool) -> None:
    strip = one_line(headline("Kurz"), 90, "10:00", has_feed, PLAIN)
    assert strip.text.endswith("   2 min  10:00 ")
    assert "min" not in one_line(headline("Kurz"), 89, "10:00", has_feed, PLAIN).text


def test_a_long_name_of_a_feed_leaves_room_for_the_times_below_a_title() -> None:
    found = headline("Kurz")._replace(feed_title="Ein langer Name " * 5)
    assert facts_line(found, 40, "10:00", True, PLAIN).text.rstrip().endswith("… · 10:00 · 2 min")
    by = found._replace(author="Eine lange Liste von Leuten, die schrieben")
    assert facts_line(by, 40, "10:00", False, PLAIN).text.rstrip().endswith("… · 10:00 · 2 min")


def test_a_feed_without_a_title_is_named_after_its_host() -> None:
    found = headline("Kurz")._replace(feed_title="https://a.example/news/rss.xml")
    assert "a.example/rss.xml" in one_line(found, 120, "10:00", True, PLAIN).text


@given(st.text(max_size=60), st.integers(1, 60))
def test_text_is_cut_or_filled_to_the_cell(text: str, cells: int) -> None:
    printable = "".join(letter for letter in text if letter.isprintable())
    assert cell_len(fit(printable, cells)) == cells


def test_what_is_cut_ends_with_dots() -> None:
    assert fit("Erdbeben", 8) == "Erdbeben"
    assert fit("Erdbeben", 7) == "Erdbeb…"


def test_a_flag_is_shown_whole_or_not_at_all() -> None:
    assert [fit("🇩🇪🇦🇹🇨🇭", cells) for cells in (3, 4, 5)] == ["🇩🇪…", "🇩🇪… ", "🇩🇪🇦🇹…"]


def test_columns_give_way_to_the_title() -> None:
    assert columns_for(30, True).feed == columns_for(30, True).age == 0
    assert columns_for(80, False).feed == 0
    assert columns_for(80, True).title > 40


def test_the_age_says_as_much_as_is_needed() -> None:
    noon = int(time.mktime((2026, 9, 21, 12, 0, 0, 0, 0, -1)))
    assert age(noon - 3600, noon) == "11:00"
    assert age(noon + 3600, noon) == "12:00"
    assert age(noon - 2 * 86400, noon) == "Sat"
    assert age(noon - 30 * 86400, noon) == "22 Aug"
    assert age(noon - 400 * 86400, noon) == "Aug’25"


def test_reading_time_is_whole_minutes_and_silent_for_notes() -> None:
    assert reading_time(None) == reading_time(99) == ""
    assert reading_time(530) == "2 min"
