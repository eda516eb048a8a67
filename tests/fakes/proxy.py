"""A SOCKS 5 proxy on loopback that leads wherever it is asked for to one publisher."""

import socket
import socketserver
import threading
from types import TracebackType
from typing import Any, NamedTuple

_NO_LOGIN, _LOGIN, _REFUSED = 0, 2, 5
_IPV4, _NAME, _IPV6 = 1, 3, 4


class Wish(NamedTuple):
    """What somebody wanted to be connected to."""

    host: str
    port: int
    user: str
    """Empty without a login."""


class FakeSocksProxy:
    """A proxy in a thread (RFC 1928, 1929); a context manager. ``wishes`` holds what came."""

    def __init__(self, publisher: tuple[str, int] | None = None) -> None:
        self._publisher = publisher
        """Where everything leads; None: nowhere, it refuses."""
        self.wishes: list[Wish] = []
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.01}
        )

    def __enter__(self) -> "FakeSocksProxy":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def place(self) -> str:
        """Give host and port, as in an address."""
        return f"127.0.0.1:{self._server.server_address[1]}"

    def _handler(self) -> type[socketserver.StreamRequestHandler]:
        proxy = self

        class Handler(socketserver.StreamRequestHandler):
            def handle(self) -> None:
                proxy._serve(self)

        return Handler

    def _serve(self, asked: socketserver.StreamRequestHandler) -> None:
        user = _take_login(asked)
        _, _, _, kind = asked.rfile.read(4)
        self.wishes.append(Wish(_take_host(asked, kind), _take_number(asked, 2), user))
        reply = bytes((5, 0 if self._publisher else _REFUSED, 0, _IPV4)) + bytes(6)
        asked.wfile.write(reply)
        if self._publisher:
            _connect(asked.connection, self._publisher)


def _take_login(asked: socketserver.StreamRequestHandler) -> str:
    _, count = asked.rfile.read(2)
    has_login = _LOGIN in asked.rfile.read(count)
    asked.wfile.write(bytes((5, _LOGIN if has_login else _NO_LOGIN)))
    if not has_login:
        return ""
    asked.rfile.read(1)
    user = asked.rfile.read(_take_number(asked, 1)).decode()
    asked.rfile.read(_take_number(asked, 1))
    asked.wfile.write(b"\x01\x00")
    return user


def _take_host(asked: socketserver.StreamRequestHandler, kind: int) -> str:
    if kind == _NAME:
        return asked.rfile.read(_take_number(asked, 1)).decode()
    family, size = (socket.AF_INET, 4) if kind == _IPV4 else (socket.AF_INET6, 16)
    return socket.inet_ntop(family, asked.rfile.read(size))


def _take_number(asked: socketserver.StreamRequestHandler, size: int) -> int:
    return int.from_bytes(asked.rfile.read(size), "big")


def _connect(client: socket.socket, publisher: tuple[str, int]) -> None:
    """Carry bytes both ways until the client goes."""
    with socket.create_connection(publisher) as server:
        back = threading.Thread(target=_carry, args=(server, client), daemon=True)
        back.start()
        _carry(client, server)
        server.shutdown(socket.SHUT_RDWR)
        back.join()


def _carry(source: socket.socket, target: socket.socket) -> None:
    try:
        while data := source.recv(65_536):
            target.sendall(data)
    except OSError:
        pass


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing about clients that hang up."""
