"""Lists, tags and searches of a large store of bookmarks, beside the limits they must keep.

The limits are those of the headline list: the first rows must be there at once, a page before a
key is noticed, the whole order and a search while nobody waits.

    python benchmarks/bookmarks.py [--bookmarks 100000] [--rounds 20]
"""

import argparse
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from library import SUBJECTS

from newsreader.domain.bookmark import Bookmark, State
from newsreader.domain.bookmark_view import BookmarkView, parse_bookmark_query
from newsreader.services.bookmark_shelves import load_shelves
from newsreader.services.library import Library
from newsreader.store.bookmark_lists import (
    load_bookmark_page,
    load_bookmark_spine,
    pick_bookmark,
)
from newsreader.store.bookmark_search import (
    BookmarkText,
    load_pending_bookmarks,
    save_bookmark_texts,
)
from newsreader.store.bookmarks import save_bookmark
from newsreader.store.tags import load_tags

NOW = 1_790_000_000
FIRST = 100
_BATCH = 5_000
_TAGS = [f"{top}/{n}" for top in ("news", "science", "cooking", "maps", "code") for n in range(60)]


def build(library: Library, count: int) -> None:
    """Fill a library with invented bookmarks and index them."""
    rng = random.Random(1)

    def save(db: sqlite3.Connection, start: int) -> None:
        for number in range(start, min(start + _BATCH, count)):
            save_bookmark(
                db,
                Bookmark(
                    0, f"https://site{number % 900}.example/{number}", rng.choice(SUBJECTS),
                    NOW - rng.randrange(10**8), tags=tuple(rng.sample(_TAGS, 2)),
                    state=rng.choice(list(State)), is_starred=rng.random() < 0.05,
                    note="A note about it." if number % 9 == 0 else "", feed_title="The Lantern",
                ),
            )  # fmt: skip
        pending = load_pending_bookmarks(db, 10 * _BATCH)
        rows = db.execute("SELECT id, title, note FROM bookmark WHERE id > ?", (start,))
        body = "Text that stands for an article. " * 12
        texts = [BookmarkText(i, title, note, body, "[]", None) for i, title, note in rows]
        save_bookmark_texts(db, pending, texts)

    for start in range(0, count, _BATCH):
        library.database.write(save, start).result()


def main() -> int:
    """Measure, print a line each, and give 1 if a limit is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bookmarks", type=int, default=100_000)
    parser.add_argument("--rounds", type=int, default=20)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        library = Library.open(Path(folder) / "library.db")
        started = time.perf_counter()
        build(library, arguments.bookmarks)
        print(f"{arguments.bookmarks} bookmarks, made in {time.perf_counter() - started:.0f} s")
        is_kept = measure(library, arguments.rounds)
        library.close()
    return 0 if is_kept else 1


def measure(library: Library, rounds: int) -> bool:
    """Time every query a screen makes; tell whether all limits are kept."""
    everything = BookmarkView()
    spine = library.database.read(load_bookmark_spine, everything).result()
    page = spine[len(spine) // 2 :][:64]
    inbox = BookmarkView(state=State.INBOX, awake_at=NOW)
    queries: list[tuple[str, float, Callable[[sqlite3.Connection], object]]] = [
        ("first 100 ids", 2, lambda db: load_bookmark_spine(db, everything, FIRST)),
        ("first 100 ids of the inbox", 2, lambda db: load_bookmark_spine(db, inbox, FIRST)),
        ("page of 64 rows", 5, lambda db: load_bookmark_page(db, page)),
        ("all ids", 150, lambda db: load_bookmark_spine(db, everything)),
        ("all ids of the inbox", 100, lambda db: load_bookmark_spine(db, inbox)),
        ("tag tree with counts", 100, load_tags),
        ("shelves with counts", 50, lambda db: load_shelves(db, NOW)),
        ("pick one", 150, lambda db: pick_bookmark(db, everything)),
    ]
    for text, limit in (("#news/7", 200), ("#news", 300), ("glet", 200), ("glet #maps", 300)):
        view = parse_bookmark_query(text)
        queries.append((f"search {text!r}", limit, lambda db, v=view: load_bookmark_spine(db, v)))  # type: ignore[misc]
    is_kept = True
    for name, limit_ms, query in queries:
        times = []
        for _ in range(rounds):
            started = time.perf_counter()
            library.database.read(query).result()
            times.append((time.perf_counter() - started) * 1_000)
        median = statistics.median(times)
        is_kept &= median <= limit_ms
        verdict = "" if median <= limit_ms else "   TOO SLOW"
        print(f"{name:28} {median:8.2f} ms   limit {limit_ms:4.0f} ms{verdict}")
    return is_kept


if __name__ == "__main__":
    sys.exit(main())
