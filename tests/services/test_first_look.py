"""What the first frame shows is there before there is a screen."""

import threading
from collections.abc import Callable

from factory import NOW, parsed_entry
from newsreader.domain.view import View
from newsreader.services.first_look import ARRANGEMENT, take_first_look
from newsreader.services.library import Library
from newsreader.services.overview import load_overview
from newsreader.services.reading import load_first_screen
from newsreader.store.database import Database
from newsreader.store.entries import set_read
from newsreader.store.headlines import load_spine
from newsreader.store.notes import save_note


def test_the_first_look_is_what_single_questions_would_give(
    library: Library, feed_with: Callable[..., int]
) -> None:
    feed_with("a", *(parsed_entry(str(n), published_at=NOW - n) for n in range(5)))
    feed_with("b", parsed_entry("6"))
    database = library.database
    database.write(set_read, database.read(load_spine, View()).result()[:2], True, NOW).result()
    database.write(save_note, ARRANGEMENT, "{}").result()
    look = take_first_look(library).result()
    unread = View(unread_only=True)
    assert look.arrangement == "{}"
    expected = database.read(load_first_screen, unread).result()
    assert look.headlines._replace(groups=expected.groups) == expected
    assert look.overview == database.read(load_overview, NOW).result()
    assert look.overview.all_unread == 4


def test_only_counting_is_left_for_later(library: Library, feed_with: Callable[..., int]) -> None:
    feed_with("a", parsed_entry("1"))
    opened = Library(Database.open(library.database.path), library.clock)
    statements: dict[int, list[str]] = {}
    reader = opened.database._screen.idle_connection()
    assert reader is not None

    def note(statement: str) -> None:
        statements.setdefault(threading.get_ident(), []).append(statement)

    reader.set_trace_callback(note)
    assert take_first_look(opened).result().overview.all_unread == 1
    del statements[threading.get_ident()]
    (later,) = statements.values()
    assert all("count(*)" in statement for statement in later if statement != "COMMIT"), later
    opened.close()
