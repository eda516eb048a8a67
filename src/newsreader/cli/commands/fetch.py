"""``newsreader fetch``: bring in what is new."""

import argparse
import asyncio
import gc
import logging
from collections.abc import Mapping, Sequence

from newsreader.cli import notices, output
from newsreader.cli.notices import ExitCode
from newsreader.cli.session import Session, open_session
from newsreader.domain.errors import NewsreaderError
from newsreader.domain.events import Event, FeedChecked, RefreshFinished, RefreshProgress
from newsreader.domain.feed import Feed
from newsreader.domain.wording import counted, fetched_elsewhere, left_alone
from newsreader.services.library import Library
from newsreader.store.feeds import load_feeds

_MOST_LINES = 20
_NO_FEEDS = "There are no feeds yet. Follow one: 'newsreader add ADDRESS'."
_WAIT = "fetch again in a while to be sure of it."
_GC_THRESHOLDS = (10_000, 20, 50)
"""What a refresh brings is many small things, and hardly any garbage."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the command."""
    parser.add_argument("feeds", metavar="FEED", nargs="*", help="id, address or title; due or not")
    parser.add_argument(
        "--force",
        action="store_true",
        help="fetch all feeds, due or not; a publisher's wish to wait is still kept",
    )
    parser.add_argument("--json", action="store_true", help="end with a JSON object (docs/json.md)")
    parser.epilog = (
        "Without FEED, the feeds that are due are fetched: run it from cron as often as you like.\n"
        "Feeds that another newsreader is fetching are left to it.\n"
        "Exit code: 0 all went well, 1 some feeds failed or, named as FEED, were left to another\n"
        "newsreader, 2 wrong usage.\n\n"
        "examples:\n  newsreader fetch\n  newsreader fetch orf --json"
    )


def run(arguments: argparse.Namespace) -> int:
    """Fetch, show how far it is on a terminal, and sum up in one line."""
    gc.set_threshold(*_GC_THRESHOLDS)
    # a second Ctrl-C: "Loop <...> that handles pid 2825 is closed"
    logging.getLogger("asyncio").setLevel(logging.ERROR)
    with open_session() as session:
        library = session.library
        feed_ids = _named(library, arguments.feeds)
        failed: dict[int, str] = {}
        moved: dict[int, str] = {}
        reached: list[RefreshProgress] = []

        def note(event: Event) -> None:
            if isinstance(event, FeedChecked) and event.error_code:
                failed[event.feed_id] = event.error or event.error_code
            elif isinstance(event, FeedChecked) and event.moved_to:
                moved[event.feed_id] = event.moved_to
            elif isinstance(event, RefreshProgress):
                reached[:] = [event]

        library.bus.subscribe(note)
        force = arguments.force or feed_ids is not None
        try:
            finished = asyncio.run(_refresh(session, feed_ids, force=force))
        except KeyboardInterrupt:
            _tell_stop(reached)
            raise
        feeds = library.database.read(load_feeds).result()
    _tell_moves(feeds, moved)
    _tell_failures(feeds, failed)
    if arguments.json:
        from newsreader.services.exporting import refresh_record

        output.line_record(refresh_record(finished, moved))
    notices.tell(summary(finished) if finished.feeds or feeds else _NO_FEEDS)
    is_left = feed_ids is not None and finished.elsewhere
    return ExitCode.FAILED if finished.failed or is_left else ExitCode.OK


def summary(finished: RefreshFinished) -> str:
    """Sum up a refresh in one line."""
    left = _left(finished)
    if not finished.feeds and left:
        return f"Nothing fetched. {left}"
    if not finished.feeds:
        return "Nothing fetched: no feed is due ('--force' asks all)."
    said = (
        f"{counted(finished.feeds, 'feed')}: {finished.new} new, {finished.updated} updated, "
        f"{finished.not_modified} unchanged, {finished.failed} failed, {finished.seconds:.1f} s."
    )
    return f"{said} {left}".rstrip()


def _left(finished: RefreshFinished) -> str:
    """Say which feeds were left out and why, and what to do about it; '' if none were."""
    said = [left_alone(finished.paused)]
    if finished.elsewhere:
        said.append(f"{fetched_elsewhere(finished.elsewhere)} What comes is stored; {_WAIT}")
    return " ".join(filter(None, said))


def _named(library: Library, names: Sequence[str]) -> list[int] | None:
    if not names:
        return None
    from newsreader.cli.naming import find_feed

    feeds = library.database.read(load_feeds).result()
    return [find_feed(feeds, name).id for name in names]


async def _refresh(
    session: Session, feed_ids: Sequence[int] | None, *, force: bool
) -> RefreshFinished:
    from newsreader.services.fetching import make_refresher

    await _back_up(session.library)
    refresher = make_refresher(session.library, session.settings)
    try:
        finished = await refresher.refresh(feed_ids, force=force, on_progress=_show_progress)
    finally:
        await refresher.aclose()
    from newsreader.services.retention import rule_of, tidy  # 10 ms that no publisher waits for

    await tidy(session.library, rule_of(session.settings))
    return finished


async def _back_up(library: Library) -> None:
    """Make the backup of the day, before anything changes.

    That it cannot be made does not spoil the fetch.
    """
    from newsreader.services.backup import back_up_if_due

    try:
        await back_up_if_due(library)
    except NewsreaderError as error:
        notices.warn(str(error))


def _show_progress(progress: RefreshProgress) -> None:
    notices.progress(progress.done, progress.total, f"{progress.new} new")


def _tell_stop(reached: Sequence[RefreshProgress]) -> None:
    """Say how far it came; nothing if no feed was asked yet."""
    for progress in reached:
        notices.warn(
            f"Stopped after {progress.done} of {counted(progress.total, 'feed')}, "
            f"{progress.new} new. What has arrived stays."
        )


def _tell_moves(feeds: Sequence[Feed], moved: Mapping[int, str]) -> None:
    """Say where feeds live from now on."""
    lines = [f"{feed.title} has moved to {moved[feed.id]}." for feed in feeds if feed.id in moved]
    _tell_some(lines, "have moved: see 'newsreader feeds'.")


def _tell_failures(feeds: Sequence[Feed], failed: Mapping[int, str]) -> None:
    lines = [f"{feed.title}: {failed[feed.id]}" for feed in feeds if feed.id in failed]
    _tell_some(lines, "failed: see 'newsreader feeds --errors'.")


def _tell_some(lines: Sequence[str], more: str) -> None:
    """Tell lines, and of those that are too many how many they are."""
    for line in lines[:_MOST_LINES]:
        notices.warn(line)
    if len(lines) > _MOST_LINES:
        notices.warn(f"{len(lines) - _MOST_LINES} more {more}")
