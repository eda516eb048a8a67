"""From keys to commands: sequences, counts, Escape, and no key that ever fails."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsreader.ui.keys.keymap import Entry, Keymap
from newsreader.ui.keys.own import keymap_named
from newsreader.ui.keys.resolver import MOST_TIMES, Resolver, Run, Verdict

KEYS = Keymap(
    "test",
    (
        Entry(("j",), ("line-down",)),
        Entry(("g", "g"), ("top",)),
        Entry(("g", "n"), ("next-unread",)),
        Entry((",", "x"), ("open", "save")),
        Entry(("x",), ("delete",), ("headlines",)),
        Entry(("x",), ("pictures",), ("article",)),
        Entry(("0",), ("go-to-feeds",)),
    ),
    has_counts=True,
)


def press(resolver: Resolver, *keys: str, pane: str = "headlines") -> Run | Verdict:
    """Press keys and give what came of the last one."""
    verdicts = [resolver.press(key, lambda e: not e.panes or pane in e.panes) for key in keys]
    return verdicts[-1]


def _everywhere(_: Entry) -> bool:
    return True


def _nowhere(_: Entry) -> bool:
    return False


@pytest.fixture
def resolver() -> Resolver:
    return Resolver(KEYS)


def test_a_sequence_waits_and_shows_what_was_pressed(resolver: Resolver) -> None:
    assert press(resolver, "g") is Verdict.WAITING
    assert resolver.pending == "g"
    assert press(resolver, "n") == Run(("next-unread",))
    assert resolver.pending == ""


def test_a_count_goes_with_the_command(resolver: Resolver) -> None:
    assert press(resolver, "1", "2") is Verdict.WAITING
    assert resolver.pending == "12"
    assert press(resolver, "j") == Run(("line-down",), 12)
    assert press(resolver, "3", "g", "g") == Run(("top",), 3)
    assert press(resolver, "j") == Run(("line-down",))


def test_a_digit_with_a_command_is_its_number_unless_a_count_has_begun(resolver: Resolver) -> None:
    assert press(resolver, "0") == Run(("go-to-feeds",), digit=10)
    without_zero = Resolver(Keymap("test", KEYS.entries[:1], has_counts=True))
    assert press(without_zero, "0") is Verdict.UNKNOWN
    assert press(without_zero, "1", "0", "j") == Run(("line-down",), 10)


@pytest.mark.parametrize("command_id", ["delete", "line-down", "top"])
def test_a_digit_that_is_the_key_of_a_command_is_no_count(command_id: str) -> None:
    resolver = Resolver(Keymap("test", (Entry(("5",), (command_id,)),)))
    run = press(resolver, "5")
    assert isinstance(run, Run)
    assert run.number_for(command_id) == 0


def test_each_command_of_a_macro_gets_a_count_and_its_digit_where_it_takes_a_number() -> None:
    commands = ("go-to-number", "delete")
    resolver = Resolver(Keymap("test", (Entry(("5",), commands), Entry(("%",), commands)), True))
    alone, counted = press(resolver, "5"), press(resolver, "3", "%")
    assert isinstance(alone, Run)
    assert isinstance(counted, Run)
    assert [alone.number_for(one) for one in commands] == [5, 0]
    assert [counted.number_for(one) for one in commands] == [3, 3]


def test_escape_and_keys_without_a_meaning_drop_what_was_begun(resolver: Resolver) -> None:
    for last in ("escape", "ö"):
        assert press(resolver, "5", "g", last) is Verdict.DROPPED
        assert resolver.pending == ""
    assert press(resolver, "escape") is Verdict.UNKNOWN


def test_a_key_means_what_its_pane_says(resolver: Resolver) -> None:
    assert press(resolver, "x") == Run(("delete",))
    assert press(resolver, "x", pane="article") == Run(("pictures",))
    assert press(resolver, "x", pane="feeds") is Verdict.UNKNOWN


def test_a_macro_is_its_commands_in_order(resolver: Resolver) -> None:
    assert press(resolver, ",", "x") == Run(("open", "save"))


def test_digits_are_no_counts_where_the_keymap_has_none() -> None:
    resolver = Resolver(Keymap("test", KEYS.entries))
    assert press(resolver, "5") is Verdict.UNKNOWN


@pytest.mark.parametrize("name", ["default", "vim", "newsboat"])
@given(data=st.data())
def test_no_sequence_of_keys_fails_and_what_waits_can_be_dropped(
    name: str, data: st.DataObject
) -> None:
    keymap = keymap_named(name)
    known = sorted({key for entry in keymap.entries for key in entry.keys})
    keys = st.sampled_from([*known, *"0123456789", "escape", "ö", "f13"])
    resolver = Resolver(keymap)
    for key in data.draw(st.lists(keys, max_size=12)):
        here = data.draw(st.booleans())
        verdict = resolver.press(key, _everywhere if here else _nowhere)
        assert (verdict is Verdict.WAITING) is bool(resolver.pending)
        if isinstance(verdict, Run):
            assert any(entry.commands == verdict.commands for entry in keymap.entries)
            assert 0 <= verdict.number <= MOST_TIMES
    resolver.press("escape", _nowhere)
    assert resolver.pending == ""


@pytest.mark.parametrize("name", ["default", "vim", "newsboat"])
def test_every_sequence_of_a_keymap_leads_to_its_command(name: str) -> None:
    keymap = keymap_named(name)
    for entry in keymap.entries:
        pane = entry.panes[0] if entry.panes else ""
        run = press(Resolver(keymap), *entry.keys, pane=pane)
        assert isinstance(run, Run)
        assert run.commands == entry.commands
