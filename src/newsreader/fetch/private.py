"""Which addresses a stranger may not send us to: this machine and its neighbours."""

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor
from ipaddress import IPv6Address, ip_address

# Name servers may be slow; more threads than asyncio's own few, so that they hold up nobody else.
_RESOLVERS = 32


class PrivateAddressError(OSError):
    """A public address sent us to a private one."""


def is_private(address: str) -> bool:
    """Tell whether an IP address is anything but public; a name that is no IP address is not.

    >>> is_private("127.0.0.1"), is_private("::ffff:10.0.0.1"), is_private("8.8.8.8")
    (True, True, False)
    """
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address):
        ip = ip.ipv4_mapped or ip.sixtofour or ip
    return not ip.is_global or ip.is_multicast


class Names:
    """Look up host names in threads of our own."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(_RESOLVERS, thread_name_prefix="names")

    async def look_up(self, host: str, port: int = 0) -> list[tuple[socket.AddressFamily, str]]:
        """Give the addresses of a host; raises OSError (gaierror) where there are none."""
        loop = asyncio.get_running_loop()
        found = await loop.run_in_executor(
            self._threads, lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        )
        return [(family, str(address[0])) for family, _, _, _, address in found]

    async def is_private(self, host: str) -> bool:
        """Tell whether a host is on this machine or in its network; False if it is unknown."""
        if is_private(host):
            return True
        try:
            return all(is_private(address) for _, address in await self.look_up(host))
        except (OSError, UnicodeError):
            return False

    def close(self) -> None:
        """Leave the threads to end by themselves."""
        self._threads.shutdown(wait=False, cancel_futures=True)
