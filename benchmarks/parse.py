"""Compare the fast path with feedparser on a folder of feeds: throughput, and agreement.

    python benchmarks/parse.py FOLDER

Prints CPU seconds (best of three) of feedparser alone, with both of its costly steps off, and of
our reading, alone and with everything up to the records that are stored; then every field in
which the two paths differ.
"""

import argparse
import gc
import io
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import feedparser

from newsreader.domain.parsed import ParsedFeed
from newsreader.parse.build import build_feed
from newsreader.parse.decoding import decode_markup
from newsreader.parse.fast import read_fast
from newsreader.parse.feed import parse_feed
from newsreader.parse.lenient import read_leniently
from newsreader.parse.sniff import sniff

URL = "https://feeds.example/feed"
NOW = 1_790_000_000
ROUNDS = 3


def main() -> None:
    """Measure and print."""
    gc.disable()  # as the parse process does
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder", type=Path, help="a folder of feeds as they were served")
    folder = arguments.parse_args().folder
    bodies = {
        path.name: body
        for path in sorted(folder.iterdir())
        if path.is_file() and sniff(body := path.read_bytes()) == "feed"
    }
    texts = {name: readable(body) for name, body in bodies.items()}
    accepted = [name for name, text in texts.items() if read_fast(text) is not None]
    print(f"{len(bodies)} feeds, {megabytes(bodies.values()):.1f} MB; ", end="")
    print(f"the fast path takes {len(accepted)} of them")
    print_throughput([bodies[name] for name in accepted])
    everything = list(bodies.values())
    whole = best(to_records, everything)
    alone = best(with_feedparser, everything)
    print(f"all feeds, whichever path: {whole:.3f} s, {alone / whole:.1f} x feedparser")
    print_agreement([texts[name] for name in accepted])


def print_throughput(bodies: list[bytes]) -> None:
    """Print what feedparser and we need for the documents that the fast path takes."""
    size = megabytes(bodies)
    reference = best(with_feedparser, bodies)
    reading = best(to_fields, bodies)
    whole = best(to_records, bodies)
    for name, seconds in (
        ("feedparser, both steps off", reference),
        ("fast path, fields only", reading),
        ("fast path, to the records", whole),
    ):
        speed = f"{size / seconds:6.1f} MB/s  {reference / seconds:5.1f} x"
        print(f"{name:28} {seconds:7.3f} s  {speed}")


def print_agreement(texts: list[bytes]) -> None:
    """Print for every field in how many entries the two paths agree."""
    total: Counter[str] = Counter()
    different: Counter[str] = Counter()
    for text in texts:
        fast = read_fast(text)
        if fast is None:
            continue
        one = dict(fields(build_feed(fast, URL, NOW)))
        other = dict(fields(build_feed(read_leniently(text.decode()), URL, NOW)))
        for key in one.keys() | other.keys():
            total[key[0]] += 1
            different[key[0]] += one.get(key) != other.get(key)
    for name, count in sorted(total.items()):
        print(f"{name:16} {100 - 100 * different[name] / count:6.2f} % of {count}")


def fields(feed: ParsedFeed) -> Iterator[tuple[tuple[str, int], object]]:
    """Give every field of every entry, the extras taken apart."""
    yield ("entries", 0), len(feed.entries)
    for number, entry in enumerate(feed.entries):
        named = entry._asdict()
        named |= {f"+ {key}": value for key, value in json.loads(named.pop("extras")).items()}
        named["content_hash"] = named["content_hash"].hex()
        yield from (((name, number), value) for name, value in named.items())


def with_feedparser(body: bytes) -> object:
    """Parse as the lenient path does, without taking anything out."""
    return feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)


def to_fields(body: bytes) -> object:
    """Read on the fast path and stop there: the work that feedparser does."""
    return read_fast(readable(body))


def to_records(body: bytes) -> object:
    """Do all the parse process does for a document."""
    return parse_feed(body, "", URL, NOW)


def readable(body: bytes) -> bytes:
    """Decode and mend as ``parse_feed`` does."""
    return decode_markup(body, "").data


def megabytes(bodies: Iterable[bytes]) -> float:
    """Add up sizes."""
    return sum(map(len, bodies)) / 1e6


def best(work: Callable[[bytes], object], bodies: list[bytes]) -> float:
    """Give the CPU seconds of the quickest round; nothing is kept, as in a refresh."""
    rounds = []
    for _ in range(ROUNDS):
        gc.collect()
        started = time.process_time()
        for body in bodies:
            work(body)
            gc.collect(0)
        rounds.append(time.process_time() - started)
    return min(rounds)


if __name__ == "__main__":
    main()
