"""What the first frame of the screen shows, asked for before there is a screen."""

import sqlite3
from concurrent.futures import Future
from typing import NamedTuple

from newsreader.domain.view import View
from newsreader.services.library import Library
from newsreader.services.overview import Overview, load_uncounted, with_counts
from newsreader.services.reading import FirstScreen, load_first_screen
from newsreader.store.notes import load_note

ARRANGEMENT = "screen"
"""The note that says how the reader has arranged the screen."""
VIEW = View(unread_only=True)
"""What is listed first."""


class FirstLook(NamedTuple):
    """All that is read for the first frame, of one moment."""

    arrangement: str
    headlines: FirstScreen
    overview: Overview


def take_first_look(library: Library) -> Future[FirstLook]:
    """Read what is small at once; what is unread is counted meanwhile, beside the caller."""
    now = library.clock()

    def look(db: sqlite3.Connection) -> FirstLook:
        headlines = load_first_screen(db, VIEW)
        return FirstLook(load_note(db, ARRANGEMENT), headlines, load_uncounted(db))

    def count(db: sqlite3.Connection, seen: FirstLook) -> FirstLook:
        return seen._replace(overview=with_counts(db, seen.overview, now))

    return library.database.read_ahead(look, count)
