"""What a key does to bookmarks that depends on how they are: star or unstar, wake or snooze.

It is decided in the transaction that changes them: a list that is not on the screen may be behind,
and so is every list when the same key comes twice. Each function takes ids, changes what is still
there, and gives the title of the change.
"""

import sqlite3
from collections.abc import Sequence

from newsreader.domain.bookmark import State
from newsreader.domain.wording import counted
from newsreader.services.bookmarks import SNOOZE_S
from newsreader.store.bookmark_lists import load_bookmark_page
from newsreader.store.bookmarks import (
    are_asleep,
    are_starred,
    remove_bookmarks,
    set_snoozed,
    set_star,
    set_state,
)

_NEXT_STATE = {State.INBOX: State.READING, State.READING: State.DONE, State.DONE: State.INBOX}


def toggle_star(db: sqlite3.Connection, ids: Sequence[int], now: int) -> str:
    """Star the bookmarks, or take the star away if all have one."""
    is_starred = not are_starred(db, ids)
    set_star(db, ids, is_starred, now)
    return f"{'Starred' if is_starred else 'Took the star from'}: {_name(db, ids)}"


def move_on(db: sqlite3.Connection, ids: Sequence[int], now: int) -> str:
    """Move the bookmarks on, as the first of them: inbox, reading, done, inbox."""
    first = load_bookmark_page(db, ids[:1])
    state = _NEXT_STATE[first[0].state] if first else State.READING
    set_state(db, ids, state, now)
    return f"Moved to {state}: {_name(db, ids)}"


def snooze(db: sqlite3.Connection, ids: Sequence[int], now: int) -> str:
    """Keep the bookmarks out of the inbox for a week, or wake them if all sleep."""
    is_asleep = are_asleep(db, ids)
    set_snoozed(db, ids, None if is_asleep else now + SNOOZE_S, now)
    return f"{'Woken' if is_asleep else 'Snoozed for a week'}: {_name(db, ids)}"


def remove(db: sqlite3.Connection, ids: Sequence[int], _now: int) -> str:
    """Remove the bookmarks with their copies."""
    title = f"Removed: {_name(db, ids)}"
    remove_bookmarks(db, ids)
    return title


def _name(db: sqlite3.Connection, ids: Sequence[int]) -> str:
    """Say what is changed: one by its title, several by their number."""
    rows = load_bookmark_page(db, ids) if len(ids) == 1 else []
    return rows[0].label if rows else counted(len(ids), "bookmark")
