"""``newsreader mark``: read, unread, starred or not."""

import argparse
import sys
from collections.abc import Sequence

from newsreader.cli import notices
from newsreader.cli.notices import ExitCode
from newsreader.cli.session import open_session
from newsreader.domain.errors import UsageError
from newsreader.domain.text import is_number
from newsreader.services.marking import Mark, mark_entries


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser.add_argument(
        "mark", choices=[mark.value for mark in Mark], help="what the entries become"
    )
    parser.add_argument("ids", metavar="ID", nargs="+", help="an entry, or - for ids on stdin")
    parser.epilog = (
        "examples:\n"
        "  newsreader mark read 17 18\n"
        "  newsreader list --feed orf --tsv | cut -f1 | newsreader mark read -"
    )


def run(arguments: argparse.Namespace) -> int:
    """Mark the entries; those that do not exist are told of, the others are marked."""
    ids = _ids(arguments.ids)
    with open_session() as session:
        library = session.library
        marked = library.database.write(
            mark_entries, Mark(arguments.mark), ids, library.clock()
        ).result()
    for entry_id in marked.missing:
        notices.warn(f"There is no entry {entry_id}.")
    notices.tell(f"{len(marked.changed)} of {len(ids)} changed.")
    return ExitCode.FAILED if marked.missing else ExitCode.OK


def _ids(words: Sequence[str]) -> list[int]:
    """Read ids as typed; ``-`` reads them from stdin, where a header of TSV is passed over."""
    typed = list(words)
    if typed == ["-"]:
        typed = [word for word in sys.stdin.read().split() if word != "id"]
    for word in typed:
        if not is_number(word):
            raise UsageError("bad_id", f"'{word}' is not the number of an entry.")
    return list(dict.fromkeys(map(int, typed)))
