"""The main job, by keyboard only."""

import asyncio
from collections.abc import Callable, Iterator, Sequence

import pytest
from textual.containers import VerticalScroll
from textual.events import DescendantFocus
from textual.strip import Strip

from factory import NOW, FakeClock, parsed_entry
from fakes.parser import InlineParser
from fakes.refresher import StubRefresher
from fakes.server import FakeServer, Reply, rss
from newsreader.domain.entry import Entry
from newsreader.domain.errors import FetchError, StoreError
from newsreader.domain.events import (
    EntriesArrived,
    FeedChecked,
    LibraryChangedOutside,
    RefreshFinished,
    RefreshProgress,
    RefreshStarted,
)
from newsreader.domain.view import Scope, View
from newsreader.fetch.answers import Limits
from newsreader.services.first_look import VIEW, take_first_look
from newsreader.services.library import Library
from newsreader.services.refresh import Refresher
from newsreader.store.entries import apply_update, load_entry, set_read
from newsreader.store.feeds import load_feeds
from newsreader.store.headlines import count_view, load_spine, unread_counts
from newsreader.store.search import Indexed, load_unindexed, save_indexed
from newsreader.ui.screens.help import help_text
from newsreader.ui.widgets.pane_title import PaneTitle
from reader import Reader, reading

HOUR = 3_600
WIDE, NORMAL, NARROW = (160, 48), (80, 24), (40, 12)


@pytest.fixture
def server() -> Iterator[FakeServer]:
    with FakeServer() as opened:
        yield opened


@pytest.fixture
def refresher(library: Library) -> Refresher:
    return Refresher(library, parser=InlineParser())


@pytest.fixture
def paper(feed_with: Callable[..., int]) -> int:
    """A feed of five entries, "One" the latest, each an hour older than the one before."""
    names = ("One", "Two", "Three", "Four", "Five")
    return feed_with(
        "paper",
        *(
            parsed_entry(name, f"Headline {name}", published_at=NOW - number * HOUR)
            for number, name in enumerate(names, 1)
        ),
    )


def entry(library: Library, number: int) -> Entry:
    """Load the entry that stands at a place of the list of all."""
    spine = library.database.read(load_spine, View()).result()
    found = library.database.read(load_entry, spine[number]).result()
    assert found is not None
    return found


def unread(library: Library) -> int:
    return sum(library.database.read(unread_counts).result().values())


async def test_the_latest_unread_headlines_are_listed_at_the_start(
    library: Library, paper: int
) -> None:
    async with reading(library) as reader:
        assert reader.titles[0] == "Headline One"
        assert len(reader.titles) == 5
        assert any("Unread" in line and "5" in line for line in reader.lines)


async def test_a_list_that_was_asked_for_before_the_first_one_came_stays(
    library: Library, paper: int
) -> None:
    library.database.write(set_read, [entry(library, 0).id], True, NOW).result()
    late = take_first_look(library).result().headlines
    async with reading(library) as reader:
        reader.screen.action_toggle_unread_only()
        await reader.until(lambda: len(reader.titles) == 5)
        reader.screen.headline_pane.show_first(late, VIEW, 4)
        await reader.settle()
        assert len(reader.titles) == 5


async def test_the_beginning_of_a_long_list_is_not_counted_as_if_it_were_all(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("long", *(parsed_entry(str(n), published_at=NOW - n) for n in range(120)))
    async with reading(library) as reader:
        counts: list[str] = []

        def note(count: str) -> None:
            counts.append(count)

        reader.app.watch(reader.screen.query(PaneTitle).last(), "note", note)
        reader.screen.action_toggle_unread_only()
        await reader.until(lambda: counts[-1:] == ["120"] and len(counts) > 1)
        assert set(counts) <= {"", "120"}


def _is_shown(reader: Reader, count: int) -> bool:
    return reader.screen.headlines.count == count


async def test_a_list_with_nothing_to_scroll_keeps_its_scrollbar_so_that_nothing_is_laid_out(
    library: Library, feed_with: Callable[..., int]
) -> None:
    names = [f"Headline {number}" for number in range(99)]
    feed_with("paper", *(parsed_entry(n, n, published_at=NOW - 9 * HOUR) for n in names))
    async with reading(library, NORMAL) as reader:
        await reader.press("1", "g", "g", "j", "j")
        await reader.until(lambda: _is_shown(reader, 0))
        assert reader.screen.headlines.show_vertical_scrollbar
        await reader.press("j", "j")
        await reader.until(lambda: _is_shown(reader, 99))
        assert reader.screen.headlines.show_vertical_scrollbar


async def test_enter_opens_the_article_and_marks_it_read(library: Library, paper: int) -> None:
    async with reading(library, NORMAL) as reader:
        await reader.press("j", "enter")
        await reader.until(lambda: reader.article == "Headline Two")
        await reader.until(lambda: entry(library, 1).is_read)
        await reader.until(lambda: any("Headline Two" in line for line in reader.lines))
        await reader.press("q")
        assert reader.screen.pane == "headlines"


async def test_moving_the_cursor_marks_nothing_read(library: Library, paper: int) -> None:
    async with reading(library, WIDE) as reader:
        await reader.press("j")
        await reader.until(lambda: reader.article == "Headline Two")
        assert unread(library) == 5


async def test_space_reads_page_by_page_and_then_the_next_unread(
    library: Library, feed_with: Callable[..., int]
) -> None:
    long = "".join(f"<p>Paragraph {number}.</p>" for number in range(30))
    feed_with(
        "long",
        parsed_entry("a", "Long", html=long, published_at=NOW - 1),
        parsed_entry("b", "Short", published_at=NOW - 2),
    )
    async with reading(library, NORMAL) as reader:
        await reader.press("space")
        await reader.until(lambda: reader.article == "Long")
        await reader.press("space")
        assert reader.screen.article.scroll_offset.y > 0
        for _ in range(10):
            if reader.current == "Short":
                break
            await reader.press("space")
            await reader.until(lambda: reader.screen.workers is not None)
        await reader.until(lambda: reader.article == "Short")
        await reader.until(lambda: unread(library) == 0)


async def test_late_news_of_the_focus_before_do_not_take_the_keys_back(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("paper", parsed_entry("1"))
    async with reading(library, (80, 24)) as reader:
        list_has_focus = DescendantFocus(reader.screen.headlines)
        await reader.press("enter")
        reader.screen.post_message(list_has_focus)
        await reader.settle()
        assert reader.screen.pane == "article"
        reader.screen.headlines.focus()
        await reader.settle()
        assert reader.screen.pane == "headlines"


async def test_n_and_p_jump_over_what_is_read(library: Library, paper: int) -> None:
    library.database.write(set_read, [entry(library, 1).id], True, NOW).result()
    async with reading(library) as reader:
        await reader.press("1", "G", "2")  # the list of the feed, read ones too
        await reader.until(lambda: len(reader.titles) == 5)
        await reader.press("n")
        await reader.until(lambda: reader.current == "Headline Three")
        await reader.press("p")
        await reader.until(lambda: reader.current == "Headline One")
        await reader.press("p")
        await reader.until(lambda: "Nothing more unread" in reader.said)


async def test_n_opens_the_next_unread_article_where_there_is_no_room_beside_the_list(
    library: Library, paper: int
) -> None:
    async with reading(library, NORMAL) as reader:
        await reader.press("n")
        await reader.until(lambda: reader.article == "Headline Two")
        assert reader.focused == "article"
        await reader.until(lambda: entry(library, 1).is_read)


async def test_ctrl_c_says_on_the_status_line_how_to_quit(library: Library, paper: int) -> None:
    async with reading(library) as reader:
        await reader.press("ctrl+c")
        assert reader.said == "Q quits."
        assert not reader.app._notifications


async def test_n_goes_to_what_has_come_since_the_list_was_made(
    library: Library, paper: int
) -> None:
    async with reading(library) as reader:
        late = [parsed_entry("late", "Came late", published_at=NOW - HOUR - 60)]
        library.database.write(apply_update, paper, late, NOW).result()
        await reader.press("n")
        await reader.until(lambda: reader.article == "Came late")


async def test_s_stars_and_m_marks_at_once_and_u_takes_it_back(
    library: Library, paper: int
) -> None:
    async with reading(library) as reader:
        await reader.press("s", "m")
        headline = reader.screen.headlines.current
        assert headline is not None
        assert headline.is_starred
        assert headline.is_read
        await reader.until(lambda: entry(library, 0).is_starred and entry(library, 0).is_read)
        await reader.press("u")
        await reader.until(lambda: not entry(library, 0).is_read)
        await reader.press("u")
        await reader.until(lambda: not entry(library, 0).is_starred)
        await reader.until(lambda: not reader.screen.headlines.current.is_starred)  # type: ignore[union-attr]
        await reader.press("U")
        await reader.until(lambda: entry(library, 0).is_starred)


async def test_a_mark_that_cannot_be_written_is_taken_back_and_explained(
    library: Library, paper: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: object) -> list[int]:
        raise StoreError("disk_full", "There is no space left.")

    async with reading(library) as reader:
        monkeypatch.setattr("newsreader.ui.changing.set_starred", fail)
        await reader.press("s")
        await reader.until(lambda: "no space left" in reader.said)
        headline = reader.screen.headlines.current
        assert headline is not None
        assert not headline.is_starred


async def test_a_marks_all_read_without_asking_and_undo_loses_nothing(
    library: Library, paper: int
) -> None:
    library.database.write(set_read, [entry(library, 4).id], True, NOW).result()
    async with reading(library) as reader:
        await reader.press("A")
        await reader.until(lambda: unread(library) == 0)
        await reader.until(lambda: "Marked 4 read" in reader.said)
        await reader.press("u")
        await reader.until(lambda: unread(library) == 4)
        assert entry(library, 4).is_read


async def test_what_undo_brings_back_is_listed_again(library: Library, paper: int) -> None:
    async with reading(library) as reader:
        await reader.press("A")
        await reader.until(lambda: unread(library) == 0)
        await reader.press("1", "j", "k", "2")
        await reader.until(lambda: reader.titles == [])
        await reader.press("u")
        await reader.until(lambda: len(reader.titles) == 5)


async def test_undo_leaves_the_rows_alone_where_nothing_comes_back(
    library: Library, paper: int
) -> None:
    async with reading(library) as reader:
        await reader.press("m", "j", "s")
        await reader.until(lambda: entry(library, 1).is_starred)
        await reader.press("u")
        await reader.until(lambda: "Taken back" in reader.said)
        await reader.until(lambda: not entry(library, 1).is_starred)
        assert len(reader.titles) == 5
        assert reader.current == "Headline Two"


def bottom(reader: Reader, count: int) -> str:
    return " ".join(line.strip() for line in reader.lines[-count:])


async def test_a_long_message_is_shown_whole_and_moves_nothing_else(
    library: Library, paper: int
) -> None:
    async with reading(library, NORMAL) as reader:
        before = reader.lines
        sentence = f"/a/long/way/{'down/' * 20}file.md is there already. Choose another name."
        reader.screen.status.say(sentence)
        await reader.until(lambda: "Choose another name." in bottom(reader, 3))
        assert reader.lines[:21] == before[:21]
        reader.screen.status.say("Short.")
        await reader.until(lambda: reader.lines[:-1] == before[:-1])


async def test_a_message_goes_with_the_next_key_once_it_could_be_read(
    library: Library, paper: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with reading(library, NORMAL) as reader:
        monkeypatch.setattr("newsreader.ui.widgets.status_line._LEAST_S", 600.0)
        reader.screen.status.say("Done.")
        await reader.press("j")
        assert reader.said == "Done."
        monkeypatch.setattr("newsreader.ui.widgets.status_line._LEAST_S", 0.0)
        await reader.press("j")
        assert reader.said == ""


@pytest.mark.parametrize("pane", ["1", "2", "3"])
async def test_the_hint_of_the_help_is_the_last_to_go(
    library: Library, paper: int, pane: str
) -> None:
    async with reading(library, NARROW) as reader:
        await reader.press(pane)
        assert "? help" in reader.lines[-1]


async def test_new_entries_are_offered_and_the_cursor_stays(
    library: Library, paper: int, clock: FakeClock
) -> None:
    async with reading(library) as reader:
        await reader.press("j")
        clock.forward(HOUR)
        arriving = [parsed_entry("new", "Headline New", published_at=clock.now)]
        ids, _ = library.database.write(apply_update, paper, arriving, clock.now).result()
        library.bus.publish(EntriesArrived(paper, tuple(ids)))
        await reader.until(lambda: any("1 new" in line for line in reader.lines))
        assert len(reader.titles) == 5
        assert reader.current == "Headline Two"
        await reader.press("full_stop")
        await reader.until(lambda: reader.titles[:1] == ["Headline New"])
        assert reader.current == "Headline Two"


async def test_what_another_process_did_shows_without_a_key(library: Library, paper: int) -> None:
    async with reading(library) as reader:
        library.database.write(set_read, [entry(library, 0).id], True, NOW).result()
        library.bus.publish(LibraryChangedOutside())
        await reader.until(lambda: (h := reader.screen.headlines.current) and h.is_read)
        await reader.until(lambda: reader.screen.feeds.current.unread == 4)


async def test_search_finds_words_and_escape_brings_back_the_list(
    library: Library, paper: int
) -> None:
    waiting = library.database.read(load_unindexed, 10).result()
    indexed = [Indexed(w.entry_id, w.title, w.author, "", 1, ()) for w in waiting]
    library.database.write(save_indexed, indexed).result()
    async with reading(library) as reader:
        await reader.press("j", "j", "slash")
        await reader.type("four")
        await reader.press("enter")
        await reader.until(lambda: reader.titles == ["Headline Four"])
        await reader.press("escape")
        await reader.until(lambda: len(reader.titles) == 5)
        await reader.until(lambda: reader.current == "Headline Three")


async def test_v_shows_all_headlines_or_only_unread_ones(library: Library, paper: int) -> None:
    library.database.write(set_read, [entry(library, 0).id], True, NOW).result()
    async with reading(library) as reader:
        assert len(reader.titles) == 4
        await reader.press("v")
        await reader.until(lambda: len(reader.titles) == 5)


async def test_an_empty_library_welcomes_and_a_feed_is_added_by_its_address(
    library: Library, server: FakeServer, refresher: Refresher
) -> None:
    url = server.publish("/feed", rss("The Lantern", ["x", "y"]))
    async with reading(library, NORMAL, refresher) as reader:
        assert any("Welcome" in line for line in reader.lines)
        await reader.press("enter")
        await reader.type(url.removeprefix("http://"))
        await reader.press("enter")
        await reader.until(lambda: any("The Lantern" in line for line in reader.lines))
        await reader.press("enter")
        await reader.until(lambda: "You follow The Lantern now." in reader.said)
        await reader.until(lambda: len(reader.titles) == 2)
        assert not any("Welcome" in line for line in reader.lines)


async def test_an_address_without_a_feed_is_answered_with_a_sentence(
    library: Library, server: FakeServer, refresher: Refresher
) -> None:
    server.reply("/none", Reply(b"gone", 404))
    async with reading(library, NORMAL, refresher) as reader:
        await reader.press("a")
        await reader.type(server.url("/none"))
        await reader.press("enter")
        await reader.until(lambda: reader.app.screen.query("#say.-error"))
        assert any("feed" in line for line in reader.lines)
        await reader.press("escape")
        assert reader.app.screen is reader.screen


async def test_r_fetches_while_keys_work_and_escape_stops_it(library: Library, paper: int) -> None:
    refresher = SlowRefresher(library)
    async with reading(library, refresher=refresher) as reader:
        await reader.press("R")
        await reader.until(lambda: "Fetching 3 of 9" in reader.screen.status.progress)
        await reader.press("j")
        assert reader.current == "Headline Two"
        await reader.press("escape")
        await reader.until(lambda: "Stopped after 3 of 9" in reader.said)
        assert reader.said.endswith("F shows what was left out.")
        assert reader.screen.status.progress == ""


async def test_fetching_that_is_stopped_before_it_began_leaves_nothing_behind(
    library: Library, paper: int
) -> None:
    refresher = StubRefresher(library)
    async with reading(library, refresher=refresher) as reader:
        reader.screen.action_fetch_all()
        reader.screen.action_cancel()
        await reader.press("j")
        assert reader.screen.status.progress == ""
        assert reader.said == "Stopped."
        assert refresher.asked == []


async def test_why_fetching_broke_off_is_said_last(library: Library, paper: int) -> None:
    refresher = StubRefresher(library)
    refresher.failure = FetchError("refresh_crashed", "Fetching ended unexpectedly.")
    async with reading(library, refresher=refresher) as reader:
        await reader.press("R")
        await reader.until(lambda: refresher.asked)
        await reader.settle()
        assert reader.said == "Fetching ended unexpectedly."
        assert reader.screen.status.progress == ""


async def test_counts_that_change_draw_their_rows_alone(
    library: Library, feed_with: Callable[..., int], monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = [feed_with(name, parsed_entry(name)) for name in ("a", "b", "c")]
    async with reading(library) as reader:
        tree = reader.screen.feeds
        drawn: list[str] = []
        draw = tree.render_row

        def draw_noted(index: int, line: int, width: int) -> Strip:
            drawn.append(tree._rows[index].title)
            return draw(index, line, width)

        monkeypatch.setattr(tree, "render_row", draw_noted)
        arrived = [parsed_entry("b2", published_at=NOW - 60 * 24 * HOUR)]
        library.database.write(apply_update, papers[1], arrived, NOW).result()
        library.bus.publish(EntriesArrived(papers[1], (4,)))
        await reader.until(lambda: drawn)
        assert set(drawn) == {"Unread", "B"}


class SlowRefresher:
    """Fetches three feeds of nine and then waits until it is stopped."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @property
    def parser(self) -> InlineParser:
        return InlineParser()

    @property
    def limits(self) -> Limits:
        return Limits()

    def obey(self, limits: Limits, wish_s: int) -> None:
        pass

    async def refresh(
        self, feed_ids: Sequence[int] | None = None, *, force: bool = False
    ) -> RefreshFinished:
        self._library.bus.publish(RefreshStarted(tuple(range(1, 10))))
        for feed_id in (1, 2, 3):
            self._library.bus.publish(FeedChecked(feed_id))
        self._library.bus.publish(RefreshProgress(3, 9, 0, 0))
        finished = RefreshFinished(9, 3, 0, 0, 0, 0, 1.0, is_cancelled=True)
        try:
            await asyncio.Event().wait()
        finally:
            self._library.bus.publish(finished)
        return finished

    async def aclose(self) -> None:
        pass


async def test_the_list_of_a_feed_that_is_followed_no_more_is_left(
    library: Library, paper: int, feed_with: Callable[..., int]
) -> None:
    feed_with("zebra", parsed_entry("z", "Stripes"))
    async with reading(library) as reader:
        await reader.press("1", "G")
        await reader.until(lambda: reader.titles == ["Stripes"])
        await reader.press("D")
        await reader.until(lambda: len(reader.titles) == 5)


async def test_the_count_above_the_list_follows_what_is_read(library: Library, paper: int) -> None:
    async with reading(library) as reader:
        assert "5" in reader.lines[0].split()
        await reader.press("m")
        await reader.until(lambda: "4" in reader.lines[0].split())


async def test_the_help_fills_the_screen_hangs_its_sentences_and_goes_to_its_end(
    library: Library, paper: int
) -> None:
    async with reading(library, NARROW) as reader:
        await reader.press("question_mark")
        await reader.until(lambda: any("Open the headline" in line for line in reader.lines))
        first = next(n for n, line in enumerate(reader.lines) if "Open the headline" in line)
        column = reader.lines[first].index("Open")
        assert reader.lines[first + 1][:column].strip() == ""
        width = reader.app.screen.query_one(VerticalScroll).scrollable_content_region.width
        written = [line.strip() for line in help_text(reader.app, width).plain.splitlines()]
        seen = [line.strip() for line in reader.lines[:-1] if line.strip()]
        assert seen[1:] == [line for line in written if line][: len(seen)][1:]
        assert not any("Headline One" in line for line in reader.lines)
        await reader.press("G")
        await reader.until(lambda: any("Quit at once." in line for line in reader.lines))


async def test_unsubscribing_can_be_taken_back_with_all_entries(
    library: Library, paper: int
) -> None:
    async with reading(library) as reader:
        await reader.press("1", "G", "D")
        await reader.until(lambda: library.database.read(count_view, View()).result() == 0)
        await reader.press("u")
        await reader.until(lambda: library.database.read(count_view, View()).result() == 5)
        feed = View(Scope.FEED, paper)
        assert library.database.read(count_view, feed).result() == 5


@pytest.mark.parametrize("size", [WIDE, NORMAL, NARROW])
async def test_every_pane_can_be_reached_in_every_size(
    library: Library, paper: int, size: tuple[int, int]
) -> None:
    async with reading(library, size) as reader:
        await reader.press("l")
        await reader.until(lambda: reader.article == "Headline One")
        assert reader.focused == "article"
        await reader.press("h")
        assert reader.focused == "headlines"
        assert any("Headline Three" in line for line in reader.lines)
        await reader.press("h")
        assert reader.focused == "feeds"
        assert any("Starred" in line for line in reader.lines)


async def test_a_hostile_title_is_shown_as_it_is_and_obeyed_by_nobody(
    library: Library, feed_with: Callable[..., int]
) -> None:
    title = "[@click=app.quit]Free[/] [bold \x1b[2J\x9b31m\u202edrow [/b]"
    feed_with("evil", parsed_entry("x", title))
    async with reading(library, WIDE) as reader:
        await reader.press("enter")
        await reader.until(lambda: reader.article)
        shown = "\n".join(reader.lines)
        assert "[@click=app.quit]Free[/] [bold" in shown
        assert not {"\x1b", "\x9b", "\u202e"} & set(shown)


async def test_help_lists_every_command(library: Library, paper: int) -> None:
    async with reading(library, (100, 80)) as reader:
        await reader.press("question_mark")
        await reader.until(
            lambda: any("Mark everything in the list read." in line for line in reader.lines)
        )
        await reader.press("escape")
        assert reader.app.screen is reader.screen


async def test_the_catalogue_is_picked_from_and_fetched(library: Library) -> None:
    refresher = SlowRefresher(library)
    async with reading(library, NORMAL, refresher) as reader:
        await reader.press("C", "space", "space", "enter")
        await reader.until(lambda: "Fetching" in reader.screen.status.progress)
        await reader.until(lambda: reader.screen.feeds.row_count > 7)
        await reader.press("escape")
        await reader.press("C", "space", "enter")
        await reader.until(lambda: reader.said == "You follow all of them already.")
        await reader.press("u")
        await reader.until(lambda: reader.said.startswith("Taken back: Followed: 2 feeds"))
        assert library.database.read(load_feeds).result() == []


async def test_b_keeps_a_copy_that_survives_unsubscribing(library: Library, paper: int) -> None:
    async with reading(library) as reader:
        await reader.press("b")
        await reader.until(lambda: entry(library, 0).is_bookmarked)
        await reader.press("B")
        await reader.until(lambda: any("Headline One" in line for line in reader.lines))
        await reader.press("q", "1", "G", "D")
        await reader.until(lambda: library.database.read(count_view, View()).result() == 0)
        await reader.until(lambda: reader.screen.feeds.row_count == 5)
        assert any("Bookmarks" in line and "1" in line for line in reader.lines)


async def test_a_small_screen_keeps_the_hints_that_matter_most(
    library: Library, paper: int
) -> None:
    async with reading(library, (40, 12)) as reader:
        assert "Enter open" in reader.lines[-1]
        await reader.press("enter")
        await reader.until(lambda: "Space read on" in reader.lines[-1])
        assert "? help" in reader.lines[-1]


async def test_tab_leaves_the_hints_that_stay_where_they_are(library: Library, paper: int) -> None:
    async with reading(library) as reader:
        at_headlines = reader.lines[-1]
        await reader.press("shift+tab")
        at_feeds = reader.lines[-1]

    for hint in ("n next unread", "Enter open", "/ search", "? help"):
        assert at_feeds.index(hint) == at_headlines.index(hint)
