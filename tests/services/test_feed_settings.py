"""What can be set for a feed: from text, and in words."""

from collections.abc import Callable

import pytest

from newsreader.config.model import registry
from newsreader.domain.errors import UsageError
from newsreader.services.feed_edit import FeedChange, FeedState, edit_feed
from newsreader.services.feed_settings import (
    FEED_SETTINGS,
    default_of,
    expectation,
    feed_setting,
    read_value,
    tell,
    tell_change,
    typed_value,
)
from newsreader.services.library import Library

ALL: FeedChange = {
    "title": "Mine", "folder": ("News", "World"), "interval_s": 1_800, "user": "anna",
    "password": "geheim", "headers": {"X-Key": "word"}, "keep_days": 0, "keep_count": 1,
    "is_paused": True,
}  # fmt: skip


@pytest.fixture
def full(library: Library, feed_with: Callable[..., int]) -> FeedState:
    return library.database.write(edit_feed, feed_with("paper"), ALL).result()


@pytest.mark.parametrize(
    ("name", "text", "change"),
    [
        ("title", " My  paper ", {"title": "My paper"}),
        ("folder", "News//World/", {"folder": ("News", "World")}),
        ("folder", "", {"folder": ()}),
        ("url", "example.org/feed", {"url": "example.org/feed"}),
        ("interval", "30", {"interval_s": 1_800}),
        ("interval", "0", {"interval_s": 0}),
        ("interval", "Auto", {"interval_s": 0}),
        ("user", " anna ", {"user": "anna"}),
        ("password", " p w ", {"password": " p w "}),
        ("header", "x-key: 1", {"headers": {"X-Key": "1"}}),
        ("keep-days", "0", {"keep_days": 0}),
        ("keep-days", "default", {"keep_days": None}),
        ("keep-count", "7", {"keep_count": 7}),
        ("keep-unread", " Yes ", {"keep_unread": True}),
        ("keep-unread", "no", {"keep_unread": False}),
        ("keep-unread", "default", {"keep_unread": None}),
    ],
)
def test_values_are_read_as_typed(name: str, text: str, change: FeedChange) -> None:
    assert read_value(name, text) == change


@pytest.mark.parametrize(
    ("name", "change", "sentence"),
    [
        ("title", {"title": "Yours"}, "Its name is Yours now."),
        ("folder", {"folder": ("News",)}, "It is in News now."),
        ("folder", {"folder": ()}, "It is in no folder now."),
        ("url", {"url": "paper.example/b"}, "It is fetched from https://paper.example/b now."),
        ("interval", {"interval_s": 60}, "It is fetched every 1 minute now."),
        ("interval", {"interval_s": 0}, "It is fetched as often as all feeds now."),
        ("user", {"user": "bert"}, "The user name is kept."),
        ("user", {"user": ""}, "The user name is gone."),
        ("password", {"password": "neu"}, "The password is kept."),
        ("header", {"headers": {"Other": "word"}}, "The header Other is kept."),
        ("header", {"headers": {"X-Key": ""}}, "The header X-Key is gone."),
        ("keep-days", {"keep_days": 7}, "Its read articles are kept for 7 days now."),
        ("keep-days", {"keep_days": 0}, "Its read articles are kept for good now."),
        ("keep-days", {"keep_days": None}, "Its read articles are kept as those of all feeds now."),
        ("keep-count", {"keep_count": 7}, "7 of its read articles are kept now."),
        ("keep-count", {"keep_count": 0}, "All of its read articles are kept now."),
        ("keep-unread", {"keep_unread": True}, "Its unread articles stay now."),
        ("keep-unread", {"keep_unread": False}, "Its unread articles go as read ones do now."),
        ("paused", {"is_paused": False}, "Resumed: Mine."),
        ("paused", {"is_paused": True}, "Paused: Mine."),
    ],
)
def test_a_change_is_told_in_words_of_people(
    library: Library, full: FeedState, name: str, change: FeedChange, sentence: str
) -> None:
    after = library.database.write(edit_feed, full.feed.id, change).result()
    assert tell_change(name, change, after) == sentence


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("title", "  "),
        ("url", "no address"),
        ("interval", "-1"),
        ("interval", "10081"),
        ("interval", "often"),
        ("keep-days", "1.5"),
        ("keep-count", "9" * 5_000),
        ("keep-count", "auto"),
        ("keep-unread", "perhaps"),
        ("user", "a:b"),
        ("password", "a\nb"),
        ("header", "nonsense"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(name: str, text: str) -> None:
    with pytest.raises(UsageError, match=r"^[A-Z].{10,200}\.$"):
        read_value(name, text)


def test_bounds_are_those_of_the_settings_for_all_feeds() -> None:
    likes = [one for one in FEED_SETTINGS if one.like]
    assert {one.like for one in likes} <= {one.key for one in registry()}
    assert expectation(feed_setting("interval")) == "a whole number from 0 to 10080, or auto"
    assert expectation(feed_setting("title")) == ""


def test_all_is_told_in_words_and_secrets_only_when_asked_for(full: FeedState) -> None:
    told = {one.setting.label + one.header: one.text for one in tell(full)}
    assert told == {
        "name": "Mine", "folder": "News/World", "address": "https://paper.example/feed",
        "how often": "every 30 minutes", "user": "anna", "password": "•••",
        "headerX-Key": "X-Key: •••", "keep days": "all",
        "keep count": "1 article", "unread": "as for all feeds", "paused": "yes",
    }  # fmt: skip
    opened = {one.text for one in tell(full, is_open=True)}
    assert {"geheim", "X-Key: word"} <= opened


def test_defaults_take_everything_back(library: Library, full: FeedState) -> None:
    for told in list(tell(full)):
        library.database.write(edit_feed, full.feed.id, default_of(told)).result()
    state = library.database.write(edit_feed, full.feed.id, {}).result()
    assert all(one.is_default for one in tell(state))
    assert [one.text for one in tell(state)][:4] == [
        "Paper (its own)", "(none)", "https://paper.example/feed", "as for all feeds",
    ]  # fmt: skip


def test_what_is_set_is_what_one_begins_to_type_with_but_for_secrets(full: FeedState) -> None:
    typed = {one.setting.name: typed_value(full, one) for one in tell(full)}
    assert typed == {
        "title": "Mine", "folder": "News/World", "url": "https://paper.example/feed",
        "interval": "30", "user": "anna", "password": "", "header": "", "keep-days": "0",
        "keep-count": "1", "keep-unread": "default", "paused": "",
    }  # fmt: skip
    for name in (
        "title",
        "folder",
        "url",
        "interval",
        "user",
        "keep-days",
        "keep-count",
        "keep-unread",
    ):
        read_value(name, typed[name])


def test_every_setting_has_its_words() -> None:
    assert all(one.label and one.help_text for one in FEED_SETTINGS)
    with pytest.raises(KeyError):
        read_value("nothing", "")
