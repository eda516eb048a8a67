"""Where links go: a browser where there is one to be seen, else the clipboard."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.screen import Screen


def has_browser(command: Sequence[str] = ()) -> bool:
    """Say whether a page can be opened here: by the reader's own command, or in a window.

    Over SSH and on a console there is no window, and a browser of the terminal would paint over
    the program.
    """
    if command:
        return True
    if sys.platform in ("darwin", "win32"):
        return "SSH_CONNECTION" not in os.environ
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_or_copy(
    screen: "Screen[None]", url: str, browser: Sequence[str], say: Callable[[str], None]
) -> None:
    """Open an address in the background, or copy it where there is no browser; say which."""
    if has_browser(browser):
        say(f"Opened {url}")
        opening = partial(open_in_browser, url, browser)
        screen.run_worker(opening, thread=True, exit_on_error=False)
    else:
        screen.app.copy_to_clipboard(url)
        say(f"No browser here, so the link was copied: {url}")


def open_in_browser(url: str, command: Sequence[str] = ()) -> None:
    """Open a web address by the reader's own command, else in the system's browser. Blocks."""
    from newsreader.domain.urls import is_web

    if not is_web(url):
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
