"""Small facts about a library."""

from newsreader.services.library import Library
from newsreader.store.notes import load_note, save_note


def test_a_note_is_kept_until_the_next_one(library: Library) -> None:
    database = library.database

    assert database.read(load_note, "screen").result() == ""
    database.write(save_note, "screen", "a").result()
    database.write(save_note, "screen", "b").result()

    assert database.read(load_note, "screen").result() == "b"
