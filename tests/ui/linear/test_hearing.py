"""What keys and lines mean in linear mode: the keymap, the own keys, macros, numbers."""

from pathlib import Path

import pytest

from newsreader.config.keys import KEYS, MACROS, KeyChoice
from newsreader.ui.keys.own import make_keymap
from newsreader.ui.linear.commands import Typed
from newsreader.ui.linear.hearing import ARTICLE, FEEDS, Heard, Hearing
from newsreader.ui.linear.speech import key_name


def hearing(name: str = "default", *choices: tuple[str, str, tuple[str, ...]]) -> Hearing:
    """Understand by a keymap under one's own keys (table, name, values)."""
    keymap, problems = make_keymap(name, [KeyChoice(*one, Path("c"), 1) for one in choices])
    assert not problems
    return Hearing(keymap)


def press(heard: Hearing, *keys: str, pane: str = "headlines") -> Heard | None:
    """Press keys one after the other; give what the last one came to."""
    return [heard.key(key, pane) for key in keys][-1]


def ids(heard: Heard | None) -> list[str]:
    assert heard is not None
    return [typed.id for typed in heard.commands]


@pytest.mark.parametrize(
    ("sent", "command"),
    [("n", "next-unread"), ("\r", "open"), (" ", "read-on"), ("/", "search"), ("\x1a", "undo")],
)
def test_a_key_is_found_by_what_a_terminal_sends(sent: str, command: str) -> None:
    assert ids(hearing().key(key_name(sent))) == [command]


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("\n", Typed("open")),
        ("n\n", Typed("next-unread")),
        ("next-unread\n", Typed("next-unread")),
        (":next-unread\n", Typed("next-unread")),
        ("/two words\n", Typed("search", "two words")),
        ("f 3\n", Typed("choose-link", "3")),
        ("12\n", Typed("go-to-number", "12")),
        ("sort title\n", Typed("sort", "title")),
        ("mark-feed-read\n", Typed("mark-all-read")),
        (":set sort=title\n", Typed("sort", "title")),
        (":set group day\n", Typed("group", "day")),
    ],
)
def test_a_line_is_a_name_or_a_key_and_an_argument(line: str, typed: Typed) -> None:
    assert hearing().line(line).commands == (typed,)


def test_open_with_a_number_goes_to_that_line_first() -> None:
    assert ids(hearing().line(":open 5")) == ["go-to-number", "open"]
    assert hearing().line(":open 5").commands[0].argument == "5"
    assert hearing().line("open").commands == (Typed("open"),)


def test_what_is_no_command_is_given_back() -> None:
    assert hearing().line("nonsense\n") == Heard(text="nonsense")
    assert hearing().line("toggle-zen\n") == Heard(text="toggle-zen")
    assert hearing().line(":set theme=x\n") == Heard(text=":set theme=x")
    assert hearing().key("ä") == Heard(text="ä")


def test_own_keys_work_and_those_they_replace_do_not() -> None:
    own = hearing("default", (KEYS, "toggle-star", ("%", "; s")))
    assert ids(own.key("%")) == ["toggle-star"]
    assert press(hearing("default", (KEYS, "toggle-star", ("%",))), "s") == Heard(text="s")
    assert own.key(";") is None
    assert ids(own.key("s")) == ["toggle-star"]
    assert own.line("; s").commands == (Typed("toggle-star"),)
    assert "%, toggle-star: star, or take the star away." in (
        line.replace("percent sign", "%") for line in own.help_lines()
    )


def test_a_macro_is_several_commands() -> None:
    own = hearing("default", (MACROS, "; o", ("open-link", "mark-read")))
    assert ids(press(own, ";", "o")) == ["open-link", "mark-read"]
    assert "semicolon, then o: open-link, then mark-read." in own.help_lines()


def test_help_says_where_a_key_works() -> None:
    lines = [*hearing("newsboat").help_lines()]

    assert "down, line-down: the next headline, feed, or part of the article." in lines
    assert "Shift J in an article, next-headline: open the next article, read or not." in lines
    assert "Shift O in the headlines or an article: open-link, then mark-read." in lines
    keys = [line.partition(":")[0].rpartition(", ")[0] for line in lines]
    told = [key for key in keys if key]
    assert len(told) == len(set(told))


def test_the_keymap_of_the_settings_is_obeyed() -> None:
    vim = hearing("vim")
    assert press(vim, "5", "j") == Heard((Typed("line-down", "5"),))
    assert press(vim, "1", "2", "G") == Heard((Typed("go-to-number", "12"),))
    assert ids(press(vim, "g", "g")) == ["top"]
    newsboat = hearing("newsboat")
    assert ids(press(newsboat, "j")) == ["next-feed"]
    assert ids(press(newsboat, "l", pane=FEEDS)) == []
    assert press(newsboat, "3", pane=ARTICLE) == Heard((Typed("follow-link", "3"),))


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("3 s", Typed("toggle-star", "3")),
        (":17 s", Typed("toggle-star", "17")),
        ("5 j", Typed("line-down", "5")),
        ("12 G", Typed("go-to-number", "12")),
        ("12", Typed("go-to-number", "12")),
        ("99999 X", Typed("delete", "9999")),
        ("3 t", Typed("edit-tags")),
        ("2 g j", Typed("next-feed")),
    ],
)
def test_a_line_may_begin_with_a_count_where_the_keymap_has_counts(line: str, typed: Typed) -> None:
    assert hearing("vim").line(line).commands == (typed,)


def test_a_count_before_a_key_says_how_many_headlines() -> None:
    assert press(hearing("vim"), "3", "s") == Heard((Typed("toggle-star", "3"),))
    assert press(hearing("vim"), "3", "t") == Heard((Typed("edit-tags"),))


@pytest.mark.parametrize("line", ["3 s", ":3 s", "1 s"])
def test_a_number_with_something_behind_it_is_no_line_to_go_to(line: str) -> None:
    assert hearing().line(line) == Heard(text=line)
    assert hearing("vim").line("3 zzz") == Heard(text="3 zzz")
    assert hearing("vim").line("0 s") == Heard(text="0 s")


def test_escape_drops_what_was_begun() -> None:
    vim = hearing("vim")
    assert press(vim, "g", "escape") == Heard(text="escape")
    assert ids(vim.key("j")) == ["line-down"]
