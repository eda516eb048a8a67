"""Every default key of newsboat does here what it does there, or says why not."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from textual.widgets import Input

from factory import NOW, parsed_entry
from newsreader.config.keys import KeyChoice
from newsreader.config.model import ScreenSettings, Settings
from newsreader.domain.view import Order
from newsreader.services.library import Library
from newsreader.store.entries import load_entry
from newsreader.store.headlines import unread_counts
from newsreader.ui.keys.newsboat import ARTICLE, FEEDS, LIST, OPERATIONS
from newsreader.ui.keys.spelling import normal_key
from newsreader.ui.screens.command_line import CommandLine
from newsreader.ui.screens.help import HelpScreen
from newsreader.ui.screens.pick import PickScreen
from reader import Reader, reading

SETTINGS = Settings(
    screen=ScreenSettings(keymap="newsboat"),
    own_keys=(KeyChoice("macros", ", x", ("toggle-star", "toggle-read"), Path("config.toml"), 1),),
)
KEYS = Path(__file__).parents[4] / "shared" / "newsboat" / "keys.md"


def world(feed_with: Callable[..., int]) -> None:
    """Two feeds; "Two" of the first has links and will be under the cursor."""
    links = "".join(f"<p><a href='https://example.org/{n}'>link</a></p>" for n in range(1, 11))
    long = "".join(f"<p>Paragraph {n}.</p>" for n in range(80))
    ages = {"One": 1, "Two": 2, "Three": 3, "Four": 4, "Five": 5}
    for name, titles in (("alpha", ("One", "Two", "Three")), ("beta", ("Four", "Five"))):
        entries = (
            parsed_entry(title, title, published_at=NOW - ages[title], html=links + long)
            for title in titles
        )
        feed_with(name, *entries)


class Sight:
    """What can be seen and what is stored, for short conditions."""

    def __init__(self, reader: Reader, library: Library) -> None:
        self.reader = reader
        self.library = library
        self.screen = reader.screen
        self.start = reader.current

    @property
    def moved(self) -> int:
        """Rows the cursor of the list has gone down since the start."""
        return self.screen.headlines.cursor - 1

    @property
    def unread(self) -> int:
        return sum(self.library.database.read(unread_counts).result().values())

    @property
    def feed(self) -> str:
        return self.screen.feeds.current.title

    @property
    def dialog(self) -> type:
        return type(self.reader.app.screen)

    @property
    def prompt(self) -> bool:
        """Whether the line over the article asks for something."""
        return self.reader.focused is None and self.screen.focused is not self.screen.article

    def entry(self, title: str = "Two") -> object:
        ids = range(1, 6)
        entries = [self.library.database.read(load_entry, i).result() for i in ids]
        return next((entry for entry in entries if entry and entry.title == title), None)


class Case(NamedTuple):
    """A key in a pane, and what must be so afterwards."""

    operation: str
    pane: str
    is_done: Callable[[Sight], object]


def said(words: str) -> Callable[[Sight], bool]:
    return lambda s: words in s.reader.said


def at(pane: str) -> Callable[[Sight], bool]:
    return lambda s: s.screen.pane == pane


def link(number: int) -> Callable[[Sight], bool]:
    return lambda s: s.reader.said.endswith(f"https://example.org/{number}")


def typed(line: str) -> Callable[[Sight], bool]:
    return lambda s: s.dialog is CommandLine and s.reader.app.screen.query_one(Input).value == line


_DIGITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
CASES = (
    Case("open", FEEDS, at(LIST)),
    Case("open", LIST, lambda s: s.screen.pane == ARTICLE and s.reader.article == "Two"),
    Case("switch-focus", FEEDS, at(LIST)),
    Case("quit", ARTICLE, at(LIST)),
    Case("quit", LIST, at(FEEDS)),
    Case("quit", FEEDS, lambda s: s.reader.app.return_code == 0),
    Case("hard-quit", LIST, lambda s: s.reader.app.return_code == 0),
    Case("mark-feed-read", LIST, lambda s: s.unread == 0),
    Case("mark-all-feeds-read", FEEDS, lambda s: s.unread == 0),
    Case("save", ARTICLE, lambda s: s.prompt),
    Case("save", LIST, lambda s: s.prompt),
    Case("next", FEEDS, lambda s: s.feed == "Today"),
    Case("next", LIST, lambda s: s.moved == 1),
    Case("next", ARTICLE, lambda s: s.moved == 1 and s.screen.pane == ARTICLE),
    Case("prev", LIST, lambda s: s.moved == -1),
    Case("prev", ARTICLE, lambda s: s.moved == -1),
    Case("next-unread", LIST, lambda s: s.moved == 1),
    Case("next-unread", ARTICLE, lambda s: s.moved == 1),
    Case("prev-unread", LIST, lambda s: s.moved == -1),
    Case("random-unread", LIST, lambda s: s.reader.current),
    Case("open-in-browser-and-mark-read", LIST, lambda s: s.unread == 4),
    Case("open-in-browser", LIST, said("example.org")),
    Case("open-in-browser", ARTICLE, said("example.org")),
    Case("open-in-browser", FEEDS, said("names its site")),
    Case("help", LIST, lambda s: s.dialog is HelpScreen),
    Case("toggle-source-view", ARTICLE, lambda s: any("<p>" in line for line in s.reader.lines)),
    Case("toggle-article-read", LIST, lambda s: s.unread == 4),
    Case("toggle-show-read-feeds", FEEDS, said("Only feeds with unread articles are shown.")),
    Case("toggle-show-read-feeds", LIST, lambda s: not s.screen.headline_pane.view.unread_only),
    Case("show-urls", ARTICLE, lambda s: s.screen.article.is_choosing),
    Case("show-urls", LIST, lambda s: s.screen.article.is_choosing),
    Case("goto-url", ARTICLE, lambda s: s.screen.article.is_choosing),
    Case("open-search", LIST, lambda s: s.screen.headline_pane.has_class("-searching")),
    Case("redraw", LIST, at(LIST)),
    Case("cmdline", LIST, typed("")),
    Case("bookmark", LIST, lambda s: s.entry().is_bookmarked),  # type: ignore[attr-defined] # an Entry
    Case("next-feed", LIST, lambda s: s.feed == "Alpha"),
    Case("prev-feed", LIST, said("no other feed")),
    Case("next-unread-feed", LIST, lambda s: s.feed == "Alpha"),
    Case("prev-unread-feed", LIST, said("no other unread feed")),
    Case("delete-article", LIST, lambda s: s.entry() is None),
    Case("delete-article", ARTICLE, lambda s: s.entry() is None),
    Case("delete-all-articles", LIST, lambda s: s.unread == 0 and s.entry("One") is None),
    Case("edit-urls", FEEDS, said("Put the cursor on a feed")),
    Case("pipe-to", ARTICLE, lambda s: s.prompt),
    Case("pipe-to", LIST, lambda s: s.prompt),
    Case("sort", LIST, lambda s: s.dialog is PickScreen),
    Case("rev-sort", LIST, lambda s: s.screen.headline_pane.view.order is Order.OLDEST),
    *(Case(name, ARTICLE, link(number)) for number, name in enumerate(_DIGITS, 1)),
    Case("zero", ARTICLE, link(10)),
    *(Case(f"cmd-{name}", LIST, typed(str(n))) for n, name in enumerate(_DIGITS, 1)),
    Case("up", LIST, lambda s: s.moved == -1),
    Case("down", LIST, lambda s: s.moved == 1),
    Case("pageup", LIST, lambda s: s.moved == -1),
    Case("pagedown", LIST, lambda s: s.moved == 3),
    Case("pagedown", ARTICLE, lambda s: s.screen.article.scroll_offset.y > 5),
    Case("home", LIST, lambda s: s.moved == -1),
    Case("end", LIST, lambda s: s.moved == 3),
)
# Proved elsewhere: they need a network.
_FETCHING = {"reload", "reload-all"}


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.operation}-{c.pane}")
async def test_the_key_does_what_newsboat_does(
    case: Case, library: Library, feed_with: Callable[..., int]
) -> None:
    world(feed_with)
    key = next(o.key for o in OPERATIONS if o.name == case.operation)
    async with reading(library, (80, 24), settings=SETTINGS) as reader:
        await reader.press("down")
        if case.pane == ARTICLE:
            reader.screen.headlines.focus()
            await reader.press("enter")
            await reader.until(lambda: reader.article == "Two" and reader.screen.article.size)
        else:
            reader.screen.go_to(case.pane)
        await reader.until(lambda: reader.current == "Two")
        sight = Sight(reader, library)
        await reader.press(*pressed(key))
        await reader.until(lambda: case.is_done(sight))


def pressed(key: str) -> tuple[str, ...]:
    """Give the key as the pilot takes it."""
    return (normal_key(key),)


def test_every_key_with_a_command_is_tried() -> None:
    meant = {o.name for o in OPERATIONS if o.key and o.commands}
    assert meant - {case.operation for case in CASES} == _FETCHING


def test_every_key_without_a_command_says_why() -> None:
    assert [o.name for o in OPERATIONS if not o.commands and len(o.reason) < 8] == []
    assert [o.name for o in OPERATIONS if o.commands and o.reason] == []


async def test_in_an_article_l_leaves_the_list_as_it_is_and_says_where_it_works(
    library: Library, feed_with: Callable[..., int]
) -> None:
    world(feed_with)
    async with reading(library, (80, 24), settings=SETTINGS) as reader:
        await reader.press("enter")
        await reader.until(lambda: reader.screen.pane == ARTICLE)
        before = reader.screen.headline_pane.view
        await reader.press("l")
        await reader.until(lambda: "only in the" in reader.said)
        assert reader.screen.headline_pane.view == before


async def test_the_view_of_a_refresh_has_a_key(
    library: Library, feed_with: Callable[..., int]
) -> None:
    world(feed_with)
    async with reading(library, (80, 24), settings=SETTINGS) as reader:
        await reader.press("f5")
        await reader.until(lambda: type(reader.app.screen).__name__ == "RefreshScreen")


async def test_macros_begin_with_the_prefix_and_do_their_commands_in_order(
    library: Library, feed_with: Callable[..., int]
) -> None:
    world(feed_with)
    async with reading(library, settings=SETTINGS) as reader:
        await reader.press("comma")
        assert any(line.lstrip().startswith(",") for line in reader.lines)
        await reader.press("x")
        sight = Sight(reader, library)
        await reader.until(lambda: sight.unread == 4 and sight.entry("One").is_starred)  # type: ignore[attr-defined] # an Entry


@pytest.mark.skipif(not KEYS.exists(), reason="the list of newsboat's keys is not here")
def test_no_key_of_newsboat_is_forgotten() -> None:
    rows = re.findall(r"^\| ([\w-]+) \| `(\\?[^`]+)` \|", KEYS.read_text("utf-8"), re.MULTILINE)
    listed = {(name, key) for name, key in rows if name != "op"}
    ours = {(operation.name, operation.key) for operation in OPERATIONS}
    assert len(listed) > 90
    for name, key in listed:
        wanted = "" if key == "—" else normal_key(key.removeprefix("\\"))
        assert (name, wanted) in {(n, normal_key(k) if k else "") for n, k in ours}
