"""Why a document could not be had: stable codes and sentences."""

import socket
import ssl
from http import HTTPStatus

from newsreader.domain.text import clean_line
from newsreader.fetch.answers import Failed
from newsreader.fetch.inflate import TooLargeError
from newsreader.fetch.private import PrivateAddressError

SENTENCES = {
    "dns_failed": "The host {host} is not known. Check the spelling and your connection.",
    "connect_failed": "{host} does not accept connections. Try again later.",
    "proxy_failed": "Your proxy does not let us through to {host}: {reason}. Check the proxy that "
    "the environment names (http_proxy, all_proxy and so on).",
    "timeout": "{host} did not answer in time. Try again later.",
    "tls_failed": "{host} could not prove who it is: {reason}. Try again later; do not trust "
    "what it sends.",
    "bad_response": "{host} sent a malformed answer ({reason}). Only the publisher can mend that: "
    "tell them if it lasts.",
    "not_http": "What {host} sent is no proper answer in HTTP. Check the address and its port; if "
    "they are right, tell the publisher.",
    "large_headers": "{host} sent larger headers than any document needs. Tell the publisher if "
    "this lasts.",
    "cut_off": "The connection to {host} broke before the end. Try again later.",
    "bad_encoding": "{host} sent data that cannot be unpacked. Tell the publisher.",
    "too_large": "{host} sent more than {limit} MB. Allow more (setting "
    "fetch.max_body_mb) or unsubscribe.",
    "too_many_redirects": "{host} sends us from one address to the next. Open it in a browser: the "
    "feed may have moved, or want a cookie or a consent.",
    "bad_redirect": "{host} sends us to an address that is none. Tell the publisher.",
    "private_redirect": "{host} leads into your own network on the word of a public site; not "
    "followed. If you want it, add its address yourself.",
    "asked_to_wait": "{host} asks to be left alone for the moment. We wait as long as it says.",
    "empty_body": "{host} sent an empty document. Try again later.",
    "bad_url": "The address cannot be fetched. Correct it.",
    "fetch_failed": "Fetching from {host} failed: {reason}. Try again later.",
}

_HTTP_SENTENCES = {
    206: "{host} sent only a part of the document, though we asked for all of it. "
    "Tell the publisher if this lasts.",
    304: "{host} says that the feed has not changed, but we asked for all of it. "
    "Tell the publisher if this lasts.",
    401: "{host} wants a user name and password. Give them in the feed's settings "
    "(Ctrl-E, newsreader edit), or in the address: USER:PASSWORD@{host}.",
    402: "{host} wants payment for this feed. Pay on its site, or unsubscribe.",
    403: "{host} refuses to give us this feed. Open it in a browser to see why; it may want a "
    "header (Ctrl-E, newsreader edit).",
    404: "There is nothing at this address of {host}. Look for the feed's new address on its site.",
    410: "The publisher has ended this feed for good; it is not fetched any more.",
    429: "{host} asks us to come less often. We wait as long as it says.",
    503: "{host} is out of service for the moment. We wait as long as it says.",
}

_WRONG_LOGIN = (
    "{host} does not accept the user name and password. Correct them in the feed's settings "
    "(Ctrl-E, newsreader edit), or in the address."
)


def failed(code: str, host: str, *, reason: str = "", limit: int = 0) -> Failed:
    """Give the failure of this code in words about this host."""
    return Failed(code, SENTENCES[code].format(host=host or "it", reason=reason, limit=limit))


def failed_status(
    status: int, host: str, retry_after_s: int | None = None, *, has_login: bool = False
) -> Failed:
    """Give the failure that an HTTP status is; the code is ``http_404`` and so on.

    ``has_login`` says that user and password were sent.
    """
    if status == 401 and has_login:
        sentence = _WRONG_LOGIN.format(host=host)
    elif status in _HTTP_SENTENCES:
        sentence = _HTTP_SENTENCES[status].format(host=host)
    else:
        try:
            name = f"{status} {HTTPStatus(status).phrase}"
        except ValueError:
            name = str(status)
        sentence = f"{host} answered with the error {name}. Try again later."
    return Failed(f"http_{status}", sentence, status, retry_after_s, host)


def failed_by(error: BaseException, host: str, limit: int) -> Failed:
    """Find out from an exception and what caused it which failure it is."""
    chain = _causes(error)
    if reason := _proxy_reason(chain):
        return failed("proxy_failed", host, reason=reason)
    for kinds, code in _BY_CAUSE:
        causes = [cause for cause in chain if isinstance(cause, kinds)]
        if causes:
            return failed(code, host, reason=_reason(causes[-1]), limit=limit // 1_000_000)
    if said := _malformed(chain):
        return failed("bad_response", host, reason=said)
    names = {type(cause).__name__ for cause in chain}
    for code, known in _BY_NAME.items():
        if names & known:
            return failed(code, host, reason=_complaint(chain) or "no reason given")
    return failed("fetch_failed", host, reason=_reason(error))


_BY_CAUSE: tuple[tuple[tuple[type[BaseException], ...], str], ...] = (
    ((PrivateAddressError,), "private_redirect"),
    ((TooLargeError,), "too_large"),
    ((ssl.SSLError, ssl.CertificateError), "tls_failed"),
    ((socket.gaierror,), "dns_failed"),
    ((TimeoutError,), "timeout"),
    ((ConnectionRefusedError,), "connect_failed"),
)

# The libraries' own exceptions, by name: importing them would cost what this module avoids.
_BY_NAME = {
    "bad_url": {"InvalidURL", "InvalidUrlClientError", "UnsupportedProtocol", "UnicodeError"},
    "bad_encoding": {"BrokenEncodingError"},
    "cut_off": {
        "ServerDisconnectedError", "ClientPayloadError", "RemoteProtocolError", "ReadError",
        "IncompleteRead", "ConnectionResetError", "ClientConnectionResetError",
        "ClientConnectionError",
    },
    "large_headers": {"LineTooLong"},
    "not_http": {"BadStatusLine"},
    "bad_response": {"ClientResponseError", "BadHttpMessage"},
    "connect_failed": {
        "ClientConnectorError", "ClientOSError", "OSError",
    },
    "timeout": {"TimeoutException", "ConnectTimeout", "ReadTimeout", "PoolTimeout"},
}  # fmt: skip


def _proxy_reason(chain: list[BaseException]) -> str:
    """Say what is wrong with the proxy; '' if it is not the proxy."""
    if any(isinstance(error, ssl.SSLError) for error in chain):
        return ""
    is_unknown = any(isinstance(error, socket.gaierror) for error in chain)
    for error in chain:
        match type(error).__name__:
            case "ClientProxyConnectionError" | "ConnectError":  # httpx is for SOCKS proxies only
                return "its name is not known" if is_unknown else "it does not accept connections"
            case "ClientHttpProxyError":
                return f"it answered {getattr(error, 'status', 0)}"
            case "ProxyError":  # of httpx and httpcore, in SOCKS's words
                return _reason(error)
    return ""


def _complaint(chain: list[BaseException]) -> str:
    """Give what aiohttp's parser has to say, with the line it is about; '' if it is not the parser.

    It is as strict about the names of headers as the standard, and cannot be told to be milder.
    """
    for error in chain:
        if message := getattr(error, "message", ""):
            line = " ".join(str(message).replace("^", "").split())  # a mark below the place
            return clean_line(line.replace(" b'", " '").replace(' b"', ' "'), 200)
    return ""


def _malformed(chain: list[BaseException]) -> str:
    """Give what h11, the parser behind a SOCKS proxy, has to say; '' if it says nothing of that.

    It has one exception for what is malformed and for what breaks off.
    """
    for error in chain:
        is_cut = str(error).startswith(("Server disconnected", "peer closed connection"))
        if type(error).__name__ == "RemoteProtocolError" and not is_cut:
            return _reason(error)
    return ""


def _causes(error: BaseException | None) -> list[BaseException]:
    chain: list[BaseException] = []
    while error is not None and error not in chain:
        chain.append(error)
        error = error.__cause__ or error.__context__
    return chain


def _reason(error: BaseException) -> str:
    if isinstance(error, ssl.SSLError):
        return clean_line(getattr(error, "verify_message", None) or "no safe connection", 200)
    return clean_line(str(error) or type(error).__name__, 200).rstrip(".")
