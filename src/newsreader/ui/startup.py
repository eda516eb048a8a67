"""The first milliseconds: the frame of the last visit is painted before Textual is imported.

Importing Textual takes 200 ms, ten times as long as the rest. So the terminal is taken first:
what is typed from now on waits, unechoed, in its queue, and the reader sees the headlines of
the last visit until those of today replace them. Nothing here may import anything slow.
"""

import gc
import os
import sys
import termios
import time
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from zlib import crc32

from newsreader import __version__
from newsreader.domain.pattern import pattern
from newsreader.ui.terminal import (
    Terminal,
    is_ascii_wanted,
    look,
    textual_settings,
    with_glyphs,
)

OLDEST_FRAME_S = 14 * 24 * 3600
LONGEST_FRAME = 400_000
MOST_FRAMES = 6
"""One for each size of the terminal; the oldest go."""
_GC_THRESHOLDS = (10_000, 20, 50)

# Text, moves, erasing and colours: all that a frame is made of.
_FRAME = pattern("(?:[^\x00-\x1f\x7f-\x9f]|\r\n?|\x1b\\[[0-9;]*[mHGBCKX])*")

# The terminal's attributes before it was taken, and whether a frame is on it: there is one
# terminal for the whole process, and the driver takes it over from here.
_before: list[Any] | None = None
_is_frame_shown = False


def why_no_screen() -> str:
    """Say in a sentence why there can be no screen; '' when there can."""
    streams = {"input": sys.__stdin__, "output": sys.__stdout__, "error": sys.__stderr__}
    for name, stream in streams.items():
        if stream is None or stream.closed or not stream.isatty():
            return (
                f"The screen needs a terminal. Standard {name} is none; "
                "for data, see 'newsreader --help'."
            )
    return ""


@contextmanager
def early_screen(
    state: Path | None, environ: MutableMapping[str, str], glyphs: str = "auto"
) -> Iterator[Terminal]:
    """Take the terminal, show the last frame, and give the terminal back whatever happens.

    Textual must be imported inside the block, for the variables it reads are set here.
    """
    encoding = getattr(sys.__stderr__, "encoding", None)
    if sys.flags.utf8_mode and is_ascii_wanted(environ):
        encoding = "ascii"
    terminal = with_glyphs(look(environ, encoding), glyphs)
    if "NO_COLOR" in environ and not environ["NO_COLOR"]:
        del environ["NO_COLOR"]  # empty means "not set" (no-color.org), but not to Textual
    for name, value in textual_settings(terminal).items():
        environ.setdefault(name, value)
    gc.disable()  # a tenth of the start; ``settle`` switches it on
    _take(state, terminal)
    try:
        yield terminal
    finally:
        gc.enable()
        _give_back()


def settle() -> None:
    """Collect garbage again, except what the start has made: that stays to the end.

    Less often than usual: what a refresh brings is many small things, and hardly any garbage.
    """
    gc.freeze()
    gc.set_threshold(*_GC_THRESHOLDS)
    gc.enable()


def take_over() -> list[Any] | None:
    """Leave the terminal to the driver; give its attributes from before, None if not known."""
    global _is_frame_shown  # noqa: PLW0603 - see its definition
    _is_frame_shown = False
    return _before


def is_frame_shown() -> bool:
    """Say whether the frame of the last visit is on the terminal."""
    return _is_frame_shown


def save_frame(state: Path, size: tuple[int, int], terminal: Terminal, frame: str) -> None:
    """Keep the screen for the next visit; a disk that is full or shut is no reason to fail."""
    folder = state / "frames"
    if not frame or not _FRAME.fullmatch(frame):
        return
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = _frame_path(state, size)
        new = path.with_suffix(".new")
        with open(new, "w", encoding="utf-8", newline="", opener=_private) as file:
            file.write(f"{_header(terminal, frame)}\n{frame}")
        new.replace(path)
        frames = sorted(folder.glob("*.frame"), key=lambda path: -path.stat().st_mtime)
        for old in frames[MOST_FRAMES:]:
            old.unlink()


def load_frame(state: Path, size: tuple[int, int], terminal: Terminal, now: float) -> str:
    """Give the frame of the last visit; '' when there is none that fits."""
    path = _frame_path(state, size)
    try:
        if path.stat().st_mtime < now - OLDEST_FRAME_S:
            return ""
        with open(path, encoding="utf-8", newline="") as file:
            header, _, frame = file.read(LONGEST_FRAME).partition("\n")
    except (OSError, UnicodeDecodeError):
        return ""
    is_whole = header == _header(terminal, frame) and _FRAME.fullmatch(frame) is not None
    return frame if is_whole else ""


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _frame_path(state: Path, size: tuple[int, int]) -> Path:
    return state / "frames" / f"{size[0]}x{size[1]}.frame"


def _header(terminal: Terminal, frame: str) -> str:
    """What must be equal for a frame to be shown again: program, terminal, and the frame."""
    about = f"{terminal.colours}-{terminal.encoding}-{terminal.erases_in_colour}"
    return f"newsreader {__version__} {about} {crc32(frame.encode()):08x}"


def _take(state: Path | None, terminal: Terminal) -> None:
    global _before, _is_frame_shown  # noqa: PLW0603 - see their definition
    try:
        descriptor = sys.__stdin__.fileno()  # type: ignore[union-attr]  # AttributeError is caught
        _before = termios.tcgetattr(descriptor)
        termios.tcsetattr(descriptor, termios.TCSANOW, _quiet(_before))
        size = tuple(os.get_terminal_size(sys.__stderr__.fileno()))  # type: ignore[union-attr]
    except (AttributeError, OSError, ValueError, termios.error):
        return
    if state is None or terminal.is_dumb:
        return
    if frame := load_frame(state, (size[0], size[1]), terminal, time.time()):
        _is_frame_shown = True
        _write(f"\x1b[?1049h\x1b[?25l\x1b[?7l{frame}\x1b[m", terminal.encoding)


def _quiet(attributes: list[Any]) -> list[Any]:
    """Give the attributes with which keys wait as Textual will read them; Ctrl-C still works."""
    flags, _, _, local, *rest = attributes
    flags &= ~(termios.ICRNL | termios.INLCR | termios.IGNCR | termios.IXON | termios.IXOFF)
    local &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    return [flags, *attributes[1:3], local, *rest]


def _give_back() -> None:
    """Restore the terminal, and leave the frame if no driver has taken it over."""
    global _before, _is_frame_shown  # noqa: PLW0603 - see their definition
    if _is_frame_shown:
        _write("\x1b[m\x1b[?7h\x1b[?25h\x1b[?1049l", "ascii")
        _is_frame_shown = False
    if _before is not None and sys.__stdin__ is not None:
        with suppress(termios.error, OSError, ValueError):
            termios.tcsetattr(sys.__stdin__.fileno(), termios.TCSANOW, _before)
        _before = None


def _write(text: str, encoding: str) -> None:
    with suppress(OSError, AttributeError, ValueError):
        os.write(sys.__stderr__.fileno(), text.encode(encoding, "replace"))  # type: ignore[union-attr]
