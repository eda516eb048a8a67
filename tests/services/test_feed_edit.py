"""Changing what is set for a feed, and folders."""

from collections.abc import Callable

import pytest

from factory import NOW, parsed_entry
from newsreader.domain.errors import UsageError
from newsreader.domain.options import FeedOptions
from newsreader.domain.view import View
from newsreader.services.feed_edit import (
    FeedChange,
    FeedState,
    edit_feed,
    left_behind,
    load_state,
    place_folder,
)
from newsreader.services.library import Library
from newsreader.services.opml import export_subscriptions
from newsreader.store.checks import Check, save_checks
from newsreader.store.feeds import load_due_feeds, load_feeds, load_folders, save_url
from newsreader.store.headlines import count_view

LOGIN: FeedChange = {"user": "anna", "password": "geheim", "headers": {"X-Key": "word"}}


def edit(library: Library, feed_id: int, change: FeedChange) -> FeedState:
    return library.database.write(edit_feed, feed_id, change).result()


def checked(library: Library, feed_id: int) -> None:
    """Let a feed have answered, so that it is not due."""
    check = Check(feed_id, NOW + 999, "{}", "same", 200, etag='"1"')
    library.database.write(save_checks, [check], NOW).result()


def is_due(library: Library) -> bool:
    return bool(library.database.read(load_due_feeds, library.clock()).result())


def places(library: Library) -> dict[str, str]:
    """Give the folder of each feed."""
    folders = library.database.read(load_folders).result()
    feeds = library.database.read(load_feeds).result()
    return {f.title: "/".join(folders[f.folder_id].path) if f.folder_id else "" for f in feeds}


def test_what_is_not_named_stays(library: Library, feed_with: Callable[..., int]) -> None:
    feed_id = feed_with("paper", folder=("News",))
    edit(library, feed_id, {"title": "Mine", **LOGIN, "keep_days": 0, "is_paused": True})
    state = edit(library, feed_id, {"interval_s": 600})
    assert (state.feed.title, state.folder, state.feed.is_paused) == ("Mine", ("News",), True)
    assert state.options == FeedOptions(600, "anna", "geheim", {"X-Key": "word"}, keep_days=0)
    assert library.database.read(load_state, feed_id).result() == state


def test_what_is_set_can_be_unset(library: Library, feed_with: Callable[..., int]) -> None:
    feed_id = feed_with("paper", folder=("News",))
    edit(library, feed_id, {"title": "Mine", **LOGIN, "keep_days": 0})
    unset: FeedChange = {
        "title": "", "folder": (), "user": "", "password": "", "headers": {"X-Key": ""},
        "keep_days": None,
    }  # fmt: skip
    state = edit(library, feed_id, unset)
    assert (state.feed.title, state.feed.custom_title) == ("Paper", None)
    assert state.options == FeedOptions()
    assert library.database.read(load_folders).result() == {}


@pytest.mark.parametrize(
    ("change", "due"),
    [
        (LOGIN, True),
        ({"interval_s": 60}, True),
        ({"url": "https://other.example/feed"}, True),
        ({"keep_days": 3, "title": "Mine", "folder": ("News",)}, False),
    ],
)
def test_publisher_is_asked_again_only_where_the_answer_may_differ(
    library: Library, feed_with: Callable[..., int], change: FeedChange, due: bool
) -> None:
    feed_id = feed_with("paper")
    checked(library, feed_id)
    edit(library, feed_id, change)
    assert is_due(library) is due


def test_new_address_keeps_the_entries_and_forgets_the_old_answers(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_id, _ = feed_with("paper", parsed_entry("1")), feed_with("other")
    checked(library, feed_id)
    edit(library, feed_id, {"is_paused": True})
    feed = edit(library, feed_id, {"url": "https://paper.example/new"}).feed
    assert (feed.url, feed.etag, feed.is_paused) == ("https://paper.example/new", None, False)
    assert library.database.read(count_view, View()).result() == 1
    with pytest.raises(UsageError, match="You follow this feed already: Other"):
        edit(library, feed_id, {"url": "https://other.example/feed", "title": "Never"})
    with pytest.raises(UsageError, match="not a web address"):
        edit(library, feed_id, {"url": "nothing at all"})
    assert library.database.read(load_state, feed_id).result() == FeedState(feed, (), FeedOptions())


def test_login_and_headers_stay_with_the_host_they_were_given_for(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_id = feed_with("paper")
    before = edit(library, feed_id, LOGIN)
    state = edit(library, feed_id, {"url": "https://paper.example/new"})
    assert state.options == before.options
    assert left_behind(before.feed, state) == ""
    state = edit(library, feed_id, {"url": "https://b.example/feed"})
    assert not state.options.has_secrets
    assert "paper.example" in left_behind(before.feed, state)
    assert "geheim" not in left_behind(before.feed, state)
    state = edit(library, feed_id, {"url": "https://bert:word@c.example/feed"})
    assert (state.feed.url, state.options.user) == ("https://c.example/feed", "bert")
    assert state.options.password == "word"


def moved(library: Library, feed_id: int, url: str = "https://moved.example/feed") -> FeedState:
    """Let a feed be where a permanent redirect has led it."""
    library.database.write(save_url, feed_id, url).result()
    state = library.database.read(load_state, feed_id).result()
    assert state is not None
    assert not state.options.has_secrets
    return state


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Mine"},
        {"is_paused": True},
        {"keep_days": 3},
        {"url": "https://moved.example/feed"},
        {"url": "https://moved.example/new"},
    ],
)
def test_login_of_a_feed_that_was_led_elsewhere_is_kept_until_it_is_back(
    library: Library, feed_with: Callable[..., int], change: FeedChange
) -> None:
    feed_id = feed_with("paper")
    given = edit(library, feed_id, LOGIN).options
    before = moved(library, feed_id)
    after = edit(library, feed_id, change)
    assert not after.options.has_secrets
    assert left_behind(before.feed, after) == ""
    back = edit(library, feed_id, {"url": "https://paper.example/feed"})
    assert (back.options.user, back.options.password) == (given.user, given.password)
    assert back.options.headers == given.headers
    assert left_behind(after.feed, back) == ""


@pytest.mark.parametrize(
    ("change", "headers"),
    [
        ({"user": "bert"}, {}),
        ({"headers": {"A": "1"}}, {"A": "1"}),
        ({"url": "https://bert:x@moved.example/feed"}, {}),
        ({"url": "https://else.example/feed"}, {}),
    ],
)
def test_login_that_gives_way_to_another_is_told_with_the_host_it_was_for(
    library: Library,
    feed_with: Callable[..., int],
    change: FeedChange,
    headers: dict[str, str],
) -> None:
    feed_id = feed_with("paper")
    edit(library, feed_id, LOGIN)
    before = moved(library, feed_id)
    after = edit(library, feed_id, change)
    assert left_behind(before.feed, after) == (
        "Its login and headers were for paper.example only and are gone."
    )
    assert after.options.headers == headers
    assert "geheim" not in after.feed.options


def test_taking_a_login_away_is_no_loss_to_tell(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_id = feed_with("paper")
    before = edit(library, feed_id, LOGIN)
    nothing: FeedChange = {"user": "", "password": "", "headers": {"X-Key": ""}}
    assert left_behind(before.feed, edit(library, feed_id, nothing)) == ""


def test_login_typed_into_the_same_address_is_kept(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_id = feed_with("paper")
    checked(library, feed_id)
    state = edit(library, feed_id, {"url": "https://anna:geheim@paper.example/feed"})
    assert (state.options.user, state.feed.etag) == ("anna", '"1"')
    assert is_due(library)


def test_secrets_are_not_exported(library: Library, feed_with: Callable[..., int]) -> None:
    edit(library, feed_with("paper"), LOGIN)
    exported = library.database.read(export_subscriptions).result()
    assert "Paper" in exported
    assert not [word for word in ("anna", "geheim", "X-Key", "word") if word in exported]


def test_feed_that_is_gone_is_told(library: Library) -> None:
    with pytest.raises(UsageError, match="followed no more"):
        edit(library, 7, {"title": "A"})
    assert library.database.read(load_state, 7).result() is None


@pytest.mark.parametrize(
    ("folder", "path", "expected"),
    [
        ("News", "World", {"A": "World", "B": "World/Austria", "C": "Sport", "D": "Sport/Austria"}),
        ("News", "Sport", {"A": "Sport", "B": "Sport/Austria", "C": "Sport", "D": "Sport/Austria"}),
        ("News", "", {"A": "", "B": "Austria", "C": "Sport", "D": "Sport/Austria"}),
        ("News/Austria", "", {"A": "News", "B": "News", "C": "Sport", "D": "Sport/Austria"}),
        ("News/Austria", "Sport/Austria", {"A": "News", "B": "Sport/Austria", "C": "Sport",
                                           "D": "Sport/Austria"}),
        ("News/Austria", "X/Y", {"A": "News", "B": "X/Y", "C": "Sport", "D": "Sport/Austria"}),
        ("News/Austria", "News", {"A": "News", "B": "News", "C": "Sport", "D": "Sport/Austria"}),
    ],
)  # fmt: skip
def test_folder_gets_another_name_or_place(
    library: Library,
    feed_with: Callable[..., int],
    folder: str,
    path: str,
    expected: dict[str, str],
) -> None:
    for name, where in (
        ("a", "News"), ("b", "News/Austria"), ("c", "Sport"), ("d", "Sport/Austria")
    ):  # fmt: skip
        feed_with(name, folder=tuple(where.split("/")))
    place(library, folder, path)
    assert places(library) == expected
    paths = {"/".join(one.path) for one in library.database.read(load_folders).result().values()}
    above = {"/".join(p.split("/")[: i + 1]) for p in expected.values() for i in range(3) if p}
    assert paths == above


def place(library: Library, folder: str, path: str) -> tuple[str, ...]:
    known = library.database.read(load_folders).result().values()
    folder_id = next(one.id for one in known if "/".join(one.path) == folder)
    parts = tuple(path.split("/")) if path else ()
    return library.database.write(place_folder, folder_id, parts).result()


def test_folder_dissolves_into_one_that_has_its_own_name(
    library: Library, feed_with: Callable[..., int]
) -> None:
    for name, path in (("a", "N"), ("b", "N/N"), ("c", "N/N/N"), ("d", "N/X")):
        feed_with(name, folder=tuple(path.split("/")))
    place(library, "N", "")
    assert places(library) == {"A": "", "B": "N", "C": "N/N", "D": "X"}


def test_folder_that_is_there_is_meant_whatever_the_case(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("a", folder=("News", "Österreich"))
    feed_with("b", folder=("news", "österreich"))
    feed_with("c", folder=("Sport", "Ski"))
    assert places(library) == {"A": "News/Österreich", "B": "News/Österreich", "C": "Sport/Ski"}
    assert place(library, "Sport/Ski", "NEWS/ski") == ("News", "ski")
    assert place(library, "News/ski", "news/ÖSTERREICH") == ("News", "Österreich")
    assert set(places(library).values()) == {"News/Österreich"}
    assert place(library, "News", "news") == ("news",)
    with pytest.raises(UsageError, match="cannot be put into itself"):
        place(library, "news", "News/Deep")
    assert set(places(library).values()) == {"news/Österreich"}


def test_folders_that_differ_by_case_only_stay_apart_until_one_is_named_exactly(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("a", folder=("News",))
    library.database.write(
        lambda db: db.execute("INSERT INTO folder (name) VALUES ('news')")
    ).result()
    feed_with("b", folder=("news",))
    feed_with("c", folder=("NEWS",))
    assert places(library) == {"A": "News", "B": "news", "C": "News"}


def test_folder_cannot_go_into_itself(library: Library, feed_with: Callable[..., int]) -> None:
    feed_with("a", folder=("News",))
    with pytest.raises(UsageError, match="News cannot be put into itself"):
        place(library, "News", "News/Deep/Down")
    with pytest.raises(UsageError, match="no more"):
        library.database.write(place_folder, 99, ("A",)).result()
    assert places(library) == {"A": "News"}
