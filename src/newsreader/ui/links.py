"""Where links go: a browser where there is one to be seen, else the clipboard."""

import os
import sys

from newsreader.domain.urls import is_web


def has_browser() -> bool:
    """Say whether a browser can open a window here; over SSH or on a console none can."""
    if sys.platform in ("darwin", "win32"):
        return "SSH_CONNECTION" not in os.environ
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def open_in_browser(url: str) -> bool:
    """Open an address in the reader's browser; False if that was not possible. Blocks."""
    import webbrowser

    return is_web(url) and webbrowser.open(url)
