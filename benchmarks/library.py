"""Make a library of any size, with invented feeds and headlines, for measuring."""

import argparse
import hashlib
import random
import time
from collections.abc import Iterator
from pathlib import Path

from newsreader.domain.entry import Extras
from newsreader.domain.feed import NewFeed
from newsreader.domain.parsed import ParsedEntry
from newsreader.domain.view import View
from newsreader.services.indexing import index_step
from newsreader.services.library import Library
from newsreader.store.database import Priority
from newsreader.store.entries import apply_update, set_read, set_starred
from newsreader.store.feeds import add_feed
from newsreader.store.headlines import load_spine

FOLDERS = ("News", "Österreich", "Technology", "Science", "Culture")
FEED_NAMES = (
    "Der Morgenbote", "Harbour Gazette", "Alpenkurier", "The Lantern", "Kernel Weekly",
    "Nordlicht", "Sternwarte heute", "Open Fields", "Donaublatt", "Type & Ink",
)  # fmt: skip
SUBJECTS = (
    "Stadtrat beschließt neue Regeln für Nachtzüge", "Erdbeben der Stärke 5,4 erschüttert Küste",
    "Compiler release halves build times", "Archive of old maps goes online",
    "Gletscher verliert im Sommer zwölf Meter", "Harbour bridge reopens after two years",
    "東京の新しい図書館が開館 – Tokyo opens its new library",
    "Volunteers count 40,000 cranes 🐦 in a day",
    "Kleine Verlage, große Bücher: ein Rundgang", "Why the tide tables were wrong for a century",
    "مكتبة جديدة في وسط المدينة", "Brotpreise steigen zum dritten Mal in diesem Jahr",
)  # fmt: skip


def entries(
    count: int, feed: int, now: int, rng: random.Random, mark: str = ""
) -> Iterator[ParsedEntry]:
    """Invent entries; ``mark`` begins every title."""
    for number in range(count):
        title = f"{mark}{rng.choice(SUBJECTS)} ({feed}.{number})"
        html = f"<p>{title}. " + "Text that stands for an article. " * 12 + "</p>"
        yield ParsedEntry(
            guid=f"{feed}-{number}", url=f"https://feed{feed}.example/{number}", title=title,
            author="A. Writer" if number % 3 else None,
            published_at=now - int(rng.random() * 86_400 * (1 + number / 8)), updated_at=None,
            html=html, base_url=f"https://feed{feed}.example/",
            content_hash=hashlib.blake2b(title.encode(), digest_size=16).digest(),
            extras=Extras().to_json(),
        )  # fmt: skip


def build(path: Path, entry_count: int, feed_count: int = 40, mark: str = "") -> None:
    """Make a library file with so many entries, two thirds of them read and none to index."""
    library = Library.open(path)
    rng = random.Random(1)
    now = int(time.time())
    for feed in range(feed_count):
        name = FEED_NAMES[feed % len(FEED_NAMES)] + (f" {feed}" if feed >= 10 else "")
        folder = () if feed % 7 == 6 else (FOLDERS[feed % len(FOLDERS)],)
        new = NewFeed(f"https://feed{feed}.example/feed", title=name, folder=folder)
        feed_id = library.database.write(add_feed, new, now).result()
        share = list(entries(entry_count // feed_count, feed, now, rng, mark))
        library.database.write_with(Priority.REFRESH, apply_update, feed_id, share, now).result()
    ids = list(library.database.read(load_spine, View()).result())
    library.database.write(set_read, [i for i in ids if rng.random() < 0.66], True, now).result()
    library.database.write(set_starred, rng.sample(ids, len(ids) // 50), True).result()
    while index_step(library, limit=1_000):
        pass
    library.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("entries", type=int)
    arguments = parser.parse_args()
    build(arguments.path, arguments.entries)
