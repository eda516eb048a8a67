"""The ways out: httpx's answers over aiohttp or, behind a SOCKS proxy, httpx's own transport.

Transports know neither cookies nor redirects nor Referer. Measured with 1,000 feeds: httpx's own
2.0 CPU-s, httpx-aiohttp's 0.7, httpx's requests and answers over aiohttp 0.26, its answers alone
0.17; aiohttp alone takes 0.12.
"""

import re
import socket
import ssl
from collections.abc import AsyncIterator, Mapping
from functools import cache
from typing import Protocol
from urllib.request import getproxies, proxy_bypass

import httpx
from aiohttp import (
    ClientConnectorDNSError,
    ClientResponse,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    TCPConnector,
)
from aiohttp.abc import AbstractResolver, ResolveResult
from yarl import URL

from newsreader.domain.urls import LONGEST_URL, host
from newsreader.fetch.answers import Limits
from newsreader.fetch.private import Names, PrivateAddressError, is_private

# Longest header line and field; a document's headers are a few hundred bytes.
_HEADER_SIZE = 16_384
_KEEP_ALIVE_S = 15.0
# What httpx would send as it is; to hear that from httpx takes 40 µs an address.
_OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])"
_PLAIN = re.compile(
    rf"https?://(?:(?:{_OCTET}\.){{3}}{_OCTET}|(?:[a-z0-9-]+\.)*[a-z][a-z0-9-]*)"
    r"(?::(?!80/|443/)[1-9][0-9]{0,4})?"
    r"(?!.*/\.)(?:/(?:[A-Za-z0-9/:@!$&'()*+,;=._~-]|%[A-Fa-f0-9]{2})*)"
    r"(?:\?(?:[A-Za-z0-9/?:@!$&'()*+,;=._~-]|%[A-Fa-f0-9]{2})*)?"
)


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
        # with its port, and without, and without the brackets of IPv6, too
        if not proxy or proxy_bypass(rest.partition("/")[0]) or proxy_bypass(host(url)):
            return None
        kind, separator, place = proxy.rpartition("://")
        if kind.lower() == "socks":  # as desktops write it
            kind = "socks5h"
        return f"{kind}://{place}" if separator else f"http://{proxy}"


class Transport(Protocol):
    """A way out."""

    async def get(self, url: str, headers: Mapping[str, str]) -> httpx.Response:
        """Ask for a document; the answer's stream is its body as it travels, to be closed."""

    async def aclose(self) -> None:
        """Close all connections."""


def open_transport(
    limits: Limits,
    tls: ssl.SSLContext | None,
    names: Names,
    *,
    is_guarded: bool,
    proxy: str | None,
) -> Transport:
    """Open a way out; a guarded one connects to public addresses only.

    Behind a proxy it is the proxy that looks names up: there the guard sees bare addresses only.
    """
    context = tls or ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # without https no certificates
    if proxy and proxy.lower().startswith("socks"):
        return _Socks(limits, context, proxy)
    resolver = _Resolver(names, is_guarded=is_guarded and not proxy)
    return _Aiohttp(limits, context, resolver, proxy)


class _Socks:
    """The way through a SOCKS proxy: httpx's own transport."""

    def __init__(self, limits: Limits, tls: ssl.SSLContext, proxy: str) -> None:
        self._transport = httpx.AsyncHTTPTransport(verify=tls, proxy=proxy)
        wait = {"connect": limits.connect_s, "read": limits.total_s, "write": None, "pool": None}
        self._limits = {"timeout": wait}

    async def get(self, url: str, headers: Mapping[str, str]) -> httpx.Response:
        """See :class:`Transport`."""
        request = httpx.Request("GET", url, headers=headers, extensions=self._limits)
        return await self._transport.handle_async_request(request)

    async def aclose(self) -> None:
        """Close all connections."""
        await self._transport.aclose()


class _Aiohttp:
    """The direct way, and that through an HTTP proxy; failures are aiohttp's exceptions."""

    def __init__(
        self,
        limits: Limits,
        tls: ssl.SSLContext,
        resolver: AbstractResolver,
        proxy: str | None,
    ) -> None:
        self._proxy = proxy
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
            timeout=ClientTimeout(total=None, sock_connect=limits.connect_s),
            max_line_size=_HEADER_SIZE,
            max_field_size=_HEADER_SIZE,
        )

    async def get(self, url: str, headers: Mapping[str, str]) -> httpx.Response:
        """See :class:`Transport`."""
        try:
            answer = await self._session.get(
                sent_as(url), headers=headers, allow_redirects=False, proxy=self._proxy
            )
        except ClientConnectorDNSError as error:
            if self._proxy:  # which looks up all other names
                raise httpx.ProxyError("its name is not known") from error
            raise
        try:
            return httpx.Response(answer.status, headers=answer.raw_headers, stream=_Body(answer))
        except BaseException:
            answer.close()
            raise

    async def aclose(self) -> None:
        """Close all connections."""
        await self._session.close()


def sent_as(url: str) -> URL:
    """Give an address as it is to be sent; raises httpx.InvalidURL.

    What may be sent is sent as it is written: some addresses are signed.
    """
    is_plain = len(url) <= LONGEST_URL and _PLAIN.fullmatch(url)
    return URL(url if is_plain else str(httpx.URL(url)), encoded=True)


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

    def __init__(self, names: Names, *, is_guarded: bool) -> None:
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
