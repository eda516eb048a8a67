"""What is typed after the colon."""

import pytest

from newsreader.domain.errors import UsageError
from newsreader.ui.commands import COMMANDS
from newsreader.ui.keys.newsboat import OPERATIONS
from newsreader.ui.keys.typed import (
    Typed,
    completions,
    next_completion,
    read_line,
    read_setting,
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("12", Typed(("go-to-number",), "12")),
        ("open 5", Typed(("go-to-number", "open"), "5")),
        ("q", Typed(("quit",))),
        ("exec mark-feed-read", Typed(("mark-all-read",))),
        ("exec  open 5", Typed(("go-to-number", "open"), "5")),
        ("save  notes.md", Typed(("save",), "notes.md")),
        ("mark-feed-read", Typed(("mark-all-read",))),
        ("set sort=title", Typed(("set",), "sort=title")),
        ("sort title", Typed(("set",), "sort=title")),
        ("group", Typed(("group",))),
    ],
)
def test_names_numbers_and_newsboats_names_are_understood(line: str, expected: Typed) -> None:
    assert read_line(line) == expected


@pytest.mark.parametrize("found", COMMANDS, ids=lambda c: c.id)
def test_every_command_can_be_typed_and_completed(found: object) -> None:
    assert read_line(found.id) == Typed((found.id,))  # type: ignore[attr-defined] # a Command
    assert found.id in completions(found.id)  # type: ignore[attr-defined] # a Command


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda o: o.name)
def test_every_operation_of_newsboat_is_understood_or_explained(operation: object) -> None:
    name, commands = operation.name, operation.commands  # type: ignore[attr-defined] # Operation
    if commands or name in {"set", "quit"}:
        assert read_line(name).commands
    else:
        with pytest.raises(UsageError, match="^" + name):
            read_line(name)


def test_unknown_names_are_answered_with_a_close_one() -> None:
    with pytest.raises(UsageError, match="Did you mean next-unread"):
        read_line("next-unred")


@pytest.mark.parametrize("setting", ["", "sort", "sort=colour", "fetch.timeout_s=5"])
def test_what_cannot_be_set_is_answered_with_what_can(setting: str) -> None:
    with pytest.raises(UsageError, match=r"newest|:set knows"):
        read_setting(setting)


def test_tab_goes_round_the_completions() -> None:
    choices = completions("toggle-l")
    assert choices == ["toggle-lines"]
    assert completions("set sort=t") == ["set sort=title", "set sort=title-backward"]
    assert completions("") == [*(found.id for found in COMMANDS), "set"]
    assert next_completion("x", "x", []) == "x"
    assert next_completion("a", "a", ["ab", "ac"]) == "ab"
    assert next_completion("a", "ab", ["ab", "ac"]) == "ac"
    assert next_completion("a", "ac", ["ab", "ac"]) == "ab"
    assert next_completion("a", "a", ["ab", "ac"], -1) == "ac"


def test_orders_have_newsboats_names_too() -> None:
    assert read_line("sort date-asc") == Typed(("set",), "sort=date-asc")
    assert read_setting("sort=date-asc") == ("sort", "oldest")
    assert read_setting("sort date") == ("sort", "newest")
    assert read_setting("sort=title-desc") == ("sort", "title-backward")


@pytest.mark.parametrize("line", ["source ~/more", "exec", "exec exec exec quit"])
def test_words_of_newsboat_for_nothing_here_say_why(line: str) -> None:
    with pytest.raises(UsageError, match=r"^(source|exec): "):
        read_line(line)
