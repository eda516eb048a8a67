"""When two addresses lead to the same page."""

import re
from urllib.parse import urlsplit

# parameters that tell the publisher where readers came from and change nothing on the page
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|twclid|igshid|mc_[ce]id|_hs(?:enc|mi)|wt_mc",
    re.IGNORECASE,
)
_ESCAPE = re.compile("%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def page_key(address: str) -> str:
    """Spell an address so that the same page gives the same key; not an address to open.

    Scheme, user, default port, fragment, a closing slash and what only tracks readers do not
    matter, nor does the order of parameters. A fragment that is a route (``#!/a``) stays.

    >>> page_key("http://Example.org:80/a/?utm_source=x&b=2&a=1#top")
    'example.org/a?a=1&b=2'
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:  # http://[::1/ or a port that is none
        return address
    if not parts.netloc:
        return address
    name = (parts.hostname or "").rstrip(".")
    place = name if port in {None, 80, 443} else f"{name}:{port}"
    pairs = [
        pair
        for pair in parts.query.split("&")
        if pair and not _TRACKING.fullmatch(pair.partition("=")[0])
    ]
    query = "?" + "&".join(sorted(pairs)) if pairs else ""
    route = f"#{parts.fragment}" if parts.fragment.startswith(("!", "/")) else ""
    return place + _ESCAPE.sub(_plain_escape, parts.path.rstrip("/") + query + route)


def _plain_escape(escape: re.Match[str]) -> str:
    """Write an escape in capitals, or as the character if that may stand for itself."""
    character = chr(int(escape[1], 16))
    return character if character in _UNRESERVED else escape[0].upper()
