"""The same invented entries as a library of newsreader's and a cache of newsboat's."""

import sqlite3
from contextlib import closing
from pathlib import Path

from library import build

MARK = "Probe"
"""Every headline begins with it."""
_LONG_ARTICLES = 500  # the newest have a text of several pages, the others a few lines
_BUILT = 10_000  # entries made as they arrive; what is more is copied from them
_DAY_S = 86_400


def build_newsreader(home: Path, entries: int) -> Path:
    """Build a library as it is some time after a refresh, if it is not there; give its file."""
    path = home / "data" / "newsreader" / "library.db"
    if path.exists():
        return path
    build(path, min(entries, _BUILT), min(1000, max(10, entries // 100)), f"{MARK} ")
    with closing(sqlite3.connect(path)) as db, db:
        _multiply(db, entries // _BUILT)
        db.execute(
            "UPDATE entry_content SET html = replace(hex(zeroblob(40)), '00', html) WHERE entry_id "
            "IN (SELECT id FROM entry ORDER BY sort_at DESC LIMIT ?)",
            (_LONG_ARTICLES,),
        )
    settings = home / "config" / "newsreader" / "config.toml"
    settings.parent.mkdir(parents=True)
    settings.write_text("[refresh]\nautomatic = false\n")
    return path


def _multiply(db: sqlite3.Connection, times: int) -> None:
    """Copy all entries so often, each copy a day older; a search finds the originals only."""
    if times < 2:
        return
    (step,) = db.execute("SELECT max(id) FROM entry").fetchone()
    for table in ("entry", "entry_content"):
        columns = [row[1] for row in db.execute(f"PRAGMA table_info({table})")]
        values = ", ".join(_COPIED.get(name, name) for name in columns)
        db.execute(
            "WITH RECURSIVE copy(k) AS "
            "(VALUES (1) UNION ALL SELECT k + 1 FROM copy WHERE k + 1 < :times) "
            f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM copy JOIN {table}",
            {"times": times, "step": step, "day": _DAY_S},
        )


_COPIED = {
    "id": "id + k * :step",
    "entry_id": "entry_id + k * :step",
    "guid": "guid || '-' || k",
    "url": "url || '-' || k",
    "sort_at": "sort_at - k * :day",
    "published_at": "published_at - k * :day",
}
"""How columns of a copy differ."""


def build_newsboat(home: Path, library: Path) -> None:
    """Copy a library into newsboat's own schema (2.33), and write its list of addresses.

    Nothing is done if the folder is there already.
    """
    if home.exists():
        return
    home.mkdir()
    with closing(sqlite3.connect(home / "cache.db")) as db, db:
        db.executescript(NEWSBOAT_SCHEMA)
        db.execute("ATTACH ? AS own", (str(library),))
        db.execute("INSERT INTO rss_feed (rssurl, url, title) SELECT url, url, title FROM own.feed")
        db.execute(
            "INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread) "
            "SELECT e.guid, e.title, '', e.url, f.url, e.sort_at, c.html, NOT e.is_read "
            "FROM own.entry e JOIN own.feed f ON f.id = e.feed_id "
            "JOIN own.entry_content c ON c.entry_id = e.id"
        )
        urls = [f"{url}\n" for (url,) in db.execute("SELECT rssurl FROM rss_feed ORDER BY rowid")]
    (home / "urls").write_text("".join(urls))
    (home / "config").write_text("auto-reload no\nrefresh-on-startup no\n")


NEWSBOAT_SCHEMA = """
CREATE TABLE rss_feed (
    rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL,
    title VARCHAR(1024) NOT NULL, lastmodified INTEGER(11) NOT NULL DEFAULT 0,
    is_rtl INTEGER(1) NOT NULL DEFAULT 0, etag VARCHAR(128) NOT NULL DEFAULT '');
CREATE TABLE rss_item (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL,
    title VARCHAR(1024) NOT NULL, author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL,
    feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL, content VARCHAR(65535) NOT NULL,
    unread INTEGER(1) NOT NULL, enclosure_url VARCHAR(1024), enclosure_type VARCHAR(1024),
    enqueued INTEGER(1) NOT NULL DEFAULT 0, flags VARCHAR(52),
    deleted INTEGER(1) NOT NULL DEFAULT 0, base VARCHAR(128) NOT NULL DEFAULT '',
    content_mime_type VARCHAR(255) NOT NULL DEFAULT '',
    enclosure_description VARCHAR(1024) NOT NULL DEFAULT '',
    enclosure_description_mime_type VARCHAR(128) NOT NULL DEFAULT '');
CREATE TABLE google_replay (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL,
    state INTEGER NOT NULL, ts INTEGER NOT NULL);
CREATE TABLE metadata (
    db_schema_version_major INTEGER NOT NULL, db_schema_version_minor INTEGER NOT NULL);
INSERT INTO metadata VALUES (2, 33);
CREATE INDEX idx_rssurl ON rss_feed(rssurl);
CREATE INDEX idx_guid ON rss_item(guid);
CREATE INDEX idx_feedurl ON rss_item(feedurl);
CREATE INDEX idx_lastmodified ON rss_feed(lastmodified);
CREATE INDEX idx_deleted ON rss_item(deleted);
"""
