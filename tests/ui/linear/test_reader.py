"""Reading in linear mode, by lines as through a pipe."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest

from factory import NOW, parsed_entry
from newsreader.config.keys import KEYS, KeyChoice
from newsreader.config.model import Settings
from newsreader.domain.feed import Feed
from newsreader.domain.view import Scope, View
from newsreader.services.library import Library
from newsreader.store.database import Database
from newsreader.store.feeds import load_feed
from newsreader.store.headlines import count_view, unread_counts
from newsreader.ui.linear.changes import Changes
from newsreader.ui.linear.reader import LinearReader
from newsreader.ui.linear.speech import UNKNOWN_KEY, Lines

HTML = (
    '<p>First <a href="https://example.org/more">part</a>.</p><p>Second part.</p>'
    "<table><tr><td>Place:</td><td>Istanbul</td></tr><tr><td>Date:</td><td>Monday</td></tr>"
    "<tr><td>Cause:</td><td>Fog</td></tr></table>"
)


@pytest.fixture
def paper(feed_with: Callable[..., int]) -> int:
    return feed_with(
        "paper",
        parsed_entry("a", "Ships wait", html=HTML, published_at=NOW - 3_600),
        parsed_entry("b", "Nets mended", published_at=NOW - 7_200),
        parsed_entry("c", "Fog lifts", published_at=NOW - 10_800),
        folder=("Coast",),
    )


def read(library: Library, *lines: str, settings: Settings | None = None) -> list[str]:
    """Give commands and, after the greeting, what is said."""
    target = StringIO()
    voice = Lines(StringIO("".join(f"{line}\n" for line in lines)), target)
    LinearReader(library, settings or Settings(), voice).run()
    return target.getvalue().splitlines()[1:]


def test_the_unread_headlines_are_told_at_the_start(library: Library, paper: int) -> None:
    assert read(library) == [
        "Unread, 3 headlines.",
        "1 of 3, unread, Paper, 1 hour ago: Ships wait",
    ]


def test_j_and_k_go_one_headline_on_and_back(library: Library, paper: int) -> None:
    said = read(library, "j", "j", "j", "k", "g", "k")

    assert [line[:6] for line in said[2:]] == [
        "2 of 3", "3 of 3", "This i", "2 of 3", "1 of 3", "This i",
    ]  # fmt: skip


def test_an_article_is_read_part_by_part(library: Library, paper: int) -> None:
    said = read(library, "", "", "", "", "", "", "", "", "")

    assert said[2:7] == [
        "Ships wait. Paper, 1 hour ago.",
        "First part (link 1).",
        "Second part.",
        "Details:",
        "Place: Istanbul",
    ]
    assert said[-1] == "End of the article."


def test_an_opened_article_is_read(library: Library, paper: int) -> None:
    read(library, "")

    assert library.database.read(unread_counts).result() == {paper: 2}


def test_a_library_that_is_read_only_is_told_once_and_can_be_read(
    library: Library, paper: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Database, "is_read_only", True)

    said = read(library, "", "n", "/istanbul")

    assert said[0].startswith("This library is read-only: nothing is fetched or marked.")
    assert said[3] == "Ships wait. Paper, 1 hour ago."
    assert said[4] == "Nets mended. Paper, 2 hours ago."
    assert said[5] == "The search is not complete: this library is read-only."
    assert said[6] == "Found for istanbul, nothing."
    assert library.database.read(unread_counts).result() == {paper: 3}


def test_reading_on_tells_the_rest_and_then_the_next_article(library: Library, paper: int) -> None:
    said = read(library, "", "read-on", "read-on")

    assert "Cause: Fog" in said
    assert said[-1] == "Nets mended. Paper, 2 hours ago."


def test_d_goes_to_the_details(library: Library, paper: int) -> None:
    assert read(library, "", "d", "j")[-2:] == ["Details:", "Place: Istanbul"]
    assert read(library, "j", "open", "d")[-1] == "There are no details here."


def test_marks_are_made_told_and_taken_back(library: Library, paper: int) -> None:
    said = read(library, "s", "b", "m", "redraw", "u", "redraw")

    assert said[2:5] == [
        "Starred: Ships wait",
        "Bookmarked: Ships wait",
        "Marked read: Ships wait",
    ]
    assert said[5] == "1 of 3, starred, bookmarked, Paper, 1 hour ago: Ships wait"
    assert said[6] == "Taken back: Marked read: Ships wait"
    assert said[7].startswith("1 of 3, unread, starred")
    assert library.database.read(count_view, View(Scope.STARRED)).result() == 1


def test_what_is_set_for_a_feed_is_told_changed_and_taken_back(
    library: Library, paper: int
) -> None:
    said = read(library, "feed-settings", "how often 30", "u", "1", "G", "feed-settings", "")
    assert said[2:8] == [
        "name: Paper (its own)",
        "folder: Coast",
        "address: https://paper.example/feed",
        "how often: as for all feeds",
        "user: (none)",
        "password: (none)",
    ]
    assert "It is fetched every 30 minutes now. u takes it back." in said
    assert "Taken back: Changed Paper: how often" in said
    assert said[-1] == "Nothing is changed."


def test_a_setting_of_a_feed_may_be_typed_with_the_command(library: Library, paper: int) -> None:
    told = read(library, "feed-settings name Mine", "feed-settings folder", "default")[2:]
    assert told == [
        "Its name is Mine now. u takes it back.",
        "folder, the folder it is in, News/World, made if needed; empty: none. Or type default:",
        "It is in no folder now. u takes it back.",
    ]
    told = read(library, "feed-settings paused", "feed-settings password x", "feed-settings zzz")
    assert told[2] == "Paused: Mine. u takes it back."
    assert told[3].startswith("Passwords and headers are typed unseen")
    assert told[4].startswith("There is name, folder, address")
    assert "There is no feed here." in read(library, "1", "feed-settings")
    assert read(library, "feed-settings name Mine")[-1] == "It is so already."


def test_all_is_marked_read_and_taken_back(library: Library, paper: int) -> None:
    said = read(library, "A", "u", "U")

    assert said[2] == "Marked 3 read. u takes it back."
    assert said[-1] == "Done again: Marked all read: Unread"
    assert library.database.read(unread_counts).result() == {}


def test_feeds_and_folders_are_a_list_like_any_other(library: Library, paper: int) -> None:
    said = read(library, "1", "G", "k", "j", "")

    assert said[2] == "1 of 7, Unread, 3"
    assert said[3:6] == [
        "7 of 7, feed Paper, 3 unread",
        "6 of 7, folder Coast, 3 unread",
        "7 of 7, feed Paper, 3 unread",
    ]
    assert said[6] == "Paper, 3 headlines."


def test_a_search_lists_what_it_finds_and_q_leaves_it(library: Library, paper: int) -> None:
    said = read(library, "/istanbul", "q", "search", "fog lifts")

    assert "Found for istanbul, 1 headline." in said
    assert said[-2:] == ["Found for fog lifts, 1 headline.", said[-1]]
    assert "Fog lifts" in said[-1]
    assert "Unread, 3 headlines." in said[3:]


def test_unread_ones_only_or_all_standing_on_the_same_headline(
    library: Library, paper: int
) -> None:
    said = read(library, "m", "j", "v", "v")

    assert said[-3:] == [
        "Only unread ones.",
        "Unread, 2 headlines.",
        "1 of 2, unread, Paper, 2 hours ago: Nets mended",
    ]


def test_a_link_is_opened_by_its_number_or_told(
    library: Library, paper: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)

    said = read(library, "", "f 1", "f", "9", "f x")

    assert said[-4:] == [
        "No browser here. The address is https://example.org/more",
        "Number of the link, 1 to 1:",
        "There is no such link.",
        "There is no such link.",
    ]


def test_what_is_no_command_is_told(library: Library, paper: int) -> None:
    assert "'zzz' is no command" in read(library, "zzz")[-1]


def test_help_names_every_key_in_words(library: Library, paper: int) -> None:
    said = read(library, "?")

    assert "slash, search: find articles by their words." in said
    assert "Shift A, mark-all-read: mark everything in the list read." in said


def test_q_ends_the_program_before_the_input_does(library: Library, paper: int) -> None:
    assert read(library, "q", "j") == read(library)


def test_an_empty_library_says_what_to_do(library: Library) -> None:
    said = read(library, "j", "", "s", "A", "n")

    assert said[0] == "You follow no feeds yet. Quit, then: newsreader add ADDRESS"
    assert said[-1] == "Nothing more unread here."


def test_hostile_text_becomes_one_plain_line(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("paper", parsed_entry("a", "Evil\x1b[2J\n\u202etitle"))

    assert read(library)[1].endswith("Evil[2J title")


def test_pictures_are_not_told_when_they_are_off(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("paper", parsed_entry("a", "A", html='<img src="/p.png" alt="A pier"><p>Text.</p>'))
    off = Settings()._replace(reading=Settings().reading._replace(images="off"))

    assert read(library, "", "j", "m", settings=off)[2:4] == ["A. Paper, just now.", "Text."]
    assert read(library, "", "j")[-1] == "Picture: A pier (link 1)"


def test_a_list_of_all_is_not_called_unread(library: Library, paper: int) -> None:
    said = read(library, "v", "v")

    assert [line for line in said if line.endswith("headlines.")] == [
        "Unread, 3 headlines.",
        "All articles, 3 headlines.",
        "Unread, 3 headlines.",
    ]


def test_without_feeds_there_is_nothing_to_fetch(library: Library) -> None:
    assert "There is no feed to fetch." in read(library, "fetch-all")


def test_a_key_without_a_name_is_told_as_this_key(library: Library, paper: int) -> None:
    said = read(library, UNKNOWN_KEY, "fly")

    assert said[2:] == [
        "This key is no command. Question mark says the commands.",
        "'fly' is no command. Question mark says the commands.",
    ]


def test_own_keys_of_the_settings_are_obeyed_and_mistakes_in_them_told(
    library: Library, paper: int, tmp_path: Path
) -> None:
    own = (
        KeyChoice(KEYS, "toggle-star", ("%",), tmp_path / "c.toml", 2),
        KeyChoice(KEYS, "undo", ("nonsense",), tmp_path / "c.toml", 3),
    )
    said = read(library, "%", settings=Settings()._replace(own_keys=own))

    assert said[0].startswith(f"{tmp_path}/c.toml:3: ")
    assert said[-1] == "Starred: Ships wait"


def test_what_stands_before_or_after_a_headline_is_marked_read(
    library: Library, paper: int
) -> None:
    said = read(library, "j", "(", "u", ")", ")", "mark-everything-read", "mark-older-read 1")

    assert said[3:] == [
        "Marked 1 article read. u takes it back.",
        "Taken back: Marked 1 article read",
        "Marked 1 article read. u takes it back.",
        "All was read already.",
        "Marked all feeds read. u takes it back.",
        "There is nothing to mark.",
    ]


def test_what_stands_among_the_feeds_is_marked_read_there(library: Library, paper: int) -> None:
    read(library, "1", "j", "j", "A")
    assert library.database.read(unread_counts).result() == {paper: 3}
    assert read(library, "1", "G", "A")[-1] == "Marked 3 read. u takes it back."


def test_what_is_older_than_some_days_is_marked_read_among_the_feeds(
    library: Library, paper: int, feed_with: Callable[..., int]
) -> None:
    feed_with("second", parsed_entry("z", "Old news", published_at=NOW - 90_000))
    said = read(library, "1", "G", "k", "mark-older-read 1", "j", "mark-older-read 1")

    assert said[4:] == [
        "7 of 8, feed Paper, 3 unread",
        "There is nothing to mark.",
        "8 of 8, feed Second, 1 unread",
        "Marked 1 article read. u takes it back.",
    ]


def test_an_article_is_deleted_and_comes_back(library: Library, paper: int) -> None:
    said = read(library, "j", "X", "u")

    assert said[3:6] == [
        "Deleted “Nets mended”. u takes it back.",
        "Unread, 2 headlines.",
        "2 of 2, unread, Paper, 3 hours ago: Fog lifts",
    ]
    assert said[7] == "Unread, 3 headlines."


def test_so_many_headlines_are_marked_from_the_cursor_on(library: Library, paper: int) -> None:
    vim = Settings()._replace(screen=Settings().screen._replace(keymap="vim"))
    said = read(library, "j", "2 s", "2 s", "9 m", "2 b", "2 b", "mark-unread 2", settings=vim)

    assert said[3:] == [
        "Starred 2 articles. u takes it back.",
        "Took the star from 2 articles. u takes it back.",
        "Marked 2 articles read. u takes it back.",
        "Bookmarked 2 articles. u takes it back.",
        "All was kept already.",
        "Marked 2 articles unread. u takes it back.",
    ]
    assert read(library, "2 X", settings=vim)[2:] == [
        "Deleted 2 articles. u takes it back.",
        "Unread, 1 headline.",
        "1 of 1, unread, bookmarked, Paper, 3 hours ago: Fog lifts",
    ]
    assert read(library, "g 1", "2 s", settings=vim)[-1] == "There is no article here."


def test_the_order_and_the_groups_of_lists_are_chosen(library: Library, paper: int) -> None:
    said = read(library, "sort title", "reverse-sort", "O", "", "sort zzz", "group day", "j")

    assert said[4] == "3 of 3, unread, Paper, 1 hour ago: Ships wait"
    assert said[7] == "1 of 3, unread, Paper, 1 hour ago: Ships wait"
    assert said[8].startswith("sort, now title-backward, can be: newest, oldest, feed")
    assert said[9] == "Nothing is changed."
    assert said[10].startswith("sort can be: newest")
    assert said[13].startswith("Today. 1 of 3")
    assert said[14].startswith("2 of 3")


def test_tags_are_told_and_written(library: Library, paper: int) -> None:
    said = read(library, "t", "Fog, Ships", "edit-tags -fog", "t", "", "B")

    assert said[2:] == [
        "Tags: none.",
        "Tags to add, with commas between them; -name takes one away:",
        "Changed tags. u takes it back.",
        "Changed tags. u takes it back.",
        "Tags: Ships.",
        "Perhaps: Coast.",
        "Tags to add, with commas between them; -name takes one away:",
        "Nothing is changed.",
        "Bookmarks, 1 headline.",
        "1 of 1, unread, bookmarked, Paper, 1 hour ago: Ships wait",
    ]


def test_one_goes_from_feed_to_feed_and_leaves_one(
    library: Library, paper: int, feed_with: Callable[..., int]
) -> None:
    feed_with("second", parsed_entry("z", "Late news", published_at=NOW - 60))
    said = read(library, "]", "]", "]", "[", "1", "D", "u")

    assert [line for line in said if line.endswith(("headlines.", "headline."))] == [
        "Unread, 4 headlines.",
        "Paper, 3 headlines.",
        "Second, 1 headline.",
        "Paper, 3 headlines.",
    ]
    assert "There is no other feed that way." in said
    assert "You no longer follow Paper. u takes it back." in said
    assert said[-2] == "Taken back: Unsubscribed: Paper"


def test_one_goes_to_feeds_that_have_something_unread_now(
    library: Library, paper: int, feed_with: Callable[..., int]
) -> None:
    feed_with("second", parsed_entry("z", "Late news", published_at=NOW - 60))
    said = read(library, "mark-everything-read", "1", "}", "A", "k", "u", "}", "}", "{")

    assert said[4] == "There is no other unread feed that way."
    assert said[5] == "All was read already."
    assert [line for line in said[6:] if line.endswith(("headlines.", "headline."))] == [
        "Paper, 3 headlines.",
        "Second, 1 headline.",
        "Paper, 3 headlines.",
    ]


def test_one_goes_on_from_the_feed_that_was_added(
    library: Library,
    paper: int,
    feed_with: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def follow(*_: object) -> Feed | None:
        return library.database.read(load_feed, feed_with("second")).result()

    monkeypatch.setattr(Changes, "follow", follow)
    said = read(library, "add-feed second.example", "1", "[")

    assert said[3:7] == [
        "You follow Second now.",
        "Second, nothing.",
        "There is nothing here.",
        "8 of 8, feed Second",
    ]
    assert said[7] == "Paper, 3 headlines."


def test_the_list_of_a_feed_that_was_left_gives_way_to_unread(
    library: Library, paper: int, feed_with: Callable[..., int]
) -> None:
    feed_with("second", parsed_entry("z", "Late news", published_at=NOW - 60))
    said = read(library, "]", "/istanbul", "1", "D", "2", "q")

    assert said[-3:] == [
        "There is nothing here.",
        "Unread, 1 headline.",
        "1 of 1, unread, Second, 1 minute ago: Late news",
    ]


def test_the_list_of_a_feed_that_was_left_once_more_gives_way_to_unread(
    library: Library, paper: int
) -> None:
    said = read(library, "1", "G", "D", "u", "G", "", "U")

    assert said[-3] == "Done again: Unsubscribed: Paper"
    assert said[-2:] == ["Unread, nothing.", "There is nothing here."]


def test_the_list_of_all_loses_what_was_of_a_feed_that_was_left(
    library: Library, paper: int, feed_with: Callable[..., int]
) -> None:
    feed_with("second", parsed_entry("z", "Late news", published_at=NOW - 60))
    said = read(library, "1", "G", "k", "D", "2", "1", "u", "2")

    assert said[5] == "You no longer follow Paper. u takes it back."
    assert said[7] == "1 of 1, unread, Second, 1 minute ago: Late news"
    assert said[-1] == "1 of 4, unread, Second, 1 minute ago: Late news"


def test_articles_are_saved_and_written_to_files(
    library: Library, paper: int, tmp_path: Path
) -> None:
    one, all_ = tmp_path / "one.md", tmp_path / "all.txt"
    said = read(library, f"save {one}", "export", f"{all_}", "export x.zzz")

    assert said[2] == f"Saved {one}"
    assert said[3].endswith("Unread, 3 headlines:")
    assert said[4] == f"3 articles written to {all_}."
    assert said[5].startswith("End the name with one of")
    assert "Second part." in one.read_text()
    assert "Nets mended" in all_.read_text()


def test_a_command_is_typed_by_its_name(library: Library, paper: int) -> None:
    said = read(library, ":", "mark-read", ":3", ":zzz", "history", "L")

    assert said[2:4] == ["Command, or number:", "Marked read: Ships wait"]
    assert said[4].startswith("3 of 3")
    assert said[5].startswith("':zzz' is no command.")
    assert said[6:] == ["Marked read: Ships wait"] * 2


def test_articles_are_opened_one_after_the_other_read_or_not(library: Library, paper: int) -> None:
    said = read(library, "mark-everything-read", "J", "K", "K", "random-unread")

    assert said[3:] == [
        "Nets mended. Paper, 2 hours ago.",
        "Ships wait. Paper, 1 hour ago.",
        "This is the first one.",
        "Nothing unread here.",
    ]
