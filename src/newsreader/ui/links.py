"""Where links go: a browser where there is one to be seen, else the clipboard."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from newsreader.domain.wording import counted
from newsreader.ui.terminal import is_remote

if TYPE_CHECKING:
    from textual.screen import Screen


def has_browser(command: Sequence[str] = ()) -> bool:
    """Say whether a page can be opened here: by the reader's own command, or in a window.

    Over SSH a window would open far from the reader, or crawl over the line (``ssh -X``); on a
    console there is none, and a browser of the terminal would paint over the program.
    """
    if command:
        return shutil.which(command[0]) is not None
    if is_remote(os.environ):
        return False
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_or_copy(
    screen: "Screen[None]", url: str, browser: Sequence[str], say: Callable[[str], None]
) -> None:
    """Open an address in the background, or copy it where there is no browser; say which."""
    if _open(screen, [url], browser):
        say(f"Opened {url}")
    else:
        screen.app.copy_to_clipboard(url)
        say(f"{_missing(browser)}, so the link was copied: {url}")


def open_or_copy_all(screen: "Screen[None]", urls: Sequence[str], browser: Sequence[str]) -> str:
    """Do the same with many addresses, and say in a sentence what was done."""
    if not urls:
        return "None of these articles has a link."
    if _open(screen, urls, browser):
        return f"Opened {counted(len(urls), 'page')}."
    screen.app.copy_to_clipboard("\n".join(urls))
    return f"{_missing(browser)}, so {counted(len(urls), 'link')} were copied."


def _open(screen: "Screen[None]", urls: Sequence[str], browser: Sequence[str]) -> bool:
    """Open addresses in the background; False where there is no browser."""
    if not has_browser(browser):
        return False

    def opening() -> None:
        for url in urls:
            open_in_browser(url, browser)

    screen.run_worker(opening, thread=True, exit_on_error=False)
    return True


def _missing(browser: Sequence[str]) -> str:
    return f"There is no command {browser[0]}" if browser else "No browser here"


def open_in_browser(url: str, command: Sequence[str] = ()) -> None:
    """Open an address by the reader's own command, else in the system's browser. Blocks."""
    from newsreader.domain.urls import is_openable

    if not is_openable(url):
        return
    if command:
        subprocess.Popen(  # noqa: S603 - the reader's own setting; no shell, one address
            [*command, url],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    else:
        import webbrowser

        webbrowser.open(url)
