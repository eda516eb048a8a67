"""Stopping the program until the shell lets it go on (job control)."""

import asyncio
import os
import signal
import threading

from textual.app import App

from newsreader.services.library import Library

_NOT_HERE = "This system cannot stop a program and let it go on later."
_NO_SHELL = "No shell is waiting behind newsreader that could let it go on; so it does not stop."


def why_not(app: App[None]) -> str:
    """Say why the program cannot be stopped; '' if it can."""
    driver = app._driver
    if not hasattr(signal, "SIGTSTP") or driver is None or not driver.can_suspend:
        return _NOT_HERE
    # Where no shell has made a process group for it, nobody would be told that it has stopped.
    return _NO_SHELL if os.getpgrp() == os.getsid(0) else ""


async def suspend(library: Library) -> None:
    """Give the terminal back and stop; the driver takes it again when the shell says so.

    Nothing is being written meanwhile: other programs would find the library locked.
    """
    loop = asyncio.get_running_loop()
    is_idle, goes_on = asyncio.Event(), threading.Event()

    def rest() -> None:
        loop.call_soon_threadsafe(is_idle.set)
        goes_on.wait()

    library.database.lend(rest)
    try:
        await is_idle.wait()
        os.killpg(os.getpgrp(), signal.SIGTSTP)  # with the script that may have started it
    finally:
        goes_on.set()
        library.database.look_again()  # what others wrote meanwhile
