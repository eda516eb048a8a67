"""Measure refreshes of generated feeds: this program and newsboat, one after the other.

    python benchmarks/refresh.py                               # all sizes, about 10 minutes
    python benchmarks/refresh.py --feeds 100 --latency 0 --skip-newsboat

Three refreshes each: cold (nothing known), same (every feed answers 304), new (two new items in
each). CPU and memory are those of all processes of a program together; memory is the highest sum
of their PSS in five looks a second (each takes half a millisecond a process and holds up whatever
memory it is just being given: twenty looks cost some 4 % of a core).
``calib`` is a fixed piece of work, the best of three: 0.05 s on a quiet machine; compare within one
run only.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

from feedfarm import addresses

HOSTS = 50
LOOK_S = 0.2
OUR_COMMAND = [sys.executable, "-m", "newsreader", "fetch", "--force"]


class Cost(NamedTuple):
    """What one refresh took."""

    wall_s: float
    cpu_s: float
    memory_mb: float
    told: dict[str, int]
    """What the farm was asked for meanwhile."""


class Reader:
    """A program with a fresh library that follows every feed of the farm."""

    def __init__(self, name: str, command: Sequence[str], home: Path) -> None:
        self.name = name
        self._command = command
        self._environment = {
            **os.environ,
            "HOME": str(home),
            **{f"XDG_{kind}_HOME": str(home / kind) for kind in ("DATA", "CONFIG", "STATE")},
        }

    def run(self, port: int) -> Cost:
        """Refresh once."""
        ask(port, "/counts")
        started = time.perf_counter()
        process = subprocess.Popen(
            self._command, env=self._environment, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        peak = Peak(process.pid)
        _, _, used = os.wait4(process.pid, 0)
        process.returncode = 0
        wall_s = time.perf_counter() - started
        told = json.loads(ask(port, "/counts"))
        return Cost(wall_s, used.ru_utime + used.ru_stime, peak.end(), told)


class Peak:
    """Watch the memory of a process and its children, in a thread."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._most = 0.0
        self._is_ended = threading.Event()
        self._thread = threading.Thread(target=self._watch)
        self._thread.start()

    def end(self) -> float:
        """Stop watching and give the highest sum seen, in MB."""
        self._is_ended.set()
        self._thread.join()
        return self._most

    def _watch(self) -> None:
        while not self._is_ended.wait(LOOK_S):
            self._most = max(self._most, sum(map(proportional_mb, family(self._pid))))


def family(pid: int) -> list[int]:
    """Give a process and all its children."""
    members = [pid]
    for member in members:
        try:
            children = Path(f"/proc/{member}/task/{member}/children").read_text().split()
        except OSError:
            continue
        members += map(int, children)
    return members


def proportional_mb(pid: int) -> float:
    """Give the memory of a process, shared pages by their share."""
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    except OSError:
        pass
    return 0.0


def ask(port: int, target: str) -> bytes:
    """Ask the farm something."""
    with urlopen(f"http://127.0.1.1:{port}{target}") as answer:
        return bytes(answer.read())


@contextmanager
def farm(feeds: int, latency: float, port: int) -> Iterator[None]:
    """Run the farm in a process of its own."""
    command = [
        sys.executable, str(Path(__file__).with_name("feedfarm.py")), "--feeds", str(feeds),
        "--hosts", str(HOSTS), "--port", str(port), "--latency", str(latency),
    ]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        process.stdout.readline()  # it has made its feeds and listens
        try:
            yield
        finally:
            process.kill()


def ours(home: Path, urls: Sequence[str]) -> Reader:
    """Prepare this program."""
    from newsreader.domain.feed import NewFeed
    from newsreader.store.database import Database
    from newsreader.store.feeds import add_feed

    database = Database.open(home / "DATA" / "newsreader" / "library.db")
    for url in urls:
        database.write_with(5, add_feed, NewFeed(url), 1)
    database.close()
    return Reader("newsreader", OUR_COMMAND, home)


def newsboat(home: Path, urls: Sequence[str]) -> Reader:
    """Prepare newsboat with 50 threads."""
    (home / "urls").write_text("\n".join(urls) + "\n")
    (home / "config").write_text("reload-threads 50\n")
    command = ["newsboat", "-u", str(home / "urls"), "-C", str(home / "config"),
               "-c", str(home / "cache.db"), "-x", "reload"]  # fmt: skip
    return Reader("newsboat", command, home)


def measure(reader: Reader, port: int) -> dict[str, Cost]:
    """Refresh cold, with nothing new, and with two new items in every feed."""
    ask(port, "/control?generation=1")
    costs = {"cold": reader.run(port)}
    if reader.name == "newsboat":
        reader.run(port)  # it keeps validators from its second reload on
    costs["same"] = reader.run(port)
    ask(port, "/control?generation=2")
    costs["new"] = reader.run(port)
    return costs


def calib() -> float:
    """Time a fixed piece of work, the best of three."""
    best = 9.0
    for _ in range(3):
        started = time.perf_counter()
        sum(i * i % 7 for i in range(900_000))
        best = min(best, time.perf_counter() - started)
    return best


def show(feeds: int, latency: float, name: str, costs: dict[str, Cost]) -> None:
    """Print one line per refresh."""
    for case, cost in costs.items():
        print(
            f"{feeds:5} {latency:4.0f} ms  {name:10} {case:4}  wall {cost.wall_s:6.2f} s  "
            f"cpu {cost.cpu_s:6.2f} s  memory {cost.memory_mb:4.0f} MB  "
            f"200/304 {cost.told['documents']}/{cost.told['not_modified']}  "
            f"calib {calib():.3f}",
            flush=True,
        )


def compare(results: dict[str, dict[str, Cost]]) -> None:
    """Print how many times faster this program was."""
    if "newsboat" not in results:
        return
    for case, cost in results["newsreader"].items():
        other = results["newsboat"][case]
        print(
            f"            newsboat / newsreader  {case}: wall {other.wall_s / cost.wall_s:.1f}, "
            f"cpu {other.cpu_s / cost.cpu_s:.1f}"
        )


def main() -> None:
    """Measure every wanted size."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--feeds", default="100,500,1000")
    parser.add_argument("--latency", default="0,100", help="ms, several with commas")
    parser.add_argument("--port", type=int, default=8710)
    parser.add_argument("--skip-newsboat", action="store_true")
    args = parser.parse_args()
    makers = [ours]
    if shutil.which("newsboat") and not args.skip_newsboat:
        makers.append(newsboat)
    for feeds in map(int, args.feeds.split(",")):
        for latency in map(float, args.latency.split(",")):
            with farm(feeds, latency, args.port):
                results = {}
                for make in makers:
                    with tempfile.TemporaryDirectory() as home:
                        reader = make(Path(home), addresses(feeds, HOSTS, args.port))
                        results[reader.name] = measure(reader, args.port)
                        show(feeds, latency, reader.name, results[reader.name])
                compare(results)


if __name__ == "__main__":
    main()
