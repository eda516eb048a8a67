"""Statements about checking feeds: what an answer meant, the log of fetches, pauses of hosts."""

import sqlite3
from collections.abc import Sequence
from typing import NamedTuple

from newsreader.domain.changes import Update
from newsreader.domain.parsed import ParsedFeed
from newsreader.domain.schedule import FARTHEST_S
from newsreader.store.arrivals import Arrivals
from newsreader.store.entries import load_update, save_changes

LOG_LENGTH = 40
"""Fetches remembered per feed."""
_NOTHING = Update([], [], [])
_NOT_STORABLE = (sqlite3.IntegrityError, sqlite3.DataError, OverflowError, UnicodeError)


class Move(NamedTuple):
    """Where a feed lives from now on."""

    url: str
    schedule: str
    """In the place of that of the check."""


class Check(NamedTuple):
    """What one fetch of a feed came to, ready to be written down."""

    feed_id: int
    next_check_at: int
    schedule: str
    outcome: str
    """``document``, ``same`` (the same bytes), ``not_modified`` or an error code."""
    status: int | None = None
    size: int | None = None
    """Bytes on the wire."""
    took_ms: int = 0
    error: str | None = None
    """The sentence of a failure; None: it went well."""
    etag: str | None = None
    last_modified: str | None = None
    body_hash: bytes | None = None
    """None: as before."""
    parsed: ParsedFeed | None = None
    move: Move | None = None
    """What changes if the feed moves; not done while another feed has the new address."""
    is_offline: bool = False
    """It was our own line that failed, which does not count as a failure of the feed."""
    is_retired: bool = False
    """The publisher has ended the feed: it is paused."""
    is_back: bool = False
    """A feed that its publisher had ended answers again: it is paused no more."""
    pause: tuple[str, int] | None = None
    """A host that wants to be left alone (see ``domain.schedule.rest_end``), and until when."""
    asked_url: str | None = None
    """The address that was asked; what it answered means nothing to a feed that lives elsewhere by
    now. None: do not compare."""


class Saved(NamedTuple):
    """What writing down a check changed."""

    feed_id: int
    new_ids: list[int]
    changed_ids: list[int]
    error_code: str | None
    error: str | None = None
    """What went wrong, in a sentence."""
    error_count: int = 0
    """Failures in a row."""
    moved_to: str = ""
    """The address that the feed has from now on; empty: it stays where it is."""


def save_checks(db: sqlite3.Connection, checks: Sequence[Check], now: int) -> list[Saved]:
    """Write down checks with their entries; feeds that are gone are left out.

    What cannot be stored (a number too large for SQLite, say) fails its own feed only: then the
    checks are written once more, each in a savepoint of its own. All in one take two thirds of
    the time, for SQLite copies every page that a savepoint touches.
    """
    db.execute("SAVEPOINT checks")
    try:
        saved = _save_all(db, checks, now)
    except _NOT_STORABLE:
        db.execute("ROLLBACK TO checks")
        saved = [one for check in checks for one in _save_apart(db, check, now)]
    db.execute("RELEASE checks")
    return saved


def load_pauses(db: sqlite3.Connection, now: int) -> dict[str, int]:
    """Load the hosts that want to be left alone, each with the end of its pause.

    An end too far away was set by a wrong clock and counts as come.
    """
    query = "SELECT domain, until FROM host_pause WHERE until > ? AND until <= ?"
    return dict(db.execute(query, (now, now + FARTHEST_S)))


def load_parser_notes(db: sqlite3.Connection, feed_ids: Sequence[int]) -> dict[int, str]:
    """Load what the parser noted about the documents of feeds that were stored last, by feed id."""
    marks = ",".join("?" * len(feed_ids))
    return dict(
        db.execute(f"SELECT feed_id, note FROM parser_note WHERE feed_id IN ({marks})", feed_ids)
    )


class LogSummary(NamedTuple):
    """What the log says about one feed; None: nothing yet."""

    check_count: int = 0
    not_modified_count: int = 0
    status: int | None = None
    """HTTP status of the last fetch; None if there was no answer."""
    size: int | None = None
    """Bytes on the wire of the last document."""
    same_count: int = 0
    """Documents that brought nothing."""


def load_log_summaries(db: sqlite3.Connection) -> dict[int, LogSummary]:
    """Sum up the log per feed id; feeds never fetched are missing."""
    sizes = dict(
        # beside max() SQLite gives the other columns of the same row
        db.execute(
            "SELECT feed_id, bytes FROM (SELECT feed_id, bytes, max(id) FROM fetch_log "
            "WHERE bytes > 0 GROUP BY feed_id)"
        )
    )
    rows = db.execute(
        "SELECT feed_id, count(*), total(outcome = 'not_modified'), status, "
        "total(outcome = 'same' AND changed_count = 0), max(id) "
        "FROM fetch_log GROUP BY feed_id"
    )
    return {
        feed_id: LogSummary(checks, int(not_modified), status, sizes.get(feed_id), int(same))
        for feed_id, checks, not_modified, status, same, _ in rows
    }


def _save_all(db: sqlite3.Connection, checks: Sequence[Check], now: int) -> list[Saved]:
    arrivals = Arrivals(db, now)
    saved = [_save(db, arrivals, check, now) for check in checks]
    arrivals.write()
    return [one for one in saved if one is not None]


def _save_apart(db: sqlite3.Connection, check: Check, now: int) -> list[Saved]:
    db.execute("SAVEPOINT feed_check")
    try:
        saved = _save_all(db, [check], now)
    except _NOT_STORABLE:
        db.execute("ROLLBACK TO feed_check")
        failure = check._replace(
            outcome="not_storable",
            error="The document contains values that cannot be stored. Tell us its address.",
            parsed=None,
            move=None,
        )
        saved = _save_all(db, [failure], now)
    db.execute("RELEASE feed_check")
    return saved


def _save(db: sqlite3.Connection, arrivals: Arrivals, check: Check, now: int) -> Saved | None:
    """Write down a check, but for its new entries; None if the feed is not there."""
    update = _NOTHING
    if check.parsed is not None:
        update = load_update(db, check.feed_id, check.parsed.entries, check.parsed.unchanged)
    if check.error is None:
        error_count = _save_success(db, check, now, has_news=bool(update.new))
    else:
        error_count = _save_error(db, check, now)
    if error_count is None:
        return None
    new_ids = arrivals.add(check.feed_id, update.new)
    changed_ids = save_changes(db, update, now)
    if check.parsed is not None:
        _save_note(db, check.feed_id, check.parsed.note)
    moved_to = check.move.url if check.move is not None and _move(db, check) else ""
    if check.pause is not None:
        _save_pause(db, check.pause, now)
    _log(db, check, now, len(new_ids), len(changed_ids))
    error_code = check.outcome if check.error else None
    return Saved(
        check.feed_id, new_ids, changed_ids, error_code, check.error, error_count, moved_to
    )  # fmt: skip


def _move(db: sqlite3.Connection, check: Check) -> bool:
    """Give a feed its new address; False while another feed has it."""
    assert check.move is not None  # noqa: S101 - for the type checker
    done = db.execute(
        "UPDATE OR IGNORE feed SET url = ?, schedule = ? WHERE id = ?",
        (*check.move, check.feed_id),
    )
    return done.rowcount > 0


def _save_success(db: sqlite3.Connection, check: Check, now: int, *, has_news: bool) -> int | None:
    """Write down a good answer; give the failures in a row, None if the feed is not there."""
    values = [
        check.etag, check.last_modified, check.body_hash, now, now, check.next_check_at,
        check.schedule, not check.is_back,
    ]  # fmt: skip
    about = ""
    if check.parsed is not None:
        about = ", title = ?, site_url = coalesce(?, site_url), language = ?"
        values += [check.parsed.title, check.parsed.site_url, check.parsed.language]
    if has_news:
        about += ", changed_at = ?"
        values.append(now)
    done = db.execute(
        f"""
        UPDATE feed SET etag = ?, last_modified = ?, body_hash = coalesce(?, body_hash),
               checked_at = ?, succeeded_at = ?, next_check_at = ?, error_count = 0,
               error_code = NULL, error_detail = NULL, schedule = ?,
               is_paused = min(is_paused, ?){about}
         WHERE id = ? AND url = coalesce(?, url)
        """,
        (*values, check.feed_id, check.asked_url),
    )
    return 0 if done.rowcount else None


def _save_error(db: sqlite3.Connection, check: Check, now: int) -> int | None:
    """Write down a failure; give the failures in a row, None if the feed is not there."""
    row = db.execute(
        """
        UPDATE feed SET checked_at = ?, next_check_at = ?, error_count = error_count + ?,
               error_code = ?, error_detail = ?, schedule = ?, is_paused = max(is_paused, ?)
         WHERE id = ? AND url = coalesce(?, url) RETURNING error_count
        """,
        (
            now, check.next_check_at, not check.is_offline, check.outcome, check.error,
            check.schedule, check.is_retired, check.feed_id, check.asked_url,
        ),
    ).fetchone()  # fmt: skip
    return int(row[0]) if row else None


def _save_pause(db: sqlite3.Connection, pause: tuple[str, int], now: int) -> None:
    """Keep the pause of a host; of two, the one that ends later."""
    db.execute("DELETE FROM host_pause WHERE until <= ? OR until > ?", (now, now + FARTHEST_S))
    db.execute(
        "INSERT INTO host_pause (domain, until) VALUES (?, ?) "
        "ON CONFLICT (domain) DO UPDATE SET until = max(until, excluded.until)",
        pause,
    )


def _save_note(db: sqlite3.Connection, feed_id: int, note: str) -> None:
    db.execute(
        "INSERT INTO parser_note (feed_id, note) VALUES (?, ?) "
        "ON CONFLICT (feed_id) DO UPDATE SET note = excluded.note",
        (feed_id, note),
    )


def _log(db: sqlite3.Connection, check: Check, now: int, new: int, changed: int) -> None:
    """Add to the log of a feed and forget its oldest lines. Uses fetch_log_by_feed."""
    outcome = check.outcome
    if outcome == "document":
        outcome = "new" if new else "same"
    db.execute(
        "INSERT INTO fetch_log (feed_id, at, outcome, status, bytes, took_ms, new_count, "
        "changed_count) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (check.feed_id, now, outcome, check.status, check.size, check.took_ms, new, changed),
    )
    oldest = db.execute(
        "SELECT id FROM fetch_log WHERE feed_id = ? ORDER BY at DESC LIMIT -1 OFFSET ?",
        (check.feed_id, LOG_LENGTH),
    ).fetchall()
    if oldest:
        db.executemany("DELETE FROM fetch_log WHERE id = ?", oldest)
