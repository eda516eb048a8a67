"""What the environment says about the terminal, and sequences for it."""

from base64 import b64decode

import pytest

from newsreader.ui.terminal import (
    LONGEST_COPY,
    Colours,
    copy_sequence,
    in_tmux,
    is_remote,
    look,
    look_alike,
    notification_sequence,
    textual_settings,
)
from newsreader.ui.widgets.headline_line import BOOKMARK, STAR, UNREAD


@pytest.mark.parametrize(
    ("environ", "colours"),
    [
        ({"TERM": "xterm-256color", "COLORTERM": "truecolor"}, Colours.TRUE),
        ({"TERM": "xterm-kitty"}, Colours.TRUE),
        ({"TERM": "xterm-direct"}, Colours.TRUE),
        ({"TERM": "screen-256color"}, Colours.MANY),
        ({"TERM": "tmux-256color", "COLORTERM": ""}, Colours.MANY),
        ({"TERM": "screen"}, Colours.SIXTEEN),
        ({"TERM": "linux"}, Colours.SIXTEEN),
        ({"TERM": "xterm"}, Colours.SIXTEEN),
        ({"TERM": "vt220"}, Colours.NONE),
        ({"TERM": "dumb", "COLORTERM": "truecolor"}, Colours.NONE),
        ({}, Colours.NONE),
        ({"TERM": "xterm-kitty", "NO_COLOR": "1"}, Colours.NONE),
        ({"TERM": "xterm-kitty", "NO_COLOR": ""}, Colours.TRUE),
    ],
)
def test_the_environment_tells_how_many_colours(environ: dict[str, str], colours: Colours) -> None:
    assert look(environ, "utf-8").colours is colours


@pytest.mark.parametrize(
    ("environ", "theme"),
    [
        ({"TERM": "xterm-256color"}, None),
        ({"TERM": "xterm"}, "ansi-dark"),
        ({"TERM": "rxvt", "COLORFGBG": "0;default;15"}, "ansi-light"),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, "ansi-dark"),
        ({"TERM": "dumb"}, "ansi-dark"),
    ],
)
def test_a_terminal_of_few_colours_gets_its_own_theme(
    environ: dict[str, str], theme: str | None
) -> None:
    assert look(environ, "utf-8").theme == theme
    assert textual_settings(look(environ, "utf-8")).get("TEXTUAL_THEME") == theme


def test_textual_gets_no_truecolour_where_there_is_none() -> None:
    assert textual_settings(look({"TERM": "dumb"}, "utf-8")) == {
        "TEXTUAL_ANIMATIONS": "none",
        "TEXTUAL_SMOOTH_SCROLL": "0",
        "ESCDELAY": "40",
        "TEXTUAL_FPS": "120",
        "TEXTUAL_COLOR_SYSTEM": "standard",
        "TEXTUAL_THEME": "ansi-dark",
        "NO_COLOR": "1",
        "TEXTUAL_DISABLE_KITTY_KEY": "1",
    }
    assert "NO_COLOR" not in textual_settings(look({"TERM": "xterm"}, "utf-8"))


@pytest.mark.parametrize(
    ("encoding", "name"),
    [("UTF8", "utf-8"), ("latin-1", "iso8859-1"), (None, "ascii"), ("none such", "ascii")],
)
def test_the_encoding_has_one_name(encoding: str | None, name: str) -> None:
    assert look({"TERM": "xterm"}, encoding).encoding == name


def test_gnu_screen_erases_without_colour() -> None:
    assert not look({"TERM": "screen-256color"}, "utf-8").erases_in_colour
    assert look({"TERM": "tmux-256color"}, "utf-8").erases_in_colour


def test_boxes_and_signs_have_look_alikes() -> None:
    assert "".join(map(look_alike, "┌─┐│●★◆…▸漢")) == "+-+|*+=~>?"


def test_signs_that_stand_beside_each_other_differ_in_ascii() -> None:
    for signs in ((UNREAD, STAR, BOOKMARK), ("●", "○"), ("●", "◐"), ("▾", "▸")):
        alike = [look_alike(sign) for sign in signs]
        assert len({*alike}) == len(signs)
        assert "?" not in alike


def test_a_blank_stays_a_blank() -> None:
    assert "".join(map(look_alike, "4\u202f279\u00a0km")) == "4 279 km"


def test_letters_keep_what_ascii_has_of_them() -> None:
    assert "".join(map(look_alike, "Straße Łódź, Üsküdar ½")).replace("?", "_") == (
        "Strase Lodz, Uskudar _"
    )


def test_the_far_end_of_a_connection_is_known() -> None:
    assert is_remote({"SSH_CONNECTION": "192.0.2.1 5 192.0.2.2 22"})
    assert not is_remote({"SSH_TTY": ""})
    assert in_tmux({"TMUX": "/tmp/tmux-1000/default,1,0"})  # noqa: S108 - a value, not a file
    assert not in_tmux({})


def test_text_is_copied_in_base64() -> None:
    sequence = copy_sequence("Größe", {})
    assert sequence.startswith("\x1b]52;c;")
    assert sequence.endswith("\x07")
    assert b64decode(sequence[7:-1]).decode() == "Größe"


def test_tmux_gets_it_plain_and_wrapped() -> None:
    plain = copy_sequence("a", {})
    assert copy_sequence("a", {"TMUX": "x"}) == plain + f"\x1bPtmux;\x1b{plain}\x1b\\"


def test_what_is_too_long_is_not_copied_by_half() -> None:
    assert copy_sequence("x" * LONGEST_COPY, {})
    assert copy_sequence("x" * (LONGEST_COPY + 1), {}) == ""


def test_a_notification_holds_no_control_characters() -> None:
    sequence = notification_sequence("News\x1b]0;x\x07", "Zwölf; neu\x9c", {"TERM": "foot"})
    assert sequence == "\x1b]777;notify;News]0,x;Zwölf; neu\x07"
    assert notification_sequence("A", "4;1", {"TERM": "xterm"}) == "\x1b]9;A: 4;1\x07"
    assert notification_sequence("A", "b", {}, "osc777") == "\x1b]777;notify;A;b\x07"
    assert notification_sequence("A", "b", {"TERM": "foot"}, "osc9") == "\x1b]9;A: b\x07"
    assert notification_sequence("A", "b", {"TMUX": "x"}).startswith("\x1bPtmux;\x1b\x1b]9;")
