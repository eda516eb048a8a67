"""Start of the screen beside that of a bare Textual app, and the cost of a cursor key.

Every program runs in a pseudo-terminal of 80x24. "Start" is the time, and the processor time,
from starting the process until a headline (the bare app: its only word) has been written; state
folders that nobody has used before make sure that no saved frame helps. "Key" is the processor
time and the bytes of one cursor key. The programs are measured in turn: trust the ratios, on a
busy machine those of the processor time. A first start that is not measured leaves compiled
modules behind, as an installation does.

    python benchmarks/start.py [--rounds 7] [--sizes 1000 100000]
"""

import argparse
import fcntl
import os
import pty
import select
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from library import build

BARE = """
from textual.app import App
from textual.widgets import Static
class Bare(App):
    def compose(self):
        yield Static("HEADLINE")
Bare().run()
"""
_MARK = b"@@"  # in every title of the libraries below; nowhere else on the screen
KEYS = 100


class Cost(NamedTuple):
    """Seconds on the clock and of the processor."""

    wall_s: float
    cpu_s: float


class Program:
    """A program in a pseudo-terminal."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self.started = time.perf_counter()
        self.pid, self._terminal = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], command, environment)  # noqa: S606 - no shell wanted
        fcntl.ioctl(self._terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def until(self, mark: bytes, patience_s: float = 30.0) -> Cost:
        """Wait until something has been written; give what it cost since the start."""
        seen = b""
        while mark not in seen:
            if time.perf_counter() - self.started > patience_s:
                raise TimeoutError(seen[-500:])
            seen += self._read(0.05)
        return Cost(time.perf_counter() - self.started, self.cpu_s())

    def quiet(self, pause_s: float) -> int:
        """Wait until nothing more is written; give how many bytes came."""
        count = 0
        while found := self._read(pause_s):
            count += len(found)
        return count

    def press(self, key: bytes) -> None:
        """Press a key."""
        os.write(self._terminal, key)

    def cpu_s(self) -> float:
        """Give the processor time that the process has used."""
        return time.clock_gettime((~self.pid << 3) | 2)  # Linux: CPUCLOCK_SCHED of a process

    def end(self) -> None:
        """Quit, and wait for the end."""
        self.press(b"\x11")
        while self._read(0.5):
            pass
        os.close(self._terminal)
        os.waitpid(self.pid, 0)

    def _read(self, patience_s: float) -> bytes:
        ready, _, _ = select.select([self._terminal], [], [], patience_s)
        try:
            return os.read(self._terminal, 65_536) if ready else b""
        except OSError:  # the program has ended
            return b""


@contextmanager
def environment(data: Path) -> Iterator[dict[str, str]]:
    """Give an environment with a library, and with folders that nobody has used before."""
    with tempfile.TemporaryDirectory() as fresh:
        inherited = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
        yield {
            **inherited,
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "XDG_DATA_HOME": str(data),
            "XDG_STATE_HOME": fresh,
            "XDG_CONFIG_HOME": fresh,
        }


def measure_start(command: list[str], data: Path, mark: bytes) -> Cost:
    """Give what it costs to have the mark on the screen."""
    with environment(data) as env:
        program = Program(command, env)
        cost = program.until(mark)
        program.quiet(0.3)
        program.end()
    return cost


def measure_keys(data: Path) -> tuple[float, float]:
    """Give processor milliseconds and bytes of one cursor key."""
    with environment(data) as env:
        program = Program([sys.executable, "-m", "newsreader"], env)
        program.until(_MARK)
        program.quiet(3.0)  # the rest of the spine, the indexer
        before, written = program.cpu_s(), 0
        for number in range(KEYS):
            program.press(b"j" if number % 2 == 0 else b"k")
            written += program.quiet(0.03)
        used = program.cpu_s() - before
        program.end()
    return used * 1000 / KEYS, written / KEYS


def middle(costs: list[Cost]) -> Cost:
    """Give the medians."""
    walls, cpus = zip(*costs, strict=True)
    return Cost(statistics.median(walls), statistics.median(cpus))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 100_000])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folders = {size: Path(scratch) / str(size) for size in arguments.sizes}
        for size, folder in folders.items():
            build(folder / "newsreader" / "library.db", size, mark=_MARK.decode())
        bare = [sys.executable, "-c", BARE]
        ours = [sys.executable, "-m", "newsreader"]
        measure_start(ours, folders[arguments.sizes[0]], _MARK)
        starts: dict[str, list[Cost]] = {"bare": [], **{str(size): [] for size in folders}}
        for _ in range(arguments.rounds):
            starts["bare"].append(measure_start(bare, Path(scratch), b"HEADLINE"))
            for size, folder in folders.items():
                starts[str(size)].append(measure_start(ours, folder, _MARK))
        base = middle(starts["bare"])
        for name, costs in starts.items():
            cost = middle(costs)
            print(
                f"start {name:>8}: {cost.wall_s * 1000:5.0f} ms, ratio "
                f"{cost.wall_s / base.wall_s:.2f}; processor {cost.cpu_s * 1000:5.0f} ms, ratio "
                f"{cost.cpu_s / base.cpu_s:.2f}"
            )
        for size, folder in folders.items():
            cpu_ms, size_bytes = measure_keys(folder)
            print(f"key   {size:>8}: {cpu_ms:5.2f} ms of processor time, {size_bytes:.0f} bytes")


if __name__ == "__main__":
    main()
