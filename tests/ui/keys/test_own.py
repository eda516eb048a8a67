"""The reader's own keys over a keymap: they win, and what is wrong with them is told."""

from collections.abc import Iterator
from pathlib import Path
from tomllib import loads

import pytest

from newsreader.config.keys import KeyChoice, key_choices
from newsreader.ui.commands import COMMANDS
from newsreader.ui.keys.document import keys_document
from newsreader.ui.keys.keymap import Keymap
from newsreader.ui.keys.own import keymap_named, make_keymap

PATH = Path("config.toml")


def own(keymap_name: str = "default", /, **keys: str | list[str]) -> tuple[Keymap, list[str]]:
    """Lay keys over a keymap; underscores in names stand for hyphens."""
    choices = [
        KeyChoice(
            "keys", command.replace("_", "-"), tuple([v] if isinstance(v, str) else v), PATH, n
        )
        for n, (command, v) in enumerate(keys.items(), 1)
    ]
    keymap, problems = make_keymap(keymap_name, choices)
    return keymap, [str(problem) for problem in problems]


def clashes(keymap: Keymap) -> Iterator[tuple[str, str]]:
    for number, entry in enumerate(keymap.entries):
        for other in keymap.entries[number + 1 :]:
            short = min(len(entry.keys), len(other.keys))
            if entry.keys[:short] == other.keys[:short] and entry.meets(other):
                yield entry.text, other.commands[0]


@pytest.mark.parametrize("name", ["default", "vim", "newsboat"])
def test_no_key_of_a_keymap_means_two_things(name: str) -> None:
    assert list(clashes(keymap_named(name))) == []


@pytest.mark.parametrize("name", ["default", "vim", "newsboat"])
def test_keymaps_bind_commands_that_exist(name: str) -> None:
    known = {found.id for found in COMMANDS}
    bound = {command for entry in keymap_named(name).entries for command in entry.commands}
    assert bound <= known


def test_own_keys_take_the_place_of_the_keymaps() -> None:
    keymap, problems = own(next_unread=["ctrl+n", "g n"], toggle_star="%", top="home")
    assert problems == []
    assert keymap.signs_of("next-unread") == ["Ctrl-N", "g n"]
    assert keymap.signs_of("toggle-star") == ["%"]


def test_the_example_of_the_docs_is_without_mistakes() -> None:
    example = keys_document().split("```toml\n")[1].partition("```")[0]
    choices = [
        one for one in key_choices(PATH, example, loads(example)) if isinstance(one, KeyChoice)
    ]
    assert len(choices) == 4
    for name in ("default", "vim", "newsboat"):
        assert make_keymap(name, choices)[1] == []


@pytest.mark.parametrize(("name", "commands"), [(", x", ()), ("", ("open",))])
def test_a_macro_without_keys_or_commands_is_a_mistake(
    name: str, commands: tuple[str, ...]
) -> None:
    _, problems = make_keymap("default", [KeyChoice("macros", name, commands, PATH, 3)])
    assert ["A macro needs" in str(problem) for problem in problems] == [True]


def test_an_empty_key_unbinds() -> None:
    keymap, problems = own(quit="")
    assert problems == []
    assert keymap.signs_of("quit") == []


def test_a_key_that_is_taken_goes_to_its_new_command_and_the_loss_is_told() -> None:
    keymap, problems = own(toggle_star="j")
    assert problems == [
        'config.toml:1: "j" is also the key of line-down: give that another one in [keys].'
    ]
    assert keymap.signs_of("toggle-star") == ["j"]
    assert keymap.signs_of("line-down") == ["↓"]
    assert own(toggle_star="j", line_down="down")[1] == []


def test_a_sequence_that_cannot_be_typed_any_more_is_told() -> None:
    keymap, problems = own(next_unread="g n")
    assert problems == ['config.toml:1: "g n" and "g" of top cannot both be typed: change one.']
    assert list(clashes(keymap)) == []


def test_two_own_keys_that_are_the_same_are_told_and_the_first_stays() -> None:
    keymap, problems = own(quit="%", back="%")
    assert problems == [
        'config.toml:2: "%" is also the key of quit: give that another one in [keys].'
    ]
    assert keymap.signs_of("quit") == ["%"]
    assert keymap.signs_of("back") == ["q"]


@pytest.mark.parametrize(
    ("keys", "sentence"),
    [
        ({"opn": "o"}, 'config.toml:1: There is no command "opn". Did you mean "open"?'),
        ({"open": "hyper+x"}, '"hyper+x" is no key'),
    ],
)
def test_unknown_commands_and_keys_are_told_and_change_nothing(
    keys: dict[str, str], sentence: str
) -> None:
    keymap, problems = own("default", **keys)
    assert sentence in problems[0]
    assert keymap.entries == keymap_named("default").entries


def test_a_mistake_in_a_list_is_told_with_the_line_of_its_own() -> None:
    choices = [
        KeyChoice("keys", "open", ("hyper+x", "Ctrl-F"), PATH, 3, (4, 5)),
        KeyChoice("keys", "help", ("%", "Ctrl-F"), PATH, 7, (8, 9)),
        KeyChoice("macros", "; o", ("open", "fly"), PATH, 12, (13, 14)),
    ]
    assert [str(problem).partition(":")[2] for problem in make_keymap("default", choices)[1]] == [
        '4: "hyper+x" is no key; keys are written as in "g g", "Ctrl-F" or "PgDn".',
        '14: There is no command "fly". docs/keys.md lists them all.',
        '9: "Ctrl-F" is also the key of page-down: give that another one in [keys].',
    ]


def test_macros_are_commands_in_order() -> None:
    choices = [
        KeyChoice("macros", "; o", ("open-link", "mark-read"), PATH, 3),
        KeyChoice("macros", "; x", ("open-link", "fly"), PATH, 4),
    ]
    keymap, problems = make_keymap("default", choices)
    assert keymap.entries[0].commands == ("open-link", "mark-read")
    assert [str(problem) for problem in problems] == [
        'config.toml:4: There is no command "fly". docs/keys.md lists them all.'
    ]
