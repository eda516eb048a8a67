"""Ask publishers for documents: conditionally, within limits, never raising for what they do."""

import asyncio
import sys
import threading
import time
from base64 import b64encode
from collections.abc import AsyncIterable, Callable, Iterator
from contextlib import AbstractAsyncContextManager, aclosing, contextmanager, nullcontext
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from urllib.parse import unquote, urlsplit

from newsreader import __version__
from newsreader.domain.urls import host, is_as_trusted, is_fetchable, join_url, without_userinfo
from newsreader.fetch import headers as header_values
from newsreader.fetch.answers import Answer, Ask, Fetched, Limits, NotModified, Validators
from newsreader.fetch.failures import failed, failed_by, failed_status
from newsreader.fetch.inflate import ACCEPTED, BoundedBody, packing
from newsreader.fetch.private import Names, is_private
from newsreader.fetch.slots import HostSlots

if TYPE_CHECKING:
    import httpx

    from newsreader.fetch.transport import Proxies, Transport

USER_AGENT = f"newsreader/{__version__} (+https://newsreader.example)"
_ACCEPT = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml;q=0.9, "
    "application/xml;q=0.8, text/xml;q=0.8, */*;q=0.5"
)
_REDIRECTS = (301, 302, 303, 307, 308)
_FOR_GOOD = (301, 308)
_LONGEST_VALIDATOR = 1_000
_TRANSPORT = "newsreader.fetch.transport"
_importing = threading.Lock()


class _Hop(NamedTuple):
    """One address on the way to the document."""

    url: str
    is_guarded: bool = False
    is_for_good: bool = True


class FetchClient:
    """Fetches documents; an async context manager."""

    def __init__(
        self,
        limits: Limits | None = None,
        clock: Callable[[], float] = time.time,
        *,
        slots: HostSlots | None = None,
        rest_s: Callable[[str], int] = lambda _host: 0,
    ) -> None:
        """Make a client that asks hosts as ``slots`` allow it, None: as often as it is told to.

        It follows no redirect to a host that ``rest_s`` says is to be left alone for so long.
        """
        self._limits = limits or Limits()
        self._clock = clock
        self._slots = slots
        self._rest_s = rest_s
        self._names = Names()
        self._proxies: Proxies | None = None
        self._opening = asyncio.Lock()
        self._transports: dict[tuple[bool, bool, str | None], Transport] = {}

    async def __aenter__(self) -> "FetchClient":
        # 0.3 s at the first time: in a thread, while the screen goes on
        await asyncio.to_thread(_import_transport)
        return self

    async def __aexit__(self, *_exc: object) -> None:
        await self.aclose()

    async def aclose(self) -> None:
        """Close all connections."""
        for transport in self._transports.values():
            await transport.aclose()
        self._transports.clear()

    async def fetch(self, ask: Ask) -> Answer:
        """Fetch a document; whatever goes wrong outside is a :class:`Failed`."""
        asked_host = host(ask.url)
        if not is_fetchable(ask.url):
            return failed("bad_url", asked_host)
        try:
            async with asyncio.timeout(self._limits.total_s) as limit:
                return await self._follow(ask, limit)
        except Exception as error:  # noqa: BLE001 - the border: a publisher can cause any of them
            return failed_by(error, asked_host, self._limits.body_size)

    async def _follow(self, ask: Ask, limit: asyncio.Timeout) -> Answer:
        start = hop = await self._start(ask)
        for _ in range(self._limits.redirects + 1):
            if hop.is_guarded and is_private(host(hop.url)):
                return failed("private_redirect", host(ask.url))
            async with self._slot(hop, limit):
                answer = await self._visit(ask, start, hop)
            if not isinstance(answer, _Hop):
                return answer
            hop = answer
        return failed("too_many_redirects", host(ask.url))

    async def _visit(self, ask: Ask, start: _Hop, hop: _Hop) -> Answer | _Hop:
        """Ask at one address: its answer, or the next one where it sends us."""
        transport = await self._transport(hop)
        response = await transport.get(hop.url, _request_headers(ask, start, hop))
        async with aclosing(response):
            if response.status_code not in _REDIRECTS:
                return await self._read(ask, start, hop, response)
            target = join_url(hop.url, response.headers.get("location", ""))
            is_for_good = hop.is_for_good and response.status_code in _FOR_GOOD
        target = without_userinfo(target)
        if not is_fetchable(target):
            return failed("bad_redirect", host(ask.url))
        if rest_s := self._rest_s(host(target)):
            return failed("asked_to_wait", host(target))._replace(retry_after_s=rest_s)
        return _Hop(target, await self._needs_guard(hop, target), is_for_good)

    async def _start(self, ask: Ask) -> _Hop:
        url = without_userinfo(ask.url)
        is_guarded = bool(ask.named_by) and await self._needs_guard(_Hop(ask.named_by), url)
        return _Hop(url, is_guarded)

    async def _needs_guard(self, hop: _Hop, target: str) -> bool:
        """Tell whether ``target`` must be public: a public host sends us there, or did before."""
        if hop.is_guarded or host(target) == host(hop.url):
            return hop.is_guarded
        return not await self._names.is_private(host(hop.url))

    def _slot(self, hop: _Hop, limit: asyncio.Timeout) -> AbstractAsyncContextManager[None]:
        return self._slots.take(host(hop.url), limit) if self._slots else nullcontext()

    async def _transport(self, hop: _Hop) -> "Transport":
        from newsreader.fetch.transport import Proxies, open_transport, tls_context

        self._proxies = self._proxies or Proxies()
        is_tls = hop.url[:6].lower() == "https:"  # typed or listed in capitals, too
        proxy = self._proxies.for_url(hop.url)
        key = (is_tls, hop.is_guarded, proxy)
        if key not in self._transports:
            async with self._opening:
                tls = await asyncio.to_thread(tls_context) if is_tls else None
                if key not in self._transports:  # nobody was quicker
                    self._transports[key] = open_transport(
                        self._limits, tls, self._names, is_guarded=hop.is_guarded, proxy=proxy
                    )
        return self._transports[key]

    async def _read(self, ask: Ask, start: _Hop, hop: _Hop, response: "httpx.Response") -> Answer:
        status, headers, now = response.status_code, _plain(response), int(self._clock())
        moved_to = hop.url if hop.is_for_good and hop.url != start.url else None
        fresh_s = header_values.fresh_s(headers, now)
        validators = Validators(
            _validator(headers.get("etag")), _validator(headers.get("last-modified"))
        )
        if status == 304 and (ask.etag or ask.last_modified):
            kept = Validators(
                validators.etag or ask.etag, validators.last_modified or ask.last_modified
            )
            return NotModified(kept, fresh_s, moved_to)
        if not 200 <= status < 300 or header_values.is_part(status, headers):
            retry_after = header_values.retry_after_s(headers.get("retry-after", ""), now)
            has_login = "Authorization" in _request_headers(ask, start, hop)
            return failed_status(status, host(hop.url), retry_after, has_login=has_login)
        content_type = headers.get("content-type", "")
        encoding = packing(headers.get("content-encoding", ""), content_type)
        limit = self._limits.body_size
        body = BoundedBody(encoding, limit, stays_packed=ask.stays_packed)
        assert isinstance(response.stream, AsyncIterable)  # noqa: S101 - for the type checker
        async for piece in response.stream:
            body.feed(piece)
        content = body.end()
        if not content.strip():
            return failed("empty_body", host(hop.url))
        return Fetched(
            hop.url,
            content,
            content_type,
            validators,
            fresh_s,
            moved_to,
            headers.get("link", ""),
            body.wire_size,
            status,
            encoding if ask.stays_packed else "",
        )


def _import_transport() -> None:
    with _importing:  # clients are opened in several threads
        if _TRANSPORT in sys.modules:
            return
        # httpx brings a command line of its own along, with rich and click: 50 ms.
        cast(dict[str, Any], sys.modules).setdefault("httpx._main", None)
        with _no_certificates():
            import_module(_TRANSPORT)


@contextmanager
def _no_certificates() -> Iterator[None]:
    """Let no TLS context load certificates meanwhile.

    aiohttp makes two as it is imported, half the time of a refresh's start; we hand it our own. One
    of those two would trust nobody, should it ever be used. To be used by one thread at a time: a
    second one would find ``ssl`` as the first has made it, and leave it so for good.
    """
    import ssl

    loading = {
        name: getattr(ssl.SSLContext, name)
        for name in ("set_default_verify_paths", "load_default_certs")
    }
    for name in loading:
        setattr(ssl.SSLContext, name, lambda *_: None)
    try:
        yield
    finally:
        for name, load in loading.items():
            setattr(ssl.SSLContext, name, load)


def _plain(response: "httpx.Response") -> dict[str, str]:
    """Give the headers of an answer, names in lower case, the first of each name.

    Of Cache-Control all: several lines are one list (RFC 9110, 5.3).
    """
    headers: dict[str, str] = {}
    for raw_name, raw_value in response.headers.raw:
        name, value = raw_name.decode("latin-1").lower(), raw_value.decode("latin-1")
        if name == "cache-control" and name in headers:
            headers[name] += f", {value}"
        headers.setdefault(name, value)
    return headers


def _request_headers(ask: Ask, start: _Hop, hop: _Hop) -> dict[str, str]:
    headers = {"User-Agent": USER_AGENT, "Accept": _ACCEPT, "Accept-Encoding": ACCEPTED}
    if ask.etag:
        headers["If-None-Match"] = ask.etag
    if ask.last_modified:
        headers["If-Modified-Since"] = ask.last_modified
    if hop is start or is_as_trusted(hop.url, start.url):
        headers.update(ask.headers)
        credentials = _credentials(ask)
        if credentials:
            headers["Authorization"] = f"Basic {credentials}"
    return headers


def _credentials(ask: Ask) -> str:
    user, password = ask.user, ask.password
    if not user and "@" in ask.url:
        parts = urlsplit(ask.url)
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return b64encode(f"{user}:{password}".encode()).decode("ascii") if user or password else ""


def _validator(value: str | None) -> str | None:
    """Take a validator as it came; one that could not be sent back is none."""
    if value and len(value) <= _LONGEST_VALIDATOR and value.isascii() and value.isprintable():
        return value
    return None
