"""The ways out: aiohttp's or, where there is a proxy, httpx's.

They know neither cookies nor redirects nor Referer. Measured with 1,000 feeds: httpx alone 2.0
CPU-s, httpx over aiohttp 0.7, aiohttp 0.4.
"""

import asyncio
import socket
import ssl
import sys
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from functools import cache, partial
from typing import Any, NamedTuple, Protocol, cast
from urllib.request import getproxies, proxy_bypass

from aiohttp import ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult

from newsreader.fetch.answers import Limits
from newsreader.fetch.private import Names, PrivateAddressError, is_private

# Longest header line and field; a document's headers are a few hundred bytes.
_HEADER_SIZE = 16_384
_KEEP_ALIVE_S = 15.0


@cache
def tls_context() -> ssl.SSLContext:
    """Make the TLS context, once: 28 ms, to be called off the loop.

    The system's certificates count (or those of ``SSL_CERT_FILE``); certifi's where it has none.
    """
    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"]:
        import certifi

        context.load_verify_locations(certifi.where())
    return context


class Proxies:
    """The proxies that the environment names, read once: ``HTTP_PROXY``, ``NO_PROXY`` and so on."""

    def __init__(self) -> None:
        self._by_scheme = getproxies()

    def for_url(self, url: str) -> str | None:
        """Give the proxy for an address, None for the direct way."""
        if not self._by_scheme:
            return None
        scheme, _, rest = url.partition("://")
        proxy = self._by_scheme.get(scheme.lower()) or self._by_scheme.get("all")
        if not proxy or proxy_bypass(rest.partition("/")[0]):
            return None
        return proxy if "://" in proxy else f"http://{proxy}"


class Reply(NamedTuple):
    """What a server said, up to its body."""

    status: int
    headers: Mapping[str, str]
    """Names in lower case, the first of each name."""
    pieces: AsyncIterable[bytes]
    """The body as it comes, packed as it travels."""


class Way(Protocol):
    """One way out, with its own connections."""

    def ask(self, url: str, headers: Mapping[str, str]) -> AbstractAsyncContextManager[Reply]:
        """Send a GET request; on leaving, the connection is free for the next one."""

    async def aclose(self) -> None:
        """Close all connections."""


class Ways:
    """The ways out of one client, each opened when it is needed first."""

    def __init__(self, limits: Limits, names: Names) -> None:
        self._limits = limits
        self._names = names
        self._proxies = Proxies()
        self._opening = asyncio.Lock()
        self._open: dict[tuple[bool, bool, str | None], Way] = {}

    async def to(self, url: str, *, is_guarded: bool) -> Way:
        """Give the way to an address; a guarded one connects to public addresses only.

        Behind a proxy it is the proxy that looks names up: there the guard sees bare addresses
        only.
        """
        is_tls, proxy = url.startswith("https:"), self._proxies.for_url(url)
        key = (is_tls, is_guarded, proxy)
        if key not in self._open:
            async with self._opening:
                # without https no certificates
                tls = await asyncio.to_thread(tls_context) if is_tls else _no_tls()
                if key not in self._open:  # nobody was quicker
                    resolver = _Resolver(self._names, is_guarded)
                    self._open[key] = (
                        _ProxyWay(tls, proxy, self._limits)
                        if proxy
                        else _DirectWay(tls, resolver, self._limits)
                    )
        return self._open[key]

    async def aclose(self) -> None:
        """Close all connections."""
        for way in self._open.values():
            await way.aclose()
        self._open.clear()


class _DirectWay:
    """aiohttp's."""

    def __init__(self, tls: ssl.SSLContext, resolver: AbstractResolver, limits: Limits) -> None:
        connector = TCPConnector(
            ssl=tls,
            resolver=resolver,
            limit=0,  # services.refresh keeps count
            keepalive_timeout=_KEEP_ALIVE_S,
        )
        self._session = ClientSession(
            connector=connector,
            cookie_jar=DummyCookieJar(),
            auto_decompress=False,
            # the client has a limit for the whole
            timeout=ClientTimeout(total=None, sock_connect=limits.connect_s),
            max_line_size=_HEADER_SIZE,
            max_field_size=_HEADER_SIZE,
        )

    @asynccontextmanager
    async def ask(self, url: str, headers: Mapping[str, str]) -> AsyncIterator[Reply]:
        """Send a GET request."""
        async with self._session.get(url, headers=headers, allow_redirects=False) as response:
            pieces = response.content.iter_any()
            yield Reply(response.status, _plain(response.raw_headers), pieces)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._session.close()


class _ProxyWay:
    """httpx's, through a proxy."""

    def __init__(self, tls: ssl.SSLContext, proxy: str, limits: Limits) -> None:
        # httpx brings a command line of its own along, with rich and click: 50 ms.
        cast(dict[str, Any], sys.modules).setdefault("httpx._main", None)
        import httpx

        wait = {"connect": limits.connect_s, "read": limits.total_s, "write": None, "pool": None}
        self._new_request = partial(httpx.Request, "GET", extensions={"timeout": wait})
        self._transport = httpx.AsyncHTTPTransport(verify=tls, proxy=proxy)

    @asynccontextmanager
    async def ask(self, url: str, headers: Mapping[str, str]) -> AsyncIterator[Reply]:
        """Send a GET request."""
        request = self._new_request(url, headers=headers)
        response = await self._transport.handle_async_request(request)
        assert isinstance(response.stream, AsyncIterable)  # noqa: S101 - for the type checker
        try:
            yield Reply(response.status_code, _plain(response.headers.raw), response.stream)
        finally:
            await response.aclose()

    async def aclose(self) -> None:
        """Close all connections."""
        await self._transport.aclose()


def _no_tls() -> ssl.SSLContext:
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


def _plain(raw: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Give the headers of an answer, names in lower case, the first of each name."""
    headers: dict[str, str] = {}
    for name, value in raw:
        headers.setdefault(name.decode("latin-1").lower(), value.decode("latin-1"))
    return headers


class _Resolver(AbstractResolver):
    """Look names up for aiohttp; the guard is here, where a name cannot change its mind later."""

    def __init__(self, names: Names, is_guarded: bool) -> None:
        self._names = names
        self._is_guarded = is_guarded

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Give the addresses of a host; raises OSError."""
        found = await self._names.look_up(host, port)
        if self._is_guarded and any(is_private(address) for _, address in found):
            raise PrivateAddressError(host)
        return [
            ResolveResult(
                hostname=host, host=address, port=port, family=family, proto=0,
                flags=socket.AI_NUMERICHOST | socket.AI_NUMERICSERV,
            )
            for family, address in found
        ]  # fmt: skip

    async def close(self) -> None:
        """Do nothing: the names belong to the client."""
