"""The terminal driver: made for slow lines, rude input and sudden endings."""

import asyncio
import os
import select
import selectors
import signal
import sys
from codecs import getincrementaldecoder
from collections.abc import Iterable
from typing import Any

from textual import constants
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from newsreader.ui import startup
from newsreader.ui.pastes import PasteFilter
from newsreader.ui.replies import ReplyFilter
from newsreader.ui.wire import WiredApp

_READ_BYTES = 64 * 1024
_ENTER_ALTERNATE_SCREEN = "\x1b[?1049h"


class TerminalDriver(LinuxDriver):
    """Textual's driver with these differences.

    Clicks, the wheel and dragging are reported, the mouse moving about is not. Input that is not
    UTF-8 and late answers of the terminal do no harm. SIGTERM, SIGHUP and a terminal that has
    gone end the program in order. Nothing wakes up while nothing happens.
    """

    def __init__(self, app: WiredApp, **options: Any) -> None:
        super().__init__(app, **options)
        self._file = TerminalOutput(sys.__stderr__.fileno(), app.terminal.encoding)  # type: ignore[assignment, union-attr]  # all that the writer thread needs
        self._wired_app = app
        self._wake: tuple[int, int] | None = None

    def start_application_mode(self) -> None:
        """Take the terminal over, from the frame of the last visit if that is on it."""
        self._wake = os.pipe()
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual has no hint
        early = startup.take_over()
        if early is not None:
            self.attrs_before = early
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._leave, 128 + number)
        # After a suspension the terminal shows what another program has left.
        self._app.call_later(self._wired_app.redraw)

    def stop_application_mode(self) -> None:
        """Give the terminal back as it was."""
        self.write("\x1b[m")
        super().stop_application_mode()

    def disable_input(self) -> None:
        """Wake the input thread, so that it ends at once, and wait for it."""
        if self._wake is None:
            return
        os.write(self._wake[1], b"x")
        super().disable_input()
        for descriptor in self._wake:
            os.close(descriptor)
        self._wake = None

    def write(self, data: str) -> None:
        """Write to the terminal, but do not clear the frame of the last visit."""
        if data == _ENTER_ALTERNATE_SCREEN and startup.is_frame_shown():
            return
        super().write(data)

    def run_input_thread(self) -> None:
        """Wait for input and dispatch what it means."""
        if self._wake is None:
            return
        wake = self._wake[0]
        keys = _Keys(self._debug)
        if early := self._typed_early():
            self._dispatch(keys.feed(early))
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(wake, selectors.EVENT_READ)
            while True:
                ready = [key.fd for key, _ in selector.select(keys.wait_s)]
                if wake in ready:
                    return
                if not ready:
                    self._dispatch(keys.time_out())
                elif data := self._read():
                    self._dispatch(keys.feed(data))
                else:
                    self._loop.call_soon_threadsafe(self._leave, 128 + signal.SIGHUP)
                    return

    def _typed_early(self) -> bytes:
        """Read what was typed before the terminal was taken.

        The terminal has made line ends of Enter then: Ctrl-J, if it is the program's key.
        """
        is_waiting = select.select((self.fileno,), (), (), 0)[0]
        return self._read().replace(b"\n", b"\r") if is_waiting else b""

    def _read(self) -> bytes:
        """Read what was typed; b'' when the terminal has gone."""
        try:
            return os.read(self.fileno, _READ_BYTES)
        except OSError:
            return b""

    def _dispatch(self, messages: Iterable[Message]) -> None:
        for message in messages:
            self.process_message(message)

    def _leave(self, code: int) -> None:
        """End the program in order; a second signal ends it at once."""
        for number in (signal.SIGTERM, signal.SIGHUP):
            self._loop.remove_signal_handler(number)
        self._app.exit(return_code=code)

    def _enable_mouse_support(self) -> None:
        if self._mouse:
            self.write("\x1b[?1000h\x1b[?1002h\x1b[?1006h")  # clicks and wheel, drag, SGR form

    def _disable_mouse_support(self) -> None:
        if self._mouse:
            self.write("\x1b[?1006l\x1b[?1002l\x1b[?1000l")

    def _enable_mouse_pixels(self) -> None:
        """Leave the mouse on cells."""

    def _query_in_band_window_resize(self) -> None:
        """Ask nothing: SIGWINCH tells the same."""


class _Keys:
    """From the bytes that were read to the messages they mean."""

    def __init__(self, debug: bool) -> None:
        self._decode = getincrementaldecoder("utf-8")(errors="replace").decode
        self._pastes = PasteFilter()
        self._replies = ReplyFilter(constants.ESCAPE_DELAY)
        self._parser = XTermParser(debug)

    @property
    def wait_s(self) -> float | None:
        """How long to wait for more before ``time_out``; None for ever."""
        if (wait_s := self._replies.wait_s) is not None:
            return wait_s
        return None if self._parser._timeout_time is None else constants.ESCAPE_DELAY

    def feed(self, data: bytes) -> Iterable[Message]:
        if text := self._replies.feed(self._pastes.feed(self._decode(data))):
            yield from self._parser.feed(text)

    def time_out(self) -> Iterable[Message]:
        if text := self._replies.release():
            yield from self._parser.feed(text)
        else:
            yield from self._parser.tick()


class TerminalOutput:
    """A file for the writer thread; a terminal that has gone swallows what is written."""

    def __init__(self, descriptor: int, encoding: str) -> None:
        self._descriptor = descriptor
        self._encoding = encoding
        self._waiting: list[str] = []

    def write(self, text: str) -> None:
        """Take text for the next ``flush``."""
        self._waiting.append(text)

    def fileno(self) -> int:
        """Give the descriptor of the terminal."""
        return self._descriptor

    def flush(self) -> None:
        """Write what waits; what the encoding cannot say becomes '?'."""
        rest = "".join(self._waiting).encode(self._encoding, "replace")
        self._waiting.clear()
        try:
            while rest:
                select.select((), (self._descriptor,), ())  # it may have been set not to block
                rest = rest[os.write(self._descriptor, rest) :]
        except OSError:
            return
