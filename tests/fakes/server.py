"""A publisher on loopback that behaves, or misbehaves, as a test tells it."""

import gzip
import ssl
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple

from patience import PATIENCE_S

LOCALHOST_PEM = Path(__file__).with_name("localhost.pem")
"""A certificate of ``localhost``, signed by itself, with its key; known to no system."""


@dataclass(frozen=True)
class Reply:
    """One answer. A status of 304 is given by the server itself where validators match."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    is_hanging: bool = False
    """Never answer."""
    is_hanging_in_body: bool = False
    """Send headers and the body, but not its end."""
    is_cut: bool = False
    """Announce more than is sent."""


class Request(NamedTuple):
    """One request as it came; header names in lower case."""

    path: str
    headers: dict[str, str]


class FakeServer:
    """A server in a thread; a context manager. ``requests`` holds what it was asked."""

    def __init__(self, address: str = "127.0.0.1", *, is_tls: bool = False) -> None:
        self._scheme = "https" if is_tls else "http"
        self.requests: list[Request] = []
        self.most_at_once = 0
        self._replies: dict[str, list[Reply]] = {}
        self._at_once = 0
        self._lock = threading.Condition()
        self._is_ended = threading.Event()
        self._http = _Http((address, 0), self._handler())
        if is_tls:
            tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            tls.load_cert_chain(LOCALHOST_PEM)
            self._http.socket = tls.wrap_socket(self._http.socket, server_side=True)
        self._thread = threading.Thread(
            target=self._http.serve_forever, kwargs={"poll_interval": 0.01}
        )

    def __enter__(self) -> "FakeServer":
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._is_ended.set()
        self._http.shutdown()
        self._http.server_close()
        self._thread.join()

    def url(self, path: str = "/feed") -> str:
        """Give the address of a path."""
        address, port = self._http.server_address[:2]
        return f"{self._scheme}://{address!s}:{port}{path}"

    def reply(self, path: str, *replies: Reply) -> str:
        """Answer requests for a path with these, one after the other, the last for ever."""
        self._replies[path] = list(replies)
        return self.url(path)

    def publish(self, path: str, body: bytes, **headers: str) -> str:
        """Serve a document; ``etag="..."`` and ``last_modified="..."`` make it conditional."""
        named = {name.replace("_", "-").title(): value for name, value in headers.items()}
        return self.reply(path, Reply(body, headers=named))

    def redirect(self, path: str, target: str, status: int = 302) -> str:
        """Send whoever asks for a path somewhere else."""
        return self.reply(path, Reply(status=status, headers={"Location": target}))

    def asked(self, path: str) -> list[dict[str, str]]:
        """Give the headers of all requests for a path."""
        return [request.headers for request in self.requests if request.path == path]

    def wait_for_requests(self, count: int) -> None:
        """Block until so many requests have come."""
        with self._lock:
            assert self._lock.wait_for(lambda: len(self.requests) >= count, PATIENCE_S)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                server._answer(self)

            def log_message(self, format: str, *args: Any) -> None:
                pass

        return Handler

    def _answer(self, http: BaseHTTPRequestHandler) -> None:
        headers = {name.lower(): value for name, value in http.headers.items()}
        with self._lock:
            self.requests.append(Request(http.path, headers))
            self._lock.notify_all()
            replies = self._replies.get(http.path, [Reply(status=404)])
            reply = replies.pop(0) if len(replies) > 1 else replies[0]
            self._at_once += 1
            self.most_at_once = max(self.most_at_once, self._at_once)
        try:
            self._send(http, reply, headers)
        except (BrokenPipeError, ConnectionResetError):
            http.close_connection = True
        finally:
            with self._lock:
                self._at_once -= 1

    def _send(self, http: BaseHTTPRequestHandler, reply: Reply, asked: Mapping[str, str]) -> None:
        if reply.is_hanging:
            self._is_ended.wait()
            http.close_connection = True
            return
        if _matches(reply, asked):
            http.send_response_only(304)  # without a date: the test's clock counts
            http.end_headers()
            return
        http.send_response_only(reply.status)
        missing = 1000 if reply.is_cut or reply.is_hanging_in_body else 0
        http.send_header("Content-Length", str(len(reply.body) + missing))
        for name, value in reply.headers.items():
            http.send_header(name, value)
        http.end_headers()
        http.wfile.write(reply.body)
        http.wfile.flush()
        if reply.is_hanging_in_body:
            self._is_ended.wait()
        http.close_connection = http.close_connection or bool(missing)


class _Http(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 100

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing about clients that hang up or speak TLS."""


def rss(title: str, guids: Iterable[str], about: str = "") -> bytes:
    """Write a small feed; ``about`` goes into its channel (``<ttl>60</ttl>``)."""
    items = "".join(
        f"<item><guid isPermaLink='false'>{guid}</guid><title>Title of {guid}</title>"
        f"<link>https://example.org/{guid}</link><description>Text of {guid}.</description></item>"
        for guid in guids
    )
    return (
        "<?xml version='1.0' encoding='utf-8'?><rss version='2.0' "
        "xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'>"
        f"<channel><title>{title}</title><link>https://example.org/</link>{about}{items}"
        "</channel></rss>"
    ).encode()


def zipped(body: bytes, times: int = 1) -> bytes:
    """Compress a body, more than once if a bomb is wanted."""
    for _ in range(times):
        body = gzip.compress(body, mtime=0)
    return body


def _matches(reply: Reply, asked: Mapping[str, str]) -> bool:
    """Tell whether a conditional request names exactly what the reply has (RFC 9110, 13)."""
    if reply.status != 200:
        return False
    if "if-none-match" in asked:
        return asked["if-none-match"] == reply.headers.get("Etag")
    modified = reply.headers.get("Last-Modified")
    return modified is not None and asked.get("if-modified-since") == modified
