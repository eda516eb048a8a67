"""What is told beside the data: the only writer to stderr, and the exit codes."""

import os
import shutil
import sys
from enum import IntEnum

from newsreader.domain.text import clean_line

_BAR_CELLS = 24


class ExitCode(IntEnum):
    """How a command ended."""

    OK = 0
    FAILED = 1
    """Something did not work, perhaps only a part."""
    USAGE = 2
    """What was asked makes no sense, or the settings are wrong."""
    UNEXPECTED = 70
    """A defect of the program (EX_SOFTWARE of sysexits.h)."""
    INTERRUPTED = 130


def tell(text: str) -> None:
    """Tell one line; nobody reading stderr is no error."""
    _write(clean_line(text) + "\n")


def error(sentence: str) -> None:
    """Tell what went wrong."""
    _clear_progress()
    label = "\x1b[31mError:\x1b[0m" if has_colour() else "Error:"
    _write(f"{label} {clean_line(sentence)}\n")


def warn(sentence: str) -> None:
    """Tell what went wrong with a part."""
    _clear_progress()
    _write(f"{clean_line(sentence)}\n")


def unexpected(failure: Exception) -> int:
    """Tell of a defect, write its traceback into the log, and give the exit code."""
    path = _log(failure)
    where = f"The details are in {path}." if path else "The details could not be written."
    error(f"Something unexpected happened ({type(failure).__name__}). {where}")
    return ExitCode.UNEXPECTED


def progress(done: int, total: int, text: str) -> None:
    """Draw a progress bar in place; nothing where stderr is no terminal."""
    if not is_terminal() or not total:
        return
    _write(f"\r\x1b[K{_progress_line(done, total, text)}")
    if done == total:
        _clear_progress()


def _progress_line(done: int, total: int, text: str) -> str:
    """Write bar and numbers; what is longer than a line would leave one behind with each step."""
    room = shutil.get_terminal_size().columns - 1
    told = f"{done}/{total} {clean_line(text, 40)}"
    width = min(_BAR_CELLS, room - len(told) - len("[] "))
    if width < 1:
        return told[: max(room, 0)]
    filled = width * done // total
    return f"[{'#' * filled}{'-' * (width - filled)}] {told}"


def is_terminal() -> bool:
    """Tell whether somebody watches stderr on a terminal that can redraw a line."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def has_colour() -> bool:
    """Tell whether stderr may be coloured (https://no-color.org)."""
    return is_terminal() and not os.environ.get("NO_COLOR")


def _clear_progress() -> None:
    if is_terminal():
        _write("\r\x1b[K")


def _write(text: str) -> None:
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except OSError:
        pass


def _log(failure: Exception) -> str:
    """Write the traceback into the log; give its path, or '' if that failed as well."""
    from newsreader.config.paths import system_paths
    from newsreader.services.failures import log_failure

    path = system_paths().log
    # not the whole command line: an address on it may hold a password
    return str(path) if log_failure(path, failure, " ".join(sys.argv[1:2])) else ""
