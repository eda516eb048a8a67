"""Subscriptions into a library and out of it again."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from factory import NOW
from newsreader.domain.options import FeedOptions
from newsreader.domain.text import clean_line
from newsreader.parse.opml import OpmlFeed, Refused, Subscriptions, parse_opml
from newsreader.services.library import Library
from newsreader.services.opml import export_subscriptions, import_subscriptions
from newsreader.store.feeds import load_feeds, load_folders, rename_feed
from newsreader.store.migrations import migrate

NAMES = st.text(min_size=1, max_size=20).map(clean_line).filter(bool)


def take(library: Library, *feeds: OpmlFeed) -> tuple[int, int]:
    """Import feeds; give how many were added and how many were known."""
    subscriptions = Subscriptions(list(feeds), [])
    imported = library.database.write(import_subscriptions, subscriptions, NOW).result()
    return len(imported.added), len(imported.known)


def feed(url: str, name: str = "", folder: tuple[str, ...] = (), title: str = "") -> OpmlFeed:
    return OpmlFeed(url, name, title, None, folder)


def test_the_names_of_a_file_become_the_readers_own(library: Library) -> None:
    take(library, feed("https://a.example/", "Mine", title="Theirs"), feed("https://b.example/"))

    named, unnamed = library.database.read(load_feeds).result()[::-1]
    assert (named.title, named.custom_title) == ("Mine", "Mine")
    assert (unnamed.title, unnamed.custom_title) == ("https://b.example/", None)


def test_a_name_that_is_only_the_address_is_no_name(library: Library) -> None:
    take(library, feed("https://a.example/", "https://a.example/"))

    (stored,) = library.database.read(load_feeds).result()
    assert stored.custom_title is None


def test_a_feed_twice_in_a_file_is_followed_once(library: Library) -> None:
    assert take(library, feed("https://a.example/", "A"), feed("https://a.example/", "B")) == (1, 1)


def test_what_is_followed_already_stays_as_it_is(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_id = feed_with("a", folder=("Old",))
    library.database.write(rename_feed, feed_id, "Mine").result()

    assert take(library, feed("https://a.example/feed", "New", ("Other",))) == (0, 1)

    (stored,) = library.database.read(load_feeds).result()
    assert stored.title == "Mine"
    folders = library.database.read(load_folders).result()
    assert [folder.path for folder in folders.values()] == [("Old",)]


def test_user_and_password_become_options_of_the_feed(library: Library) -> None:
    take(library, feed("https://anna:ge%20heim@a.example/"))

    (stored,) = library.database.read(load_feeds).result()
    assert stored.url == "https://a.example/"
    options = FeedOptions.from_json(stored.options)
    assert (options.user, options.password) == ("anna", "ge heim")
    assert take(library, feed("https://a.example/")) == (0, 1)


def test_refused_outlines_are_handed_on(library: Library) -> None:
    refused = [Refused("x", "exec:x", "no")]

    imported = library.database.write(
        import_subscriptions, Subscriptions([], refused), NOW
    ).result()

    assert imported == ([], [], refused)


def empty_library() -> sqlite3.Connection:
    """Make a library in memory."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    migrate(db, Path("memory"))
    return db


def in_small_letters(feeds: Sequence[OpmlFeed]) -> list[OpmlFeed]:
    """Sort feeds, with their folders as folders are told apart: whatever the case."""
    return sorted(
        one._replace(folder=tuple(name.casefold() for name in one.folder)) for one in feeds
    )


@settings(deadline=None)
@example([("a", ["\xc1"]), ("b", ["\xe1"])])
@given(st.lists(st.tuples(NAMES, st.lists(NAMES, max_size=3)), max_size=6))
def test_an_export_brings_back_every_feed_name_and_folder(
    wanted: list[tuple[str, list[str]]],
) -> None:
    feeds = [
        feed(f"https://a.example/{number}?a=1&b=2", name, tuple(folder))
        for number, (name, folder) in enumerate(wanted)
    ]
    with closing(empty_library()) as first, closing(empty_library()) as second:
        import_subscriptions(first, Subscriptions(feeds, []), NOW)
        text = export_subscriptions(first)
        import_subscriptions(second, parse_opml(text.encode()), NOW)

        assert export_subscriptions(second) == text
        assert in_small_letters(parse_opml(text.encode()).feeds) == in_small_letters(feeds)
