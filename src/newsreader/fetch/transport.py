"""The ways out: httpx transports, over aiohttp or, where there is a proxy, httpx's own.

Transports know neither cookies nor redirects nor Referer. Measured with 1,000 feeds: httpx's own
2.0 CPU-s, over aiohttp 0.7.
"""

import socket
import ssl
from functools import cache
from urllib.request import getproxies, proxy_bypass

import httpx
from aiohttp import ClientSession, DummyCookieJar, TCPConnector
from aiohttp.abc import AbstractResolver, ResolveResult
from httpx_aiohttp import AiohttpTransport

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
    connector = TCPConnector(
        ssl=context,
        resolver=_Resolver(names, is_guarded),
        limit=0,  # services.refresh keeps count
        keepalive_timeout=_KEEP_ALIVE_S,
    )
    session = ClientSession(
        connector=connector,
        cookie_jar=DummyCookieJar(),
        auto_decompress=False,
        max_line_size=_HEADER_SIZE,
        max_field_size=_HEADER_SIZE,
    )
    return AiohttpTransport(verify=context, client=session)


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
