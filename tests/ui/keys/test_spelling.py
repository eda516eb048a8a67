"""How keys are written."""

import pytest
from textual.keys import _character_to_key

from newsreader.ui.commands import COMMANDS
from newsreader.ui.keys.spelling import PUNCTUATION, normal_key, normal_keys, pressed_key


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("j", "j"),
        ("J", "J"),
        ("/", "/"),
        ("slash", "/"),
        ("Esc", "escape"),
        ("PgDn", "pagedown"),
        ("Ctrl-F", "ctrl+f"),
        ("^F", "ctrl+f"),
        ("shift+tab", "shift+tab"),
        ("ctrl+left", "ctrl+left"),
        ("ctrl+i", "tab"),
        ("F5", "f5"),
        ("↓", "down"),
        ("Ctrl-←", "ctrl+left"),
        ("alt+m", "alt+m"),
        ("Alt-M", "alt+shift+m"),
        ("alt+shift+m", "alt+shift+m"),
        ("-", "-"),
        ("ö", "ö"),
    ],
)
def test_a_key_has_one_spelling(written: str, key: str) -> None:
    assert normal_key(written) == key


@pytest.mark.parametrize(
    "written", ["", "ctrl", "ctrl+", "gg", "f25", "hyper+x", "\x1b", "ctrl++ "]
)
def test_what_is_no_key_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="is no key"):
        normal_key(written)


def test_a_sequence_is_keys_with_blanks_between() -> None:
    assert normal_keys("g  PgUp") == ("g", "pageup")
    assert normal_keys(" ") == ()


def test_signs_have_the_names_that_textual_gives_them() -> None:
    assert {_character_to_key(sign): sign for sign in PUNCTUATION.values()} == PUNCTUATION


def test_every_key_of_the_registry_is_a_key() -> None:
    assert all(normal_keys(key) for found in COMMANDS for key in found.keys)


@pytest.mark.parametrize(
    ("key", "character", "expected"),
    [
        ("slash", "/", "/"),
        ("space", " ", "space"),
        ("ctrl+f", "\x06", "ctrl+f"),
        ("up", None, "up"),
        ("alt+m", "m", "alt+m"),
        ("alt+shift+m", "M", "alt+shift+m"),
        ("alt+up", None, "alt+up"),
        ("alt+slash", None, "alt+/"),
        ("alt+l", "@", "@"),
        ("ctrl+underscore", "\x1f", "ctrl+_"),
    ],
)
def test_a_pressed_key_is_spelt_like_a_written_one(
    key: str, character: str | None, expected: str
) -> None:
    assert pressed_key(key, character) == expected
