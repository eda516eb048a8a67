"""Which addresses a stranger may not send us to: this machine and its neighbours."""

import asyncio
import contextlib
import socket
import threading
from functools import partial
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

# Name servers may be slow; more than asyncio's own few threads, so that they hold up nobody else.
_AT_ONCE = 32
# IPv4-compatible addresses (RFC 4291, 2.5.5.1; ::1 and :: among them) and NAT64 (RFC 6052, 2.1)
_ENDING_IN_IPV4 = (IPv6Network("::/96"), IPv6Network("64:ff9b::/96"))
_Found = list[tuple[socket.AddressFamily, str]]


class PrivateAddressError(OSError):
    """A public address sent us to a private one."""


def is_private(address: str) -> bool:
    """Tell whether an IP address is anything but public; a name that is no IP address is not.

    >>> is_private("127.0.0.1"), is_private("::ffff:10.0.0.1"), is_private("8.8.8.8")
    (True, True, False)
    >>> is_private("64:ff9b::10.0.0.1")
    True
    """
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        ip = ip.ipv4_mapped or ip.sixtofour or _ipv4_at_end(ip) or ip
    return not ip.is_global or ip.is_multicast


def _ipv4_at_end(ip: IPv6Address) -> IPv4Address | None:
    """Give the IPv4 address that an address stands for by its last four bytes, if it does."""
    is_meant = any(ip in network for network in _ENDING_IN_IPV4)
    return IPv4Address(ip.packed[-4:]) if is_meant else None


class Names:
    """Look up host names, each in a thread that the end of the program does not wait for."""

    def __init__(self) -> None:
        self._slots = asyncio.Semaphore(_AT_ONCE)

    async def look_up(self, host: str, port: int = 0) -> _Found:
        """Give the addresses of a host; raises OSError (gaierror) where there are none."""
        async with self._slots:
            answer: asyncio.Future[_Found] = asyncio.get_running_loop().create_future()
            threading.Thread(target=_ask, args=(host, port, answer), daemon=True).start()
            return await answer

    async def is_private(self, host: str) -> bool:
        """Tell whether a host is on this machine or in its network; False if it is unknown."""
        if is_private(host):
            return True
        try:
            return all(is_private(address) for _, address in await self.look_up(host))
        except (OSError, UnicodeError):
            return False


def _ask(host: str, port: int, answer: "asyncio.Future[_Found]") -> None:
    """Ask the name server, which may take long, and hand its answer over to the loop."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        deliver = partial(answer.set_result, [(kind, str(at[0])) for kind, _, _, _, at in found])
    except (OSError, UnicodeError) as error:
        deliver = partial(answer.set_exception, error)
    with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
        answer.get_loop().call_soon_threadsafe(lambda: answer.done() or deliver())
