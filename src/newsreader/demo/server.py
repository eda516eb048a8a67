"""Give out the demo's documents over real HTTP, on this machine only."""

import gzip
import hashlib
import threading
from email.utils import formatdate
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import urlsplit

from newsreader.demo.site import Resource, Site

_SMALLEST_TO_PACK = 500


class DemoServer:
    """A server on loopback; a context manager that serves while it is open.

    It answers conditional requests with 304 and packs with gzip, as publishers do. ``port`` 0
    takes any free port; ``now`` (Unix seconds) is the time that item dates are counted from.
    """

    def __init__(self, now: int, port: int = 0) -> None:
        self._http = _Server(("127.0.0.1", port), _Handler)
        self.base = f"http://127.0.0.1:{self._http.server_port}"
        self.site = self._http.site = Site(self.base, now)
        self._http.last_modified = formatdate(now, usegmt=True)
        # a short poll: leaving the demo waits for it
        self._thread = threading.Thread(
            target=self._http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._http.shutdown()
        self._thread.join()
        self._http.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    site: Site
    last_modified: str

    def handle_error(self, request: object, client_address: object) -> None:
        """Keep quiet when a client hangs up: the terminal belongs to the reader."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        """Answer with the document, 304 or 404."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Answer as for GET, without the body."""
        self._answer(with_body=False)

    def log_message(self, format: str, *args: object) -> None:
        """Write no log, for the same reason."""

    def _answer(self, *, with_body: bool) -> None:
        found = self.server.site.find(urlsplit(self.path).path)
        status, headers, body = (
            self._document(found)
            if found
            else (HTTPStatus.NOT_FOUND, {"Content-Type": "text/plain"}, b"There is nothing here.\n")
        )
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if with_body:
            self.wfile.write(body)

    def _document(self, found: Resource) -> tuple[HTTPStatus, dict[str, str], bytes]:
        # weak, because the packed and the plain form share it (RFC 9110, 8.8.1)
        etag = f'W/"{hashlib.blake2b(found.body, digest_size=8).hexdigest()}"'
        headers = {
            "Content-Type": found.media_type,
            "ETag": etag,
            "Last-Modified": self.server.last_modified,
            "Vary": "Accept-Encoding",
        }
        if self._is_known(etag):
            return HTTPStatus.NOT_MODIFIED, headers, b""
        wants_packed = "gzip" in self.headers.get("Accept-Encoding", "")
        if wants_packed and len(found.body) >= _SMALLEST_TO_PACK:
            return HTTPStatus.OK, headers | {"Content-Encoding": "gzip"}, gzip.compress(found.body)
        return HTTPStatus.OK, headers, found.body

    def _is_known(self, etag: str) -> bool:
        known = self.headers.get("If-None-Match")
        if known is not None:
            return known == etag
        return self.headers.get("If-Modified-Since") == self.server.last_modified
