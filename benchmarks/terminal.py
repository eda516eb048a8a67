"""Drive newsreader, newsboat and a bare Textual app in a terminal, and compare what they take.

    python benchmarks/terminal.py [--entries 1000,100000,1000000] [--sizes 80x24,200x50] [--reps 5]

All of it takes a quarter of an hour and 2 GB of the temporary folder. Times depend on the machine
and on what else it does, processor time on the machine alone, bytes on neither. newsboat is left
out where it is not installed and with a million entries, and started once with 100,000.
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from terminal_worlds import MARK, build_newsboat, build_newsreader

from ptys import Pty

PAGE_DOWN, TAB, BACK_TAB = "\x1b[6~", "\t", "\x1b[Z"
MOUSE_MOVE = "\x1b[<35;40;10M"
PATIENCE_S = 200.0
SETTLED_S = 1.5
"""Nothing is written for so long when a start is over, on a busy machine too."""
MOST_FOR_NEWSBOAT = 100_000
"""It takes 80 seconds to start with so many, and four times as long with twice as many."""

# The least a Textual program with our widgets can do: their imports, and one word.
BARE = """
from textual.app import App
from textual.containers import Horizontal, Vertical
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.widgets import Input, Static
class Bare(App):
    BINDINGS = [("q", "quit", "Quit")]
    def compose(self):
        yield Static("READY")
Bare().run()
"""

Figures = dict[str, float]


class Program(NamedTuple):
    """A program to drive, and how."""

    name: str
    command: list[str]
    environ: dict[str, str]
    is_ready: Callable[[str], bool]
    """Whether the first content is on the screen."""
    is_help: Callable[[str], bool]
    """Whether the key '?' has been answered."""
    to_headlines: str
    """The keys that lead from the first screen to a list of headlines."""
    down: str
    """The cursor key, as the program wants it; '' where nothing is listed."""
    quit_keys: str
    is_slow: bool = False
    """Whether it takes more than a minute to start."""


TARGETS = {
    "first paint ms": "newsboat's",
    "own frame ms": "1.3 x bare",
    "own frame CPU ms": "1.3 x bare",
    "key p99 ms": "20",
    "key CPU p99 ms": "20",
    "first frame B": "8000",
    "down B": "250",
    "scroll B": "750",
    "tab B": "300",
    "mouse B": "0",
    "quit ms": "150",
    "RSS MB": "80",
}
"""The aims at 80x24."""


def measure(program: Program, size: tuple[int, int], reps: int) -> Figures:
    """Start a program several times, once with keys; give the medians.

    One that takes more than a minute to start is started once for everything.
    """
    if program.is_slow:
        return _visit(program, size, has_keys=True)
    _visit(program, size)  # warms the disk cache, leaves a frame
    visits = [_visit(program, size) for _ in range(reps)]
    figures = {name: median(visit[name] for visit in visits) for name in visits[0]}
    if program.down:
        figures |= _answer(program, size) | _visit(program, size, has_keys=True, is_over=True)
    return figures


def _visit(
    program: Program, size: tuple[int, int], *, has_keys: bool = False, is_over: bool = False
) -> Figures:
    """Start a program, press its keys, quit; ``is_over`` leaves start and end unmeasured."""
    with Pty(program.command, program.environ, size) as pty:
        _wait_for(pty, program.is_ready)
        start = {
            "first paint ms": (pty.last_at - pty.started_at) * 1000,
            "first paint CPU ms": _cpu_ms(pty.pid),
            "first bytes B": len(pty.written),
        }
        # The frame of the last visit is replaced by the program's own.
        pty.settle(SETTLED_S)
        start |= {"first frame B": len(pty.written), "RSS at start MB": _rss_mb(pty.pid)}
        keys = _keys(pty, program, size) if has_keys else {}
        if is_over:
            return keys
        pressed_at = pty.send(program.quit_keys)
        pty.wait(10)
        return start | keys | {"quit ms": (time.perf_counter() - pressed_at) * 1000}


def _answer(program: Program, size: tuple[int, int]) -> Figures:
    """Press a key in the moment of the start."""
    with Pty(program.command, program.environ, size) as pty:
        pty.send("?")
        _wait_for(pty, program.is_help)
        return {"first key ms": (pty.last_at - pty.started_at) * 1000}


def _keys(pty: Pty, program: Program, size: tuple[int, int]) -> Figures:
    for key in program.to_headlines:
        pty.send(key)
        pty.settle(0.4)
    moves = [_press(pty, program.down) for _ in range(size[1] // 3)]
    for _ in range(size[1]):
        _press(pty, program.down, 0.02)
    scrolls = [_press(pty, program.down) for _ in range(160)]
    page = _press(pty, PAGE_DOWN, 0.4).bytes
    mouse = _press(pty, MOUSE_MOVE).bytes
    _press(pty, BACK_TAB, 0.4)
    tab = _press(pty, TAB, 0.4).bytes
    _press(pty, "\r", 0.4)
    article = max(_press(pty, key, 0.2).bytes for key in (PAGE_DOWN, " "))
    answers = [answer for answer in moves + scrolls if answer.bytes]
    return {
        "down B": median(answer.bytes for answer in moves),
        "scroll B": median(answer.bytes for answer in scrolls),
        "page B": page,
        "tab B": tab,
        "article page B": article,
        "mouse B": mouse,
        **_spread("key", [answer.ms for answer in answers]),
        **_spread("key CPU", [answer.cpu_ms for answer in answers]),
        "RSS MB": _rss_mb(pty.pid),
    }


def _spread(name: str, values: Sequence[float]) -> Figures:
    return {f"{name} ms": median(values), f"{name} p99 ms": quantiles(values, n=100)[98]}


class Answered(NamedTuple):
    """What a key cost."""

    bytes: int
    ms: float
    """To the last byte."""
    cpu_ms: float
    """What the processor worked for it, also after that: no other program can disturb it."""


def _press(pty: Pty, key: str, quiet_s: float = 0.08) -> Answered:
    worked_ms = _cpu_ms(pty.pid)
    pressed_at = pty.send(key)
    count = len(pty.settle(quiet_s))
    ms = (pty.last_at - pressed_at) * 1000 if count else 0.0
    return Answered(count, ms, _cpu_ms(pty.pid) - worked_ms)


def _wait_for(pty: Pty, is_there: Callable[[str], bool]) -> None:
    if not pty.until(is_there, PATIENCE_S) or pty.is_over:
        raise SystemExit(f"the program has ended, or not shown in time:\n{pty.text()}")


def _rss_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0]) / 1024


def _cpu_ms(pid: int) -> float:
    """Give what all threads of a process have worked so far (Linux), to the nanosecond."""
    stats = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(stat.read_text().split()[0]) for stat in stats) / 1e6


def programs(folder: Path, entries: int) -> list[Program]:
    """Build the libraries; give the programs that there are."""
    own, boat = folder / f"own-{entries}", folder / f"boat-{entries}"
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(own),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LC_ALL": "C.UTF-8",
        **{f"XDG_{name.upper()}_HOME": str(own / name) for name in ("data", "config", "state")},
    }
    library = build_newsreader(own, entries)
    command = str(Path(sys.executable).with_name("newsreader"))
    quick = Program(
        "newsreader", [command], environ, _shows(MARK), _shows("Reading"), "", "\x1b[B", "Q"
    )
    found = [
        quick,
        # Without the frame of the last visit: the time to the program's own first frame.
        quick._replace(name="own frame", environ=environ | {"XDG_STATE_HOME": "/dev/null"}),
        Program(
            "bare Textual",
            [sys.executable, "-c", BARE],
            environ,
            _shows("READY"),
            bool,
            "",
            "",
            "q",
        ),
    ]
    newsboat = shutil.which("newsboat")
    if newsboat and entries <= MOST_FOR_NEWSBOAT:
        build_newsboat(boat, library)
        files = ["-C", "config", "-u", "urls", "-c", "cache.db"]
        arguments = [str(boat / part) if part[0] != "-" else part for part in files]
        found.append(
            Program(
                "newsboat",
                [newsboat, *arguments],
                environ | {"HOME": str(boat)},
                _shows("Morgenbote"),
                _shows("Help"),
                "\r",
                "\x1bOB",
                "Q",
                is_slow=entries > 50_000,
            )
        )
    return found


def _shows(word: str) -> Callable[[str], bool]:
    return lambda text: word in text


def report(entries: int, size: tuple[int, int], results: dict[str, Figures]) -> None:
    """Print the figures of all programs side by side."""
    own, bare, frame = results["newsreader"], results["bare Textual"], results.pop("own frame")
    for name in ("ms", "CPU ms"):
        own[f"own frame {name}"] = frame[f"first paint {name}"]
        bare[f"own frame {name}"] = bare[f"first paint {name}"]
    own["first frame B"] = frame["first frame B"]
    names = [name for name in TARGETS if name in own] + [n for n in own if n not in TARGETS]
    print(f"\n{entries} entries, {size[0]}x{size[1]}")
    print(f"{'':18}{''.join(f'{name:>15}' for name in results)}{'aim at 80x24':>15}")
    for name in names:
        cells = (results[program].get(name) for program in results)
        row = "".join(f"{'' if value is None else round(value, 1):>15}" for value in cells)
        print(f"{name:18}{row}{TARGETS.get(name, ''):>15}", flush=True)


def main(arguments: Sequence[str] | None = None) -> None:
    """Build, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--entries", default="1000,100000,1000000")
    parser.add_argument("--sizes", default="80x24,200x50")
    parser.add_argument("--reps", type=int, default=5)
    parser.add_argument("--folder", type=Path, help="use the libraries there, and keep new ones")
    options = parser.parse_args(arguments)
    sizes = [tuple(map(int, size.split("x"))) for size in options.sizes.split(",")]
    with tempfile.TemporaryDirectory(prefix="newsreader-bench-") as folder:
        for entries in map(int, options.entries.split(",")):
            found = programs(Path(options.folder or folder), entries)
            for width, height in sizes:
                size = (width, height)
                report(entries, size, {one.name: measure(one, size, options.reps) for one in found})


if __name__ == "__main__":
    main()
