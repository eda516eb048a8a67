"""Widths of panes: how far they go, and what is remembered."""

import pytest

from newsreader.ui.arrangement import Arrangement


def test_the_feeds_grow_and_shrink_within_bounds() -> None:
    start = Arrangement()

    assert start.widened("feeds", 80, 1).feeds_normal == 24
    assert start.widened("feeds", 160, -1).feeds_wide == 28
    assert start.widened("feeds", 80, -99).feeds_normal == 12
    assert start.widened("feeds", 160, 99).feeds_wide == 60


def test_two_panes_share_one_border() -> None:
    assert Arrangement().widened("headlines", 80, 1).feeds_normal == 20


def test_headlines_and_article_share_one_border() -> None:
    start = Arrangement()

    assert start.widened("headlines", 160, 1).headlines_share == 44
    assert start.widened("article", 160, 1).headlines_share == 36
    assert start.widened("article", 160, 99).headlines_share == 16


def test_one_pane_alone_has_no_width() -> None:
    assert Arrangement().widened("feeds", 40, 1) == Arrangement()


def test_headlines_keep_room_in_a_terminal_that_has_shrunk() -> None:
    assert Arrangement(feeds_normal=60).feeds_width(64) == 34


def test_what_is_remembered_is_read_back() -> None:
    chosen = Arrangement(24, 32, 48, has_two_lines=True, closed_folders=(3, 5))

    assert Arrangement.from_json(chosen.to_json()) == chosen


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"feeds_wide": 9999}', '{"closed_folders": ["x"]}', '{"new": 1}']
)
def test_what_makes_no_sense_counts_as_not_chosen(text: str) -> None:
    assert Arrangement.from_json(text) == Arrangement()
