"""Addresses: made absolute, made safe for a terminal and a browser, never raising."""

from functools import lru_cache
from urllib.parse import quote, urljoin, urlsplit

from newsreader.domain.pattern import pattern

LONGEST_URL = 4_000
"""Longer ones are data, not addresses; they are dropped."""

# every printable ASCII character but those that no address may contain (RFC 3986, appendix A)
_CLEAN = pattern(r"[!#-;=?-\[\]_a-z~]+")
_KEEP = "!#$%&'()*+,/:;=?@[]~-._"
_INVISIBLE = pattern("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_PARTS = pattern(r"(?is)([a-z][a-z0-9+.-]*:)//+([^/?#]*)(.*)")
_WEB = pattern(r"(?i)https?://[^/?#@:]|https?://[^/?#]*@[^/?#@:]")
_OTHER = pattern(r"(?i)mailto:.|(?:gemini|gopher)://[^/?#]")
_PLAIN_WEB = pattern(r"https?://[A-Za-z0-9.-]+(?::[0-9]+)?(?:[/?#][!#-;=?-\[\]_a-z~]*)?")
_PLAIN_PLACE = pattern(r"https?://([A-Za-z0-9.-]+)(?::([0-9]{0,4}))?(?=[/?#]|\Z)")
"""The place of nearly all addresses; to split them takes ten times as long."""
_ABSOLUTE = pattern(r"https?://[^/?#\[\]]+(?:[/?#]|$)")
_EXTRA_SLASHES = pattern(r"(?i)([a-z][a-z0-9+.-]*://)/+")
_FEED_SCHEME = pattern(r"(?i)(?:feeds?|itpc|pcast|podcast|podcasts):(?://)?")
_SCHEME = pattern(r"(?i)[a-z][a-z0-9+.-]*:(?!\d)")
_SPACE_IN_HOST = pattern(r"(?i)(?:[a-z]+://)?[^/?#]*[\s|]")
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}
_LOCAL = pattern(r"(?i)(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?=[:/?#]|$)")


def clean_url(address: str) -> str:
    """Reduce an address to printable ASCII; empty if it is too long to be one.

    Other characters are percent-encoded, international host names written in their ASCII form
    (``xn--``), white space and invisible characters dropped from the ends and the middle.

    >>> clean_url(" https://example.org/ä b ")
    'https://example.org/%C3%A4%20b'
    """
    if len(address) > LONGEST_URL:
        return ""
    if _CLEAN.fullmatch(address):
        return address
    address = _INVISIBLE.sub("", address).strip()
    parts = _PARTS.fullmatch(address)
    if parts:
        address = f"{parts[1].lower()}//{_ascii_host(parts[2])}{parts[3]}"
    address = quote(address, safe=_KEEP, errors="ignore")
    return address if len(address) <= LONGEST_URL else ""


def join_url(base: str, address: str) -> str:
    """Make an address absolute and clean; empty if that cannot be done.

    >>> join_url("https://example.org/blog/feed.xml", "../a")
    'https://example.org/a'
    """
    if _PLAIN_WEB.fullmatch(address) and len(address) <= LONGEST_URL:
        return address  # nearly all: absolute and clean as they come
    if _ABSOLUTE.match(address):
        return clean_url(address)
    address = _EXTRA_SLASHES.sub(r"\1", address.strip())
    if not address or len(address) > LONGEST_URL:
        return ""
    try:
        return clean_url(urljoin(base, address))
    except ValueError:  # urlsplit refuses http://[::1/
        return ""


def web_url(base: str, address: str) -> str | None:
    """Make an address absolute and clean; None if a browser may not be sent there."""
    if _PLAIN_WEB.fullmatch(address) and len(address) <= LONGEST_URL:
        return address
    url = join_url(base, address)
    return url if is_web(url) else None


def is_web(address: str | None) -> bool:
    """Tell whether a browser may be sent there: http or https, with a host, nothing hidden."""
    if not address:
        return False
    if _PLAIN_WEB.fullmatch(address):
        return True
    return bool(_WEB.match(address) and _CLEAN.fullmatch(address) and host(address))


def is_fetchable(address: str) -> bool:
    """Tell whether a document can be asked for there: on the web, at a port that there is.

    >>> is_fetchable("http://example.org:8080/a"), is_fetchable("http://example.org:99999/a")
    (True, False)
    """
    try:
        port = _port(address)
    except ValueError:  # no number, or one beyond 65535
        return False
    return port != 0 and is_web(address)


def is_openable(address: str) -> bool:
    """Tell whether a link may be followed: web, mail, gemini or gopher, with nothing hidden."""
    return is_web(address) or bool(_OTHER.match(address) and _CLEAN.fullmatch(address))


@lru_cache(1_024)
def host(address: str) -> str:
    """Give the host in lower case, without port and user; empty if there is none.

    >>> host("https://anna@News.example.org:8080/a")
    'news.example.org'
    """
    if place := _PLAIN_PLACE.match(address):
        return place[1].lower()
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def origin(address: str) -> tuple[str, str]:
    """Give scheme and host with port: what passwords may not leave (RFC 6454, 4).

    >>> origin("https://anna@News.example.org:443/a")
    ('https', 'news.example.org')
    """
    parts = _PARTS.fullmatch(address)
    if not parts:
        return "", ""
    scheme = parts[1].rstrip(":").lower()
    place = parts[2].rpartition("@")[2].lower()
    return scheme, place.removesuffix(_DEFAULT_PORTS.get(scheme, ""))


def is_less_safe(address: str, before: str) -> bool:
    """Tell whether an address gives up the encryption that the one before had."""
    return origin(before)[0] == "https" != origin(address)[0]


def is_as_trusted(address: str, before: str) -> bool:
    """Tell whether what is secret to one address may go to another: same origin, or its TLS.

    >>> is_as_trusted("https://a.example/f", "http://a.example/f")
    True
    >>> is_as_trusted("http://a.example/f", "https://a.example/f")
    False
    """
    there, here = origin(address), origin(before)
    return there == here or (here[0] == "http" and there == ("https", here[1]))


def feed_address(address: str) -> str:
    """Give the address of a feed in the form in which the same one is the same text.

    Scheme and host in lower case, no default port and no fragment, which is not sent.

    >>> feed_address("HTTPS://Anna@News.Example:443/Feed#top")
    'https://Anna@news.example/Feed'
    """
    parts = _PARTS.fullmatch(address)
    if not parts:
        return address
    scheme, place = origin(address)
    user, at, _ = parts[2].rpartition("@")
    return f"{scheme}://{user}{at}{place}{parts[3].partition('#')[0]}"


def without_userinfo(address: str) -> str:
    """Strip user name and password, for everything that is shown, logged or exported.

    >>> without_userinfo("https://anna:geheim@example.org/feed")
    'https://example.org/feed'
    """
    parts = _PARTS.fullmatch(address)
    if not parts or "@" not in parts[2]:
        return address
    return f"{parts[1]}//{parts[2].rpartition('@')[2]}{parts[3]}"


def typed_url(text: str) -> str:
    """Turn what a person typed or pasted into a web address; empty if it cannot be one.

    ``feed:``, ``itpc:`` and their kin become https, as does a bare host; this machine is
    asked by http.

    >>> typed_url("feed://example.org/rss"), typed_url("example.org"), typed_url("localhost:8080")
    ('https://example.org/rss', 'https://example.org', 'http://localhost:8080')
    >>> typed_url("not an address")
    ''
    """
    text = text.strip().strip("<>\"'")
    if _SPACE_IN_HOST.match(text):
        return ""
    text = _FEED_SCHEME.sub("", text, count=1)
    if not _SCHEME.match(text):
        text = text.lstrip("/")
        text = ("http://" if _LOCAL.match(text) else "https://") + text
    address = clean_url(text)
    return address if is_fetchable(address) else ""


def _port(address: str) -> int | None:
    """Give the port that is named, None if none is; raises ValueError where there is no such."""
    place = _PLAIN_PLACE.match(address)
    if place:
        return int(place[2]) if place[2] else None
    return urlsplit(address).port


def _ascii_host(authority: str) -> str:
    """Write an international host name in its ASCII form; percent-encoded later if impossible."""
    if authority.isascii():
        return authority
    user, at, name = authority.rpartition("@")
    name, colon, port = name.partition(":")
    try:
        return f"{user}{at}{name.encode('idna').decode('ascii')}{colon}{port}"
    except UnicodeError:
        return authority
