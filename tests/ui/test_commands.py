"""The registry of commands: no key means two things, nothing is promised that does not exist."""

from pathlib import Path

import pytest

from newsreader.ui.app import NewsreaderApp
from newsreader.ui.commands import COMMANDS, Command, Scope, command, key_signs
from newsreader.ui.keys.document import keys_document
from newsreader.ui.screens.bookmarks import BookmarksScreen
from newsreader.ui.screens.help import help_text
from newsreader.ui.screens.main import MainScreen
from newsreader.ui.widgets.article_pane import ArticlePane
from newsreader.ui.widgets.article_view import ArticleView
from newsreader.ui.widgets.line_list import LineList

ROOT = Path(__file__).parents[2]


def test_every_command_has_its_own_id_and_its_own_keys() -> None:
    ids = [c.id for c in COMMANDS]
    keys = [key for c in COMMANDS for key in c.keys]
    assert len(ids) == len(set(ids))
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("found", COMMANDS, ids=lambda c: c.id)
def test_every_command_is_carried_out_where_its_keys_work(found: Command) -> None:
    name = f"action_{found.action}"
    places: tuple[type, ...]
    match found.scope:
        case Scope.PROGRAM:
            places = (NewsreaderApp,)
        case Scope.ARTICLE:
            places = (ArticleView,) if hasattr(ArticleView, name) else (ArticlePane,)
        case Scope.BOOKMARKS:
            places = (BookmarksScreen,)
        case Scope.MOVING:
            places = (LineList, ArticleView)
        case _:
            places = (MainScreen,)
    for place in places:
        assert hasattr(place, name)


def test_docs_and_help_are_made_from_the_registry() -> None:
    assert (ROOT / "docs" / "keys.md").read_text(encoding="utf-8") == keys_document()
    text = help_text(None, 200).plain
    assert all(c.help in text and key_signs(c) in text for c in COMMANDS)


def test_keys_are_spelt_as_printed_on_a_keyboard() -> None:
    assert key_signs(command("line-down")) == "j ↓"
    assert key_signs(command("undo")) == "u Ctrl-Z"
