"""``newsreader doctor``: what is wrong, and where things are."""

import argparse

from newsreader.cli import output
from newsreader.cli.notices import ExitCode
from newsreader.config.paths import system_paths
from newsreader.services.doctor import Diagnosis, examine


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser.add_argument("--json", action="store_true", help="print a JSON object")
    parser.epilog = (
        "Exit code: 0 all is well (feeds may fail), 1 something is wrong with the library or the "
        "settings.\n\nexample:\n  newsreader doctor"
    )


def run(arguments: argparse.Namespace) -> int:
    """Look at everything and tell."""
    diagnosis = examine(system_paths())
    if arguments.json:
        output.record(diagnosis.as_data())
    else:
        _print(diagnosis)
    return ExitCode.FAILED if diagnosis.problems else ExitCode.OK


def _print(diagnosis: Diagnosis) -> None:
    output.table(((name, text) for name, text in diagnosis.versions.items()), "<<")
    output.text("")
    output.table(((name, text) for name, text in diagnosis.paths.items()), "<<")
    output.text("")
    if diagnosis.schema is not None:
        counts = diagnosis.counts
        output.text(
            f"Library: {counts['feed']} feeds in {counts['folder']} folders, "
            f"{counts['entry']} entries, {counts['bookmark']} bookmarks, "
            f"{diagnosis.size / 1_000_000:.1f} MB, schema {diagnosis.schema}."
        )
        if counts["search_pending"]:
            output.text(f"{counts['search_pending']} entries are not in the search index yet.")
    elif not diagnosis.problems:
        output.text("Library: none yet; it is made with the first feed.")
    for feed in diagnosis.feeds_in_error:
        times = f"{feed['failures']} times" if feed["failures"] > 1 else "once"
        output.text(f"Feed {feed['id']}, {feed['title']}, failed {times}: {feed['error']}")
    for problem in diagnosis.problems:
        output.text(f"Problem: {problem}")
    if not diagnosis.problems:
        output.text("No problems found.")
