"""``newsreader doctor``: what is wrong, and where things are."""

import argparse

from newsreader.cli import output
from newsreader.cli.mistakes import mistakes_beside
from newsreader.cli.notices import ExitCode
from newsreader.cli.session import open_session
from newsreader.config.load import read_settings
from newsreader.config.paths import system_paths
from newsreader.services.doctor import Diagnosis, examine
from newsreader.services.exporting import rfc3339
from newsreader.services.feed_health import FeedHealth, load_feed_health
from newsreader.services.feed_report import facts, verdict


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser.add_argument("--json", action="store_true", help="print JSON (docs/json.md)")
    parser.add_argument(
        "--feeds", action="store_true", help="tell how each feed is doing, troubled ones first"
    )
    parser.epilog = (
        "Exit code: 0 all is well (feeds may fail), 1 something is wrong with the library or the "
        "settings.\nWith --feeds: 1 a feed needs a look.\n\n"
        "examples:\n  newsreader doctor\n  newsreader doctor --feeds"
    )


def run(arguments: argparse.Namespace) -> int:
    """Look at everything and tell."""
    if arguments.feeds:
        return _feeds(as_json=arguments.json)
    paths = system_paths()
    diagnosis = examine(paths)
    beside = mistakes_beside(paths, read_settings(paths.settings_files)[0])
    diagnosis.problems += map(str, beside)
    if arguments.json:
        output.record(diagnosis.as_data())
    else:
        _print(diagnosis)
    return ExitCode.FAILED if diagnosis.problems else ExitCode.OK


def _feeds(*, as_json: bool) -> int:
    """Tell how each feed is doing; exit code 1 if one of them needs a look."""
    with open_session() as session:
        now = session.library.clock()
        health = session.library.database.read(load_feed_health, now).result()
    if as_json:
        output.records(_record(one, now) for one in health)
    else:
        for one in health:
            output.text(f"{one.feed.id}  {one.feed.title}: {verdict(one)}")
            output.table((("   ", *fact) for fact in facts(one, now)), "<<<")
    return ExitCode.OK if all(one.is_well for one in health) else ExitCode.FAILED


def _record(health: FeedHealth, now: int) -> dict[str, object]:
    """Give what docs/json.md promises of a feed."""
    feed, twin = health.feed, health.duplicate_of
    return {
        "id": feed.id,
        "title": feed.title,
        "url": feed.url,
        "is_well": health.is_well,
        "is_paused": feed.is_paused,
        "is_held_back": health.is_held_back,
        "error_code": feed.error_code,
        "error": feed.error_detail,
        "failures": feed.error_count,
        "checked_at": rfc3339(feed.checked_at),
        "changed_at": rfc3339(feed.changed_at),
        "next_check_at": rfc3339(health.next_at or None),
        "interval_s": health.interval_s,
        "silent_s": health.silent_s,
        "status": health.status,
        "bytes": health.size,
        "fetches": health.check_count,
        "not_modified": health.not_modified_count,
        "same": health.same_count,
        "moved_to": health.moved_to or None,
        "former_url": health.former_url or None,
        "duplicate_of": twin.id if twin else None,
        "notes": list(health.notes),
        "verdict": verdict(health),
        "facts": [{"label": fact.label, "text": fact.text} for fact in facts(health, now)],
    }


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
        output.text(f"No {'other ' if diagnosis.feeds_in_error else ''}problems found.")
