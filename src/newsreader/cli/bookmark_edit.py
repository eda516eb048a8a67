"""The actions of ``newsreader bookmark`` that change what is saved."""

import argparse
import sys
from collections.abc import Callable, Sequence

from newsreader.cli import notices, output
from newsreader.cli.notices import ExitCode
from newsreader.cli.session import Session
from newsreader.domain.bookmark import Bookmark, Highlight, State
from newsreader.domain.errors import UsageError
from newsreader.services import bookmarks
from newsreader.services.library import Library
from newsreader.store import bookmarks as store
from newsreader.store.tags import delete_tag, load_tags, rename_tag

MARKS = ("star", "unstar", "snooze", "wake")
"""What bookmarks can be marked beside how far one is."""


def remove(session: Session, arguments: argparse.Namespace) -> int:
    """Remove the bookmarks; those that do not exist are told of."""
    database = session.library.database
    return _for_each(
        session.library,
        arguments.ids,
        lambda bookmark: database.write(store.remove_bookmarks, [bookmark.id]).result(),
        "removed",
    )


def mark(session: Session, arguments: argparse.Namespace) -> int:
    """Mark the bookmarks; those that do not exist are told of."""
    database, now = session.library.database, session.library.clock()

    def change(bookmark: Bookmark) -> None:
        if arguments.mark in set(State):
            database.write(store.set_state, [bookmark.id], State(arguments.mark), now).result()
        elif arguments.mark in {"snooze", "wake"}:
            until = now + bookmarks.SNOOZE_S if arguments.mark == "snooze" else None
            database.write(store.set_snoozed, [bookmark.id], until, now).result()
        else:
            database.write(store.set_star, [bookmark.id], arguments.mark == "star", now).result()

    return _for_each(session.library, arguments.ids, change, "marked")


def tag(session: Session, arguments: argparse.Namespace) -> int:
    """Add and take away tags, and print those it has then."""
    library = session.library
    taken = [tag[1:] for tag in arguments.tags if tag.startswith("^")]
    added = [tag.removeprefix("+") for tag in arguments.tags if not tag.startswith("^")]
    load(library, arguments.id)
    library.database.write(
        store.retag_bookmarks, [arguments.id], added, taken, library.clock()
    ).result()
    output.text(", ".join(load(library, arguments.id).tags))
    return ExitCode.OK


def note(session: Session, arguments: argparse.Namespace) -> int:
    """Print the note, or write it."""
    library = session.library
    bookmark = load(library, arguments.id)
    if arguments.text is None:
        output.text(bookmark.note)
        return ExitCode.OK
    text = sys.stdin.read() if arguments.text == "-" else arguments.text
    library.database.write(bookmarks.set_note, bookmark.id, text, library.clock()).result()
    return ExitCode.OK


def title(session: Session, arguments: argparse.Namespace) -> int:
    """Give a bookmark another title."""
    library = session.library
    bookmark = load(library, arguments.id)
    library.database.write(
        bookmarks.set_title, bookmark.id, arguments.text, library.clock()
    ).result()
    return ExitCode.OK


def quote(session: Session, arguments: argparse.Namespace) -> int:
    """List the quotes with their numbers, or change them."""
    library = session.library
    bookmark = load(library, arguments.id)
    write, now = library.database.write, library.clock()
    if arguments.remove:
        if arguments.remove > len(bookmark.highlights):
            sentence = f"Bookmark {bookmark.id} has no quote {arguments.remove}."
            raise UsageError("unknown_quote", sentence)
        write(bookmarks.remove_highlight, bookmark.id, arguments.remove - 1, now).result()
    elif arguments.text:
        new = Highlight(arguments.text, arguments.comment)
        write(bookmarks.add_highlight, bookmark.id, new, now).result()
    else:
        for number, kept in enumerate(bookmark.highlights, 1):
            output.text(f"{number}  {kept.quote}")
            if kept.comment:
                output.text(f"   {kept.comment}")
    return ExitCode.OK


def tags(session: Session, arguments: argparse.Namespace) -> int:
    """List the tags with their counts, or change one everywhere."""
    database = session.library.database
    if not arguments.rename and not arguments.delete:
        counts = database.read(load_tags).result()
        output.table(((tag.bookmarks, tag.name) for tag in counts), "><")
        return ExitCode.OK
    if arguments.rename:
        changed = database.write(rename_tag, *arguments.rename).result()
    else:
        changed = database.write(delete_tag, arguments.delete).result()
    notices.tell(f"{changed} bookmarks changed.")
    return ExitCode.OK


def load(library: Library, bookmark_id: int) -> Bookmark:
    """Load a bookmark; raises UsageError ``unknown_bookmark``."""
    bookmark = library.database.read(store.load_bookmark, bookmark_id).result()
    if bookmark is None:
        raise UsageError("unknown_bookmark", f"There is no bookmark {bookmark_id}.")
    return bookmark


def _for_each(
    library: Library,
    bookmark_ids: Sequence[int],
    change: Callable[[Bookmark], object],
    done: str,
) -> int:
    """Change bookmarks one by one; one that does not exist does not hold up the others."""
    missing = 0
    for bookmark_id in dict.fromkeys(bookmark_ids):
        try:
            change(load(library, bookmark_id))
        except UsageError as error:
            missing += 1
            notices.warn(str(error))
    notices.tell(f"{len(set(bookmark_ids)) - missing} {done}.")
    return ExitCode.FAILED if missing else ExitCode.OK
