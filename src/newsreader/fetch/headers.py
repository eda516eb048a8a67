"""What the headers of an answer say about when to come again; pure."""

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

_MAX_AGE = re.compile(r"(?:^|[\s,])max-age\s*=\s*\"?(\d{1,10})", re.IGNORECASE)
_WHOLE_RANGE = re.compile(r"bytes 0-(\d{1,15})/(\d{1,15})$")
LONGEST_WAIT_S = 7 * 86_400
"""What a server may ask for; one feed was seen to send a max-age of 16 years."""


def fresh_s(headers: Mapping[str, str], now: int) -> int:
    """Say for how many seconds an answer stays fresh (RFC 9111, 4.2); 0 if the server is silent.

    >>> fresh_s({"cache-control": "public, max-age=3600", "age": "600"}, now=0)
    3000
    """
    control = headers.get("cache-control", "").lower()
    stated = _MAX_AGE.search(control)
    if stated:
        age = headers.get("age", "")
        seconds = int(stated[1]) - (int(age[:10]) if age.isdecimal() else 0)
    elif "expires" not in headers or "no-cache" in control or "no-store" in control:
        seconds = 0
    else:
        end = http_date(headers["expires"])
        seconds = 0 if end is None else end - (http_date(headers.get("date", "")) or now)
    return min(max(seconds, 0), LONGEST_WAIT_S)


def retry_after_s(value: str, now: int) -> int | None:
    """Read Retry-After, seconds or a date (RFC 9110, 10.2.3); None if there is nothing to read.

    >>> retry_after_s("120", 0), retry_after_s("Thu, 01 Jan 1970 00:05:00 GMT", 0)
    (120, 300)
    """
    value = value.strip()
    if value.isdecimal() and value.isascii():
        seconds = int(value[:10])
    else:
        when = http_date(value)
        if when is None:
            return None
        seconds = when - now
    return min(max(seconds, 0), LONGEST_WAIT_S)


def is_part(status: int, headers: Mapping[str, str]) -> bool:
    """Tell whether an answer is a part of a document only, though all of it was asked for.

    >>> is_part(206, {"content-range": "bytes 0-99/900"}), is_part(200, {})
    (True, False)
    >>> is_part(206, {"content-range": "bytes 0-899/900"})
    False
    """
    if status != 206:
        return False
    found = _WHOLE_RANGE.match(headers.get("content-range", ""))
    return not found or int(found[1]) + 1 != int(found[2])


def http_date(value: str) -> int | None:
    """Read a date of a header in Unix seconds; None if it is none (``Expires: 0``)."""
    try:
        return int(parsedate_to_datetime(value).timestamp())
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
