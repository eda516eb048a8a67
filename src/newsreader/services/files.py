"""Writing files for other programs: complete or not at all, and in words why not."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from newsreader.domain.errors import UsageError


@contextmanager
def writing(target: Path) -> Iterator[None]:
    """Say in words why a file cannot be written; raises UsageError ``not_written``."""
    try:
        yield
    except OSError as error:
        raise UsageError("not_written", f"{target} cannot be written: {error.strerror}.") from error


def write_whole(parts: Iterable[str], target: Path) -> None:
    """Write a file beside its place and put it there when it is whole; raises OSError."""
    unfinished = target.with_name(target.name + ".part")
    with unfinished.open("w", encoding="utf-8", newline="") as file:
        file.writelines(parts)
    unfinished.replace(target)


def folder_here() -> str:
    """Name the folder where the program was started, short where it is the reader's own."""
    try:
        here, home = Path.cwd(), Path.home()
    except (OSError, RuntimeError):  # the folder is gone, or nobody knows the home
        return "."
    return str(Path("~") / here.relative_to(home)) if here.is_relative_to(home) else str(here)
