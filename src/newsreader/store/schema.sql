-- The library, schema version 1 (PRAGMA user_version = 1); migrations.py brings it to later ones.
-- An id is never used twice (AUTOINCREMENT): what was deleted can be taken back, and a check that
-- was begun before a feed went cannot end in another one.
-- Times are integer Unix seconds, UTC. Booleans are 0/1. STRICT needs SQLite >= 3.37.

CREATE TABLE account (
    id            INTEGER PRIMARY KEY,
    kind          TEXT NOT NULL,               -- 'local'; sync services add theirs
    name          TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO account (id, kind, name) VALUES (1, 'local', 'Local');

CREATE TABLE folder (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id    INTEGER NOT NULL DEFAULT 1 REFERENCES account(id) ON DELETE CASCADE,
    parent_id     INTEGER REFERENCES folder(id) ON DELETE CASCADE,
    name          TEXT NOT NULL,
    position      INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX folder_by_name ON folder(account_id, coalesce(parent_id, 0), name);

CREATE TABLE feed (
    id              INTEGER PRIMARY KEY AUTOINCREMENT,
    account_id      INTEGER NOT NULL DEFAULT 1 REFERENCES account(id) ON DELETE CASCADE,
    folder_id       INTEGER REFERENCES folder(id) ON DELETE SET NULL,
    url             TEXT NOT NULL,             -- where we fetch
    site_url        TEXT,
    title           TEXT NOT NULL DEFAULT '',  -- as the feed says
    custom_title    TEXT,                      -- as the reader says; wins
    language        TEXT,
    position        INTEGER NOT NULL DEFAULT 0,
    added_at        INTEGER NOT NULL,
    etag            TEXT,                      -- conditional GET: sent back verbatim
    last_modified   TEXT,                      -- verbatim header, never a parsed date
    body_hash       BLOB,                      -- same bytes as last time: skip parsing
    checked_at      INTEGER,                   -- last answer or failure
    succeeded_at    INTEGER,                   -- last answer that was no failure
    changed_at      INTEGER,                   -- last time it brought something
    next_check_at   INTEGER NOT NULL DEFAULT 0,
    error_count     INTEGER NOT NULL DEFAULT 0,
    error_code      TEXT,                      -- stable key: 'http_404', 'timeout', 'not_a_feed'
    error_detail    TEXT,
    is_paused       INTEGER NOT NULL DEFAULT 0,
    options         TEXT NOT NULL DEFAULT '{}',-- JSON: settings of this feed
    schedule        TEXT NOT NULL DEFAULT '{}',-- JSON: what the last answers said about when to come again
    UNIQUE (account_id, url)
) STRICT;
CREATE INDEX feed_due ON feed(next_check_at) WHERE is_paused = 0;

CREATE TABLE parser_note (                     -- the items of the document that was stored last
    feed_id         INTEGER PRIMARY KEY REFERENCES feed(id) ON DELETE CASCADE,
    note            TEXT NOT NULL              -- parse.known writes and reads it
) STRICT;

CREATE TABLE entry (                           -- what the headline list needs, nothing else
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    feed_id       INTEGER NOT NULL REFERENCES feed(id) ON DELETE CASCADE,
    guid          TEXT NOT NULL,
    url           TEXT,
    title         TEXT NOT NULL,               -- plain text, never markup
    author        TEXT,
    published_at  INTEGER,                     -- as the feed says; may be NULL
    updated_at    INTEGER,
    arrived_at    INTEGER NOT NULL,            -- when we first saw it
    sort_at       INTEGER NOT NULL,            -- min(published_at, arrived_at); fixed at arrival
    content_hash  BLOB NOT NULL,
    hash_changes  INTEGER NOT NULL DEFAULT 0,  -- stop following entries that change on every fetch
    is_read       INTEGER NOT NULL DEFAULT 0,
    is_starred    INTEGER NOT NULL DEFAULT 0,
    read_at       INTEGER,
    word_count    INTEGER,                     -- NULL until indexed
    UNIQUE (feed_id, guid)
) STRICT;
CREATE INDEX entry_by_date        ON entry(sort_at DESC, id DESC);
CREATE INDEX entry_by_feed        ON entry(feed_id, sort_at DESC, id DESC);
CREATE INDEX entry_unread         ON entry(sort_at DESC, id DESC)          WHERE is_read = 0;
CREATE INDEX entry_unread_by_feed ON entry(feed_id, sort_at DESC, id DESC) WHERE is_read = 0;
CREATE INDEX entry_starred        ON entry(sort_at DESC, id DESC)          WHERE is_starred = 1;

CREATE TABLE entry_content (                   -- apart, so that no list scan ever walks over HTML
    entry_id      INTEGER PRIMARY KEY REFERENCES entry(id) ON DELETE CASCADE,
    html          TEXT NOT NULL,
    base_url      TEXT NOT NULL DEFAULT '',
    extras        TEXT NOT NULL DEFAULT '{}'   -- JSON: authors, categories, enclosures, place ...
) STRICT;

CREATE TABLE entry_revision (                  -- what an entry said before its publisher edited it
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    entry_id      INTEGER NOT NULL REFERENCES entry(id) ON DELETE CASCADE,
    replaced_at   INTEGER NOT NULL,
    title         TEXT NOT NULL,
    html          TEXT NOT NULL
) STRICT;
CREATE INDEX revision_by_entry ON entry_revision(entry_id, replaced_at DESC);

CREATE TABLE entry_position (                  -- how far an article has been read
    entry_id      INTEGER PRIMARY KEY REFERENCES entry(id) ON DELETE CASCADE,
    fraction      REAL NOT NULL,               -- 0.0 top, 1.0 end
    seen_at       INTEGER NOT NULL
) STRICT;

CREATE TABLE fact (                            -- rows of details tables, for searching
    entry_id      INTEGER NOT NULL REFERENCES entry(id) ON DELETE CASCADE,
    kind          TEXT NOT NULL,               -- 'place', 'source', 'date' ..., '' if not recognised
    label         TEXT NOT NULL,
    value         TEXT NOT NULL,
    folded        TEXT NOT NULL,               -- value, folded for comparing
    url           TEXT
) STRICT;
CREATE INDEX fact_by_entry ON fact(entry_id);
CREATE INDEX fact_by_value ON fact(kind, folded);

CREATE TABLE bookmark (                        -- needs neither feed nor entry: survives both
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    key           TEXT NOT NULL UNIQUE,        -- domain.bookmark.bookmark_key: one per page
    url           TEXT NOT NULL,
    title         TEXT NOT NULL,
    description   TEXT NOT NULL,
    note          TEXT NOT NULL,               -- the reader's own words, Markdown
    state         TEXT NOT NULL CHECK (state IN ('inbox', 'reading', 'done')),
    is_starred    INTEGER NOT NULL,
    snoozed_until INTEGER,
    created_at    INTEGER NOT NULL,
    changed_at    INTEGER NOT NULL,            -- last change by the reader
    opened_at     INTEGER,
    author        TEXT,
    published_at  INTEGER,
    language      TEXT NOT NULL,
    word_count    INTEGER,                     -- NULL until indexed
    feed_title    TEXT NOT NULL,
    feed_url      TEXT NOT NULL,
    guid          TEXT NOT NULL,
    entry_id      INTEGER UNIQUE REFERENCES entry(id) ON DELETE SET NULL,
    link_code     TEXT NOT NULL,               -- last link check: 'ok', 'moved', an error code, ''
    link_checked_at INTEGER,
    moved_to      TEXT NOT NULL                -- version 3 adds: canonical
) STRICT;
CREATE INDEX bookmark_by_date  ON bookmark(created_at DESC, id DESC);
CREATE INDEX bookmark_by_state ON bookmark(state, created_at DESC, id DESC, snoozed_until);
CREATE INDEX bookmark_starred  ON bookmark(created_at DESC, id DESC) WHERE is_starred = 1;

CREATE TABLE bookmark_copy (                   -- the article as it was saved; no row: no copy
    bookmark_id   INTEGER PRIMARY KEY REFERENCES bookmark(id) ON DELETE CASCADE,
    html          TEXT NOT NULL,
    base_url      TEXT NOT NULL,
    extras        TEXT NOT NULL,               -- JSON, as in entry_content
    details       TEXT NOT NULL                -- JSON, as show --json prints it
                                               -- version 3 adds: page
) STRICT;

CREATE TABLE highlight (                       -- a quote from the copy, and a comment
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    bookmark_id   INTEGER NOT NULL REFERENCES bookmark(id) ON DELETE CASCADE,
    quote         TEXT NOT NULL,
    comment       TEXT NOT NULL,
    before        TEXT NOT NULL,               -- the words around say which place is meant
    after         TEXT NOT NULL,
    created_at    INTEGER NOT NULL
) STRICT;
CREATE INDEX highlight_by_bookmark ON highlight(bookmark_id, id);

CREATE TABLE tag (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    key           TEXT NOT NULL UNIQUE,        -- domain.bookmark.tag_key: case does not matter
    name          TEXT NOT NULL
) STRICT;
CREATE TABLE bookmark_tag (
    bookmark_id   INTEGER NOT NULL REFERENCES bookmark(id) ON DELETE CASCADE,
    tag_id        INTEGER NOT NULL REFERENCES tag(id) ON DELETE CASCADE,
    PRIMARY KEY (bookmark_id, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX bookmark_by_tag ON bookmark_tag(tag_id, bookmark_id);

CREATE TABLE tombstone (                       -- a deleted entry must not come back as new
    feed_id       INTEGER NOT NULL REFERENCES feed(id) ON DELETE CASCADE,
    guid          TEXT NOT NULL,
    deleted_at    INTEGER NOT NULL,
    PRIMARY KEY (feed_id, guid)
) STRICT, WITHOUT ROWID;

CREATE TABLE fetch_log (
    id            INTEGER PRIMARY KEY,
    feed_id       INTEGER NOT NULL REFERENCES feed(id) ON DELETE CASCADE,
    at            INTEGER NOT NULL,
    outcome       TEXT NOT NULL,               -- 'new', 'same', 'not_modified', or an error code
    status        INTEGER,                     -- HTTP
    bytes         INTEGER,
    took_ms       INTEGER,
    new_count     INTEGER NOT NULL DEFAULT 0,
    changed_count INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX fetch_log_by_feed ON fetch_log(feed_id, at DESC);

CREATE TABLE host_pause (                      -- publishers that asked us to stay away for a while
    domain        TEXT PRIMARY KEY,            -- the host, see domain.schedule.rest_end
    until         INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE note (                            -- small facts of the program about this library
    key           TEXT PRIMARY KEY,
    value         TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Full-text search. A row in search_text is exactly a row in the index: only the indexer writes
-- the two, in one transaction. search_pending is its work list: entries that came, changed or went.
CREATE TABLE search_text (
    entry_id      INTEGER PRIMARY KEY,
    title         TEXT NOT NULL,
    author        TEXT NOT NULL,
    body          TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE search_index USING fts5(
    title, author, body, content='search_text', content_rowid='entry_id',
    tokenize="unicode61 remove_diacritics 2", prefix='2 3'
);
CREATE TABLE search_pending (entry_id INTEGER PRIMARY KEY) STRICT;
CREATE TRIGGER entry_deleted AFTER DELETE ON entry BEGIN
    INSERT OR IGNORE INTO search_pending(entry_id) VALUES (old.id);
END;

-- The same for bookmarks, whose work list fills itself whatever changes them.
CREATE TABLE bookmark_text (
    bookmark_id   INTEGER PRIMARY KEY,
    title         TEXT NOT NULL,
    note          TEXT NOT NULL,               -- note, description, highlights, tags
    body          TEXT NOT NULL
) STRICT;
CREATE VIRTUAL TABLE bookmark_index USING fts5(
    title, note, body, content='bookmark_text', content_rowid='bookmark_id',
    tokenize="unicode61 remove_diacritics 2", prefix='2 3'
);
-- Rows are numbered, so that a change made while the indexer reads is not taken for done.
CREATE TABLE bookmark_pending (id INTEGER PRIMARY KEY, bookmark_id INTEGER NOT NULL) STRICT;
CREATE TRIGGER bookmark_came AFTER INSERT ON bookmark BEGIN
    INSERT INTO bookmark_pending(bookmark_id) VALUES (new.id);
END;
CREATE TRIGGER bookmark_changed AFTER UPDATE OF title, note, description ON bookmark BEGIN
    INSERT INTO bookmark_pending(bookmark_id) VALUES (new.id);
END;
CREATE TRIGGER bookmark_went AFTER DELETE ON bookmark BEGIN
    INSERT INTO bookmark_pending(bookmark_id) VALUES (old.id);
END;
CREATE TRIGGER bookmark_copied AFTER INSERT ON bookmark_copy BEGIN
    INSERT INTO bookmark_pending(bookmark_id) VALUES (new.bookmark_id);
END;
CREATE TRIGGER bookmark_highlighted AFTER INSERT ON highlight BEGIN
    INSERT INTO bookmark_pending(bookmark_id) VALUES (new.bookmark_id);
END;
CREATE TRIGGER bookmark_tagged AFTER INSERT ON bookmark_tag BEGIN
    INSERT INTO bookmark_pending(bookmark_id) VALUES (new.bookmark_id);
END;
CREATE TRIGGER bookmark_untagged AFTER DELETE ON bookmark_tag BEGIN
    INSERT INTO bookmark_pending(bookmark_id) VALUES (old.bookmark_id);
END;
