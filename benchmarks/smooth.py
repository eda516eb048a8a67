"""Press the cursor key while a thousand feeds are fetched, and tell how long it takes to be seen.

    python benchmarks/smooth.py [--feeds 1000]

A library that follows every feed of the farm is opened in a terminal; all feeds are fetched there
(``R``), once with nothing known and once with two new items in each. Meanwhile the cursor goes
down and up, and each press is timed until its row has changed its background. The same presses
with nothing else at work come first. The farm takes its share of the processors all the while.
"""

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from feedfarm import addresses
from refresh import HOSTS, ask, calib, farm, ours

from ptys import Pty

PORT = 8730
PAUSE_S = 0.03
"""Between an answer and the next key: a held cursor key repeats as often."""
AMONG_FEEDS, AMONG_HEADLINES = 8, 40
"""Columns of the cursor's rows."""
PATIENCE_S = 5.0
QUIET_PRESSES = 100
SETTINGS = "[refresh]\nautomatic = false\n"


class Keys:
    """The cursor key, down and up in turn, and when its row was seen."""

    def __init__(self, pty: Pty, column: int) -> None:
        self._pty = pty
        self._column = column
        self._is_down = True
        self.waits_ms: list[float] = []

    def press(self) -> None:
        """Move the cursor and wait until it has moved."""
        before = self._pty.backgrounds(self._column)
        pressed_at = self._pty.send("\x1b[B" if self._is_down else "\x1b[A")
        self._is_down = not self._is_down
        while self._pty.backgrounds(self._column) == before:
            if not self._pty.read(PATIENCE_S):
                raise SystemExit(f"a key was not answered in {PATIENCE_S} s:\n{self._pty.text()}")
        self.waits_ms.append((self._pty.last_at - pressed_at) * 1000)
        end = time.perf_counter() + PAUSE_S
        while (left := end - time.perf_counter()) > 0:
            self._pty.read(left)


def measure(pty: Pty, name: str, column: int, *, is_refresh: bool = False) -> None:
    """Press keys, a hundred or until all feeds are fetched; print how long they took."""
    pty.settle(0.5)
    started = time.perf_counter()
    if is_refresh:
        pty.send("R")
    keys = Keys(pty, column)
    while len(keys.waits_ms) < QUIET_PRESSES or (is_refresh and not is_done(pty, started)):
        keys.press()
        keys.press()  # and back
    waits = keys.waits_ms
    print(
        f"{name:10} {len(waits):4} keys  median {median(waits):6.1f} ms  "
        f"p99 {quantiles(waits, n=100)[98]:6.1f} ms  longest {max(waits):6.1f} ms  "
        f"in {time.perf_counter() - started:5.1f} s  calib {calib():.3f}",
        flush=True,
    )


def is_done(pty: Pty, started: float) -> bool:
    """Tell whether the status line has stopped to say how far the refresh is."""
    return time.perf_counter() - started > 1 and "Fetching" not in pty.text()


def main() -> None:
    """Measure quiet, cold and with news."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--feeds", type=int, default=1000)
    args = parser.parse_args()
    with farm(args.feeds, 0, PORT), tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        ours(home, addresses(args.feeds, HOSTS, PORT))
        (home / "CONFIG" / "newsreader").mkdir(parents=True)
        (home / "CONFIG" / "newsreader" / "config.toml").write_text(SETTINGS)
        environ = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "TERM": "xterm-256color",
            "COLORTERM": "truecolor",
            "LC_ALL": "C.UTF-8",
            **{f"XDG_{kind}_HOME": str(home / kind) for kind in ("DATA", "CONFIG", "STATE")},
        }
        command = [str(Path(sys.executable).with_name("newsreader"))]
        with Pty(command, environ) as pty:
            pty.until(lambda text: "127.0." in text)
            pty.send("h")  # among the feeds: there are no headlines yet
            measure(pty, "quiet", AMONG_FEEDS)
            measure(pty, "cold", AMONG_FEEDS, is_refresh=True)
            pty.send("l.")  # to the headlines that have come
            measure(pty, "quiet", AMONG_HEADLINES)
            ask(PORT, "/control?generation=2")
            measure(pty, "two new", AMONG_HEADLINES, is_refresh=True)


if __name__ == "__main__":
    main()
