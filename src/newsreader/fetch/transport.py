"""The ways out: httpx transports, over aiohttp or, where there is a proxy, httpx's own.

Transports know neither cookies nor redirects nor Referer. Measured with 1,000 feeds: httpx's own
2.0 CPU-s, httpx-aiohttp's 0.7, the one below 0.5; aiohttp alone takes 0.4.
"""

import socket
import ssl
from collections.abc import AsyncIterator
from functools import cache
from urllib.request import getproxies, proxy_bypass

import httpx
from aiohttp import ClientResponse, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

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


def open_transport(
    tls: ssl.SSLContext | None, names: Names, *, is_guarded: bool, proxy: str | None
) -> httpx.AsyncBaseTransport:
    """Open a way out; a guarded one connects to public addresses only.

    Behind a proxy it is the proxy that looks names up: there the guard sees bare addresses only.
    """
    context = tls or ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # without https no certificates
    if proxy:
        return httpx.AsyncHTTPTransport(verify=context, proxy=proxy)
    return _AiohttpTransport(context, _Resolver(names, is_guarded))


class _AiohttpTransport(httpx.AsyncBaseTransport):
    """httpx's requests over aiohttp's connections.

    For requests without a body. What fails is told by aiohttp's exceptions; of httpx's time limits
    that for connecting counts.
    """

    def __init__(self, tls: ssl.SSLContext, resolver: AbstractResolver) -> None:
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
            max_line_size=_HEADER_SIZE,
            max_field_size=_HEADER_SIZE,
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; the answer's stream is its body as it travels."""
        answer = await self._session.request(
            request.method,
            URL(str(request.url), encoded=True),  # as it is: some addresses are signed
            headers=[(name.decode(), value.decode()) for name, value in request.headers.raw],
            allow_redirects=False,
            timeout=_time_limit(request.extensions["timeout"]["connect"]),
        )
        try:
            return httpx.Response(answer.status, headers=answer.raw_headers, stream=_Body(answer))
        except BaseException:
            answer.close()
            raise

    async def aclose(self) -> None:
        """Close all connections."""
        await self._session.close()


@cache
def _time_limit(connect_s: float) -> ClientTimeout:
    return ClientTimeout(total=None, sock_connect=connect_s)


class _Body(httpx.AsyncByteStream):
    """The body of an answer; closing it frees the connection."""

    def __init__(self, answer: ClientResponse) -> None:
        self._answer = answer

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self._answer.content.iter_any()

    async def aclose(self) -> None:
        """Keep the connection for the next request if all has been read, else close it."""
        self._answer.release()


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
