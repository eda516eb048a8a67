"""A farm of generated feeds on loopback addresses, for measuring refreshes.

    python benchmarks/feedfarm.py --feeds 1000 --latency 100 --list urls.txt

The same arguments give the same bytes. Every feed answers with ETag and Last-Modified, 304 and
gzip over kept-alive connections. ``GET /control?generation=2`` adds two items to every feed,
``GET /control?latency=100`` (ms) slows all down, ``GET /counts`` tells what was asked for.
"""

import argparse
import asyncio
import gzip
import json
import random
from email.utils import formatdate
from html import escape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

FIRST_DATE = 1_780_000_000
NEW_PER_GENERATION = 2
LINES = (
    "Abend Bahn Brücke Chor Dach Ernte Fluss Garten Hafen Insel Jahr Küste Licht Markt Nebel",
    "Ofen Park Quelle Regen Schnee Turm Ufer Vogel Wald Zug across agreed bakery cellar",
    "district early ferry glass harbour island journey kitchen lantern meadow northern orchard",
    "parish quarter river station timber upper valley weather yellow und der die das mit von",
    "nach über während the and with from after under between slowly newly",
)
WORDS = [word for line in LINES for word in line.split()]


class GeneratedFeed:
    """One feed: its items of every generation, written as RSS, Atom or RDF."""

    def __init__(self, number: int) -> None:
        self._random = random.Random(number)
        self.number = number
        self.item_count = self._random.randint(20, 50)
        self._size = self._random.randint(1_200, 3_000)
        self._items: dict[int, str] = {}
        self._write = (self._rss, self._atom, self._rdf)[number % 3]

    def document(self, generation: int) -> bytes:
        """Write the feed as it is in a generation, the newest item first."""
        first = (generation - 1) * NEW_PER_GENERATION
        numbers = range(first + self.item_count - 1, first - 1, -1)
        return self._write(list(numbers)).encode()

    def _body(self, number: int) -> str:
        if number not in self._items:
            source = random.Random(f"{self.number}-{number}")
            paragraphs = []
            size = 0
            while size < self._size:
                text = " ".join(source.choices(WORDS, k=40))
                link = f'<a href="https://example.org/{source.randrange(10**6)}">{text[:20]}</a>'
                paragraphs.append(f"<p>{link} {text}.</p>")
                size += len(paragraphs[-1])
            self._items[number] = escape("".join(paragraphs), quote=False)
        return self._items[number]

    def _head(self, number: int) -> tuple[str, str, int]:
        title = " ".join(random.Random(f"t{self.number}-{number}").choices(WORDS, k=7))
        return title, f"https://example.org/{self.number}/{number}", FIRST_DATE + 3_600 * number

    def _rss(self, numbers: list[int]) -> str:
        items = []
        for number in numbers:
            title, link, date = self._head(number)
            items.append(
                f"<item><title>{title}</title><link>{link}</link><guid>{link}</guid>"
                f"<pubDate>{formatdate(date)}</pubDate><category>news</category>"
                f"<description>{self._body(number)}</description></item>"
            )
        return (
            f'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
            f"<title>Feed {self.number}</title><link>https://example.org/</link>"
            f"<description>Generated</description>{''.join(items)}</channel></rss>"
        )

    def _atom(self, numbers: list[int]) -> str:
        entries = []
        for number in numbers:
            title, link, date = self._head(number)
            stamp = _rfc3339(date)
            entries.append(
                f'<entry><title>{title}</title><id>{link}</id><link href="{link}"/>'
                f"<published>{stamp}</published><updated>{stamp}</updated>"
                f'<author><name>A. Author</name></author><content type="html">'
                f"{self._body(number)}</content></entry>"
            )
        return (
            '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">'
            f"<title>Feed {self.number}</title><id>urn:farm:{self.number}</id>"
            f"<updated>{_rfc3339(FIRST_DATE)}</updated>{''.join(entries)}</feed>"
        )

    def _rdf(self, numbers: list[int]) -> str:
        items = []
        for number in numbers:
            title, link, date = self._head(number)
            items.append(
                f'<item rdf:about="{link}"><title>{title}</title><link>{link}</link>'
                f"<dc:date>{_rfc3339(date)}</dc:date>"
                f"<description>{self._body(number)}</description></item>"
            )
        return (
            '<?xml version="1.0" encoding="utf-8"?>'
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
            'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f'<channel rdf:about="https://example.org/{self.number}"><title>Feed {self.number}'
            f"</title><link>https://example.org/</link></channel>{''.join(items)}</rdf:RDF>"
        )


class Farm:
    """All feeds, ready to be sent, and what they were asked."""

    def __init__(self, feeds: int, latency_ms: float) -> None:
        self._feeds = [GeneratedFeed(number) for number in range(feeds)]
        self.latency_s = latency_ms / 1000
        self.counts = {"documents": 0, "not_modified": 0, "bytes": 0}
        self.grow(1)

    @property
    def item_count(self) -> int:
        """Give the number of items of one generation."""
        return sum(feed.item_count for feed in self._feeds)

    def grow(self, generation: int) -> None:
        """Prepare the answers of a generation."""
        self._generation = generation
        self._answers = [self._answer(feed) for feed in self._feeds]

    def answer(self, target: str, asked: dict[str, str]) -> bytes:
        """Answer a request for ``/feed/<number>``, ``/control`` or ``/counts``."""
        parts = urlsplit(target)
        if parts.path == "/control":
            wanted = parse_qs(parts.query)
            if "latency" in wanted:
                self.latency_s = float(wanted["latency"][0]) / 1000
            if "generation" in wanted:
                self.grow(int(wanted["generation"][0]))
            return _plain(b"ok")
        if parts.path == "/counts":
            told = json.dumps(self.counts).encode()
            self.counts = dict.fromkeys(self.counts, 0)
            return _plain(told)
        tag, whole, same = self._answers[int(parts.path.rpartition("/")[2])]
        is_same = asked.get("if-none-match") == tag
        self.counts["not_modified" if is_same else "documents"] += 1
        answer = same if is_same else whole
        self.counts["bytes"] += len(answer)
        return answer

    def _answer(self, feed: GeneratedFeed) -> tuple[str, bytes, bytes]:
        tag = f'"{feed.number}-{self._generation}"'
        body = gzip.compress(feed.document(self._generation), 6, mtime=0)
        modified = formatdate(FIRST_DATE + self._generation, usegmt=True)
        about = f"ETag: {tag}\r\nLast-Modified: {modified}\r\n"
        whole = (
            "HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Encoding: gzip\r\n"
            f"{about}Content-Length: {len(body)}\r\n\r\n"
        )
        same = f"HTTP/1.1 304 Not Modified\r\n{about}Content-Length: 0\r\n\r\n"
        return tag, whole.encode() + body, same.encode()


class Connection(asyncio.Protocol):
    """One kept-alive connection."""

    def __init__(self, farm: Farm) -> None:
        self._farm = farm
        self._buffer = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Remember where to answer."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every complete request."""
        self._buffer += data
        while b"\r\n\r\n" in self._buffer:
            head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
            lines = head.decode("latin-1").split("\r\n")
            fields = (line.partition(":") for line in lines[1:])
            asked = {name.lower(): value.strip() for name, _, value in fields}
            answer = self._farm.answer(lines[0].split(" ")[1], asked)
            asyncio.get_running_loop().call_later(self._farm.latency_s, self._send, answer)

    def _send(self, answer: bytes) -> None:
        if self._transport is not None and not self._transport.is_closing():
            self._transport.write(answer)


def addresses(feeds: int, hosts: int, port: int) -> list[str]:
    """Give the addresses of all feeds, spread over the hosts."""
    return [f"http://127.0.1.{1 + n % hosts}:{port}/feed/{n}" for n in range(feeds)]


async def serve(farm: Farm, hosts: int, port: int) -> None:
    """Serve until killed."""
    loop = asyncio.get_running_loop()
    for number in range(1, hosts + 1):
        await loop.create_server(lambda: Connection(farm), f"127.0.1.{number}", port, backlog=1_000)
    print(f"{farm.item_count} items", flush=True)  # ready
    await asyncio.Event().wait()


def main() -> None:
    """Run the farm."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--feeds", type=int, default=100)
    parser.add_argument("--hosts", type=int, default=50)
    parser.add_argument("--port", type=int, default=8700)
    parser.add_argument("--latency", type=float, default=0, help="ms before every answer")
    parser.add_argument("--list", type=Path, help="write the addresses into this file")
    args = parser.parse_args()
    if args.list:
        args.list.write_text("\n".join(addresses(args.feeds, args.hosts, args.port)) + "\n")
    asyncio.run(serve(Farm(args.feeds, args.latency), args.hosts, args.port))


def _plain(body: bytes) -> bytes:
    return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)


def _rfc3339(date: int) -> str:
    from datetime import UTC, datetime

    return datetime.fromtimestamp(date, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


if __name__ == "__main__":
    main()
